/* Edits of a text that no source is behind. */

import type { TextEdit } from "../core/document.js";
import { wholeCharacters } from "./literal.js";

/** In any order; a surrogate pair is never cut. Where edits overlap, the first stands for all of them. */
export function editText(text: string, edits: readonly TextEdit[]): string {
  let out = "";
  let from = 0;
  for (const { start, end, replacement } of [...edits].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const [first, last] = wholeCharacters(text, start, end);
    if (first >= from) out += text.slice(from, first) + replacement;
    from = Math.max(from, last);
  }
  return out + text.slice(from);
}
