/* Cuts runs of digits and separators into segments, each at most one written phone number, in one pass. */

import {
  blank,
  close,
  dash,
  dot,
  isDigitAt,
  isPlusAt,
  kindAt,
  newline,
  open,
  separatorClass,
  slash,
} from "./characters.js";

/** Longest number with calling code and access code: 15 digits (E.164) and `00`. */
export const mostDigits = 17;
/** Longest gap between two digit groups, as `) - `; CR LF may make it one longer. */
const longestGap = 5;

/** Finds the first digit of seven with short gaps; bounded, so a failed try costs a constant. */
export const trigger = new RegExp(`\\d(?:${separatorClass}{0,${longestGap}}\\d){6}`, "g");

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

export const newSegment = (): Segment => ({ start: 0, plus: false, starts: [], ends: [], digits: 0, over: false });

/** What stands between two digit groups. */
interface Gap {
  end: number;
  blanks: number;
  newlines: number;
  opened: boolean;
  closed: boolean;
  marked: boolean;
  sentence: boolean;
  tab: boolean;
}

const gap: Gap = {
  end: 0,
  blanks: 0,
  newlines: 0,
  opened: false,
  closed: false,
  marked: false,
  sentence: false,
  tab: false,
};

function clearGap(): void {
  gap.blanks = 0;
  gap.newlines = 0;
  gap.opened = false;
  gap.closed = false;
  gap.marked = false;
  gap.sentence = false;
  gap.tab = false;
}

/** Reads the separators from `at` into `gap`; false when no digit follows them closely. */
function readGap(text: string, at: number): boolean {
  clearGap();
  let end = at;
  for (let kind = kindAt(text, end); kind > 1 && end - at <= longestGap; kind = kindAt(text, ++end)) {
    if (kind === blank) gap.blanks++;
    else if (kind === newline) gap.newlines += text[end] === "\n" ? 1 : 0;
    else if (kind === open) gap.opened = true;
    else if (kind === close) gap.closed = true;
    else if (kind === slash || kind === dash) gap.marked = true;
    if (kind === dot && (kindAt(text, end + 1) === blank || kindAt(text, end + 1) === newline)) gap.sentence = true;
    if (text[end] === "\t") gap.tab = true;
  }
  gap.end = end;
  return end > at && end - at <= longestGap && isDigitAt(text, end);
}

/** Digits in the next 24 characters, as far as they may belong to one number. */
function digitsAhead(text: string, from: number): number {
  let digits = 0;
  for (let at = from; at < from + 24; at++) {
    const kind = kindAt(text, at);
    if (kind === 0) break;
    if (kind === 1) digits++;
  }
  return digits;
}

function closesSoon(text: string, from: number): boolean {
  let at = from;
  while (at < from + 5 && isDigitAt(text, at)) at++;
  return kindAt(text, at) === close;
}

function startsDate(text: string, at: number): boolean {
  dateOrHours.lastIndex = at;
  return dateOrHours.test(text);
}

/** Whether a complete number (seven digits or more) ends before the gap. */
function endsComplete(text: string, segment: Segment, width: number): boolean {
  if (gap.opened || gap.tab || gap.newlines > 0 || gap.blanks > 1) return true;
  if (gap.blanks > 0 && gap.marked) return digitsAhead(text, gap.end) >= 6;
  if (width >= 3) return true;
  if (gap.blanks === 0 || segment.digits < 9) return false;
  if (startsDate(text, gap.end)) return true;
  const trunk = text[gap.end] === "0" && segment.digits >= (segment.plus ? 10 : 9);
  return trunk && digitsAhead(text, gap.end) >= 7;
}

/** Whether what came so far (fewer than seven digits) is no part of the number after the gap. */
function isForeign(text: string, segment: Segment, labelled: (at: number) => boolean): boolean {
  const first = text[segment.start] ?? "";
  const opensNumber = segment.plus || first === "0" || first === "(";
  if (gap.newlines > 0) return !segment.plus && !labelled(segment.start);
  if (opensNumber) return false;
  if (gap.blanks > 1 || startsDate(text, segment.start)) return true;
  if (gap.blanks === 0 || segment.digits > 4) return false;
  if (gap.opened && (segment.digits === 1 || text.startsWith("0)", gap.end))) return false;
  return (gap.opened || text[gap.end] === "0") && digitsAhead(text, gap.end) >= 9;
}

/** Whether the number ends before the gap; `labelled` tells whether a label stands before a position. */
function breaks(text: string, segment: Segment, labelled: (at: number) => boolean): boolean {
  if (gap.sentence || gap.newlines > 1) return true;
  if (gap.opened && !closesSoon(text, gap.end)) return true;
  const width = gap.end - (segment.ends.at(-1) ?? 0);
  if (segment.digits >= 7) return endsComplete(text, segment, width);
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
  let depth = kindAt(text, segment.start) === open ? 1 : 0;
  let end = groupEnd(text, at);
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
