/* Reads ASCII words around a label without copying them: nearly all of them lead nowhere, which is seen at once. */

import { createWordTrie } from "../word-trie.js";
import {
  asWords,
  blockers,
  copulas,
  forWords,
  origins,
  pointers,
  properties,
  targets,
} from "./lexicon-words.js";

/** What a word does in the sentence that holds a label; flags. */
const isCopula = 1;
const isBlocker = 2;
const isTarget = 4;
const isOrigin = 8;
const isAs = 16;
const isPointer = 32;

/** Of a word that cannot be read here: it goes on in another script, or is longer than any word of ours. */
export const notRead = -1;

function flagged(): ReadonlyMap<string, number> {
  const flags = new Map<string, number>();
  for (const [words, flag] of [
    [copulas, isCopula],
    [blockers, isBlocker],
    [properties, isBlocker],
    [targets, isTarget],
    [origins, isOrigin],
    [asWords, isAs],
    [forWords, isAs],
    [pointers, isPointer],
  ] as const) {
    for (const word of words) flags.set(word, (flags.get(word) ?? 0) | flag);
  }
  return flags;
}

const flagsOf = createWordTrie(() => [...flagged()].map(([word, value]) => ({ word, value })));

const longestWord = 24;

function isWordUnit(code: number): boolean {
  const lower = code | 0x20;
  return (lower >= 0x61 && lower <= 0x7a) || code === 0x27;
}

/** Behind the letters and apostrophes at `at`; `notRead` when more of the word may follow. */
function wordEnd(text: string, at: number): number {
  let end = at;
  while (isWordUnit(text.charCodeAt(end))) end++;
  return text.charCodeAt(end) >= 0x80 || end - at >= longestWord ? notRead : end;
}

function isAsciiBlank(code: number): boolean {
  return code === 0x20 || code === 0x09;
}

/** A word of letters that stands between single blanks and means nothing to us: its end, else `notRead`. */
export function passWord(text: string, at: number): number {
  const end = wordEnd(text, at);
  return end > at && isAsciiBlank(text.charCodeAt(end)) && (flagsOf.inText(text, at, end) & ~isAs) === 0
    ? end
    : notRead;
}

/** True when the word at `at` is surely no copula. */
export function isNoCopula(text: string, at: number): boolean {
  const end = wordEnd(text, at);
  return end > at && (flagsOf.inText(text, at, end) & isCopula) === 0;
}

/** A label with one blank and a letter of ASCII behind it: no mark, bracket, tag or separator stands there. */
export function isBareLabel(text: string, labelEnd: number): boolean {
  if (text.charCodeAt(labelEnd) !== 0x20) return false;
  const lower = text.charCodeAt(labelEnd + 1) | 0x20;
  return lower >= 0x61 && lower <= 0x7a;
}

const longestPlain = 40;

const isSmallLetter = (code: number): boolean => code >= 0x61 && code <= 0x7a;

/**
 * End of the value at `at` when it is a lone word of small letters, perhaps with a comma or full stop, before a blank
 * or the end of the line; else `notRead`. Such a word is a secret behind a hard separator only.
 */
export function plainValueEnd(text: string, at: number): number {
  let end = at;
  while (isSmallLetter(text.charCodeAt(end))) end++;
  if (end === at || end - at > longestPlain) return notRead;
  const code = text.charCodeAt(end);
  const next = code === 0x2c || code === 0x2e ? text.charCodeAt(end + 1) : code;
  return isAsciiBlank(next) || next === 0x0a || next === 0x0d ? end : notRead;
}

/** The words before a label that are looked at. */
export interface Backwards {
  readonly most: number;
  /** Units of the longest of them. */
  readonly longest: number;
}

function isBackUnit(code: number): boolean {
  return isWordUnit(code) || code === 0x2d;
}

/**
 * True when none of the words before a label makes what stands before it its value. Words are letters, apostrophes
 * and hyphens between single blanks; the line's start and any other mark end the sentence. False says nothing.
 */
export function isNothingBefore(text: string, labelStart: number, { most, longest }: Backwards): boolean {
  let end = labelStart;
  for (let words = 0; words < most; words++) {
    if (text.charCodeAt(end - 1) === 0x20) end--;
    let start = end;
    while (isBackUnit(text.charCodeAt(start - 1)) && end - start < longest) start--;
    if (start === 0) return true;
    if (start === end || !isAsciiBlank(text.charCodeAt(start - 1))) return isCutOff(text, start, end);
    if (isReversing(text, start, end)) return followsPlainWord(text, start);
    end = start;
  }
  return true;
}

/** True when the unit before `start` ends the sentence, and no word behind it or holding it is one of ours. */
function isCutOff(text: string, start: number, end: number): boolean {
  const before = text.charCodeAt(start - 1);
  // A colon may be the last unit of a copula.
  if (before >= 0x80 || before === 0x3a || isAsciiBlank(before) || isBackUnit(before)) return false;
  const opensLine = before === 0x0a || before === 0x0d;
  return !opensLine || start === end || !isReversing(text, start, end);
}

/** A word of small letters that stands alone before `start` is no value. */
function followsPlainWord(text: string, start: number): boolean {
  const end = start - 1;
  let first = end;
  while (first > end - longestPlain && isSmallLetter(text.charCodeAt(first - 1))) first--;
  return first < end && (first === 0 || isAsciiBlank(text.charCodeAt(first - 1)));
}

function isReversing(text: string, start: number, end: number): boolean {
  return (flagsOf.inText(text, start, end) & (isAs | isCopula)) !== 0;
}
