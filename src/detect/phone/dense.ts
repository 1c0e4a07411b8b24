/* Finds where seven digits stand close together: nothing less is a phone number in running text. */

import type { DigitRuns, Scan } from "../detector.js";
import { runBehind, runEnd, runStart } from "../digit-runs.js";
import { dash, digit, kindAt } from "./characters.js";
import { longestGap } from "./segments.js";
import { unitAt, type Units } from "../units.js";

/** Place of the search: a run, and where in it or before it to go on. */
export interface DenseCursor {
  run: number;
  at: number;
}

/** Fewest digits of a phone number in running text. */
const fewest = 7;

/** Whether nothing but a few separators stands between the run and the one before it. */
function joins(units: Units, digits: DigitRuns, run: number): boolean {
  const end = runStart(digits, run);
  const start = runEnd(digits, run - 1);
  if (end - start > longestGap) return false;
  for (let at = start; at < end; at++) if (kindAt(units, at) <= digit) return false;
  return true;
}

/** Moves the cursor to the next digit at or behind it that has six more close behind it; false when there is none. */
export function findDense({ units, digits }: Scan, cursor: DenseCursor): boolean {
  let run = runBehind(digits, cursor.run, cursor.at);
  while (run < digits.count) {
    const start = Math.max(cursor.at, runStart(digits, run));
    let last = run;
    let count = runEnd(digits, run) - start;
    while (count < fewest && last + 1 < digits.count && joins(units, digits, last + 1)) {
      last++;
      count += runEnd(digits, last) - runStart(digits, last);
    }
    if (count >= fewest) {
      cursor.run = run;
      cursor.at = start;
      return true;
    }
    // A start further on in these runs would have even fewer digits behind it.
    run = last + 1;
  }
  cursor.run = run;
  return false;
}

const isDot = (units: Units, at: number): boolean => unitAt(units, at) === 0x2e;

/** Up to three digits that make a number of one byte, with no zero before it. */
function isByte({ units, digits }: Scan, run: number): boolean {
  const [start, end] = [runStart(digits, run), runEnd(digits, run)];
  if (end - start > 3 || (end - start > 1 && unitAt(units, start) === 0x30)) return false;
  let value = 0;
  for (let at = start; at < end; at++) value = value * 10 + unitAt(units, at) - 0x30;
  return value <= 255;
}

/** Whether a dot alone stands between the run before and this one, which is a number of one byte. */
function isDottedByte(scan: Scan, run: number): boolean {
  const start = runStart(scan.digits, run);
  return start === runEnd(scan.digits, run - 1) + 1 && isDot(scan.units, start - 1) && isByte(scan, run);
}

/** End of an IPv4 address or a version of four numbers at the cursor, with nothing dialled before it; 0 without one. */
export function quadEnd(scan: Scan, { run, at }: DenseCursor): number {
  const { units, digits } = scan;
  if (run + 3 >= digits.count || at !== runStart(digits, run) || !isByte(scan, run)) return 0;
  if (!isDottedByte(scan, run + 1) || !isDottedByte(scan, run + 2) || !isDottedByte(scan, run + 3)) return 0;
  const end = runEnd(digits, run + 3);
  return isLed(units, at) || isDot(units, end) || kindAt(units, end) === dash ? 0 : end;
}

/** Behind `+` or an opening parenthesis. */
function isLed(units: Units, at: number): boolean {
  const before = unitAt(units, at - 1);
  return before === 0x2b || before === 0x28 || before === 0xff0b || before === 0xff08;
}

/** Whether the run has two digits, with a dash alone before it. */
function isDashedPair({ units, digits }: Scan, run: number): boolean {
  const start = runStart(digits, run);
  if (runEnd(digits, run) - start !== 2 || start !== runEnd(digits, run - 1) + 1) return false;
  return unitAt(units, start - 1) === 0x2d;
}

/** End of a date such as `2026-11-22` at the cursor that nothing is dialled before or behind; 0 without one. */
export function dateEnd(scan: Scan, { run, at }: DenseCursor): number {
  const { units, digits } = scan;
  if (run + 2 >= digits.count || at !== runStart(digits, run) || runEnd(digits, run) - at !== 4) return 0;
  const century = unitAt(units, at) * 256 + unitAt(units, at + 1);
  if (century !== 0x3139 && century !== 0x3230) return 0;
  if (!isDashedPair(scan, run + 1) || !isDashedPair(scan, run + 2)) return 0;
  const end = runEnd(digits, run + 2);
  const goesOn = run + 3 < digits.count && runStart(digits, run + 3) - end <= longestGap;
  return isLed(units, at) || goesOn || !isMonthAndDay(units, at) ? 0 : end;
}

/** `-01-` to `-12-`, `-01` to `-31`; what stands there are digits. */
function isMonthAndDay(units: Units, at: number): boolean {
  const month = pairAt(units, at + 5);
  const day = pairAt(units, at + 8);
  return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

const pairAt = (units: Units, at: number): number =>
  (unitAt(units, at) - 0x30) * 10 + unitAt(units, at + 1) - 0x30;
