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
  /** The unit before `start` swallows `[start, end)`: a combining mark belongs to its base. */
  absorb(start: number, end: number): void;
  /** Undefined when nothing was replaced. */
  finish(): Rewriting | undefined;
}

/** Index of the first piece whose value in `ends` is above `offset`; `ends` is ascending. */
function firstAbove(ends: readonly number[], offset: number): number {
  let low = 0;
  let high = ends.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ends[middle] ?? 0) > offset) high = middle;
    else low = middle + 1;
  }
  return low;
}

interface Pieces {
  readonly sourceStarts: number[];
  readonly sourceEnds: number[];
  readonly starts: number[];
  readonly ends: number[];
}

/** A start right behind something invisible stays behind it. */
function mapStart({ sourceStarts, sourceEnds, starts, ends }: Pieces, offset: number): number {
  const next = firstAbove(ends, offset);
  if ((starts[next] ?? Infinity) <= offset) return sourceStarts[next] ?? 0;
  return next === 0 ? offset : (sourceEnds[next - 1] ?? 0) + offset - (ends[next - 1] ?? 0);
}

/** An end right before something invisible stays before it. */
function mapEnd({ sourceEnds, starts, ends }: Pieces, offset: number): number {
  const last = firstAbove(starts, offset - 1) - 1;
  if (last < 0) return offset;
  return (sourceEnds[last] ?? 0) + Math.max(0, offset - (ends[last] ?? 0));
}

export function createRewriting(text: string): RewritingBuilder {
  const pieces: Pieces = { sourceStarts: [], sourceEnds: [], starts: [], ends: [] };
  const { sourceStarts, sourceEnds, starts, ends } = pieces;
  const out: string[] = [];
  let copied = 0;
  let length = 0;
  const replace = (start: number, end: number, replacement: string): void => {
    if (start > copied) out.push(text.slice(copied, start));
    length += start - copied;
    sourceStarts.push(start);
    sourceEnds.push(end);
    starts.push(length);
    length += replacement.length;
    ends.push(length);
    out.push(replacement);
    copied = end;
  };
  return {
    replace,
    absorb(start, end) {
      const last = sourceEnds.length - 1;
      if (last >= 0 && sourceEnds[last] === start) {
        sourceEnds[last] = end;
        copied = end;
      } else if (start > copied) replace(start - 1, end, text.charAt(start - 1));
      else replace(start, end, "");
    },
    finish() {
      if (sourceStarts.length === 0) return undefined;
      out.push(text.slice(copied));
      return {
        text: out.join(""),
        source: (start, end) => ({ start: mapStart(pieces, start), end: mapEnd(pieces, end) }),
      };
    },
  };
}

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
