/* IBAN_CODE: country letters and digits in any case and grouping, decided by country structure and mod-97. */

import { ibanHolds, ibanStructures } from "../checks/iban.js";
import type { CandidateShape, NativeDetector, Scan, Sink } from "../detector.js";
import { runEnd, runStart } from "../digit-runs.js";
import { unitAt, type Units } from "../units.js";
import { isAsciiLetter, isAsciiWord, isDigit } from "./characters.js";

const shape: CandidateShape = {
  detector: "iban",
  entity: "IBAN_CODE",
  confidence: 0.98,
  evidence: [
    { by: "structure", name: "iban-country" },
    { by: "check", name: "mod-97" },
  ],
};

/** Blanks, dashes, dots and slashes between groups; two in a row at most (` - ` is three and still one gap). */
const separators = new Uint8Array(0x10000);
for (const sign of " .-/_\u00a0\u2007\u2009\u202f\u2010\u2011\u2012\u2013\u2014\t") {
  separators[sign.charCodeAt(0)] = 1;
}

const isSeparator = (code: number): boolean => separators[code] === 1;
const widestGap = 3;

function skipGap(units: Units, from: number): number {
  let at = from;
  while (at - from < widestGap && isSeparator(unitAt(units, at))) at++;
  return at;
}

/**
 * Where the two country letters before the check digits begin; -1 when there are none. Only numbers written unit by unit
 * (`D E 8 9 3 7`) have a gap between the letters.
 */
function countryStart({ text, units }: Scan, digits: number): number {
  let at = digits;
  if (isSeparator(unitAt(units, at - 1))) at--;
  if (!isAsciiLetter(unitAt(units, at - 1))) return -1;
  const isApart = isSeparator(unitAt(units, at - 2));
  const start = isApart ? at - 3 : at - 2;
  if (start < 0 || !isAsciiLetter(unitAt(units, start))) return -1;
  const before = unitAt(units, start - 1);
  if (!isAsciiWord(before)) return start;
  if (isApart || (before | 0x20) !== 0x6e || (unitAt(units, start - 4) | 0x20) !== 0x69) return -1;
  return /(?:^|[^A-Z])IBAN$/i.test(text.slice(Math.max(0, start - 5), start)) ? start : -1;
}

/** Lengths by country letters, 26 rows of 26; 0 for countries without IBAN. */
const lengths = new Uint8Array(26 * 26);
for (const [country, { length }] of ibanStructures) {
  lengths[slotOf(country.charCodeAt(0), country.charCodeAt(1))] = length + 4;
}

function slotOf(first: number, second: number): number {
  return ((first | 0x20) - 0x61) * 26 + (second | 0x20) - 0x61;
}

/** End of the IBAN that begins at `start`: the characters its country asks for and no more; -1 when it does not hold. */
function ibanEnd({ text, units }: Scan, start: number): number {
  const second = skipGap(units, start + 1);
  const length = lengths[slotOf(unitAt(units, start), unitAt(units, second))] ?? 0;
  if (length === 0) return -1;
  let compact = "";
  let at = start;
  while (compact.length < length) {
    if (!isAsciiWord(unitAt(units, at)) || unitAt(units, at) === 95) return -1;
    compact += text[at] ?? "";
    at++;
    if (compact.length < length) at = skipGap(units, at);
  }
  if (isAsciiWord(unitAt(units, at))) return -1;
  return ibanHolds(compact.toUpperCase()) ? at : -1;
}

/** Whether a run of one digit goes on behind one sign: check digits that were parted (`DE8-937-040`). */
function isParted({ units }: Scan, end: number): boolean {
  return isSeparator(unitAt(units, end)) && isDigit(unitAt(units, end + 1));
}

/** Digits are rarer than letters in prose: the check digits are the trigger. */
function scanText(scan: Scan, sink: Sink): void {
  const { digits } = scan;
  let floor = 0;
  for (let run = 0; run < digits.count; run++) {
    const at = runStart(digits, run);
    const stop = runEnd(digits, run);
    if (at < floor || (stop - at < 2 && !isParted(scan, stop))) continue;
    const start = countryStart(scan, at);
    const end = start >= floor ? ibanEnd(scan, start) : -1;
    if (end < 0) continue;
    sink.add(shape, start, end);
    floor = end;
  }
}

/** Units of the longest account with a gap at every fourth. */
const farthest = 44;

/** Whether the digits `[start, end)` are part of an account that holds. */
export function isInAccount(scan: Scan, start: number, end: number): boolean {
  const { units } = scan;
  for (let at = start - 1; at >= start - farthest && at >= 0; at--) {
    const unit = unitAt(units, at);
    if (!isAsciiWord(unit) && !isSeparator(unit)) return false;
    if (!isAsciiLetter(unit) || isAsciiWord(unitAt(units, at - 1))) continue;
    if (isAsciiLetter(unitAt(units, at + 1)) && ibanEnd(scan, at) >= end) return true;
  }
  return false;
}

export const iban: NativeDetector = {
  id: "iban",
  entities: ["IBAN_CODE"],
  scan(scan, sink) {
    if (scan.text.length >= 15 && scan.hint.numeric !== true) scanText(scan, sink);
  },
};
