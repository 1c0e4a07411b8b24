/* A number as people write it: the characters that count, where each stands, and the gaps between them passed over. */

import { isAsciiWord } from "../natives/characters.js";

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
  /** Capitals and digits. */
  text: string;
  /** Position of each of them in the text. */
  readonly places: Int32Array;
}

const shared: Compact = { text: "", places: new Int32Array(mostCharacters) };

/** Reads on from `start`, at most 24 characters that count. */
export function readCompact(text: string, start: number): Compact {
  let compact = "";
  let at = start;
  let gap = 0;
  while (compact.length < mostCharacters && at < text.length) {
    const code = text.charCodeAt(at);
    if (isAsciiWord(code) && code !== underscore) {
      shared.places[compact.length] = at;
      compact += text.charAt(at);
      gap = 0;
    } else if (separators[code] !== 1 || ++gap > widestGap) break;
    at++;
  }
  shared.text = compact.toUpperCase();
  return shared;
}

/** End in the text of the first `length` characters that count; -1 where a word or number goes on behind them. */
export function endOf(text: string, { text: compact, places }: Compact, length: number): number {
  if (length > compact.length) return -1;
  const end = (places[length - 1] as number) + 1;
  return isAsciiWord(text.charCodeAt(end)) ? -1 : end;
}
