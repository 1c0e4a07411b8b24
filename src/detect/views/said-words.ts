/* The words and figures of a text one after another, a few ahead, with what parts them, for numbers said in words. */

import { foldWord } from "./number-words.js";
import { digitKind, kindAt, letterKind, markKind, otherKind, widthAt } from "./word-kinds.js";

/** What stands between a word and the one before it: nothing of the kinds below. */
export const apart = 0;
/** A comma, a dash, an ellipsis: what stands between the words of one number. */
export const between = 1;
/** A single blank or hyphen. */
export const close = 2;

export interface SaidWord {
  readonly start: number;
  readonly end: number;
  /** Folded as the tables of numbers spell it. */
  readonly text: string;
  readonly isFigure: boolean;
  /** `apart`, `between` or `close`. */
  readonly gap: number;
}

const closeGaps = " \u00a0\u202f-";
/** How the others begin. */
const gapStarts = " ,-.\u2010\u2011\u2012\u2013\u2014\u2026";
/** Longest gap: a blank, three dots, a comma, a blank. */
const longestGap = 6;
const spelledGap = /^(?:, ?| ?[-\u2010-\u2014] ?| ?(?:\.{3}|\u2026),? ?)$/u;

function gapOf(text: string, from: number, to: number): number {
  const length = to - from;
  if (length === 0 || length > longestGap) return apart;
  const first = text.charAt(from);
  if (length === 1 && closeGaps.includes(first)) return close;
  if (!gapStarts.includes(first)) return apart;
  if (length === 2 && text.startsWith(", ", from)) return between;
  return spelledGap.test(text.slice(from, to)) ? between : apart;
}

/** Longest word and longest figure, in characters: what is longer is read as several. */
const longestWord = 24;
const longestFigure = 15;

const isWord = (kind: number): boolean => kind === letterKind || kind === markKind;

/** Words that were passed and are still held. */
const mostPassed = 512;

export class SaidWords {
  readonly #text: string;
  #held: SaidWord[] = [];
  #first = 0;
  #position = 0;
  #lastEnd = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** The word so many behind the first one; undefined behind the last. */
  at(index: number): SaidWord | undefined {
    while (this.#held.length - this.#first <= index) {
      const word = this.#read();
      if (word === undefined) return undefined;
      this.#held.push(word);
    }
    return this.#held[this.#first + index];
  }

  /** What parts the word and the one before it; `apart` where there is no word. */
  gap(index: number): number {
    return this.at(index)?.gap ?? apart;
  }

  drop(count: number): void {
    this.#first += count;
    if (this.#first < mostPassed && this.#first < this.#held.length) return;
    this.#held = this.#held.slice(this.#first);
    this.#first = 0;
  }

  #read(): SaidWord | undefined {
    const text = this.#text;
    let start = this.#position;
    let kind = otherKind;
    for (; start < text.length; start += widthAt(text, start)) {
      kind = kindAt(text, start);
      if (kind === digitKind || isWord(kind)) break;
    }
    if (start >= text.length) return undefined;
    const isFigure = kind === digitKind;
    let end = start;
    for (let left = isFigure ? longestFigure : longestWord; left > 0; left--) {
      const next = kindAt(text, end);
      if (isFigure ? next !== digitKind : !isWord(next)) break;
      end += widthAt(text, end);
    }
    const gap = gapOf(text, this.#lastEnd, start);
    this.#position = end;
    this.#lastEnd = end;
    const said = text.slice(start, end);
    return { start, end, text: isFigure ? said : foldWord(said), isFigure, gap };
  }
}
