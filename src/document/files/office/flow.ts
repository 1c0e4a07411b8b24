/* Paragraphs that are read on in the next one: ends that are no ends for some readers, labels, and keys over many lines. */

import { viewsOf, type Piece, type ShownRun } from "./views.js";

export interface FlowingParagraph {
  readonly texts: readonly Piece[];
  readonly joins: boolean;
  text(shown: number): string;
}

/** Lines of a key, or of several certificates in a row. */
const mostLines = 400;
/** UTF-16 units looked at for what a paragraph begins or ends with. */
const looked = 64;

const label = /[:\uff1a=]\s*$/;
const keyBegin = /^\s*-----BEGIN /;
const keyEnd = /-----END /;

export class Flow {
  readonly #pieces: Piece[] = [];
  #lines = 0;
  #glue = "";
  #isKey = false;

  /** Undefined where the paragraph ends with itself. */
  static from(paragraph: FlowingParagraph): Flow | undefined {
    const flow = new Flow();
    return flow.#add(paragraph) ? flow : undefined;
  }

  /** The same with the next paragraph; undefined once it has ended, its views added to `runs`. */
  with(paragraph: FlowingParagraph, runs: ShownRun[]): Flow | undefined {
    if (this.#add(paragraph)) return this;
    runs.push(...this.end());
    return undefined;
  }

  /** A single paragraph was read already. */
  *end(): Generator<ShownRun> {
    if (this.#lines > 1) yield* viewsOf(this.#pieces);
  }

  /** Whether it goes on. */
  #add(paragraph: FlowingParagraph): boolean {
    const { texts, joins } = paragraph;
    const at = Math.max(
      0,
      texts.findIndex(({ deleted, hidden }) => !deleted && !hidden),
    );
    for (const [place, piece] of texts.entries())
      this.#pieces.push(place === at ? { ...piece, before: this.#glue + piece.before } : piece);
    this.#lines++;
    this.#isKey = (this.#isKey || keyBegin.test(beginOf(paragraph))) && !keyEnd.test(endOf(paragraph));
    this.#glue = joins ? "" : "\n";
    return joins || (this.#isKey && this.#lines < mostLines) || label.test(endOf(paragraph));
  }
}

function beginOf({ texts, text }: FlowingParagraph): string {
  let begin = "";
  for (const { shown } of texts) {
    if (begin.length >= looked) break;
    begin += text(shown).slice(0, looked);
  }
  return begin;
}

function endOf({ texts, text }: FlowingParagraph): string {
  let end = "";
  for (let at = texts.length - 1; at >= 0 && end.length < looked; at--)
    end = text(texts[at]?.shown ?? 0).slice(-looked) + end;
  return end;
}
