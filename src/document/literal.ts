/* JSON string literals: decoded text, and the way back from its offsets to the source. */

import { endOfEscape } from "./json-walker.js";

/** A literal between its quotes, and how its units count in the decoded text. */
export interface LiteralSource {
  /** Latin1 view of UTF-8 bytes, or text. */
  readonly raw: string;
  /** True when units at 0x80 and above are bytes of UTF-8. */
  readonly utf8: boolean;
}

/** What a literal says; `text` stands between its quotes. */
export const decodeLiteral = (text: string, escaped: boolean): string =>
  escaped ? (JSON.parse(`"${text}"`) as string) : text;

/** Source units of the step at `at`; what is wide at its start decodes to two units. */
function widthAt({ raw, utf8 }: LiteralSource, at: number): number {
  const unit = raw.charCodeAt(at);
  if (unit === 92) return endOfEscape(raw, at) - at;
  if (!utf8 || unit < 0x80) return 1;
  if (unit < 0xe0) return 2;
  return unit < 0xf0 ? 3 : 4;
}

const unitsAt = ({ raw, utf8 }: LiteralSource, at: number): number =>
  utf8 && raw.charCodeAt(at) >= 0xf0 ? 2 : 1;

export interface OffsetMap {
  /**
   * Source offset of a decoded offset; ask in ascending order. An offset inside a character of two units is moved to
   * the character's start, or behind it when `end` is given.
   */
  at(offset: number, end?: boolean): number;
}

/** An escape, or a byte of UTF-8: elsewhere one unit of the source is one unit of the text. */
const uneven = /[\\\x80-\xff]/g;

function findUneven({ raw, utf8 }: LiteralSource, from: number): number {
  if (!utf8) {
    const found = raw.indexOf("\\", from);
    return found === -1 ? Infinity : found;
  }
  uneven.lastIndex = from;
  return uneven.exec(raw)?.index ?? Infinity;
}

/** `from`: where the literal begins in the source. One forward pass over the literal for all questions. */
export function createOffsetMap(literal: LiteralSource, from: number): OffsetMap {
  let at = 0;
  let decoded = 0;
  let next = -1;
  return {
    at(offset, end = false) {
      while (decoded < offset) {
        if (next < at) next = findUneven(literal, at);
        const even = Math.min(offset - decoded, next - at);
        at += even;
        decoded += even;
        if (decoded === offset) break;
        const units = unitsAt(literal, at);
        if (decoded + units > offset && !end) break;
        at += widthAt(literal, at);
        decoded += units;
      }
      return from + at;
    },
  };
}

const isHigh = (unit: number): boolean => (unit & 0xfc00) === 0xd800;
const isLow = (unit: number): boolean => (unit & 0xfc00) === 0xdc00;

/** Moves a span that would cut a surrogate pair out to the whole pair. */
export function wholeCharacters(text: string, start: number, end: number): readonly [number, number] {
  const cuts = (at: number): boolean =>
    at > 0 && isLow(text.charCodeAt(at)) && isHigh(text.charCodeAt(at - 1));
  return [cuts(start) ? start - 1 : start, cuts(end) ? end + 1 : end];
}
