/* What touches a run of digits that may be, or begin, a postal code or the number of a house. */

import { isDigit } from "../natives/characters.js";
import { unitAt, type Units } from "../units.js";

const isUpper = (code: number): boolean => (code >= 65 && code <= 90) || (code >= 0xc0 && code <= 0x42f);

const space = 32;
const comma = 44;
const dash = 45;

const isBlank = (code: number): boolean => code === space || code === 0xa0;

/** Two capitals and a sign before the digits: a state, or a country. */
const followsState = (units: Units, start: number): boolean =>
  isUpper(unitAt(units, start - 2)) && isUpper(unitAt(units, start - 3));

/** Four to six digits: a town behind a blank, groups of three behind a dash, or a comma. */
function mayBePlain(units: Units, start: number, end: number): boolean {
  const next = unitAt(units, end);
  if (isBlank(next)) return isUpper(unitAt(units, end + 1));
  if (next === comma) return isUpper(unitAt(units, end + 2));
  if (next === dash)
    return end - start < 6 && isBlank(unitAt(units, end + 4)) && isUpper(unitAt(units, end + 5));
  return end - start === 4 && isUpper(next);
}

/** Whether a town may stand behind the digits. */
export function mayHaveTownBehind(units: Units, start: number, end: number): boolean {
  switch (end - start) {
    case 2:
      return (
        unitAt(units, end) === dash && isDigit(unitAt(units, end + 3)) && isUpper(unitAt(units, end + 5))
      );
    case 3:
      return (
        unitAt(units, end) === space && isDigit(unitAt(units, end + 2)) && isUpper(unitAt(units, end + 4))
      );
    case 4:
    case 5:
    case 6:
      return mayBePlain(units, start, end);
    default:
      return false;
  }
}

/** The same for a town before. */
export function mayHaveTownBefore(units: Units, start: number, end: number): boolean {
  const length = end - start;
  if (length === 4 || length === 5) return followsState(units, start);
  if (length !== 1 || !isUpper(unitAt(units, end))) return false;
  // `SK99 9XX`, and the first half of `M5V 2T6`.
  const before = unitAt(units, start - 1);
  if (before === space) return isUpper(unitAt(units, end + 1));
  return isUpper(before) && unitAt(units, start - 2) === space;
}

export const hao = 0x53f7;
export const postMark = 0x3012;

/** Whether the number may be that of a house or a post office in China, Japan or Korea. */
export function mayBeEastAsian(units: Units, start: number, end: number): boolean {
  const next = unitAt(units, end);
  if (next === hao) return true;
  const before = unitAt(units, start - 1);
  if (end - start === 3 && next === dash && (before === postMark || unitAt(units, end + 6) >= 0x3000))
    return true;
  if (before !== space) return false;
  const outer = unitAt(units, start - 2);
  return outer === 0xb85c || outer === 0xae38;
}

export const mayBePlace = (units: Units, start: number, end: number): boolean =>
  mayHaveTownBehind(units, start, end) ||
  mayHaveTownBefore(units, start, end) ||
  mayBeEastAsian(units, start, end);
