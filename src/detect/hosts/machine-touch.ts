/* What touches a run of digits where a log line or an address in brackets may name a machine. */

import { isAsciiLetter, isAsciiWord, isDigit } from "../natives/characters.js";
import { unitAt, type Units } from "../units.js";

const space = 32;
const colon = 58;
const bracket = 91;
const zed = 90;

/** A program's name has two to 48 units; see `isoLine` in machines.ts. */
const longestProgram = 48;
const longestHost = 63;

const isHostUnit = (code: number): boolean => isAsciiWord(code) || code === 45;
const isProgramUnit = (code: number): boolean => isHostUnit(code) || code === 46 || code === 47;

/** Start of the run of host or program units that ends at `end`; it is longer than any when `most` units are not enough. */
function runStart(units: Units, end: number, most: number): number {
  const isUnit = most === longestProgram ? isProgramUnit : isHostUnit;
  let start = end;
  while (end - start <= most && isUnit(unitAt(units, start - 1))) start--;
  return start;
}

/** `...41+02:00 mx2 postfix/smtpd[`, read back from the bracket at `at`. */
function endsIsoLine(units: Units, at: number): boolean {
  const program = runStart(units, at, longestProgram);
  if (at - program < 2 || unitAt(units, program - 1) !== space) return false;
  const host = runStart(units, program - 1, longestHost);
  if (!isAsciiLetter(unitAt(units, host)) || unitAt(units, host - 1) !== space) return false;
  const before = unitAt(units, host - 2);
  return isDigit(before) || before === zed;
}

/** `[start, end)`: the seconds of a log line, the number of a process, or the first number of an address. */
export function mayBeMachine(units: Units, start: number, end: number): boolean {
  const before = unitAt(units, start - 1);
  // `12:34:56 `
  if (before === colon) return unitAt(units, start - 4) === colon;
  const outer = unitAt(units, start - 2);
  if (before !== bracket) return outer === space;
  return outer !== space && unitAt(units, end + 1) === colon && endsIsoLine(units, start - 1);
}
