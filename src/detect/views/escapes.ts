/* Backslash escapes of JSON, JavaScript and Markdown in running text: `jane\u0040example.com`, `\"`, `\_`. */

import { hexNumber, hexValue } from "./hex.js";
import { createRewriting, type Rewriting } from "./rewriting.js";

const backslash = 0x5c;

/** A sign of ASCII: Markdown escapes any of them. The backslash itself has been read. */
function isSign(unit: number): boolean {
  if (unit < 0x30) return unit > 0x20;
  if (unit < 0x41) return unit > 0x39;
  const lower = unit | 0x20;
  return unit < 0x7f && (lower < 0x61 || lower > 0x7a);
}

const pointOf = (code: number): string => (code <= 0x10ffff ? String.fromCodePoint(code) : "");

interface Char {
  readonly text: string;
  readonly end: number;
}

/** How many hex digits follow, up to `most`. */
function hexLength(text: string, at: number, most: number): number {
  let length = 0;
  while (length < most && hexValue(text.charCodeAt(at + length)) !== -1) length++;
  return length;
}

/** Bytes beyond ASCII are parts of something longer, and stay. */
const byteChar = (code: number, end: number): Char | undefined =>
  code < 0x20 || code > 0x7e ? undefined : { text: String.fromCharCode(code), end };

/** `u0040`, `u{40}`, with up to four zeros more. */
function unicodeAt(text: string, at: number): Char | undefined {
  if (hexLength(text, at + 1, 4) === 4)
    return { text: String.fromCharCode(hexNumber(text, at + 1, at + 5)), end: at + 5 };
  if (text.charCodeAt(at + 1) !== 0x7b) return undefined;
  const length = hexLength(text, at + 2, 10);
  const end = at + 2 + length;
  if (length < 2 || text.charCodeAt(end) !== 0x7d) return undefined;
  if (length > 5 && !/^0*$/.test(text.slice(at + 2, end - 5))) return undefined;
  return { text: pointOf(hexNumber(text, at + 2, end)), end: end + 1 };
}

function octalAt(text: string, at: number): Char | undefined {
  let code = 0;
  for (let next = at; next < at + 3; next++) {
    const value = text.charCodeAt(next) - 0x30;
    if (!(value >= 0 && value <= (next === at ? 1 : 7))) return undefined;
    code = code * 8 + value;
  }
  return byteChar(code, at + 3);
}

/** `at` is behind the backslashes. */
function charAt(text: string, at: number): Char | undefined {
  const unit = text.charCodeAt(at);
  if (isSign(unit)) return { text: text.charAt(at), end: at + 1 };
  switch (unit) {
    case 0x6e:
      return { text: "\n", end: at + 1 };
    case 0x72:
      return { text: "\r", end: at + 1 };
    case 0x74:
      return { text: "\t", end: at + 1 };
    case 0x55:
    case 0x75:
      return unicodeAt(text, at);
    case 0x58:
    case 0x78:
      return hexLength(text, at + 1, 2) < 2 ? undefined : byteChar(hexNumber(text, at + 1, at + 3), at + 3);
    default:
      return octalAt(text, at);
  }
}

/** Any number of backslashes is read as one: text is escaped once more each time it is quoted. */
export function decodeEscapes(text: string): Rewriting | undefined {
  const rewriting = createRewriting(text);
  for (let at = text.indexOf("\\"); at !== -1;) {
    let behind = at + 1;
    while (text.charCodeAt(behind) === backslash) behind++;
    const char = charAt(text, behind);
    if (char !== undefined) rewriting.replace(at, char.end, char.text);
    at = text.indexOf("\\", char?.end ?? behind);
  }
  return rewriting.finish();
}
