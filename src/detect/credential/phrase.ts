/* Passphrases of several plain words: `passphrase is lanterns over the lake`. */

import { isNewlineAt } from "./characters.js";
import { blockers, stateWords } from "./lexicon-words.js";

/** A passphrase has at least three words, and a sentence about one has soon more than eight. */
const leastWords = 3;
const mostWords = 8;
const longestPhrase = 80;

/** Words that a statement about a passphrase begins with or turns on, and a passphrase of nouns does not. */
const statement = new Set(
  "for to of in at by as if used too longer known same only also still just been being unique different individual random per each printed generated".split(
    " ",
  ),
);

/** Words of any phrase that stand in states too: `at least`, `the same`. */
const smallWords = new Set(
  [
    "on over under with from near onto into off um am im auf bei mit von zu unter über sur sous dans avec chez con sin por sobre bajo sul sotto com sem em pod nad przy pro před za op van met bij onder på av till med på",
    "a an the and at my our their his her with this that der die das ein le la les un el il",
  ]
    .join(" ")
    .split(" "),
);

export const isSmall = (word: string): boolean => smallWords.has(word);

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

const seedWords = /^[a-z]{3,8}(?:,? [a-z]{3,8}){11,23}(?![\w-]|,? [a-z])/;
const longestSeed = 24 * 10;
/** Numbers of words that wallets make (BIP 39). */
const seedCounts = new Set([12, 15, 18, 21, 24]);

/** End of the words of a wallet's seed; -1 when they are none. */
function readSeedWords(text: string, start: number): number {
  const found = seedWords.exec(text.slice(start, start + longestSeed))?.[0];
  if (found === undefined || !seedCounts.has(found.split(" ").length)) return -1;
  return start + found.length;
}

/** Behind a colon, up to the end of the line. */
function isLineAlone(text: string, start: number, end: number): boolean {
  return /[:=] {0,2}$/.test(text.slice(start - 3, start)) && (end === text.length || isNewlineAt(text, end));
}

/** End of the phrase that starts at `start` and runs to the end of its line or sentence; -1 when it is none. */
export function readPhrase(text: string, start: number, least = leastWords): number {
  const seed = readSeedWords(text, start);
  if (seed >= 0) return seed;
  const end = endOfWords(text, start);
  const words = text.slice(start, Math.max(start, end)).toLowerCase().split(" ");
  if (words.length < least || words.length > mostWords) return -1;
  if (!words.every((word) => /^[\p{L}\p{N}-]{2,20}$/u.test(word))) return -1;
  // A sentence has capitals, or ends on its line before others: a line of words alone is the phrase.
  const alone = words.length > leastWords && isLineAlone(text, start, end);
  const stated = words.filter((word) => stateWords.has(word) && !(alone && isSmall(word))).length;
  if (stated > mayState(text, start) || words.some((word) => blockers.has(word))) return -1;
  return words.some((word, at) => statement.has(word) && !(alone && at > 0)) ? -1 : end;
}

/** Of a passphrase in quotation marks: few of its words may state something. */
export function isQuotedPhrase(words: readonly string[]): boolean {
  if (words.length < leastWords || words.length > mostWords) return false;
  const stated = words.filter((word) => stateWords.has(word.toLowerCase())).length;
  return stated * 3 <= words.length && words.every((word) => /^[\p{L}\p{N}'’-]{1,20}$/u.test(word));
}

/** Two words and more, none of which a statement about a password turns on: `"blue tin roof"`. */
export function isPhrase(words: readonly string[]): boolean {
  return words.every((word) => {
    const small = word.toLowerCase();
    return /^[\p{L}\p{N}'’-]{2,20}$/u.test(word) && !blockers.has(small) && !statement.has(small);
  });
}
