/* Words with single blanks between them, in which an address may be dictated. */

import { dictatedWord, type DictatedWord, unknownWord } from "./dictated-words.js";
import { isAlphanumeric, kindAt, kindBefore, widthAt } from "./word-kinds.js";

export interface ChainWord {
  readonly start: number;
  readonly end: number;
  /** In lower case. */
  readonly text: string;
  readonly known: DictatedWord;
}

const isBlank = (unit: number): boolean => unit === 0x20 || unit === 0xa0;
/** `. _ + -` may stand within a word. */
const isInner = (unit: number): boolean => unit === 0x2e || unit === 0x5f || unit === 0x2b || unit === 0x2d;

/** Longest word, in characters; what is longer ends the chain. */
const longestWord = 40;

const begins = (text: string, at: number): boolean => isAlphanumeric(kindAt(text, at));

/** End of the word that begins at `start`. */
function wordEnd(text: string, start: number): number {
  let end = start + widthAt(text, start);
  for (let left = longestWord - 1; left > 0; left--) {
    if (begins(text, end)) end += widthAt(text, end);
    else if (isInner(text.charCodeAt(end)) && begins(text, end + 1)) end++;
    else break;
  }
  return end;
}

/** Start of the next word before which nothing of a word stands; -1 for none. */
function nextStart(text: string, from: number): number {
  for (let at = from; at < text.length; at += widthAt(text, at)) {
    if (!begins(text, at)) continue;
    if (!isInner(text.charCodeAt(at - 1)) && !isAlphanumeric(kindBefore(text, at))) return at;
  }
  return -1;
}

function wordOf(text: string, start: number, end: number): ChainWord {
  const lower = text.slice(start, end).toLowerCase();
  return { start, end, text: lower, known: dictatedWord(lower) };
}

/** A dash and the word that lowers it are one word. */
function push(chain: ChainWord[], word: ChainWord): void {
  const before = chain.at(-1);
  if (word.known.isLow && before?.known.sign === "-")
    chain[chain.length - 1] = { start: before.start, end: word.end, text: "underscore", known: underscore };
  else chain.push(word);
}

const underscore: DictatedWord = Object.freeze({ ...unknownWord, sign: "_" });

/** Calls `visit` for each chain of two or more words, in order; the array is used again. */
export function eachChain(text: string, visit: (chain: readonly ChainWord[]) => void): void {
  const chain: ChainWord[] = [];
  for (let start = nextStart(text, 0); start !== -1;) {
    chain.length = 0;
    let end = start;
    for (let at = start; ; at = end + 1) {
      end = wordEnd(text, at);
      push(chain, wordOf(text, at, end));
      if (!isBlank(text.charCodeAt(end)) || !begins(text, end + 1)) break;
    }
    if (chain.length > 1) visit(chain);
    start = nextStart(text, end);
  }
}
