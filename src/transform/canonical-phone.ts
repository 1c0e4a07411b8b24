/* One spelling for all ways of writing a phone number, so that equal numbers get equal tags. */

import { judgeInternational, judgeNational, type PhoneVerdict } from "../core/numbering/judge.js";

/** Source: libphonenumber's own limit of what it parses. */
const longestValue = 250;

/** ASCII digit of any decimal digit: Unicode keeps the ten digits of a script together, zero first. */
function asciiDigit(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  let zero = code;
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--;
  return String(code - zero);
}

const ascii = /^[\x20-\x7e]*$/;

/** Compatibility forms and foreign digits as ASCII; the access code 00 as `+`. */
function plainly(value: string): string {
  const plain = ascii.test(value) ? value : foldDigits(value);
  return plain.replace(/^\D{0,4}00(?=[1-9])/, "+");
}

const foldDigits = (value: string): string => value.normalize("NFKC").replace(/(?!\d)\p{Nd}/gu, asciiDigit);

/** A letter, `#`, `;` or `,` behind seven digits begins an extension. */
const extension = /^((?:[^\p{L}#;,\d]{0,8}\d){7,17})[^\p{L}#;,\d]{0,8}[\p{L}#;,]/u;

/** By far the most common spelling: `+`, then digits with plain separators. */
const international = /^\+\d[\d ()./-]{5,30}$/;

const e164 = ({ callingCode, national }: PhoneVerdict): string | undefined =>
  callingCode === undefined || national === undefined ? undefined : `+${callingCode}${national}`;

/** By the first region that reads the digits as a valid number, else as a possible one. */
function readNational(digits: string, regions: readonly string[]): string | undefined {
  const read = regions.map((region) => judgeNational(digits, region));
  const best =
    read.find(({ verdict }) => verdict === "valid") ?? read.find(({ verdict }) => verdict === "possible");
  return best === undefined ? undefined : e164(best);
}

/**
 * E.164 (`+447700900123`) where a numbering plan of libphonenumber has the value, with `regions` (ISO 3166 alpha-2,
 * most likely first) for national numbers; else its digits. An extension is left out: it is the same telephone line.
 */
export function canonicalPhone(value: string, regions: readonly string[]): string {
  if (international.test(value)) {
    const digits = value.replace(/\D+/g, "");
    return e164(judgeInternational(digits)) ?? digits;
  }
  const text = plainly(value.slice(0, longestValue));
  const digits = (extension.exec(text)?.[1] ?? text).replace(/\D/g, "");
  const isInternational = /^\D{0,4}\+/.test(text);
  return (isInternational ? e164(judgeInternational(digits)) : readNational(digits, regions)) ?? digits;
}
