/* Tells at a glance that no pair of user and password follows a log-in word: prose has none of a pair's marks. */

import type { Scan } from "../detector.js";
import { holdsOdd } from "../odd-units.js";
import { unitAt, type Units } from "../units.js";
import { isAsciiAlphanumeric } from "./characters.js";

const plain = 0;
const blank = 1;
const lineEnd = 2;
const sentenceEnd = 3;
const mark = 4;
const hyphen = 0x2d;

/** What a unit of ASCII does; all others are taken for plain, which only makes the look ahead longer. */
const kinds = new Uint8Array(0x80);
for (const [signs, kind] of [
  [" \t", blank],
  ["\n\r", lineEnd],
  [".!?;", sentenceEnd],
  ["/:|+-", mark],
] as const) {
  for (const unit of signs) kinds[unit.charCodeAt(0)] = kind;
}

function kindAt(units: Units, at: number): number {
  const code = unitAt(units, at);
  return code < 0x80 ? (kinds[code] as number) : plain;
}

type Looked = Pick<Scan, "text" | "units" | "odd">;

export interface Stretch {
  /** Tokens that may be the user. */
  readonly tokens: number;
  /** Units in which the mark between user and password must stand. */
  readonly units: number;
}

/** Whether one of the marks stands among the units, the hyphen between blanks. */
function holdsWholeMark(units: Units, start: number, limit: number): boolean {
  for (let at = start; at < limit; at++) {
    const code = unitAt(units, at);
    if (code === 0x20) {
      if (unitAt(units, at + 1) === hyphen && unitAt(units, at + 2) === 0x20) return true;
    } else if (code !== hyphen && kindAt(units, at) === mark) return true;
  }
  return false;
}

/**
 * False when none of the first tokens from `from` on is followed by `/`, `:`, `|`, `+` or `-` on its line and in its sentence.
 * True says nothing.
 */
export function mayHoldPair({ text, units, odd }: Looked, from: number, stretch: Stretch): boolean {
  const limit = Math.min(text.length, from + stretch.units);
  let at = from;
  while (at < limit && kindAt(units, at) === blank) at++;
  if (at === limit || kindAt(units, at) === lineEnd) return false;
  // Anything but a letter or digit may be a separator or a tag, which are skipped before the first token.
  if (!isAsciiAlphanumeric(unitAt(units, at))) return true;
  if (!holdsOdd(odd, at, limit)) return false;
  return holdsMark(units, at, { tokens: stretch.tokens, limit }) && holdsWholeMark(units, at, limit);
}

function holdsMark(
  units: Units,
  start: number,
  { tokens, limit }: { readonly tokens: number; readonly limit: number },
): boolean {
  let begun = 0;
  let ended = false;
  let previous = blank;
  for (let at = start; at < limit; at++) {
    const kind = kindAt(units, at);
    if (kind === mark) return true;
    if (kind === lineEnd) return false;
    if (kind === blank) ended ||= previous === sentenceEnd;
    else if (previous === blank && (ended || ++begun > tokens)) return false;
    previous = kind;
  }
  return false;
}
