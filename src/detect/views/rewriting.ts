/* A text with some of its pieces spelled anew, and the exact map back to the original. */

import type { Span } from "../../core/types.js";

/** What was rewritten; offsets are UTF-16 units, of the source and of the result. */
export interface Rewriting {
  readonly text: string;
  /** The piece of the source that spells `[start, end)` of the text, invisible characters inside included. */
  source(start: number, end: number): Span;
}

export interface RewritingBuilder {
  /** Pieces come in order and do not overlap; the text between them stays as it is. */
  replace(start: number, end: number, replacement: string): void;
  /** One unit becomes another: no offset moves. */
  paint(at: number, unit: number): void;
  /** The unit before `start` swallows `[start, end)`: a combining mark belongs to its base. */
  absorb(start: number, end: number): void;
  /** Undefined when nothing was replaced. */
  finish(): Rewriting | undefined;
}

/** Of a piece in the flat list: where it begins and ends in the source, then in the text. */
const sourceStart = 0;
const sourceEnd = 1;
const textStart = 2;
const textEnd = 3;
const width = 4;

/** Pieces that moved offsets. */
interface Pieces {
  count: number;
  flat: Int32Array;
}

/** Offset of the first piece whose `field` is above `offset`; those values ascend. */
function firstAbove({ flat, count }: Pieces, field: number, offset: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((flat[middle * width + field] as number) > offset) high = middle;
    else low = middle + 1;
  }
  return low * width;
}

/** A start right behind something invisible stays behind it. */
function mapStart(pieces: Pieces, offset: number): number {
  const { flat, count } = pieces;
  const next = firstAbove(pieces, textEnd, offset);
  if (next < count * width && (flat[next + textStart] as number) <= offset)
    return flat[next + sourceStart] as number;
  if (next === 0) return offset;
  const last = next - width;
  return (flat[last + sourceEnd] as number) + offset - (flat[last + textEnd] as number);
}

/** An end right before something invisible stays before it. */
function mapEnd(pieces: Pieces, offset: number): number {
  const { flat } = pieces;
  const last = firstAbove(pieces, textStart, offset - 1) - width;
  if (last < 0) return offset;
  return (flat[last + sourceEnd] as number) + Math.max(0, offset - (flat[last + textEnd] as number));
}

const roomAtFirst = 32;
const noPieces = new Int32Array(0);
/** Painted units written at once. */
const brush = 4096;

class Builder implements RewritingBuilder {
  readonly #text: string;
  readonly #pieces: Pieces = { count: 0, flat: noPieces };
  readonly #out: string[] = [];
  /** Units painted one behind the other and not written yet. */
  #wet: Uint16Array | undefined;
  #wetCount = 0;
  #copied = 0;
  #length = 0;
  #isPainted = false;

  constructor(text: string) {
    this.#text = text;
  }

  replace(start: number, end: number, replacement: string): void {
    this.#copyTo(start);
    if (!this.#growsLast(start, end, replacement)) this.#add(start, end, replacement.length);
    if (replacement !== "") this.#out.push(replacement);
    this.#length += replacement.length;
    this.#copied = end;
  }

  paint(at: number, unit: number): void {
    if (at > this.#copied) this.#copyTo(at);
    this.#wet ??= new Uint16Array(brush);
    if (this.#wetCount === brush) this.#dry();
    this.#wet[this.#wetCount++] = unit;
    this.#isPainted = true;
    this.#copied = at + 1;
    this.#length++;
  }

  absorb(start: number, end: number): void {
    const { flat, count } = this.#pieces;
    const last = (count - 1) * width;
    if (count > 0 && flat[last + sourceEnd] === start) {
      flat[last + sourceEnd] = end;
      this.#copied = end;
    } else if (start > this.#copied) this.replace(start - 1, end, this.#text.charAt(start - 1));
    else if (this.#wetCount > 0) {
      // The painted unit becomes a piece of its own.
      this.#length--;
      this.#add(start - 1, end, 1);
      this.#length++;
      this.#copied = end;
    } else this.replace(start, end, "");
  }

  finish(): Rewriting | undefined {
    const pieces = this.#pieces;
    if (pieces.count === 0 && !this.#isPainted) return undefined;
    this.#copyTo(this.#text.length);
    return {
      text: this.#out.join(""),
      source: (start, end) => ({ start: mapStart(pieces, start), end: mapEnd(pieces, end) }),
    };
  }

  #copyTo(start: number): void {
    if (this.#wetCount > 0) this.#dry();
    if (start <= this.#copied) return;
    this.#out.push(this.#text.slice(this.#copied, start));
    this.#length += start - this.#copied;
    this.#copied = start;
  }

  #dry(): void {
    if (this.#wet === undefined) return;
    this.#out.push(String.fromCharCode(...this.#wet.subarray(0, this.#wetCount)));
    this.#wetCount = 0;
  }

  /** Pieces without text beside one another are one: runs of invisible characters may be long. */
  #growsLast(start: number, end: number, replacement: string): boolean {
    const { flat, count } = this.#pieces;
    const last = (count - 1) * width;
    if (count === 0 || replacement !== "" || flat[last + sourceEnd] !== start) return false;
    if (flat[last + textStart] !== flat[last + textEnd]) return false;
    flat[last + sourceEnd] = end;
    return true;
  }

  #add(start: number, end: number, length: number): void {
    const pieces = this.#pieces;
    const at = pieces.count * width;
    if (at === pieces.flat.length) {
      const more = new Int32Array(Math.max(roomAtFirst * width, at * 2));
      more.set(pieces.flat);
      pieces.flat = more;
    }
    const { flat } = pieces;
    flat[at + sourceStart] = start;
    flat[at + sourceEnd] = end;
    flat[at + textStart] = this.#length;
    flat[at + textEnd] = this.#length + length;
    pieces.count++;
  }
}

export const createRewriting = (text: string): RewritingBuilder => new Builder(text);

/** First `inner` was made from the source, then `outer` from the text of `inner`. */
export function compose(inner: Rewriting, outer: Rewriting): Rewriting {
  return {
    text: outer.text,
    source(start, end) {
      const middle = outer.source(start, end);
      return inner.source(middle.start, middle.end);
    },
  };
}
