/* JSON string literals: decoded text, and the way back from its offsets to the source. */

import { endOfEscape } from "./json-walker.js";

/** How one unit or escape of the source counts in the decoded text. */
export interface LiteralSource {
  /** Latin1 view of UTF-8 bytes, or the text itself. */
  readonly source: string;
  /** True when units at 0x80 and above are bytes of UTF-8. */
  readonly utf8: boolean;
}

const nonAscii = /[\x80-\uffff]/;

/** Text between the quotes at `start` and `end - 1`; `slice` gives the decoded (UTF-8) source of a span. */
export function decodeLiteral(raw: string, escaped: boolean, decode: () => string): string {
  const text = nonAscii.test(raw) ? decode() : raw;
  return escaped ? (JSON.parse(`"${text}"`) as string) : text;
}

/** Source units and decoded units of the step at `at`. */
function stepAt(
  { source, utf8 }: LiteralSource,
  at: number,
): { readonly wide: number; readonly units: number } {
  const unit = source.charCodeAt(at);
  if (unit === 92) return { wide: endOfEscape(source, at) - at, units: 1 };
  if (!utf8 || unit < 0x80) return { wide: 1, units: 1 };
  if (unit < 0xe0) return { wide: 2, units: 1 };
  return unit < 0xf0 ? { wide: 3, units: 1 } : { wide: 4, units: 2 };
}

export interface OffsetMap {
  /**
   * Source offset of a decoded offset; ask in ascending order. An offset inside a character of two units is moved to
   * the character's start, or behind it when `end` is given.
   */
  at(offset: number, end?: boolean): number;
}

/** `from` is the first unit behind the opening quote. One forward pass over the literal for all questions. */
export function createOffsetMap(literal: LiteralSource, from: number): OffsetMap {
  let source = from;
  let decoded = 0;
  return {
    at(offset, end = false) {
      while (decoded < offset) {
        const { wide, units } = stepAt(literal, source);
        if (decoded + units > offset && !end) return source;
        source += wide;
        decoded += units;
      }
      return source;
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
