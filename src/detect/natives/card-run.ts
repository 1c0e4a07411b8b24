/* Runs of digit groups: where a number may begin and end, and how it is grouped. */

import { isDigit } from "./characters.js";

/** Flat record of one run; every array has one entry per group. */
export interface DigitRun {
  /** Position behind the run, or behind its part that was read. */
  readonly end: number;
  /** Where to go on: `end`, or for a run that was not read to its end a few groups before. */
  readonly resume: number;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** Separator before each group, blanks unified; `""` for the first. */
  readonly separators: readonly string[];
}

const separator =
  /, |\r?\n|[ \u00a0\u2007\u2009\u202f\u3000]{0,2}[-./_\u00b7\u2010-\u2015\u2212]?[ \u00a0\u2007\u2009\u202f\u3000]{0,2}/y;
/** UTF-16 units of the widest separator. */
export const widestSeparator = 5;
const anyBlank = /[ \u00a0\u2007\u2009\u202f\u3000]+/g;

function digitsEnd(text: string, from: number): number {
  let end = from;
  while (isDigit(text.charCodeAt(end))) end++;
  return end;
}

const signs = new Uint8Array(0x80);
for (const sign of " -./_,\r\n") signs[sign.charCodeAt(0)] = 1;

/** Whether a separator may begin with the unit. */
export const maySeparate = (code: number): boolean => (code < 0x80 ? signs[code] === 1 : code >= 0xa0);

const comma = 0x2c;

/** Lists and columns: groups of other numbers stand so far more often than those of one. */
export const isListSeparator = (between: string): boolean => ",\r\n".includes(between.charAt(0));

/** Separator at `from`, blanks unified; `""` when no digit follows it. One sign is by far the most common. */
function separatorAt(text: string, from: number): string {
  const first = text.charCodeAt(from);
  if (!maySeparate(first)) return "";
  if (first === comma && text.charCodeAt(from + 1) !== 0x20) return "";
  if (first < 0x80 && isDigit(text.charCodeAt(from + 1))) return text[from] ?? "";
  separator.lastIndex = from;
  const between = separator.exec(text)?.[0] ?? "";
  return isDigit(text.charCodeAt(from + between.length)) ? between : "";
}

/** Groups read at once, and how many of them are read again with the next ones: as many as a card has. */
const mostGroups = 48;
const overlap = 5;

/** Reads the run that begins with the digit at `start`. */
export function readDigitRun(text: string, start: number): DigitRun {
  const starts = [start];
  const ends = [digitsEnd(text, start)];
  const separators = [""];
  let end = ends[0] ?? start;
  for (let between = separatorAt(text, end); between !== ""; between = separatorAt(text, end)) {
    if (starts.length === mostGroups)
      return { end, resume: starts[mostGroups - overlap] ?? end, starts, ends, separators };
    starts.push(end + between.length);
    end = digitsEnd(text, end + between.length);
    ends.push(end);
    separators.push(between.length === 1 && between < "\x80" ? between : between.replace(anyBlank, " "));
  }
  return { end, resume: end, starts, ends, separators };
}
