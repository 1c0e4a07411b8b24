/* The pieces of the lines before a place, parted as addresses are: by commas, line ends, dots in the middle, dashes. */

import type { Span } from "../../core/types.js";

/** UTF-16 units before a postal code in which the street is looked for. */
const reach = 150;
const mostSegments = 5;

const dividers = new Set([..."\n\r,;|·•–—\t＊*<>"].map((sign) => sign.charCodeAt(0)));

/** `Address: ...` parts; `No:12` does not. */
function isDivider(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (dividers.has(code)) return true;
  const next = text.charCodeAt(at + 1);
  if (code === 0x3a) return next === 32 || next === 10 || next === 9 || next === 13;
  return code === 0x2d && next === 32 && text.charCodeAt(at - 1) === 32;
}

const isBlank = (code: number): boolean => code === 32 || code === 0xa0 || code === 0x202f;

function trim(text: string, span: Span): Span {
  let { start, end } = span;
  while (start < end && isBlank(text.charCodeAt(start))) start++;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end--;
  return { start, end };
}

/** Pieces that end at or before `end`, the nearest first; none beyond an empty line or 150 units away. */
export function segmentsBefore(text: string, end: number): readonly Span[] {
  const found: Span[] = [];
  const limit = Math.max(0, end - reach);
  let right = end;
  let breaks = 0;
  for (let at = end - 1; at >= limit - 1 && found.length < mostSegments; at--) {
    if (at >= limit && !isDivider(text, at)) continue;
    const piece = trim(text, { start: at + 1, end: right });
    right = at;
    if (piece.end > piece.start) {
      found.push(piece);
      breaks = 0;
    }
    if (text.charCodeAt(at) === 10 && ++breaks > 1) break;
  }
  return found;
}
