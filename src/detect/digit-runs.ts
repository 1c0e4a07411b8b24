/* Walks over the digit runs of a text, so that no detector looks for digits itself. */

import type { DigitRuns } from "./detector.js";

export const runStart = ({ edges }: DigitRuns, run: number): number => edges[run * 2] as number;
export const runEnd = ({ edges }: DigitRuns, run: number): number => edges[run * 2 + 1] as number;

/** First run at or behind `from` that ends behind `position`; the number of runs when there is none. */
export function runBehind(digits: DigitRuns, from: number, position: number): number {
  let run = from;
  while (run < digits.count && runEnd(digits, run) <= position) run++;
  return run;
}
