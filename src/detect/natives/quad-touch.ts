/* Whether a run of digits begins four dotted numbers, before any of them is read. */

import type { Scan } from "../detector.js";
import { runEnd, runStart } from "../digit-runs.js";
import { unitAt } from "../units.js";

const dot = 46;
/** Digits of a number of one byte. */
const longestOctet = 3;

/** Whether nothing but dots stands between the run and the one before it. */
export function isDotted({ units, digits }: Scan, run: number): boolean {
  for (let at = runEnd(digits, run - 1); at < runStart(digits, run); at++)
    if (unitAt(units, at) !== dot) return false;
  return true;
}

/** Whether the run is the first of four short ones with one dot between each two. */
export function startsQuad(scan: Scan, run: number): boolean {
  const { units, digits } = scan;
  if (run + 3 >= digits.count) return false;
  for (let next = run + 1; next <= run + 3; next++) {
    const start = runStart(digits, next);
    if (start !== runEnd(digits, next - 1) + 1 || unitAt(units, start - 1) !== dot) return false;
    if (runEnd(digits, next) - start > longestOctet) return false;
  }
  return run === 0 || !isDotted(scan, run);
}
