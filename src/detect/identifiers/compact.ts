/* A number as people write it: the characters that count, where each stands, and the gaps between them passed over. */

import { unitAt, type Units } from "../units.js";

/** Units that count, as capitals; 0 for the others. */
const counted = new Uint8Array(0x10000);
for (const sign of "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") {
  counted[sign.charCodeAt(0)] = sign.charCodeAt(0);
  counted[sign.toLowerCase().charCodeAt(0)] = sign.charCodeAt(0);
}

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
  /** Some are small letters in the text. */
  folded: boolean;
  /** Bit `n`: behind the first `n` of them, no word or number goes on. */
  ends: number;
}

const shared: Compact = {
  count: 0,
  codes: new Uint8Array(mostCharacters),
  places: new Int32Array(mostCharacters),
  folded: false,
  ends: 0,
};

/** Reads on from `start`, at most so many characters that count: 24 or fewer. */
export function readCompact(units: Units, start: number, most: number): Compact {
  const { codes, places } = shared;
  let count = 0;
  let ends = 0;
  let gap = 0;
  shared.folded = false;
  // A gap is three units wide at most: the zeros behind the text end it.
  for (let at = start; ; at++) {
    const code = unitAt(units, at);
    const capital = counted[code] as number;
    if (capital === 0) {
      if (gap === 0 && code !== underscore) ends |= 1 << count;
      if (count === most || separators[code] !== 1 || ++gap > widestGap) break;
      continue;
    }
    if (count === most) break;
    if (capital !== code) shared.folded = true;
    places[count] = at;
    codes[count++] = capital;
    gap = 0;
  }
  shared.count = count;
  shared.ends = ends;
  return shared;
}

/** The first `length` characters that count, of a number in `text`. */
export function compactText(text: string, { codes, places, folded }: Compact, length: number): string {
  const start = places[0] as number;
  // Most numbers stand in the text as they count.
  if (!folded && (places[length - 1] as number) - start === length - 1)
    return text.slice(start, start + length);
  let compact = "";
  for (let at = 0; at < length; at++) compact += String.fromCharCode(codes[at] as number);
  return compact;
}

/** End in the text of the first `length` characters that count; -1 where a word or number goes on behind them. */
export const endOf = ({ ends, places }: Compact, length: number): number =>
  ((ends >> length) & 1) === 1 ? (places[length - 1] as number) + 1 : -1;
