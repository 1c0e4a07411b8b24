/* The number behind a label that names it beyond doubt (`VAT no.`), where no country's form fits: as far as it is written. */

import type { Span } from "../../core/types.js";
import { isAsciiLetter, isAsciiWord, isDigit, isWordAt } from "../natives/characters.js";

/** What may stand between such a label and its number: marks, and words that say "number". */
const filler =
  /^(?:[\s:=#.,()*_"'?\-–°º]|(?:number|no|nr|nro|nummer|num|numéro|numero|número|numer|[nèé]|reg|registration|registered|id|ids|idnr|identification|identifier|code|cod|is|ist|lautet|est|es|er|är|on|jest|to|tunnus|tunnuksemme|intracom\p{L}*|comunitari[oa]|of|our|le|la|el|für|for)(?!\p{L}))*$/iu;

/** The marks among them. */
const marks = new Uint8Array(0x10000);
for (const sign of "\t\n\r :=#.,()*_\"'?-") marks[sign.charCodeAt(0)] = 1;

/** Whether nothing but such stands in the span: mostly a few marks. */
function isFilled(text: string, start: number, end: number): boolean {
  let at = start;
  while (at < end && marks[text.charCodeAt(at)] === 1) at++;
  return at === end || filler.test(text.slice(start, end));
}

/** The label as a whole or its beginning: those whose words mean nothing else. */
const openLabel =
  /^(?:vat|ust|umsatzsteuer|mwst|tva|n° tva|numéro de tva|p\. ?iva|part|piva|nif|n\.i\.f|cif|nipc|btw-|btw n|nip|nr nip|dič|dph|ič dph|dic|ic dph|adó|moms|mva|alv|φπα|αφμ|oib|pdv|ddv|kmkr|pvm|pvn|tax)/;

export const isOpenLabel = (label: string): boolean => openLabel.test(label);

/** Characters that count; digits among them, without letters and with some. */
const mostCharacters = 20;
const fewestDigits = 8;
const fewestWithLetters = 7;
/** Behind words that say "number" themselves: those of Iceland and Romania. */
const fewestNumbered = 6;
const fewestBehindCountry = 5;

const isCapital = (code: number): boolean => code >= 65 && code <= 90;
const isPart = (code: number): boolean => isDigit(code) || isCapital(code);
/** A blank, `.`, `-`, `/`, a blank that does not break. */
const isParting = (code: number): boolean => code === 32 || (code >= 45 && code <= 47) || code === 160;

/** One object, filled again for each number. */
interface Reading {
  end: number;
  digits: number;
  letters: number;
}

const shared: Reading = { end: -1, digits: 0, letters: 0 };

/** Reads one group at `at` into `reading`; false when it is a word, or too much. */
function readGroup(text: string, at: number, reading: Reading): boolean {
  let end = at;
  let digits = 0;
  while (isPart(text.charCodeAt(end))) if (isDigit(text.charCodeAt(end++))) digits++;
  const letters = end - at - digits;
  const isCountry = reading.digits + reading.letters === 0 && letters <= 4;
  const isCheck = letters === 1 && text.charCodeAt(at - 1) !== 32;
  if (end === at || isWordAt(text, end) || (digits === 0 && !isCountry && !isCheck)) return false;
  if (reading.digits + reading.letters + end - at > mostCharacters) return false;
  reading.end = end;
  reading.digits += digits;
  reading.letters += letters;
  return true;
}

/** Where the next group of the number begins; -1 when it ends here. */
function nextGroup(text: string, { end, digits }: Reading, sign: number): number {
  const code = text.charCodeAt(end);
  if (!isParting(code) || !isPart(text.charCodeAt(end + 1))) return -1;
  // What stands behind a blank may be the next number, unless blanks part this one.
  return code === 32 && digits >= fewestDigits && sign !== code ? -1 : end + 1;
}

function read(text: string, start: number): Reading {
  const reading = shared;
  reading.end = -1;
  reading.digits = 0;
  reading.letters = 0;
  let sign = 0;
  for (let at = start; at >= 0 && readGroup(text, at, reading);) {
    at = nextGroup(text, reading, sign);
    if (reading.digits > 0) sign = text.charCodeAt(reading.end);
  }
  return reading;
}

const date =
  /^(?:(?:19|20)\d\d[-/.](?:0[1-9]|1[0-2])|(?:0[1-9]|1[0-2])[-/.](?:19|20)\d\d|\d{1,2}([./-])\d{1,2}\1(?:19|20)\d\d|(?:19|20)\d\d([./-])[01]\d\2[0-3]\d)$/;

/** Digits and letters alone: neither a date nor a sum, both of which are grouped. */
export function isBare(text: string, { start, end }: Span): boolean {
  for (let at = start; at < end; at++) if (!isAsciiWord(text.charCodeAt(at))) return false;
  return true;
}

/** Whether the span is a date in figures. */
export const isDate = (text: string, span: Span): boolean =>
  !isBare(text, span) && date.test(text.slice(span.start, span.end));

/** Millions and cents: no number is grouped so behind a word that names a tax as well. */
const sum = /^(?:\d{1,2}([ .])\d{3}\1\d{3}|\d{1,3}(?:[ .]\d{3})+,\d\d|\d{1,3}(?:,\d{3})+\.\d\d|\d+[.,]\d\d)$/;

/** UTF-16 units of a number that is grouped as a sum is: seven digits and two gaps. */
const shortestGrouped = 9;

/** `.`, `,`, `:`. */
const isJoining = (code: number): boolean => code === 46 || code === 44 || code === 58;

/**
 * Whether the span is a date, or a sum of money; where label and `gap` say "number", only the former. Most numbers are
 * bare: what stands before them is read for the others alone.
 */
export function isOtherThanNumber(text: string, span: Span, gap: Span | undefined): boolean {
  const { start, end } = span;
  if (isJoining(text.charCodeAt(end)) && isDigit(text.charCodeAt(end + 1))) return true;
  if (isBare(text, span)) return false;
  if (date.test(text.slice(start, end))) return true;
  if (!sum.test(text.slice(start, end))) return false;
  return end - start < shortestGrouped || gap === undefined || !isNumbered(text, gap);
}

/** Money and shares behind a label: `VAT 12345678,90 EUR`. */
const unitBehind = /[ \u00a0]?(?:[%€$£]|eur|usd|gbp|chf|pln)/iy;

const unitHeads = new Uint8Array(0x10000);
for (const sign of "%€$£eEuUgGcCpP") unitHeads[sign.charCodeAt(0)] = 1;

/** Whether a sign or a code of money, or a per cent sign, stands behind the number that ends at `end`. */
export function isAmount(text: string, end: number): boolean {
  if (unitHeads[text.charCodeAt(end)] !== 1 && unitHeads[text.charCodeAt(end + 1)] !== 1) return false;
  unitBehind.lastIndex = end;
  return unitBehind.test(text);
}

/** Label and gap together name a number, and no tax: `VAT no.`, `USt-IdNr.`, `P. IVA`. */
const numbered =
  /n(?:[or]|um\p{L}*|úm\p{L}*)?[.:º°]|(?<!\p{L})(?:n[or]|num\p{L}*|núm\p{L}*|id|reg\p{L}*)(?!\p{L})|idnr|p\. ?iva|piva|partita|(?<!\p{L})(?:nif|nip|cif)(?!\p{L})/iu;
const labelReach = 12;

/** Whether what stands before the number says that it is one: sums are not written behind such words. */
const isNumbered = (text: string, { start, end }: Span): boolean =>
  numbered.test(text.slice(Math.max(0, start - labelReach), end));

/** Whether the number has digits enough; fewer are asked of a bare one that is called a number. */
function isEnough(text: string, { start, end }: Span, gap: Span): boolean {
  const { digits, letters } = shared;
  if (letters > 0) {
    const isGlued = isAsciiLetter(text.charCodeAt(start)) && isAsciiLetter(text.charCodeAt(start + 1));
    return digits >= (isGlued ? fewestBehindCountry : fewestWithLetters);
  }
  if (digits >= fewestDigits) return true;
  return digits >= fewestNumbered && isBare(text, { start, end }) && isNumbered(text, gap);
}

/** `VAT ID: ...` in capitals. */
const notCountries = new Set([
  ..."ID NO NR REG NUM IS SSN SIN EIN TIN ITIN VAT GST ABN UID NIF NIE DNI CIF NIP PAN UST TVA IVA BTW".split(
    " ",
  ),
]);

/** A blank, `.`, `:`, `-`. */
const isBehindCountry = (code: number): boolean => code === 32 || code === 46 || code === 58 || code === 45;

/** `RU 7707083893`: up to four capitals and a sign before the first digit. */
function prefixStart(text: string, { start, end }: Span): number {
  if (!isBehindCountry(text.charCodeAt(end - 1))) return end;
  const before = text.charCodeAt(end - 2);
  if (!isCapital(before) && !(isBehindCountry(before) && isCapital(text.charCodeAt(end - 3)))) return end;
  const letters = /(?:^|[^\p{L}\d])([A-Z]{1,4})[ .:-]{1,2}$/u.exec(text.slice(Math.max(start, end - 7), end));
  const country = letters?.[1];
  if (letters === null || country === undefined || notCountries.has(country)) return end;
  return end - letters[0].length + letters[0].indexOf(country);
}

/**
 * The number whose first token begins at `gap.end`, behind a label that ends at `gap.start`; undefined when it does not
 * reach beyond `least`.
 */
export function openNumber(text: string, gap: Span, least: number): Span | undefined {
  const start = prefixStart(text, gap);
  const { end, digits } = read(text, start);
  if (end <= least || digits < fewestBehindCountry) return undefined;
  const found = { start, end };
  if (!isEnough(text, found, gap) || !isFilled(text, gap.start, start)) return undefined;
  return isOtherThanNumber(text, found, gap) ? undefined : found;
}
