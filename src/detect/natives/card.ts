/* CREDIT_CARD: 12 to 19 digits in any one grouping that pass Luhn and stand in a range that is issued. */

import { luhnHolds } from "../checks/luhn.js";
import type { NativeDetector, Scan, Sink } from "../detector.js";
import { runEnd, runStart } from "../digit-runs.js";
import { unitAt } from "../units.js";
import { groupings, isCardKey, judge, type Candidate } from "./card-judge.js";
import { isListSeparator, maySeparate, readDigitRun, widestSeparator, type DigitRun } from "./card-run.js";

/** Numbers of the first and the last group. */
interface Groups {
  readonly first: number;
  readonly last: number;
}

/**
 * Groups `first` to `last` as one number; undefined when it fails Luhn, when separators are mixed or single digits
 * stand alone.
 */
function join(text: string, run: DigitRun, groups: Groups): Candidate | undefined {
  const { first, last } = groups;
  let digits = "";
  for (let index = first; index <= last; index++) {
    if (index > first && run.separators[index] !== run.separators[first + 1]) return undefined;
    digits += text.slice(run.starts[index], run.ends[index]);
  }
  if (!luhnHolds(digits)) return undefined;
  const lengths: number[] = [];
  for (let index = first; index <= last; index++) {
    lengths.push((run.ends[index] ?? 0) - (run.starts[index] ?? 0));
  }
  if (lengths.some((length, index) => length === 1 && index < lengths.length - 1)) return undefined;
  return {
    digits,
    start: run.starts[first] ?? 0,
    end: run.ends[last] ?? 0,
    grouping: lengths.join("-"),
    isLoose: isListed(run, groups),
  };
}

/** Whether commas or line ends part the groups. */
const isListed = ({ separators }: DigitRun, { first, last }: Groups): boolean =>
  last > first && isListSeparator(separators[last] ?? "");

/** Longest digit string of a card. */
const longest = 19;
const shortest = 12;

/** Cards are embossed in five groups at most; only what is nothing but a card may have more. */
const mostGroups = 5;

/** Digits of the groups `first` to `last`. */
function countDigits(run: DigitRun, first: number, last: number): number {
  let digits = 0;
  for (let index = first; index <= last; index++) digits += (run.ends[index] ?? 0) - (run.starts[index] ?? 0);
  return digits;
}

/** Whether a number may begin with group `index`, as far as lists and columns go. */
const startsPart = ({ separators }: DigitRun, index: number): boolean =>
  index === 0 || index === separators.length || isListSeparator(separators[index] ?? "");

/** Last group of the part that begins with `first`; a card has no more groups than digits. */
function partEnd(run: DigitRun, first: number): number {
  let last = first;
  while (!startsPart(run, last + 1) && last - first < longest) last++;
  return last;
}

const isInFours = (run: DigitRun, index: number): boolean =>
  (run.ends[index] ?? 0) - (run.starts[index] ?? 0) === 4;

/** Part of a list or a run is a card only in a grouping that cards have. */
function isAllowed(run: DigitRun, candidate: Candidate, { first, last }: Groups): boolean {
  const whole = startsPart(run, first) && startsPart(run, last + 1);
  // Three groups of a card that does not hold.
  if (candidate.grouping === "4-4-4" && (isInFours(run, first - 1) || isInFours(run, last + 1))) return false;
  return whole || !candidate.grouping.includes("-") || groupings.has(candidate.grouping);
}

/** Index of the last group used by the longest card that begins with group `first`; -1 for none. */
function cardFrom(scan: Scan, sink: Sink, at: { run: DigitRun; first: number }): number {
  const { run, first } = at;
  const final = run.starts.length - 1;
  if (countDigits(run, first, first) < 2) return -1;
  const part = startsPart(run, first) ? partEnd(run, first) : first;
  for (let last = Math.max(part, Math.min(final, first + mostGroups - 1)); last >= first; last--) {
    const digits = countDigits(run, first, last);
    if (digits > longest) continue;
    if (digits < shortest) return -1;
    const candidate = join(scan.text, run, { first, last });
    const shape =
      candidate !== undefined && isAllowed(run, candidate, { first, last })
        ? judge(scan, candidate)
        : undefined;
    if (candidate === undefined || shape === undefined) continue;
    sink.add(shape, candidate.start, candidate.end);
    return last;
  }
  return -1;
}

/** Whether the shortest card's digits stand close together from `run` on; the widest separator has five units. */
function isDense(scan: Scan, run: number): boolean {
  const { digits } = scan;
  let count = 0;
  for (let at = run; at < digits.count; at++) {
    if (at > run && !joins(scan, at)) return false;
    count += runEnd(digits, at) - runStart(digits, at);
    if (count >= shortest) return true;
  }
  return false;
}

/** Whether a separator may stand between the run and the one before it. */
function joins({ units, digits }: Scan, run: number): boolean {
  const end = runEnd(digits, run - 1);
  return runStart(digits, run) - end <= widestSeparator && maySeparate(unitAt(units, end));
}

/** Whether the digits of the runs `at` and the next stand alone, with one unit between. */
function isSpelledAt({ digits }: Scan, at: number): boolean {
  const start = runStart(digits, at);
  return (
    at + 1 < digits.count && runStart(digits, at + 1) === start + 2 && runEnd(digits, at + 1) === start + 3
  );
}

/** Adds a card written digit by digit from run `first` on; returns where to go on. */
function addSpelled(scan: Scan, sink: Sink, first: number): number {
  const { text, digits } = scan;
  const start = runStart(digits, first);
  const sign = text.charAt(start + 1);
  let last = first;
  while (last - first < longest && isSpelledAt(scan, last) && text[runEnd(digits, last)] === sign) last++;
  const end = runEnd(digits, last);
  const count = last - first + 1;
  if (count < shortest || count > longest || !maySeparate(sign.charCodeAt(0))) return end;
  const spelled = text.slice(start, end).replaceAll(sign, "");
  if (!luhnHolds(spelled)) return end;
  const shape = judge(scan, { digits: spelled, start, end, grouping: "1-1", isLoose: true });
  if (shape !== undefined) sink.add(shape, start, end);
  return end;
}

function scanRuns(scan: Scan, sink: Sink): void {
  const { text, digits } = scan;
  let resume = 0;
  for (let at = 0; at < digits.count; at++) {
    const start = runStart(digits, at);
    if (start < resume) continue;
    if (runEnd(digits, at) - start < 2) {
      if (isSpelledAt(scan, at)) resume = addSpelled(scan, sink, at);
      continue;
    }
    if (!isDense(scan, at)) continue;
    const run = readDigitRun(text, start);
    for (let first = 0; first < run.starts.length; first++) {
      const last = cardFrom(scan, sink, { run, first });
      if (last >= 0) first = last;
    }
    ({ resume } = run);
  }
}

export const card: NativeDetector = {
  id: "card",
  entities: ["CREDIT_CARD"],
  readsNumber: isCardKey,
  scan(scan, sink) {
    const { key, numeric } = scan.hint;
    if (numeric !== true || isCardKey(key ?? "")) scanRuns(scan, sink);
  },
};
