/* Character references of HTML: read as browsers read them, written where a replacement needs them. */

import { entityNames } from "./html-entity-names.js";

export interface CharacterReference {
  /** One or two code points. */
  readonly value: string;
  /** Offset behind the reference, its semicolon included. */
  readonly end: number;
}

/**
 * The reference that starts at the `&` at `at`; undefined when a browser would leave it as text.
 * `attribute`: in attribute values a name without semicolon before `=` or an alphanumeric is no reference.
 * Linear: reads each unit once, however many zeros a number has.
 */
export function readReference(text: string, at: number, attribute = false): CharacterReference | undefined {
  if (text.charCodeAt(at + 1) !== hash) return readName(text, at + 1, attribute);
  const mark = text.charCodeAt(at + 2) | 32;
  return mark === lowerX ? readNumber(text, at + 3, 16) : readNumber(text, at + 2, 10);
}

const hash = 35;
const semicolon = 59;
const lowerX = 120;
const lastCodePoint = 0x10ffff;

/** The value of a digit in `base`, or -1. */
function digitOf(unit: number, base: 10 | 16): number {
  if (unit >= 48 && unit <= 57) return unit - 48;
  const lower = unit | 32;
  return base === 16 && lower >= 97 && lower <= 102 ? lower - 87 : -1;
}

function readNumber(text: string, from: number, base: 10 | 16): CharacterReference | undefined {
  let code = 0;
  let end = from;
  for (;;) {
    const digit = digitOf(text.charCodeAt(end), base);
    if (digit === -1) break;
    code = Math.min(code * base + digit, lastCodePoint + 1);
    end++;
  }
  if (end === from) return undefined;
  return { value: characterOf(code), end: text.charCodeAt(end) === semicolon ? end + 1 : end };
}

/** What the standard reads for 0x80 to 0x9F: windows-1252; the five codes it leaves open stand for themselves. */
const windows1252 =
  "\u20ac\x81\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\x8d\u017d\x8f" +
  "\x90\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\x9d\u017e\u0178";

function characterOf(code: number): string {
  if (code >= 0x80 && code <= 0x9f) return windows1252.charAt(code - 0x80);
  const surrogate = code >= 0xd800 && code <= 0xdfff;
  return code === 0 || surrogate || code > lastCodePoint ? "\ufffd" : String.fromCodePoint(code);
}

interface Names {
  readonly values: ReadonlyMap<string, string>;
  /** Names that need no semicolon. */
  readonly bare: ReadonlySet<string>;
}

/** `CounterClockwiseContourIntegral`. */
const longestName = 31;
/** `Aacute` and its like. */
const longestBareName = 6;

let names: Names | undefined;

/** Read at the first reference that has a name: most processes start without meeting one. */
function readNames(): Names {
  const values = new Map<string, string>();
  const bare = new Set<string>();
  for (const entry of entityNames.trim().split(/;\n?/)) {
    const [codes = "", ...marked] = entry.split(" ");
    if (marked.length === 0) continue;
    const value = String.fromCodePoint(...codes.split("-").map((code) => parseInt(code, 16)));
    for (const name of marked) {
      const plain = name.replace("*", "");
      values.set(plain, value);
      if (plain !== name) bare.add(plain);
    }
  }
  return { values, bare };
}

function isAlphanumeric(unit: number): boolean {
  const lower = unit | 32;
  return (unit >= 48 && unit <= 57) || (lower >= 97 && lower <= 122);
}

function readName(text: string, from: number, attribute: boolean): CharacterReference | undefined {
  let end = from;
  while (end - from <= longestName && isAlphanumeric(text.charCodeAt(end))) end++;
  if (end - from < 2) return undefined;
  names ??= readNames();
  if (text.charCodeAt(end) === semicolon) {
    const value = names.values.get(text.slice(from, end));
    if (value !== undefined) return { value, end: end + 1 };
  }
  return readBareName(text, from, { names, end, attribute });
}

interface BareName {
  readonly names: Names;
  /** Where the alphanumerics end. */
  readonly end: number;
  readonly attribute: boolean;
}

/** The longest prefix that is a name without semicolon: `&ampx` reads `&x`. */
function readBareName(
  text: string,
  from: number,
  { names, end, attribute }: BareName,
): CharacterReference | undefined {
  for (let stop = Math.min(end, from + longestBareName); stop - from >= 2; stop--) {
    const name = text.slice(from, stop);
    if (!names.bare.has(name)) continue;
    const next = text.charCodeAt(stop);
    if (attribute && (next === 61 || isAlphanumeric(next))) return undefined;
    return { value: names.values.get(name) ?? "", end: stop };
  }
  return undefined;
}

const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Escapes a replacement for text and for quoted attribute values. */
export function encodeEntities(replacement: string): string {
  return replacement.replace(/[&<>"']/g, (sign) => escapes[sign] ?? sign);
}

/** Escapes a replacement for an unquoted attribute value, where a blank would end the value. */
export function encodeUnquoted(replacement: string): string {
  return encodeEntities(replacement).replace(/[\s=`]/g, (sign) => `&#${String(sign.charCodeAt(0))};`);
}
