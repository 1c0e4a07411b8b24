/* Addresses spelled as nearly all are: ASCII names and domains of letters, digits and a few signs, read unit by unit. */

import { unitAt, type Units } from "../units.js";
import { isAsciiLetter, isDigit } from "./characters.js";

/** What the plain reading does not decide: the full one has to. */
export const undecided = -1;

const dash = 0x2d;
const dot = 0x2e;

/** RFC 1035. */
const longestLabel = 63;
const mostLabels = 9;

const isAlphanumeric = (unit: number): boolean => isAsciiLetter(unit) || isDigit(unit);

export interface PlainDomain {
  readonly end: number;
  /** Where the top-level label begins. */
  readonly top: number;
}

/** The domain at `start` when it is plain: labels of letters, digits and inner dashes, the last one of letters. */
export function readPlainDomain(units: Units, start: number): PlainDomain | undefined {
  let label = start;
  for (let labels = 1; labels <= mostLabels; labels++) {
    const end = labelEnd(units, label);
    if (end === undecided) return undefined;
    if (unitAt(units, end) !== dot || !goesOn(units, end + 1)) {
      const isTop = labels > 1 && end - label >= 2 && isOfLetters(units, label, end);
      return isTop && !isMore(units, end) ? { end, top: label } : undefined;
    }
    label = end + 1;
  }
  return undefined;
}

/** A label begins there, or something that only the full reading knows. */
const goesOn = (units: Units, at: number): boolean => isAlphanumeric(unitAt(units, at)) || isMore(units, at);

/** Signs and scripts that may belong to a domain, or to two dots in a row. */
function isMore(units: Units, at: number): boolean {
  const unit = unitAt(units, at);
  return unit >= 0x80 || unit === dash || (unit === dot && unitAt(units, at + 1) === dot);
}

function labelEnd(units: Units, start: number): number {
  let end = start;
  while (isAlphanumeric(unitAt(units, end)) || (unitAt(units, end) === dash && end > start)) end++;
  const isPlain = end > start && end - start <= longestLabel && unitAt(units, end - 1) !== dash;
  return isPlain ? end : undecided;
}

function isOfLetters(units: Units, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (!isAsciiLetter(unitAt(units, at))) return false;
  return true;
}

/** What the name may hold besides letters and digits; at its beginning only the underscore belongs to it. */
const isInner = (unit: number): boolean => unit === dot || unit === dash || unit === 0x2b || unit === 0x5f;

/** Signs and scripts that may belong to a name as the full reading sees it. */
const isOther = (unit: number): boolean => unit >= 0x80 || otherSigns[unit] === 1;
const otherSigns = new Uint8Array(0x80);
for (const sign of "%'!#$*~\")") otherSigns[sign.charCodeAt(0)] = 1;

const longestName = 64;

/** Start of the plain name that ends at `end`, not before `floor`. */
export function plainNameStart(units: Units, end: number, floor: number): number {
  const start = runStart(units, end, Math.max(floor, end - longestName - 1));
  if (start === undecided || end - start > longestName) return undecided;
  return start > floor && isOther(unitAt(units, start - 1)) ? undecided : behindNoise(units, start);
}

/** The run of letters, digits and inner signs before `end`; two dots in a row are not decided. */
function runStart(units: Units, end: number, lowest: number): number {
  let start = end - 1;
  if (!isAlphanumeric(unitAt(units, start))) return undecided;
  for (let unit = unitAt(units, start - 1); start > lowest; unit = unitAt(units, start - 1)) {
    if (!isAlphanumeric(unit) && !isInner(unit)) break;
    if (unit === dot && unitAt(units, start) === dot) return undecided;
    start--;
  }
  return start;
}

/** A name begins with a letter, a digit or an underscore. */
function behindNoise(units: Units, from: number): number {
  let start = from;
  while (isInner(unitAt(units, start)) && unitAt(units, start) !== 0x5f) start++;
  return start;
}
