/* What stands before the check digits of an IBAN: the letters of a country that has one. */

import { ibanStructures } from "../checks/iban.js";
import { unitAt, type Units } from "../units.js";
import { isAsciiLetter, isAsciiWord } from "./characters.js";

/** Blanks, dashes, dots and slashes between groups; two in a row at most (` - ` is three and still one gap). */
const separators = new Uint8Array(0x10000);
for (const sign of " .-/_\u00a0\u2007\u2009\u202f\u2010\u2011\u2012\u2013\u2014\t") {
  separators[sign.charCodeAt(0)] = 1;
}

const isSeparator = (code: number): boolean => separators[code] === 1;
const widestGap = 3;

export function skipGap(units: Units, from: number): number {
  let at = from;
  while (at - from < widestGap && isSeparator(unitAt(units, at))) at++;
  return at;
}

/** Lengths by country letters, 26 rows of 26; 0 for countries without IBAN. */
const lengths = new Uint8Array(26 * 26);
for (const [country, { length }] of ibanStructures) {
  lengths[slotOf(country.charCodeAt(0), country.charCodeAt(1))] = length + 4;
}

function slotOf(first: number, second: number): number {
  return ((first | 0x20) - 0x61) * 26 + (second | 0x20) - 0x61;
}

/** Characters of the IBAN whose country letters stand at `start`; 0 for letters of no country with IBAN. */
export const ibanLength = (units: Units, start: number): number =>
  lengths[slotOf(unitAt(units, start), unitAt(units, start + 1))] ?? 0;

/** `IBAN` glued to the country letters, and no letter before it. */
function isGluedToLabel(units: Units, start: number): boolean {
  for (let at = 0; at < label.length; at++) {
    if ((unitAt(units, start - label.length + at) | 0x20) !== label.charCodeAt(at)) return false;
  }
  return !isAsciiLetter(unitAt(units, start - label.length - 1));
}

const label = "iban";

/** Where the country letters before the check digits at `digits` begin; -1 when there are none. */
export function countryStart(units: Units, digits: number): number {
  const at = isSeparator(unitAt(units, digits - 1)) ? digits - 1 : digits;
  const start = at - 2;
  if (start < 0 || !isAsciiLetter(unitAt(units, start + 1)) || !isAsciiLetter(unitAt(units, start)))
    return -1;
  if (ibanLength(units, start) === 0) return -1;
  return !isAsciiWord(unitAt(units, start - 1)) || isGluedToLabel(units, start) ? start : -1;
}
