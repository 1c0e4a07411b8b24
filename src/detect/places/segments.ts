/* The pieces of the lines before a place, parted as addresses are: by commas, line ends, dots in the middle, dashes. */

import type { Span } from "../../core/types.js";
import { unitAt, type Units } from "../units.js";

/** UTF-16 units before a postal code in which the street is looked for. */
const reach = 150;
const mostSegments = 5;

const dividers = new Uint8Array(0x10000);
for (const sign of "\n\r,;|·•–—\t＊*<>") dividers[sign.charCodeAt(0)] = 1;

/** `Address: ...` parts; `No:12` does not. */
function isDivider(units: Units, at: number): boolean {
  const code = unitAt(units, at);
  if (dividers[code] === 1) return true;
  if (code !== 0x3a && code !== 0x2d) return false;
  const next = unitAt(units, at + 1);
  if (code === 0x3a) return next === 32 || next === 10 || next === 9 || next === 13;
  return next === 32 && unitAt(units, at - 1) === 32;
}

const isBlank = (code: number): boolean => code === 32 || code === 0xa0 || code === 0x202f;

function trim(units: Units, from: number, to: number): Span {
  let start = from;
  let end = to;
  while (start < end && isBlank(unitAt(units, start))) start++;
  while (end > start && isBlank(unitAt(units, end - 1))) end--;
  return { start, end };
}

/** Pieces that end at or before `end`, the nearest first; none beyond an empty line or 150 units away. */
export function segmentsBefore(units: Units, end: number): readonly Span[] {
  const found: Span[] = [];
  const limit = Math.max(0, end - reach);
  let right = end;
  let breaks = 0;
  for (let at = end - 1; at >= limit - 1 && found.length < mostSegments; at--) {
    if (at >= limit && !isDivider(units, at)) continue;
    const piece = trim(units, at + 1, right);
    right = at;
    if (piece.end > piece.start) {
      found.push(piece);
      breaks = 0;
    }
    if (unitAt(units, at) === 10 && ++breaks > 1) break;
  }
  return found;
}
