/* Percent escapes in running text and URLs, decoded as UTF-8; `%u0040` and one level of double encoding too. */

import { hexNumber } from "./hex.js";
import { createRewriting, type Rewriting } from "./rewriting.js";
import { readUtf8 } from "./utf8.js";

const escape = /%(?:[0-9a-f]{2}|u[0-9a-f]{4})/i;
const percent = 0x25;

interface Unit {
  readonly value: number;
  readonly end: number;
}

/** One escaped byte; `%2540` is `%40` is the byte 40. */
function byteAt(text: string, at: number): Unit | undefined {
  if (text.charCodeAt(at) !== percent) return undefined;
  const value = hexNumber(text, at + 1, at + 3);
  if (value === -1) return undefined;
  if (value !== percent) return { value, end: at + 3 };
  const inner = hexNumber(text, at + 3, at + 5);
  return inner === -1 ? { value, end: at + 3 } : { value: inner, end: at + 5 };
}

/** Length of the UTF-8 sequence that begins with this byte; 0 for a byte that cannot begin one (RFC 3629). */
function sequenceLength(lead: number): number {
  if (lead < 0x80) return 1;
  if (lead >= 0xc2 && lead < 0xe0) return 2;
  if (lead >= 0xe0 && lead < 0xf0) return 3;
  return lead >= 0xf0 && lead < 0xf5 ? 4 : 0;
}

interface Char {
  readonly text: string;
  readonly end: number;
}

function charAt(text: string, at: number): Char | undefined {
  const first = byteAt(text, at);
  if (first === undefined) return unicodeEscapeAt(text, at);
  const length = sequenceLength(first.value);
  if (length === 1) return { text: String.fromCharCode(first.value), end: first.end };
  if (length === 0) return undefined;
  const bytes = [first.value];
  let { end } = first;
  while (bytes.length < length) {
    const next = byteAt(text, end);
    if (next === undefined) return undefined;
    bytes.push(next.value);
    ({ end } = next);
  }
  const chars = readUtf8(Buffer.from(bytes));
  return chars === undefined ? undefined : { text: chars, end };
}

function unicodeEscapeAt(text: string, at: number): Char | undefined {
  if ((text.charCodeAt(at + 1) | 0x20) !== 0x75) return undefined;
  const value = hexNumber(text, at + 2, at + 6);
  return value === -1 ? undefined : { text: String.fromCharCode(value), end: at + 6 };
}

const isDigit = (unit: number): boolean => unit >= 0x30 && unit <= 0x39;

/** Longest group of figures in a number. */
const longestGroup = 12;

/** In a form `+` is a blank: between figures, unless a sign such as `%40` follows them. */
function isFormBlank(text: string, at: number): boolean {
  let end = at + 1;
  while (end <= at + longestGroup && isDigit(text.charCodeAt(end))) end++;
  return end > at + 1 && isDigit(text.charCodeAt(at - 1)) && text.charCodeAt(end) !== percent;
}

/** Undefined when there is nothing to decode; escapes that are no UTF-8 stay as they are. */
export function decodePercent(text: string): Rewriting | undefined {
  if (!escape.test(text)) return undefined;
  const rewriting = createRewriting(text);
  let blank = text.indexOf("+");
  for (let sign = text.indexOf("%"); sign !== -1 || blank !== -1;) {
    if (sign === -1 || (blank !== -1 && blank < sign)) {
      if (isFormBlank(text, blank)) rewriting.paint(blank, 0x20);
      blank = text.indexOf("+", blank + 1);
      continue;
    }
    const char = charAt(text, sign);
    if (char !== undefined) rewriting.replace(sign, char.end, char.text);
    sign = text.indexOf("%", char?.end ?? sign + 1);
  }
  return rewriting.finish();
}
