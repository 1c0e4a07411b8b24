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

/** Longest number with calling code and access code: 15 digits (E.164) and `00`. */
export const mostDigits = 17;
/** Longest gap between two digit groups, as `) - `; CR LF may make it one longer. */
export const longestGap = 5;

const dateOrHours =
  /(?:(?:19|20)\d\d([-./])[01]?\d\1[0-3]?\d|[0-3]?\d([-./])[01]?\d\2(?:19|20)?\d\d|[0-2]?\d\.[0-5]\d ?[-\u2013] ?[0-2]?\d\.[0-5]\d)(?=[ \t\u00a0])/y;

/** Reused between segments; copy what you keep. */
export interface Segment {
  /** First character: a digit, `+`, or `(`. */
  start: number;
  plus: boolean;
  /** Digit groups: `[starts[i], ends[i])`. */
  readonly starts: number[];
  readonly ends: number[];
  /** Digits of the recorded groups. */
  digits: number;
  /** More digits than a number has; the groups recorded are those that fit. */
  over: boolean;
}

export const newSegment = (): Segment => ({
  start: 0,
  plus: false,
  starts: [],
  ends: [],
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

function noteSeparator(text: string, at: number, kind: number): void {
  if (kind === blank) {
    gap.blanks++;
    if (text[at] === "\t") gap.tab = true;
  } else if (kind === newline) {
    if (text[at] === "\n") gap.newlines++;
  } else if (kind === open) gap.opened = true;
  else if (kind === close) gap.closed = true;
  else if (kind === dot) {
    const next = kindAt(text, at + 1);
    if (next === blank || next === newline) gap.sentence = text[at] === ".";
  } else gap.marked = true;
}

/** Reads the separators from `at` into `gap`; false when no digit follows them closely. */
function readGap(text: string, at: number): boolean {
  clearGap(at);
  let end = at;
  for (let kind = kindAt(text, end); kind > digit && end - at <= longestGap; kind = kindAt(text, ++end)) {
    noteSeparator(text, end, kind);
  }
  gap.end = end;
  return end > at && end - at <= longestGap && isDigitAt(text, end);
}

/** Digits in the next 24 characters, as far as they may belong to one number. */
export function digitsAhead(text: string, from: number): number {
  let digits = 0;
  for (let at = from; at < from + 24; at++) {
    const kind = kindAt(text, at);
    if (kind === other) break;
    if (kind === digit) digits++;
  }
  return digits;
}

/** The same, within the line. */
function lineDigits(text: string, from: number): number {
  let digits = 0;
  for (let at = from; at < from + 24; at++) {
    const kind = kindAt(text, at);
    if (kind === other || kind === newline) break;
    if (kind === digit) digits++;
  }
  return digits;
}

/** `(030)`, `(0-612)`, `(0 30)`. */
function closesSoon(text: string, from: number): boolean {
  let at = from;
  for (let kind = kindAt(text, at); at < from + 6; kind = kindAt(text, ++at)) {
    if (kind !== digit && (at === from || (kind !== dash && kind !== blank))) break;
  }
  return kindAt(text, at) === close;
}

function startsDate(text: string, at: number): boolean {
  // A date or hours have a mark at their third or fifth character at the latest.
  if (isDigitAt(text, at + 1) && isDigitAt(text, at + 2) && !isDateMark(text.charCodeAt(at + 4)))
    return false;
  dateOrHours.lastIndex = at;
  return dateOrHours.test(text);
}

/** `-`, `.`, `/`. */
const isDateMark = (code: number): boolean => code >= 0x2d && code <= 0x2f;

/** Whether a complete number (seven digits or more) ends before the gap. */
function endsComplete(text: string, segment: Segment): boolean {
  if (gap.opened || gap.tab || gap.newlines > 0 || gap.blanks > 1) return true;
  if (gap.blanks > 0 && gap.marked) return digitsAhead(text, gap.end) >= 6;
  if (gap.end - gap.start >= 3) return true;
  return gap.blanks > 0 && segment.digits >= 9 && startsNext(text, segment);
}

/** Whether a date or a number with trunk prefix begins after a single blank. */
function startsNext(text: string, { plus, digits }: Segment): boolean {
  if (startsDate(text, gap.end)) return true;
  return text[gap.end] === "0" && digits >= (plus ? 10 : 9) && digitsAhead(text, gap.end) >= 7;
}

/** Whether what came so far (fewer than seven digits) is no part of the number after the gap. */
function isForeign(text: string, segment: Segment, labelled: (at: number) => boolean): boolean {
  if (gap.newlines > 0) return !segment.plus && !(lineDigits(text, gap.end) >= 4 && labelled(segment.start));
  const first = text[segment.start];
  if (segment.plus || first === "0" || first === "(") return false;
  if (gap.blanks > 1) return true;
  return gap.blanks > 0 && segment.digits <= 4 && standsApart(text, segment.digits);
}

/** Whether a trunk prefix or an area code after the gap begins a number of its own (`Zimmer 24 0171 3920041`). */
function standsApart(text: string, digitsBefore: number): boolean {
  if (gap.opened && (digitsBefore === 1 || text.startsWith("0)", gap.end))) return false;
  return (gap.opened || text[gap.end] === "0") && digitsAhead(text, gap.end) >= 9;
}

/** Whether the number ends before the gap; `labelled` tells whether a label stands before a position. */
function breaks(text: string, segment: Segment, labelled: (at: number) => boolean): boolean {
  if (gap.sentence || gap.newlines > 1) return true;
  if (gap.opened && !closesSoon(text, gap.end)) return true;
  if (segment.digits >= 7) return endsComplete(text, segment);
  return isForeign(text, segment, labelled);
}

/** Takes a `+` or `(` before the first digit into the segment. */
function readStart(text: string, at: number, segment: Segment): void {
  segment.start = at;
  segment.plus = false;
  const before = text.charCodeAt(at - 1);
  if (isPlusAt(text, at - 1)) {
    segment.plus = true;
    segment.start = kindAt(text, at - 2) === open && closesSoon(text, at) ? at - 2 : at - 1;
  } else if (kindAt(text, at - 1) === open) {
    segment.plus = isPlusAt(text, at - 2);
    if (segment.plus) segment.start = at - 2;
    else if (closesSoon(text, at)) segment.start = at - 1;
  } else if (before === 0x20 && isPlusAt(text, at - 2) && !isDigitAt(text, at - 3)) {
    segment.plus = true;
    segment.start = at - 2;
  }
}

/** Minutes or cents before a blank (`14:05 0171 ...`, `12,50 0171 ...`). */
function endsOther(text: string, at: number, end: number): boolean {
  const before = text[at - 1];
  if ((before !== ":" && before !== ",") || end - at > 2) return false;
  return isDigitAt(text, at - 2) && kindAt(text, end) === blank;
}

function opensBefore(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (kindAt(text, at) === open) return true;
  return false;
}

function groupEnd(text: string, at: number): number {
  let end = at + 1;
  while (isDigitAt(text, end)) end++;
  return end;
}

function addGroup(segment: Segment, start: number, end: number): void {
  if (segment.over || segment.digits + end - start > mostDigits) {
    segment.over = true;
    return;
  }
  segment.starts.push(start);
  segment.ends.push(end);
  segment.digits += end - start;
}

/**
 * Reads the segment whose first digit is at `at` and returns where the next may begin. Every character is read
 * once, except for looks ahead of at most 24 characters.
 */
export function readSegment(
  text: string,
  at: number,
  { segment, labelled }: { readonly segment: Segment; readonly labelled: (at: number) => boolean },
): number {
  segment.starts.length = 0;
  segment.ends.length = 0;
  segment.digits = 0;
  segment.over = false;
  if (startsDate(text, at)) return dateOrHours.lastIndex;
  readStart(text, at, segment);
  let depth = opensBefore(text, segment.start, at) ? 1 : 0;
  let end = groupEnd(text, at);
  if (endsOther(text, at, end)) return end;
  addGroup(segment, at, end);
  while (readGap(text, end)) {
    if (gap.closed && depth === 0 && !gap.opened) return end;
    if (breaks(text, segment, labelled)) return end;
    depth = gap.opened ? 1 : gap.closed ? 0 : depth;
    const start = gap.end;
    end = groupEnd(text, start);
    addGroup(segment, start, end);
  }
  return end;
}
