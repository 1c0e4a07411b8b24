/* Runs of digit groups: where a number may begin and end, and how it is grouped. */

import { isDigit } from "./characters.js";

/** Flat record of one run; every array has one entry per group. */
export interface DigitRun {
  /** Position behind the run. */
  readonly end: number;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** Separator before each group, blanks unified; `""` for the first. */
  readonly separators: readonly string[];
}

const separator =
  /[ \u00a0\u2007\u2009\u202f\u3000]{0,2}[-./_\u00b7\u2010-\u2015\u2212]?[ \u00a0\u2007\u2009\u202f\u3000]{0,2}/y;
const anyBlank = /[ \u00a0\u2007\u2009\u202f\u3000]+/g;

function digitsEnd(text: string, from: number): number {
  let end = from;
  while (isDigit(text.charCodeAt(end))) end++;
  return end;
}

/** Reads the whole run that begins with the digit at `start`. */
export function readDigitRun(text: string, start: number): DigitRun {
  const starts = [start];
  const ends = [digitsEnd(text, start)];
  const separators = [""];
  let end = ends[0] ?? start;
  for (;;) {
    separator.lastIndex = end;
    const between = separator.exec(text)?.[0] ?? "";
    const next = end + between.length;
    if (between === "" || !isDigit(text.charCodeAt(next))) return { end, starts, ends, separators };
    end = digitsEnd(text, next);
    starts.push(next);
    ends.push(end);
    separators.push(between.replace(anyBlank, " "));
  }
}
