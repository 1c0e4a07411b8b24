/* Cuts runs of digits and separators into segments, each at most one written phone number, in one pass. */

import {
  blank,
  digit,
  close,
  dash,
  dot,
  isDigitAt,
  isPlusAt,
  kindAt,
  newline,
  open,
  other,
} from "./characters.js";
import { unitAt, type Units, type UnitText } from "../units.js";

/** Longest number with calling code and access code: 15 digits (E.164) and `00`. */
const mostDigits = 17;
/** Longest gap between two digit groups, as `) - `; CR LF may make it one longer. */
export const longestGap = 5;

const dateOrHours =
  /(?:(?:19|20)\d\d([-./])[01]?\d\1[0-3]?\d|[0-3]?\d([-./])[01]?\d\2(?:19|20)?\d\d|[0-2]?\d\.[0-5]\d ?[-\u2013] ?[0-2]?\d\.[0-5]\d)(?=[ \t\u00a0])/y;

/** Reused between segments; copy what you keep. */
export interface Segment {
  /** First character: a digit, `+`, or `(`. */
  start: number;
  plus: boolean;
  /** Digit groups: `[starts[i], ends[i])`, for `i` below `count`. */
  count: number;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** Digits of the recorded groups. */
  digits: number;
  /** More digits than a number has; the groups recorded are those that fit. */
  over: boolean;
}

export const newSegment = (): Segment => ({
  start: 0,
  plus: false,
  count: 0,
  starts: new Int32Array(mostDigits),
  ends: new Int32Array(mostDigits),
  digits: 0,
  over: false,
});

/** What stands between two digit groups; one object, filled again for each gap. */
const gap = {
  start: 0,
  end: 0,
  blanks: 0,
  newlines: 0,
  opened: false,
  closed: false,
  marked: false,
  sentence: false,
  tab: false,
};

function clearGap(start: number): void {
  gap.start = start;
  gap.blanks = 0;
  gap.newlines = 0;
  gap.opened = false;
  gap.closed = false;
  gap.marked = false;
  gap.sentence = false;
  gap.tab = false;
}

function noteSeparator(units: Units, at: number, kind: number): void {
  if (kind === blank) {
    gap.blanks++;
    if (unitAt(units, at) === 0x09) gap.tab = true;
  } else if (kind === newline) {
    if (unitAt(units, at) === 0x0a) gap.newlines++;
  } else if (kind === open) gap.opened = true;
  else if (kind === close) gap.closed = true;
  else if (kind === dot) {
    const next = kindAt(units, at + 1);
    if (next === blank || next === newline) gap.sentence = unitAt(units, at) === 0x2e;
  } else gap.marked = true;
}

/** Reads the separators from `at` into `gap`; false when no digit follows them closely. */
function readGap(units: Units, at: number): boolean {
  clearGap(at);
  let end = at;
  for (let kind = kindAt(units, end); kind > digit && end - at <= longestGap; kind = kindAt(units, ++end)) {
    noteSeparator(units, end, kind);
  }
  gap.end = end;
  return end > at && end - at <= longestGap && isDigitAt(units, end);
}

/** Digits in the next 24 characters, as far as they may belong to one number. */
export function digitsAhead(units: Units, from: number): number {
  let digits = 0;
  for (let at = from; at < from + 24; at++) {
    const kind = kindAt(units, at);
    if (kind === other) break;
    if (kind === digit) digits++;
  }
  return digits;
}

/** The same, within the line. */
function lineDigits(units: Units, from: number): number {
  let digits = 0;
  for (let at = from; at < from + 24; at++) {
    const kind = kindAt(units, at);
    if (kind === other || kind === newline) break;
    if (kind === digit) digits++;
  }
  return digits;
}

/** `(030)`, `(0-612)`, `(0 30)`. */
function closesSoon(units: Units, from: number): boolean {
  let at = from;
  for (let kind = kindAt(units, at); at < from + 6; kind = kindAt(units, ++at)) {
    if (kind !== digit && (at === from || (kind !== dash && kind !== blank))) break;
  }
  return kindAt(units, at) === close;
}

function startsDate({ text, units }: UnitText, at: number): boolean {
  // A date or hours have a mark at their second, third or fifth character.
  if (
    !isDateMark(unitAt(units, at + 1)) &&
    !isDateMark(unitAt(units, at + 2)) &&
    !isDateMark(unitAt(units, at + 4))
  )
    return false;
  if (isDigitAt(units, at + 1) && isDigitAt(units, at + 2) && !isDateMark(unitAt(units, at + 4)))
    return false;
  dateOrHours.lastIndex = at;
  return dateOrHours.test(text);
}

/** `-`, `.`, `/`. */
const isDateMark = (code: number): boolean => code >= 0x2d && code <= 0x2f;

/** Whether a complete number (seven digits or more) ends before the gap. */
function endsComplete(source: UnitText, segment: Segment): boolean {
  if (gap.opened || gap.tab || gap.newlines > 0 || gap.blanks > 1) return true;
  if (gap.blanks > 0 && gap.marked) return digitsAhead(source.units, gap.end) >= 6;
  if (gap.end - gap.start >= 3) return true;
  return gap.blanks > 0 && segment.digits >= 9 && startsNext(source, segment);
}

/** Whether a date or a number with trunk prefix begins after a single blank. */
function startsNext(source: UnitText, { plus, digits }: Segment): boolean {
  if (startsDate(source, gap.end)) return true;
  const { units } = source;
  return unitAt(units, gap.end) === 0x30 && digits >= (plus ? 10 : 9) && digitsAhead(units, gap.end) >= 7;
}

/** Whether what came so far (fewer than seven digits) is no part of the number after the gap. */
function isForeign(units: Units, segment: Segment, labelled: (at: number) => boolean): boolean {
  if (gap.newlines > 0) return !segment.plus && !(lineDigits(units, gap.end) >= 4 && labelled(segment.start));
  const first = unitAt(units, segment.start);
  if (segment.plus || first === 0x30 || first === 0x28) return false;
  if (gap.blanks > 1) return true;
  return gap.blanks > 0 && segment.digits <= 4 && standsApart(units, segment.digits);
}

/** Whether a trunk prefix or an area code after the gap begins a number of its own (`Zimmer 24 0171 3920041`). */
function standsApart(units: Units, digitsBefore: number): boolean {
  if (
    gap.opened &&
    (digitsBefore === 1 || (unitAt(units, gap.end) === 0x30 && unitAt(units, gap.end + 1) === 0x29))
  )
    return false;
  if (digitsBefore === 4 && isInFours(units, gap.end)) return false;
  return (gap.opened || unitAt(units, gap.end) === 0x30) && digitsAhead(units, gap.end) >= 9;
}

/** Whether three groups of four follow, as in the rest of a card. */
function isInFours(units: Units, from: number): boolean {
  for (let at = from; at < from + 14; at++) {
    if (((at - from) % 5 === 4) === isDigitAt(units, at)) return false;
  }
  return !isDigitAt(units, from + 14);
}

/** Whether the number ends before the gap; `labelled` tells whether a label stands before a position. */
function breaks(source: UnitText, segment: Segment, labelled: (at: number) => boolean): boolean {
  if (gap.sentence || gap.newlines > 1) return true;
  if (gap.opened && !closesSoon(source.units, gap.end)) return true;
  if (segment.digits >= 7) return endsComplete(source, segment);
  return isForeign(source.units, segment, labelled);
}

/** Takes a `+` or `(` before the first digit into the segment. */
function readStart(units: Units, at: number, segment: Segment): void {
  segment.start = at;
  segment.plus = false;
  const before = unitAt(units, at - 1);
  if (isPlusAt(units, at - 1)) {
    segment.plus = true;
    segment.start = kindAt(units, at - 2) === open && closesSoon(units, at) ? at - 2 : at - 1;
  } else if (kindAt(units, at - 1) === open) {
    segment.plus = isPlusAt(units, at - 2);
    if (segment.plus) segment.start = at - 2;
    else if (closesSoon(units, at)) segment.start = at - 1;
  } else if (before === 0x20 && isPlusAt(units, at - 2) && !isDigitAt(units, at - 3)) {
    segment.plus = true;
    segment.start = at - 2;
  }
}

/** Minutes or cents before a blank (`14:05 0171 ...`, `12,50 0171 ...`). */
function endsOther(units: Units, at: number, end: number): boolean {
  const before = unitAt(units, at - 1);
  if ((before !== 0x3a && before !== 0x2c) || end - at > 2) return false;
  return isDigitAt(units, at - 2) && kindAt(units, end) === blank;
}

function opensBefore(units: Units, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (kindAt(units, at) === open) return true;
  return false;
}

function groupEnd(units: Units, at: number): number {
  let end = at + 1;
  while (isDigitAt(units, end)) end++;
  return end;
}

function addGroup(segment: Segment, start: number, end: number): void {
  if (segment.over || segment.digits + end - start > mostDigits) {
    segment.over = true;
    return;
  }
  segment.starts[segment.count] = start;
  segment.ends[segment.count++] = end;
  segment.digits += end - start;
}

/**
 * Reads the segment whose first digit is at `at` and returns where the next may begin. Every character is read
 * once, except for looks ahead of at most 24 characters.
 */
export function readSegment(
  source: UnitText,
  at: number,
  { segment, labelled }: { readonly segment: Segment; readonly labelled: (at: number) => boolean },
): number {
  const { units } = source;
  segment.count = 0;
  segment.digits = 0;
  segment.over = false;
  if (startsDate(source, at)) return dateOrHours.lastIndex;
  readStart(units, at, segment);
  let depth = opensBefore(units, segment.start, at) ? 1 : 0;
  let end = groupEnd(units, at);
  if (endsOther(units, at, end)) return end;
  addGroup(segment, at, end);
  while (readGap(units, end)) {
    if (gap.closed && depth === 0 && !gap.opened) return end;
    if (breaks(source, segment, labelled)) return end;
    depth = gap.opened ? 1 : gap.closed ? 0 : depth;
    const start = gap.end;
    end = groupEnd(units, start);
    addGroup(segment, start, end);
  }
  return end;
}
