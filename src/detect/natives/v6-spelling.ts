/* Reads one spelling of an IPv6 address (RFC 4291 section 2.2) unit by unit, and notes how it was spelt. */

import { isDigit, isHexDigit } from "./characters.js";

export interface V6Spelling {
  /** Eight 16-bit numbers. */
  readonly groups: readonly number[];
  /** The last 32 bits are a dotted quad. */
  readonly quad: boolean;
  /** Zeros were left out. */
  readonly gap: boolean;
  /** Groups that are written out, a quad counting as one. */
  readonly written: number;
  /** Digits of the first group; 0 when the zeros come first. */
  readonly firstDigits: number;
  /** Every group has two digits, as in a MAC address. */
  readonly pairs: boolean;
  /** A group has three digits or more, or a letter. */
  readonly telling: boolean;
}

interface Reading {
  readonly text: string;
  readonly end: number;
  readonly groups: number[];
  /** Position of the zeros among the groups; -1 without. */
  gap: number;
  written: number;
  quad: boolean;
  pairs: boolean;
  telling: boolean;
}

function hexValue(code: number): number {
  if (isDigit(code)) return code - 48;
  return isHexDigit(code) ? (code | 32) - 87 : -1;
}

/** End of the group at `at`; `at` when there is no digit, -1 when there are more than four. */
function readGroup(reading: Reading, at: number): number {
  const { text, end } = reading;
  let value = 0;
  let stop = at;
  while (stop < end) {
    const digit = hexValue(text.charCodeAt(stop));
    if (digit < 0) break;
    if (stop === at + 4) return -1;
    if (digit > 9) reading.telling = true;
    value = value * 16 + digit;
    stop++;
  }
  if (stop > at + 2) reading.telling = true;
  if (stop !== at + 2) reading.pairs = false;
  reading.groups.push(value);
  reading.written++;
  return stop;
}

const quadForm = /^(?:(?:0|[1-9]\d{0,2})\.){3}(?:0|[1-9]\d{0,2})$/;

/** The dotted quad at the end of the spelling, whose first number was read as a group. */
function readQuadTail(reading: Reading, at: number): boolean {
  const spelled = reading.text.slice(at, reading.end);
  if (!quadForm.test(spelled)) return false;
  const [a = 0, b = 0, c = 0, d = 0] = spelled.split(".").map(Number);
  if (a > 255 || b > 255 || c > 255 || d > 255) return false;
  reading.quad = true;
  reading.groups.pop();
  reading.groups.push(a * 256 + b, c * 256 + d);
  return true;
}

/** Behind the zeros at `at`, or `at` itself where there are none. */
function readGap(reading: Reading, at: number): number {
  if (!reading.text.startsWith("::", at) || at + 2 > reading.end || reading.gap >= 0) return at;
  reading.gap = reading.groups.length;
  return at + 2;
}

/** Reads groups and what parts them to the end; false when anything else stands there. */
function readGroups(reading: Reading, start: number): boolean {
  const { text, end, groups } = reading;
  let at = start;
  while (groups.length < 8) {
    const stop = readGroup(reading, at);
    if (stop <= at) return false;
    if (stop === end) return true;
    const code = text.charCodeAt(stop);
    if (code === 46) return readQuadTail(reading, at);
    if (code !== 58) return false;
    at = readGap(reading, stop);
    if (at === end) return true;
    if (at === stop) at++;
  }
  return false;
}

/** The eight groups, zeros filled in; undefined when their number does not fit. */
function fill({ groups, gap }: Reading): readonly number[] | undefined {
  if (gap < 0) return groups.length === 8 ? groups : undefined;
  if (groups.length > 7) return undefined;
  const zeros = new Array<number>(8 - groups.length).fill(0);
  groups.splice(gap, 0, ...zeros);
  return groups;
}

/** The address spelt by `[start, end)`, without zone; undefined when it is none. */
export function readSpelling(text: string, start: number, end: number): V6Spelling | undefined {
  const reading: Reading = {
    text,
    end,
    groups: [],
    gap: -1,
    written: 0,
    quad: false,
    pairs: true,
    telling: false,
  };
  const first = readGap(reading, start);
  if (first < end && !readGroups(reading, first)) return undefined;
  const { written, quad, pairs, telling, gap } = reading;
  const groups = fill(reading);
  if (groups === undefined) return undefined;
  const firstDigits = first > start ? 0 : text.indexOf(":", start) - start;
  return { groups, quad, gap: gap >= 0, written, firstDigits, pairs, telling };
}
