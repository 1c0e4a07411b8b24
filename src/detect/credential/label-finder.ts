/* Decides whether a label word that was found in a text stands there as a label, and where it ends. */

import type { Span } from "../../core/types.js";
import {
  isAsciiAlphanumeric,
  isAsciiLetter,
  isDigitAt,
  isLetterAt,
  isUnspacedAt,
  isUpperAt,
} from "./characters.js";
import { publicWords } from "./lexicon-words.js";
import type { LabelWord } from "./lexicon.js";

/** Longest inflection in the lexicon is 4 letters; longer runs are other words (`passwordless`). */
const longestEnding = 5;

/** What may follow a label inside an identifier; `password_reset_url` and `token_type` name no secret. */
const identifierTails = new Set(
  "1 2 3 base admin confirm confirmation db default dev ftp hash live new old prod production root ssh staging test user value".split(
    " ",
  ),
);
const longestTail = 14;

function isWordAt(text: string, at: number): boolean {
  return isLetterAt(text, at) || isDigitAt(text, at);
}

/** `rootPassword`: a small letter before the word's capital, which is its only one. */
function isCamel(text: string, start: number): boolean {
  const humps = isLetterAt(text, start - 1) && !isUpperAt(text, start - 1) && isUpperAt(text, start);
  return humps && !isUpperAt(text, start + 1);
}

/** `APIKEY`, `WSKEY` */
const isLoudKey = (text: string, word: LabelWord, start: number): boolean =>
  word.gate === "weak" && isUpperAt(text, start) && isUpperAt(text, start - 1);

function startsWord(text: string, word: LabelWord, start: number): boolean {
  const before = text.charCodeAt(start - 1);
  if (before < 0x80 && before !== 0x2d && !isAsciiAlphanumeric(before)) return true;
  if (start === 0 || isUnspacedAt(text, start - 1)) return true;
  if (before === 0x2d && word.gate === "brief") return !isLetterAt(text, start - 2);
  return !isWordAt(text, start - 1) || word.joins || isCamel(text, start) || isLoudKey(text, word, start);
}

function readLetters(text: string, at: number, limit: number): number {
  let end = at;
  while (end < at + limit && isLetterAt(text, end)) end++;
  return end;
}

/** Behind the identifier's tail, `at` itself where there is none, -1 where the identifier names something else. */
function readIdentifierTail(text: string, at: number): number {
  const joint = text.charAt(at);
  if (joint === " " || joint === ":") return at;
  if (joint !== "_" && !(joint === "-" && isWordAt(text, at + 1))) return at;
  let end = at + 1;
  while (end <= at + longestTail && isWordAt(text, end)) end++;
  const tail = text.slice(at + 1, end).toLowerCase();
  if (!identifierTails.has(tail)) return joint === "_" && tail === "" ? at : -1;
  return text.charAt(end) === "_" ? -1 : end;
}

/** True behind a word that makes a key or token something public, glued on (`PublicKey`) or not (`primary key`). */
export function isPublicName(text: string, start: number): boolean {
  const word = wordBefore(text, start);
  if (publicWords.has(word) || pagingWords.has(word)) return true;
  return isCamel(text, start) && publicWords.has(partBefore(text, start));
}

/** Words before `token` that make it a mark of place in a list. */
const pagingWords = new Set("continuation cursor pagination sync delta".split(" "));

const isSmall = (code: number): boolean => code >= 0x61 && code <= 0x7a;
const isCapital = (code: number): boolean => code >= 0x41 && code <= 0x5a;
const longestPart = 24;

/** Last part of the name before `start`, in small letters: `page` of `nextPageToken`, `s3` of `s3_key`. */
export function partBefore(text: string, start: number): string {
  const end = /[\s_.-]/.test(text.charAt(start - 1)) ? start - 1 : start;
  const stop = Math.max(0, end - longestPart);
  let at = end;
  while (at > stop && isDigitAt(text, at - 1)) at--;
  const letters = at;
  while (at > stop && isSmall(text.charCodeAt(at - 1))) at--;
  const small = at < letters;
  while (at > stop && isCapital(text.charCodeAt(at - 1)) && !(small && isCapital(text.charCodeAt(at)))) at--;
  return text.slice(at, end).toLowerCase();
}

/** The word in front of `start`, in small letters. */
export function wordBefore(text: string, start: number): string {
  let end = start;
  if (/[\s_-]/.test(text.charAt(end - 1))) end--;
  let first = end;
  while (first > end - 16 && first > 0 && isLetterAt(text, first - 1)) first--;
  return text.slice(first, end).toLowerCase();
}

/** End of the letters behind a word: its inflection, or the next word of a script without blanks; -1 in another word. */
function readEnding(text: string, word: LabelWord, end: number): number {
  const code = text.charCodeAt(end);
  if (code < 0x80) {
    if (!isAsciiLetter(code)) return end;
    if (word.endings.size === 0) return -1;
  }
  const letters = readLetters(text, end, longestEnding + 1);
  if (letters === end || isUnspacedAt(text, end)) return end;
  return word.endings.has(text.slice(end, letters).toLowerCase()) ? letters : -1;
}

/** End of the label whose word stands at `span`; -1 when it is part of another word. */
export function readLabelEnd(text: string, word: LabelWord, { start, end }: Span): number {
  if (word.unspaced) return end;
  const letters = readEnding(text, word, end);
  if (letters < 0 || !startsWord(text, word, start)) return -1;
  if (letters === end && isLetterAt(text, end)) return end;
  let labelEnd = letters;
  while (labelEnd < letters + 2 && isDigitAt(text, labelEnd)) labelEnd++;
  if (isWordAt(text, labelEnd)) return -1;
  return readIdentifierTail(text, labelEnd);
}
