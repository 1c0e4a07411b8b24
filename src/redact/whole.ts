/* Tells whether a finding is all a field says. */

import type { Span } from "../core/types.js";

/** But for blanks. A finding of several parts never is. */
export function isWhole(text: string, parts: readonly Span[]): boolean {
  const [first] = parts;
  if (first === undefined || parts.length !== 1) return false;
  return isBlank(text, 0, first.start) && isBlank(text, first.end, text.length);
}

function isBlank(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const unit = text.charCodeAt(at);
    // Most texts begin with a letter, which needs no expression.
    if ((unit > 0x20 && unit < 0x80) || !/\s/.test(text.charAt(at))) return false;
  }
  return true;
}
