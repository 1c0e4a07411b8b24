/* Case of letters of any script, and the small steps between words that names are read with. */

import { isAsciiWord, isForeignWordAt, isWordAt } from "../natives/characters.js";
import { unitAt, type Units } from "../units.js";

/** Capital of a script that has capitals; false outside the text. */
export function isCapitalAt(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  if (unit < 0x80) return unit >= 65 && unit <= 90;
  if (!isForeignWordAt(text, at)) return false;
  const char = text.charAt(at);
  return char !== char.toLowerCase();
}

export function isSmallAt(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  if (unit < 0x80) return unit >= 97 && unit <= 122;
  if (!isForeignWordAt(text, at)) return false;
  const char = text.charAt(at);
  return char !== char.toUpperCase() && char === char.toLowerCase();
}

/** Letter of a script without capitals: Arabic, Hebrew, Han, Hangul, Thai and so on. */
export function isUncasedAt(text: string, at: number): boolean {
  if (!(text.charCodeAt(at) >= 0x5d0) || !isForeignWordAt(text, at)) return false;
  const char = text.charAt(at);
  return char === char.toLowerCase() && char === char.toUpperCase();
}

export function isLetterAt(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  if (unit < 0x80) return (unit | 32) >= 97 && (unit | 32) <= 122;
  return isForeignWordAt(text, at);
}

export const isGap = (unit: number): boolean =>
  unit === 0x20 || unit === 0x09 || unit === 0xa0 || unit === 0x202f || unit === 0x3000;

/** Blank on one line. */
export function isGapAt(text: string, at: number): boolean {
  return isGap(text.charCodeAt(at));
}

export function isBreakAt(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit === 0x0a || unit === 0x0d || unit === 0x2028;
}

/** Most blanks between two words of one phrase. */
const mostGap = 8;

export function skipGap(text: string, at: number): number {
  let end = at;
  while (end < at + mostGap && isGapAt(text, end)) end++;
  return end;
}

export function skipGapBack(text: string, at: number): number {
  let start = at;
  while (start > at - mostGap && isGapAt(text, start - 1)) start--;
  return start;
}

/** Neither a letter nor a digit stands right before `at`. */
export const startsWord = (text: string, at: number): boolean => at === 0 || !isWordAt(text, at - 1);

/** A letter or digit of ASCII stands right before `start`: `hey ` in `they `. */
export const isInsideWord = (units: Units, start: number): boolean => isAsciiWord(unitAt(units, start - 1));

/** The same as `endOfCue`, of units. */
export const cueEndOf = (units: Units, end: number): number =>
  unitAt(units, end - 1) === 0x20 ? end - 1 : end;

/** Neither a letter nor a digit stands at `at`. */
export const endsWord = (text: string, at: number): boolean => !isWordAt(text, at);

/** Quote marks, list marks, emphasis and blanks that may stand in front of the words of a line. */
function isLineMarkAt(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return (
    isGapAt(text, at) || unit === 0x3e || unit === 0x7c || unit === 0x2a || unit === 0x5f || unit === 0x2d
  );
}

/** Nested quote marks in front of a line. */
const mostMarks = 24;

/** Position of the first word of the line that begins at `at`. */
export function skipLineMarks(text: string, at: number): number {
  let end = at;
  while (end < at + mostMarks && isLineMarkAt(text, end)) end++;
  return end;
}

/** Only quote marks and blanks stand between the begin of the line and `at`. */
export function startsLine(text: string, at: number): boolean {
  for (let before = at - 1; before >= at - mostMarks; before--) {
    if (before < 0 || isBreakAt(text, before)) return true;
    if (!isLineMarkAt(text, before)) return false;
  }
  return false;
}

/** A cue may be written with a blank at its end, so that the prefilter passes over longer words; the blank is not part of it. */
export const endOfCue = (text: string, end: number): number =>
  text.charCodeAt(end - 1) === 0x20 ? end - 1 : end;

/** Tells of the signs of ASCII and the dashes among `signs`; other units are none. */
export function createSignTest(signs: string): (text: string, at: number) => boolean {
  const known = new Uint8Array(0x80);
  for (const sign of signs) known[sign.charCodeAt(0) & 0x7f] = 1;
  return (text, at) => {
    const unit = text.charCodeAt(at);
    return unit < 0x80 ? known[unit] === 1 : unit === 0x2013 || unit === 0x2014;
  };
}

/** First unit beyond ASCII in `[start, end)`; `end` when there is none. */
export function skipAscii(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && text.charCodeAt(at) < 0x80) at++;
  return at;
}
