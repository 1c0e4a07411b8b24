/* Passphrases of several plain words: `passphrase is lanterns over the lake`. */

import { isNewlineAt } from "./characters.js";
import { blockers, stateWords } from "./lexicon-words.js";

/** A passphrase has at least three words, and a sentence about one has soon more than eight. */
const leastWords = 3;
const mostWords = 8;
const longestPhrase = 80;

/** Words that a statement about a passphrase begins with or turns on, and a passphrase of nouns does not. */
const statement = new Set(
  "for to of in at by as if used too longer known same only also still just been being".split(" "),
);

function endOfWords(text: string, start: number): number {
  let end = start;
  const stop = Math.min(text.length, start + longestPhrase);
  while (end < stop && !isNewlineAt(text, end) && !/[.,;!?"()<]/.test(text.charAt(end))) end++;
  if (end === stop && end < text.length) return -1;
  while (end > start && text.charAt(end - 1) === " ") end--;
  return end;
}

/** In quotation marks a phrase is meant literally, though one of its words may state something. */
function mayState(text: string, start: number): number {
  return /["“„«'‘]/.test(text.charAt(start - 1)) ? 1 : 0;
}

/** End of the phrase that starts at `start` and runs to the end of its line or sentence; -1 when it is none. */
export function readPhrase(text: string, start: number, least = leastWords): number {
  const end = endOfWords(text, start);
  const words = text.slice(start, Math.max(start, end)).toLowerCase().split(" ");
  if (words.length < least || words.length > mostWords) return -1;
  if (!words.every((word) => /^[\p{L}\p{N}-]{2,20}$/u.test(word))) return -1;
  if (words.filter((word) => stateWords.has(word)).length > mayState(text, start)) return -1;
  return words.some((word) => blockers.has(word) || statement.has(word)) ? -1 : end;
}

/** Two words and more, none of which a statement about a password turns on: `"blue tin roof"`. */
export function isPhrase(words: readonly string[]): boolean {
  return words.every((word) => {
    const small = word.toLowerCase();
    return /^[\p{L}\p{N}'’-]{2,20}$/u.test(word) && !blockers.has(small) && !statement.has(small);
  });
}
