/* What stands under a right-to-left override (U+202E) is seen in reverse: it is read so, too (UAX 9, 2.2). */

import type { Span } from "../../core/types.js";
import type { Rewriting } from "./rewriting.js";

const override = "\u202e";
const pop = 0x202c;

interface Run {
  /** What is reversed, in the source; the controls stay. */
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

function innerAt(text: string, at: number): Span {
  let end = at + 1;
  while (end < text.length && !isEnd(text.charCodeAt(end))) end++;
  return { start: at + 1, end };
}

function sourceOf(runs: readonly Run[], start: number, end: number): Span {
  let low = 0;
  for (let high = runs.length; high - low > 1;) {
    const middle = (low + high) >> 1;
    if ((runs[middle]?.from ?? 0) <= start) low = middle;
    else high = middle;
  }
  const run = runs[low];
  if (run === undefined) return { start: 0, end: 0 };
  const { inner, from } = run;
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
    const inner = innerAt(text, at);
    runs.push({ inner, from: length });
    out.push(reverse(text, inner));
    length += inner.end - inner.start + 1;
    at = text.indexOf(override, inner.end);
  }
  return { text: out.join("\n"), source: (start, end) => sourceOf(runs, start, end) };
}
