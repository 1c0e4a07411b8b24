/* Ways of writing a national number that tell a phone from other numbers without any word beside it. */

import type { Written } from "./written.js";

export type Shape = "north-american" | "trunk" | "area" | "eastern" | "mobile" | "extended";

const equal = (groups: readonly number[], ...wanted: readonly number[]): boolean =>
  groups.length === wanted.length && groups.every((length, i) => length === wanted[i]);

/** 3-3-4, with or without a leading 1. Between blanks alone the exchange must be one that exists. */
function isNorthAmerican({ digits, groups, gaps, firstParenthesis }: Written): boolean {
  const led = digits.startsWith("1") && equal(groups, 1, 3, 3, 4);
  if (!led && !equal(groups, 3, 3, 4)) return false;
  const isMarked = firstParenthesis || gaps.some((gap) => "-.(\u2011\u2013\u2212".includes(gap));
  return (isMarked ? /^[2-9]\d{9}$/ : /^[2-9]\d\d[2-9]\d{6}$/).test(led ? digits.slice(1) : digits);
}

/** `8 (495) 123-45-67`, `8 800 555 01 47`, `8(495)1234567`. */
function isEastern({ digits, groups }: Written): boolean {
  if (digits.length !== 11 || !/^[78][3-9]/.test(digits)) return false;
  return equal(groups, 1, 3, 3, 2, 2) || equal(groups, 1, 3, 3, 4) || equal(groups, 1, 3, 7);
}

/** `11 95555-0123`. */
const isBrazilianMobile = ({ digits, groups, gaps }: Written): boolean =>
  equal(groups, 2, 5, 4) && digits[2] === "9" && gaps[1] === "-";

/** Groups after the area code: 2 to 8 digits, a pair last only after short groups; one digit last is a switchboard (`-0`). */
function hasSubscriberGroups({ groups, gaps }: Written): boolean {
  const count = groups.length;
  const last = groups.at(-1) ?? 0;
  if (last > 8 || groups.slice(1, -1).some((length) => length < 2 || length > 5)) return false;
  if (last === 1) return count > 2 && gaps.at(-1) === "-";
  return last > 2 || count < 3 || (groups.at(-2) ?? 0) <= 3;
}

/** Month and year, as in `04/2024-001234`. */
const startsWithMonth = ({ digits, groups, gaps }: Written): boolean =>
  groups[0] === 2 && groups[1] === 4 && gaps[0] === "/" && /^(?:0[1-9]|1[0-2])(?:19|20)/.test(digits);

/** `078-05-1120`, with any one sign. */
export const isSocialSecurity = ({ groups, gaps }: Written): boolean =>
  equal(groups, 3, 2, 4) && gaps[0] === gaps[1];

/** `02139-4307` */
export const isZip = (written: Written): boolean =>
  written.groupCount === 2 && equal(written.groups, 5, 4) && written.gaps[0] === "-";

/** Cards in fours (Indonesia writes mobiles so, with dashes), dates, US social security numbers. */
function isForeignGrouping({ digits, groups, gaps }: Written): boolean {
  if (equal(groups, 4, 4, 4)) return gaps[0] !== "-" || !digits.startsWith("08");
  return equal(groups, 2, 2, 4) || (equal(groups, 3, 2, 4) && gaps[0] === gaps[1]);
}

/** Trunk prefix 0, an area code or mobile prefix, then the subscriber: `06 39 98 45 67`, `040/66969-812`, `07700 900143`. */
function isTrunk(written: Written): boolean {
  const { digits, groups, gaps } = written;
  if (digits.length < 9 || digits.length > 12 || groups.length < 2 || groups.length > 6) return false;
  if (!/^0[1-9]/.test(digits) || startsWithMonth(written)) return false;
  const first = groups[0] ?? 0;
  if (first === 1) return gaps[0] === "(" || equal(groups, 1, 3, 3, 2, 2);
  if (first > 5 || isForeignGrouping(written)) return false;
  return hasSubscriberGroups(written);
}

/** Area code in parentheses: `(11) 5555-0123`, `(030) 23125 014`. */
function isArea(written: Written): boolean {
  const { digits, groups, firstParenthesis } = written;
  const first = groups[0] ?? 0;
  if (!firstParenthesis || (first < 2 && !digits.startsWith("0")) || first > 5 || groups.length > 5)
    return false;
  if (digits.length < 8 || digits.length > 12) return false;
  return hasSubscriberGroups(written);
}

/** `138 0013 8000`. */
const isChineseMobile = ({ digits, groups }: Written): boolean =>
  equal(groups, 3, 4, 4) && /^1[3-9]/.test(digits);

/** `650 68 03 79`: nothing else is grouped so. */
const isIberian = ({ digits, groups, gaps }: Written): boolean =>
  equal(groups, 3, 2, 2, 2) && /^[6-9]/.test(digits) && gaps.every((gap) => gap === " ");

export function shapeOf(written: Written): Shape | undefined {
  if (written.groupCount < 2) return undefined;
  if (isNorthAmerican(written)) return "north-american";
  if (isTrunk(written)) return "trunk";
  if (isArea(written)) return "area";
  if (isEastern(written)) return "eastern";
  return isChineseMobile(written) || isBrazilianMobile(written) || isIberian(written) ? "mobile" : undefined;
}

/**
 * Four groups of at most 255 with dots between, and no fifth: an address (`/24` may follow) or a version. A group with
 * a zero before it is none of theirs (`070.123.45.61`), unless all are filled up with zeros.
 */
function isDottedQuad({ digits, groups, gaps }: Written): boolean {
  if (groups.length < 4 || gaps[3] === "." || gaps.slice(0, 3).some((gap) => gap !== ".")) return false;
  const isFilled = equal(groups.slice(0, 4), 3, 3, 3, 3);
  let at = 0;
  return groups.slice(0, 4).every((length) => {
    const value = digits.slice(at, at + length);
    at += length;
    return length <= 3 && Number(value) <= 255 && (isFilled || length === 1 || !value.startsWith("0"));
  });
}

/** Four groups and more with dots between, two of them single digits: `10.0.22621.1`. */
const isVersion = ({ groups, gaps }: Written): boolean =>
  groups.length > 3 && groups.filter((length) => length === 1).length > 1 && gaps.every((gap) => gap === ".");

/** `20240611`: year, month and day. */
const isDay = (digits: string): boolean =>
  digits.length === 8 && /^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/.test(digits);

/** A date in groups, or two years: `2024-05-06`, `2019-2023`. */
function isDate({ digits, groups }: Written): boolean {
  if (digits.length !== 8) return false;
  if (equal(groups, 4, 4)) return /^(?:19|20)\d\d(?:19|20)/.test(digits);
  if (equal(groups, 4, 2, 2)) return isDay(digits);
  return equal(groups, 2, 2, 4) && /^[0-3]\d[0-3]\d(?:19|20)/.test(digits);
}

/** Thousands separated by one kind of mark: `918 273 645`, `2.147.483.648`. */
export function isThousands({ digits, groups, gaps }: Written): boolean {
  if (groups.length < 2 || digits.startsWith("0") || (groups[0] ?? 4) > 3) return false;
  if (gaps.some((gap) => gap !== gaps[0] || gap === "-" || gap === "/")) return false;
  return groups.slice(1).every((length) => length === 3);
}

const isFiller = (digits: string): boolean => digits[0] === digits[1] && /^(\d)\1+$/.test(digits);

/** Card numbers in fours, and digits that are all the same. */
function isCardOrFiller({ digits, groups }: Written): boolean {
  const inFours = groups.length > 2 && groups.every((length) => length === 4);
  if (inFours && !(groups.length === 3 && /^0[1-9]/.test(digits))) return true;
  return isFiller(digits);
}

/** Single digits with marks between: scores, steps, versions. */
const isDigitChain = ({ groups }: Written): boolean =>
  groups.length > 4 && groups.filter((length) => length === 1).length > groups.length / 2;

/** Single digits with one kind of gap, as many as a national number has: somebody spelled them out. */
export const isSpelledOut = ({ digits, groups, gaps }: Written): boolean =>
  digits.length >= 9 &&
  digits.length <= 12 &&
  groups.length === digits.length &&
  gaps.every((gap) => gap === gaps[0]);

/** True for what is written without `+` and can be no phone, whatever stands beside it. */
export function isOtherNumber(written: Written): boolean {
  if (written.groupCount === 1) return isDay(written.digits) || isFiller(written.digits);
  if (isDate(written) || isDottedQuad(written) || isVersion(written)) return true;
  return isCardOrFiller(written) || isDigitChain(written);
}
