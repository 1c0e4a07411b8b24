/* What stands before the check digits of an IBAN: the letters of a country that has one. */

import { ibanStructures } from "../checks/iban.js";
import { unitAt, type Units } from "../units.js";
import { isAsciiLetter, isAsciiWord, isDigit } from "./characters.js";

/** Blanks, dashes, dots and slashes between groups; two in a row at most (` - ` is three and still one gap). */
const separators = new Uint8Array(0x10000);
for (const sign of " .-/_\u00a0\u2007\u2009\u202f\u2010\u2011\u2012\u2013\u2014\t") {
  separators[sign.charCodeAt(0)] = 1;
}

export const isSeparator = (code: number): boolean => separators[code] === 1;
const widestGap = 3;

export function skipGap(units: Units, from: number): number {
  let at = from;
  while (at - from < widestGap && isSeparator(unitAt(units, at))) at++;
  return at;
}

/** Where the gap begins whose last sign stands at `from`. */
function gapStart(units: Units, from: number): number {
  let at = from;
  while (from - at < widestGap - 1 && isSeparator(unitAt(units, at - 1))) at--;
  return at;
}

/** Structures by country letters, 26 rows of 26; empty for countries without IBAN. */
const structures: string[] = new Array<string>(26 * 26).fill("");
for (const [country, structure] of ibanStructures) {
  structures[slotOf(country.charCodeAt(0), country.charCodeAt(1))] = structure;
}

function slotOf(first: number, second: number): number {
  return ((first | 0x20) - 0x61) * 26 + (second | 0x20) - 0x61;
}

/** Structure of the account whose country letters begin at `start`; empty for letters of no country with IBAN. */
export const structureAt = (units: Units, start: number): string =>
  structures[slotOf(unitAt(units, start), unitAt(units, skipGap(units, start + 1)))] ?? "";

/** `IBAN` glued to the country letters, and no letter before it. */
function isGluedToLabel(units: Units, start: number): boolean {
  for (let at = 0; at < label.length; at++) {
    if ((unitAt(units, start - label.length + at) | 0x20) !== label.charCodeAt(at)) return false;
  }
  return !isAsciiLetter(unitAt(units, start - label.length - 1));
}

const label = "iban";

/** Whether the digits `[start, end)` may be check digits: two and more, or one that goes on behind a sign (`DE8-937-040`). */
const mayCheck = (units: Units, start: number, end: number): boolean =>
  end - start > 1 || (isSeparator(unitAt(units, end)) && isDigit(unitAt(units, skipGap(units, end))));

/**
 * Where the country letters before the check digits `[digits, end)` begin; -1 when there are none. Only numbers written
 * unit by unit (`D E 8 9 3 7`) have a gap between the letters.
 */
export function countryStart(units: Units, digits: number, end: number): number {
  const last = unitAt(units, digits - 1);
  const at = isSeparator(last) ? gapStart(units, digits - 1) : digits;
  const second = unitAt(units, at - 1);
  if (!isAsciiLetter(second)) return -1;
  const isApart = isSeparator(unitAt(units, at - 2));
  const start = isApart ? at - 3 : at - 2;
  const first = unitAt(units, start);
  if (start < 0 || !isAsciiLetter(first)) return -1;
  // Most letters before digits are the end of a longer word.
  if (isAsciiWord(unitAt(units, start - 1)) && (isApart || !isGluedToLabel(units, start))) return -1;
  return structures[slotOf(first, second)] !== "" && mayCheck(units, digits, end) ? start : -1;
}
