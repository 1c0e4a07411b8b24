/* Reads four dotted numbers straight from a text. */

import { unitAt, type Units } from "../units.js";
import { classifyV4 } from "./ip-classes.js";

export interface Quad {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  /** Unsigned 32-bit number. */
  readonly address: number;
  /** At least one number has a leading zero. */
  readonly padded: boolean;
  /** All numbers but the first have three digits. */
  readonly thousands: boolean;
}

/** Behind the number at `at`, which has one to three digits. */
function numberEnd(units: Units, at: number, end: number): number {
  let stop = at + 1;
  while (stop < end && unitAt(units, stop) !== 46) stop++;
  return stop;
}

function readNumber(units: Units, at: number, end: number): number {
  let value = 0;
  for (let place = at; place < end; place++) value = value * 10 + unitAt(units, place) - 48;
  return value;
}

/** Starts of the four numbers, and where a fifth would start behind another dot. */
interface Places {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly end: number;
}

const digitAt = (units: Units, at: number): number => unitAt(units, at) - 48;

function isPaddedAt(units: Units, at: number, end: number): boolean {
  return end - at > 1 && digitAt(units, at) === 0;
}

function isPadded(units: Units, { a, b, c, d, end }: Places): boolean {
  return (
    isPaddedAt(units, a, b - 1) ||
    isPaddedAt(units, b, c - 1) ||
    isPaddedAt(units, c, d - 1) ||
    isPaddedAt(units, d, end - 1)
  );
}

/** All numbers have three digits, or the last two alone are padded in an address known from private ranges. */
function isEven(units: Units, { a, b, c, d, end }: Places, address: number): boolean {
  if (b - a === 4 && c - b === 4 && d - c === 4 && end - d === 4) return true;
  return unitAt(units, a) !== 48 && unitAt(units, b) !== 48 && classifyV4(address) !== "public";
}

/** Whether some are padded; undefined where they are so in an uneven way. */
function judgePadding(units: Units, places: Places, address: number): boolean | undefined {
  if (!isPadded(units, places)) return false;
  return isEven(units, places, address) ? true : undefined;
}

/**
 * The numbers of `[start, end)`, which is four times one to three digits with dots between. Undefined when one is
 * above 255 or padded with zeros in an uneven way.
 */
export function readQuad(units: Units, start: number, end: number): Quad | undefined {
  const second = numberEnd(units, start, end) + 1;
  const third = numberEnd(units, second, end) + 1;
  const fourth = numberEnd(units, third, end) + 1;
  const a = readNumber(units, start, second - 1);
  const b = readNumber(units, second, third - 1);
  const c = readNumber(units, third, fourth - 1);
  const d = readNumber(units, fourth, end);
  if (a > 255 || b > 255 || c > 255 || d > 255) return undefined;
  const address = ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
  // Few have a number that begins with a zero.
  const firsts =
    digitAt(units, start) * digitAt(units, second) * digitAt(units, third) * digitAt(units, fourth);
  const padded =
    firsts === 0 && judgePadding(units, { a: start, b: second, c: third, d: fourth, end: end + 1 }, address);
  if (padded === undefined) return undefined;
  const thousands = third - second === 4 && fourth - third === 4 && end - fourth === 3;
  return { a, b, c, d, address, padded, thousands };
}
