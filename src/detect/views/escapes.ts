/* Backslash escapes of JSON, JavaScript and Markdown in running text: `jane\u0040example.com`, `\"`, `\_`. */

import { createRewriting, type Rewriting } from "./rewriting.js";

const backslash = 0x5c;

const breaks: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t" };

/** What may follow a backslash beside signs, at the sticky index: sixteens, eights, a letter. */
const escape = /u([\da-f]{4})|u\{0{0,4}([\da-f]{2,5})\}|x([\da-f]{2})|([01][0-7]{2})|([nrt])/iy;

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

/** Bytes beyond ASCII are parts of something longer, and stay. */
function charOf(code: number, isByte: boolean): string | undefined {
  return isByte && (code < 0x20 || code > 0x7e) ? undefined : pointOf(code);
}

/** `at` is behind the backslashes. */
function charAt(text: string, at: number): Char | undefined {
  if (isSign(text.charCodeAt(at))) return { text: text.charAt(at), end: at + 1 };
  escape.lastIndex = at;
  const found = escape.exec(text);
  if (found === null) return undefined;
  const [, four, braced, two, octal, letter] = found;
  const spelled = letter === undefined ? valueOf({ four, braced, two, octal }) : breaks[letter];
  return spelled === undefined ? undefined : { text: spelled, end: escape.lastIndex };
}

type Digits = Readonly<Record<"four" | "braced" | "two" | "octal", string | undefined>>;

function valueOf({ four, braced, two, octal }: Digits): string | undefined {
  if (four !== undefined) return String.fromCharCode(Number.parseInt(four, 16));
  if (octal !== undefined) return charOf(Number.parseInt(octal, 8), true);
  return charOf(Number.parseInt(braced ?? two ?? "", 16), braced === undefined);
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
