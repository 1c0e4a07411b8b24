/* What stands under a right-to-left override (U+202E) is seen in reverse: it is read so, too (UAX 9, 2.2). */

import type { Span } from "../../core/types.js";
import type { Rewriting } from "./rewriting.js";

const override = "\u202e";
const pop = 0x202c;

interface Run {
  /** The controls included. */
  readonly whole: Span;
  /** What is reversed, in the source. */
  readonly inner: Span;
  /** Where it stands in the reading. */
  readonly from: number;
}

const isHigh = (unit: number): boolean => (unit & 0xfc00) === 0xd800;
const isLow = (unit: number): boolean => (unit & 0xfc00) === 0xdc00;

/** Code points in reverse: pairs of surrogates stay pairs. */
function reverse(text: string, { start, end }: Span): string {
  let out = "";
  for (let at = end - 1; at >= start; at--) {
    const isPair = at > start && isHigh(text.charCodeAt(at - 1)) && isLow(text.charCodeAt(at));
    out += isPair ? text.slice(at - 1, at + 1) : text.charAt(at);
    if (isPair) at--;
  }
  return out;
}

const isEnd = (unit: number): boolean => unit === pop || unit === 0x0a || unit === 0x0d;

function runAt(text: string, at: number): Omit<Run, "from"> {
  let end = at + 1;
  while (end < text.length && !isEnd(text.charCodeAt(end))) end++;
  const isClosed = text.charCodeAt(end) === pop;
  return { whole: { start: at, end: end + Number(isClosed) }, inner: { start: at + 1, end } };
}

/** A finding that fills a run takes the controls along, so that what replaces it is not seen in reverse. */
function sourceOf(runs: readonly Run[], start: number, end: number): Span {
  let low = 0;
  for (let high = runs.length; high - low > 1;) {
    const middle = (low + high) >> 1;
    if ((runs[middle]?.from ?? 0) <= start) low = middle;
    else high = middle;
  }
  const run = runs[low];
  if (run === undefined) return { start: 0, end: 0 };
  const { inner, whole, from } = run;
  const length = inner.end - inner.start;
  if (start === from && end >= from + length) return whole;
  return { start: Math.max(inner.start, inner.end - (end - from)), end: inner.end - (start - from) };
}

/** Undefined when nothing is overridden. */
export function readOverridden(text: string): Rewriting | undefined {
  let at = text.indexOf(override);
  if (at === -1) return undefined;
  const runs: Run[] = [];
  const out: string[] = [];
  let length = 0;
  while (at !== -1) {
    const run = runAt(text, at);
    runs.push({ whole: run.whole, inner: run.inner, from: length });
    out.push(reverse(text, run.inner));
    length += run.inner.end - run.inner.start + 1;
    at = text.indexOf(override, Math.max(run.inner.end, at + 1));
  }
  return { text: out.join("\n"), source: (start, end) => sourceOf(runs, start, end) };
}
