/* One decoded text gathered from many places of a source, with the exact way back to them. */

import { readReference } from "../../core/html-entities.js";
import type { Span } from "../../core/types.js";

/**
 * Runs in source order. A run spells `[outs[i], outs[i + 1])` of the text by `[starts[i], ends[i])` of the source: unit by
 * unit when both are as long, else by a character reference, which is always longer than what it stands for. Units that
 * stand between two places have an empty source.
 */
export interface Strand {
  /** The text so far is `head` and `tail`; many small pieces are joined in the tail, some at a time. */
  head: string;
  tail: string;
  length: number;
  readonly outs: number[];
  readonly starts: number[];
  readonly ends: number[];
  /** True while the last run is verbatim, so that what follows it in the source just makes it longer. */
  open: boolean;
  /** What to put before the next piece, if there will be one. */
  gap: string;
}

export function createStrand(): Strand {
  return { head: "", tail: "", length: 0, outs: [], starts: [], ends: [], open: false, gap: "" };
}

/** What comes next stands apart from what came so far; a line break beats other gaps. */
export function separate(strand: Strand, gap = "\n"): void {
  if (strand.length > 0 && strand.gap !== "\n") strand.gap = gap;
}

/** Puts units that belong to no place of the source. */
export function appendSynthetic(strand: Strand, units: string, at: number): void {
  pushPiece(strand, units, { start: at, end: at });
}

/** Units that `span` of the source spells. */
export function pushPiece(strand: Strand, units: string, span: Span): void {
  pushRun(strand, span.start, span.end);
  pushUnits(strand, units);
  strand.open = false;
}

/** `[start, end)` of the source as it stands. */
export function appendVerbatim(strand: Strand, source: string, { start, end }: Span): void {
  if (start >= end) return;
  if (strand.gap !== "") closeGap(strand, source, start);
  const last = strand.ends.length - 1;
  if (strand.open && strand.ends[last] === start) strand.ends[last] = end;
  else pushRun(strand, start, end);
  pushUnits(strand, source.slice(start, end));
  strand.open = true;
}

/** Between cells of one row, where an address is sometimes divided at its `@`. */
export const cellGap = "\t";

const atSign = 64;

function closeGap(strand: Strand, source: string, at: number): void {
  const { gap } = strand;
  strand.gap = "";
  const before = source.charCodeAt((strand.ends.at(-1) ?? 0) - 1);
  if (gap === cellGap && (before === atSign || source.charCodeAt(at) === atSign)) return;
  appendSynthetic(strand, gap, at);
}

function pushRun(strand: Strand, start: number, end: number): void {
  strand.outs.push(strand.length);
  strand.starts.push(start);
  strand.ends.push(end);
}

/** V8 keeps a node per piece until a string is read: 1 MB of them in one string costs twice the time (measured). */
const tailLength = 4096;

function pushUnits(strand: Strand, units: string): void {
  strand.length += units.length;
  strand.tail += units;
  if (strand.tail.length < tailLength) return;
  // Reading a unit makes one flat string of the pieces.
  strand.tail.charCodeAt(0);
  strand.head += strand.tail;
  strand.tail = "";
}

export function textOf({ head, tail }: Strand): string {
  return head + tail;
}

/** Remembers the next `&` of a source that is read from front to back. */
export interface ReferenceCursor {
  readonly source: string;
  /** Offset of the first `&` at or behind the last question, Infinity when there is none. */
  next: number;
}

export function createReferenceCursor(source: string): ReferenceCursor {
  return { source, next: -1 };
}

function nextReference(cursor: ReferenceCursor, from: number): number {
  if (cursor.next < from) {
    const found = cursor.source.indexOf("&", from);
    cursor.next = found === -1 ? Infinity : found;
  }
  return cursor.next;
}

/** `[start, end)` of the source with its character references decoded; no reference may run over `end`. */
export function appendDecoded(
  strand: Strand,
  cursor: ReferenceCursor,
  span: Span & { attribute?: boolean },
): void {
  const { source } = cursor;
  const { end } = span;
  let { start } = span;
  for (let at = nextReference(cursor, start); at < end; at = nextReference(cursor, at + 1)) {
    const reference = readReference(source, at, span.attribute);
    if (reference === undefined) continue;
    appendVerbatim(strand, source, { start, end: at });
    if (strand.gap !== "") closeGap(strand, source, at);
    pushPiece(strand, reference.value, { start: at, end: reference.end });
    start = reference.end;
    at = start - 1;
  }
  appendVerbatim(strand, source, { start, end });
}

/** Index of the run that holds `offset`. */
function runAt(outs: readonly number[], offset: number): number {
  let low = 0;
  let high = outs.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((outs[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Pieces of the source that spell `[start, end)` of the strand's text, in order, touching ones joined. */
export function sourceOf(strand: Strand, start: number, end: number): readonly Span[] {
  const { outs } = strand;
  const pieces: Span[] = [];
  for (let run = runAt(outs, start); run < outs.length && (outs[run] ?? 0) < end; run++) {
    const piece = pieceOf(strand, run, { start, end });
    const last = pieces.at(-1);
    if (piece.start === piece.end || start === end) continue;
    if (last?.end === piece.start) pieces[pieces.length - 1] = { start: last.start, end: piece.end };
    else pieces.push(piece);
  }
  return pieces;
}

/** The source of what one run has of a span; a reference is not divided. */
function pieceOf({ length, outs, starts, ends }: Strand, run: number, span: Span): Span {
  const out = outs[run] ?? 0;
  const outEnd = outs[run + 1] ?? length;
  const start = starts[run] ?? 0;
  const end = ends[run] ?? 0;
  if (end - start !== outEnd - out) return { start, end };
  return { start: start + Math.max(0, span.start - out), end: start + Math.min(span.end, outEnd) - out };
}
