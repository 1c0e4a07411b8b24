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

/** End of the phrase that starts at `start` and runs to the end of its line or sentence; -1 when it is none. */
export function readPhrase(text: string, start: number): number {
  let end = start;
  const stop = Math.min(text.length, start + longestPhrase);
  while (end < stop && !isNewlineAt(text, end) && !/[.,;!?"()<]/.test(text.charAt(end))) end++;
  if (end === stop && end < text.length) return -1;
  while (end > start && text.charAt(end - 1) === " ") end--;
  const words = text.slice(start, end).toLowerCase().split(" ");
  if (words.length < leastWords || words.length > mostWords) return -1;
  const plain = words.every((word) => /^[\p{L}\p{N}-]{2,20}$/u.test(word));
  return plain && !words.some((word) => stateWords.has(word) || blockers.has(word) || statement.has(word))
    ? end
    : -1;
}
