/* Reads four dotted numbers straight from a text. */

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
function numberEnd(text: string, at: number, end: number): number {
  let stop = at + 1;
  while (stop < end && text.charCodeAt(stop) !== 46) stop++;
  return stop;
}

function readNumber(text: string, at: number, end: number): number {
  let value = 0;
  for (let place = at; place < end; place++) value = value * 10 + text.charCodeAt(place) - 48;
  return value;
}

/** Starts of the four numbers, and where a fifth would start behind another dot. */
type Places = readonly [a: number, b: number, c: number, d: number, behind: number];

function isPaddedAt(text: string, at: number, end: number): boolean {
  return end - at > 1 && text.charCodeAt(at) === 48;
}

function isPadded(text: string, [a, b, c, d, end]: Places): boolean {
  return (
    isPaddedAt(text, a, b - 1) ||
    isPaddedAt(text, b, c - 1) ||
    isPaddedAt(text, c, d - 1) ||
    isPaddedAt(text, d, end - 1)
  );
}

/** All numbers have three digits, or the last two alone are padded in an address known from private ranges. */
function isEven(text: string, [a, b, c, d, end]: Places, address: number): boolean {
  if (b - a === 4 && c - b === 4 && d - c === 4 && end - d === 4) return true;
  return text.charCodeAt(a) !== 48 && text.charCodeAt(b) !== 48 && classifyV4(address) !== "public";
}

/**
 * The numbers of `[start, end)`, which is four times one to three digits with dots between. Undefined when one is
 * above 255 or padded with zeros in an uneven way.
 */
export function readQuad(text: string, start: number, end: number): Quad | undefined {
  const second = numberEnd(text, start, end) + 1;
  const third = numberEnd(text, second, end) + 1;
  const fourth = numberEnd(text, third, end) + 1;
  const a = readNumber(text, start, second - 1);
  const b = readNumber(text, second, third - 1);
  const c = readNumber(text, third, fourth - 1);
  const d = readNumber(text, fourth, end);
  if (a > 255 || b > 255 || c > 255 || d > 255) return undefined;
  const address = ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
  const places: Places = [start, second, third, fourth, end + 1];
  const padded = isPadded(text, places);
  if (padded && !isEven(text, places, address)) return undefined;
  const thousands = third - second === 4 && fourth - third === 4 && end - fourth === 3;
  return { a, b, c, d, address, padded, thousands };
}
