/* One spelling for all ways of writing a phone number, so that equal numbers get equal tags. */

import { createRequire } from "node:module";
import type { CountryCode, PhoneNumber } from "libphonenumber-js/max";

interface Library {
  parsePhoneNumberFromString(text: string, region?: CountryCode): PhoneNumber | undefined;
  isSupportedCountry(region: string): region is CountryCode;
}

let loaded: Library | undefined;

/** About 25 ms at the first masked phone: the library is no part of the start-up. */
function library(): Library {
  loaded ??= createRequire(import.meta.url)("libphonenumber-js/max") as Library;
  return loaded;
}

/** Source: libphonenumber's own limit of what it parses. */
const longestValue = 250;

/** ASCII digit of any decimal digit: Unicode keeps the ten digits of a script together, zero first. */
function asciiDigit(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  let zero = code;
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--;
  return String(code - zero);
}

/** Compatibility forms and foreign digits as ASCII; the access code 00 as `+`. */
function plainly(value: string): string {
  const ascii = value.normalize("NFKC").replace(/(?!\d)\p{Nd}/gu, asciiDigit);
  return ascii.replace(/^\D{0,4}00(?=[1-9])/, "+");
}

/** E.164 by the first region that reads the text as a valid number, else as a possible one. */
function e164(text: string, regions: readonly string[]): string | undefined {
  const { parsePhoneNumberFromString, isSupportedCountry } = library();
  const known = regions.filter((region): region is CountryCode => isSupportedCountry(region));
  const read = (known.length > 0 ? known : [undefined]).map((region) =>
    parsePhoneNumberFromString(text, region),
  );
  const best = read.find((number) => number?.isValid()) ?? read.find((number) => number?.isPossible());
  return best?.number;
}

/**
 * E.164 (`+447700900123`) where libphonenumber can read the value, with `regions` (ISO 3166 alpha-2, most likely
 * first) for national numbers; else its digits. An extension is left out: it is the same telephone line.
 */
export function canonicalPhone(value: string, regions: readonly string[]): string {
  const text = plainly(value.slice(0, longestValue));
  return e164(text, regions) ?? text.replace(/\D/g, "");
}
