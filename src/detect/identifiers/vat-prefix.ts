/* The letters of a country before the digits of a VAT number, over a sign or two. */

import { isAsciiLetter, isAsciiWord } from "../natives/characters.js";
import { unitAt, type Units } from "../units.js";
import { isSeparatorCode } from "./compact.js";
import { vatForms } from "./vat-forms.js";

/** Countries by their two letters, 26 rows of 26. */
const known = new Uint8Array(26 * 26);

export const slotAt = (units: Units, at: number): number =>
  ((unitAt(units, at) | 0x20) - 0x61) * 26 + (unitAt(units, at + 1) | 0x20) - 0x61;

for (const country of vatForms.keys())
  known[(country.charCodeAt(0) - 65) * 26 + country.charCodeAt(1) - 65] = 1;

/** `GBGD`, `CHE`, `ATU` are the most letters before the first digit. */
const mostLetters = 4;

/** Start of the letters that end at `end`; -1 when there are more than four of them, or a digit before. */
function lettersStart(units: Units, end: number): number {
  let at = end;
  while (isAsciiLetter(unitAt(units, at - 1))) {
    at--;
    if (end - at > mostLetters) return -1;
  }
  return isAsciiWord(unitAt(units, at - 1)) ? -1 : at;
}

/** Up to two separators before `end`: `EL: 094...`. */
function beforeGap(units: Units, end: number): number {
  if (!isSeparatorCode(unitAt(units, end - 1))) return end;
  return isSeparatorCode(unitAt(units, end - 2)) ? end - 2 : end - 1;
}

/** Numbers of fewer digits with nothing behind them are years, pages and hours. */
const plainRun = 7;

/** Whether a run of digits is long enough, or goes on behind a letter or a sign. */
function mayGoOn(units: Units, start: number, end: number): boolean {
  if (end - start >= plainRun) return true;
  const next = unitAt(units, end);
  if (isAsciiLetter(next)) return true;
  return isSeparatorCode(next) && isAsciiWord(unitAt(units, end + 1));
}

/** Where the country letters before the digits `[digit, end)` begin; -1 when there are none. */
export function prefixStart(units: Units, digit: number, end: number): number {
  const gap = beforeGap(units, digit);
  const start = lettersStart(units, gap);
  if (start < 0 || start === gap || (gap !== digit && !mayGoOn(units, digit, end))) return -1;
  if (gap - start >= 2 && known[slotAt(units, start)] === 1) return start;
  // `ES B-58378431`, `FR AB 123456789`, `GB GD 100`: letters of the number itself.
  if (gap - start > 2) return -1;
  const outer = beforeGap(units, start);
  const country = outer === start ? -1 : lettersStart(units, outer);
  return country >= 0 && outer - country === 2 && known[slotAt(units, country)] === 1 ? country : -1;
}
