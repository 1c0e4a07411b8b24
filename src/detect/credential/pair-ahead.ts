/* Tells at a glance that no pair of user and password follows a log-in word: prose has none of a pair's marks. */

import { onForget, remembersText } from "../text-memory.js";
import { unitAt, type Units, type UnitText } from "../units.js";
import { isAsciiAlphanumeric } from "./characters.js";

const plain = 0;
const blank = 1;
const lineEnd = 2;
const sentenceEnd = 3;
const mark = 4;

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

export interface Stretch {
  /** Tokens that may be the user. */
  readonly tokens: number;
  /** Units in which the mark between user and password must stand. */
  readonly units: number;
}

const marks = ["/", ":", "|", "+", " - "];

/** Position of the next mark at or behind a place; asked in order of places, each mark of a text is looked for once. */
function createNextMark(): (text: string, from: number) => number {
  const next = new Float64Array(marks.length);
  let known = "";
  let last = 0;
  onForget(() => {
    known = "";
  });
  return (text, from) => {
    if (from < last || text !== known) {
      next.fill(-1);
      known = text;
      remembersText();
    }
    last = from;
    let least = Infinity;
    for (let at = 0; at < marks.length; at++) {
      if ((next[at] as number) < from) {
        const found = text.indexOf(marks[at] as string, from);
        next[at] = found === -1 ? Infinity : found;
      }
      least = Math.min(least, next[at] as number);
    }
    return least;
  };
}

const nextMark = createNextMark();

/**
 * False when none of the first tokens from `from` on is followed by `/`, `:`, `|`, `+` or `-` on its line and in its sentence.
 * True says nothing.
 */
export function mayHoldPair({ text, units }: UnitText, from: number, stretch: Stretch): boolean {
  const limit = Math.min(text.length, from + stretch.units);
  let at = from;
  while (at < limit && kindAt(units, at) === blank) at++;
  if (at === limit || kindAt(units, at) === lineEnd) return false;
  // Anything but a letter or digit may be a separator or a tag, which are skipped before the first token.
  if (!isAsciiAlphanumeric(unitAt(units, at))) return true;
  return nextMark(text, at) < limit && holdsMark(units, at, { tokens: stretch.tokens, limit });
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
