/* Values that run over the pieces of one paragraph: differently marked texts that a reader sees as one. */

import type { Budget } from "../core/budget.js";
import type { Annotation, TextRun } from "../core/desk.js";
import type { Document, DocumentEdit, TextEdit } from "../core/document.js";
import type { FindingPart, Span } from "../core/types.js";
import type { Searcher } from "../detect/engine.js";
import type { Item } from "./judged-item.js";
import type { Joined } from "./joined.js";
import { locate } from "./locate.js";

/** The text of a run as it is seen, and where each part begins in it. */
interface RunText {
  readonly text: string;
  readonly starts: readonly number[];
}

export function textOfRun(document: Document, { parts }: TextRun): RunText {
  const pieces: string[] = [];
  const starts: number[] = [];
  let length = 0;
  for (const { node, before } of parts) {
    const text = document.text(node);
    const glue = starts.length === 0 ? "" : before;
    starts.push(length + glue.length);
    pieces.push(glue, text);
    length += glue.length + text.length;
  }
  return { text: pieces.join(""), starts };
}

/** Runs of one part hold nothing that the part by itself does not. */
export const runsToRead = ({ runs = [] }: Annotation): readonly TextRun[] =>
  runs.filter(({ parts }) => parts.length > 1);

/** Throws what `locate` throws. A find whose glue alone would be replaced is none. */
export function* findInRun(
  document: Document,
  run: TextRun,
  { engine, budget }: { readonly engine: Searcher; readonly budget: Budget },
): Generator<Joined> {
  const { text, starts } = textOfRun(document, run);
  for (const located of locate(engine, { text, hint: {}, format: "plain" }, budget)) {
    const parts = located.parts.flatMap((span) => placesOf(document, run, { starts, span }));
    if (parts.length > 0) yield { located, parts };
  }
}

interface SpanInRun {
  readonly starts: readonly number[];
  readonly span: Span;
}

function placesOf(
  document: Document,
  { parts }: TextRun,
  { starts, span }: SpanInRun,
): readonly FindingPart[] {
  const places: FindingPart[] = [];
  for (let at = lastStart(starts, span.start); at < parts.length; at++) {
    const [from, node] = [starts[at] ?? Infinity, parts[at]?.node ?? -1];
    if (from >= span.end) break;
    const [start, end] = [Math.max(0, span.start - from), span.end - from];
    const last = Math.min(end, document.text(node).length);
    if (start < last) places.push({ field: node, start, end: last });
  }
  return places;
}

/** The last part that begins at or before `offset`. */
function lastStart(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? Infinity) <= offset) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}

const placeOf = (entity: string, { field, start, end }: FindingPart): string =>
  `${entity} ${String(field)} ${String(start)} ${String(end)}`;

/** Tells what was found in one part by itself already. */
export function alreadyFound(items: readonly Item[]): (joined: Joined) => boolean {
  let known: Set<string> | undefined;
  return ({ located, parts }) => {
    const [part] = parts;
    if (part === undefined || parts.length > 1) return false;
    known ??= new Set(
      items.flatMap(({ node, entity, parts: own }) =>
        own.map((span) => placeOf(entity, { ...span, field: node })),
      ),
    );
    return known.has(placeOf(located.match.entity, part));
  };
}

/** What stands in for the text of a part that would lose all of it, by node. */
export function blanksOf({ runs = [] }: Annotation): ReadonlyMap<number, string> {
  return new Map(runs.flatMap(({ parts, blank }) => parts.map(({ node }) => [node, blank] as const)));
}

/** The edits, none of which leaves a part of a run without any text. */
export function keepBlanks(
  document: Document,
  edits: readonly TextEdit[],
  blanks: ReadonlyMap<number, string>,
): readonly DocumentEdit[] {
  if (blanks.size === 0) return edits;
  const lengths = new Map<number, number>();
  for (const { node, start, end, replacement } of edits) {
    const length = lengths.get(node) ?? document.text(node).length;
    lengths.set(node, length + replacement.length - (end - start));
  }
  return edits.map((edit) => {
    const blank = blanks.get(edit.node);
    if (blank === undefined || lengths.get(edit.node) !== 0) return edit;
    lengths.delete(edit.node);
    return { ...edit, replacement: blank };
  });
}
