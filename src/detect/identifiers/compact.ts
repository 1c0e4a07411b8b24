/* A number as people write it: the characters that count, where each stands, and the gaps between them passed over. */

import { isAsciiWord } from "../natives/characters.js";
import { unitAt, type Units } from "../units.js";

const separators = new Uint8Array(0x10000);
for (const sign of " .,-/:\u00a0\u2007\u2009\u202f\u2010\u2011\u2012\u2013\u2014\t") {
  separators[sign.charCodeAt(0)] = 1;
}

export const isSeparatorCode = (code: number): boolean => separators[code] === 1;

/** ` - ` is the widest gap inside one number. */
const widestGap = 3;
const mostCharacters = 24;
const underscore = 95;

/** Read again for every candidate: copy what you keep. */
export interface Compact {
  /** Characters that count. */
  count: number;
  /** Capitals and digits. */
  readonly codes: Uint8Array;
  /** Position of each of them in the text. */
  readonly places: Int32Array;
}

const shared: Compact = {
  count: 0,
  codes: new Uint8Array(mostCharacters),
  places: new Int32Array(mostCharacters),
};

/** Reads on from `start`, at most 24 characters that count. */
export function readCompact(units: Units, start: number): Compact {
  const { codes, places } = shared;
  let count = 0;
  let gap = 0;
  // A gap is three units wide at most: the zeros behind the text end it.
  for (let at = start; count < mostCharacters; at++) {
    const code = unitAt(units, at);
    if (isAsciiWord(code) && code !== underscore) {
      places[count] = at;
      codes[count++] = code >= 97 ? code - 32 : code;
      gap = 0;
    } else if (separators[code] !== 1 || ++gap > widestGap) break;
  }
  shared.count = count;
  return shared;
}

/** The first `length` characters that count. */
export function compactText({ codes }: Compact, length: number): string {
  let text = "";
  for (let at = 0; at < length; at++) text += String.fromCharCode(codes[at] as number);
  return text;
}

/** End in the text of the first `length` characters that count; -1 where a word or number goes on behind them. */
export function endOf(units: Units, { count, places }: Compact, length: number): number {
  if (length > count) return -1;
  const end = (places[length - 1] as number) + 1;
  return isAsciiWord(unitAt(units, end)) ? -1 : end;
}
