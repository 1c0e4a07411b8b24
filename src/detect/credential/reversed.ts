/* Values that stand before their label: `use VALUE as the password`, `VALUE is the root password`. */

import { isBlankAt, isNewlineAt, skipBlanksBack } from "./characters.js";
import { asWords, copulas } from "./lexicon-words.js";
import { readValue } from "./value-extent.js";
import type { LexedValue } from "./value-gate.js";

/** Words between value and label: `as the new root`. */
const mostWords = 4;
const longestToken = 64;

function tokenStart(text: string, end: number): number {
  let start = end;
  const stop = Math.max(0, end - longestToken);
  while (start > stop && !isBlankAt(text, start - 1) && !isNewlineAt(text, start - 1)) start--;
  return start;
}

/** The candidate before the label that starts at `labelStart`; undefined when the sentence is another. */
export function lexReversed(text: string, labelStart: number): LexedValue | undefined {
  let end = skipBlanksBack(text, labelStart);
  for (let words = 0; words < mostWords && end > 0; words++) {
    const start = tokenStart(text, end);
    const word = text.slice(start, end).toLowerCase();
    const before = skipBlanksBack(text, start);
    if (asWords.has(word) || copulas.has(word)) {
      if (before === start || before === 0) return undefined;
      return readTokenBefore(text, before);
    }
    if (!/^[\p{L}\p{M}'’-]+$/u.test(word)) return undefined;
    end = before;
  }
  return undefined;
}

function readTokenBefore(text: string, end: number): LexedValue | undefined {
  const extent = readValue(text, tokenStart(text, end));
  if (extent === undefined || extent.after < end - 2) return undefined;
  const { start, quoted } = extent;
  return { start, end: extent.end, quoted, separator: "reversed", sole: false, qualified: false };
}
