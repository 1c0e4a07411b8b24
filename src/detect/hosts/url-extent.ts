/* Where a URL ends in a text: blanks, quotes and brackets end it, punctuation at its end belongs to the sentence. */

import { unitAt, type Units } from "../units.js";

/** UTF-16 units of one URL that are read. */
const longestUrl = 4096;

/** Scripts without blanks between words: what follows a URL there is the sentence; inside one they are escaped. */
const firstEastAsian = 0x2e80;

const ends = new Uint8Array(0x10000).fill(1, 0, 33).fill(1, firstEastAsian);
for (const sign of "\"'<>`|{}^\\\u00a0\u2028\u3000\u201c\u201d\u201e\u00ab\u00bb\uff0c\u3002\u3001\uff08\uff09\uff1b\uff1a\u300d\u300c\uff01\uff1f") {
  ends[sign.charCodeAt(0)] = 1;
}

const trailing = new Uint8Array(0x10000);
for (const sign of ".,;:!?*_~…-") trailing[sign.charCodeAt(0)] = 1;

/** By closing bracket, the opening one. */
const partners: Readonly<Record<number, number>> = { 41: 40, 93: 91 };

/** Closing brackets of `[from, end)` without a partner, at most. */
function unpaired(units: Units, from: number, end: number): number {
  const close = unitAt(units, end - 1);
  const open = partners[close];
  let depth = 0;
  for (let at = from; at < end; at++) {
    const code = unitAt(units, at);
    if (code === open) depth++;
    else if (code === close) depth--;
  }
  return -depth;
}

/** `end` without the punctuation before it, and without brackets that nothing opened. */
function trimmed(units: Units, from: number, end: number): number {
  // Of each kind, those that may still be cut; counted at the first of them.
  let round = NaN;
  let square = NaN;
  let at = end;
  for (; at > from; at--) {
    const last = unitAt(units, at - 1);
    if (trailing[last] === 1) continue;
    if (last === 41) {
      if (Number.isNaN(round)) round = unpaired(units, from, at);
      if (round-- <= 0) break;
    } else if (last === 93) {
      if (Number.isNaN(square)) square = unpaired(units, from, at);
      if (square-- <= 0) break;
    } else break;
  }
  return at;
}

/** Escaped, what ends a URL ends it too: `&lt;https://example.com/&gt;` in a text that holds markup. */
const escapedEnds = [
  "lt;",
  "gt;",
  "quot;",
  "apos;",
  "#34;",
  "#39;",
  "#60;",
  "#62;",
  "#x22;",
  "#x27;",
  "#x3c;",
  "#x3e;",
];

const ampersand = 38;

function isEscapedEnd(units: Units, at: number): boolean {
  return escapedEnds.some((name) => standsAt(units, at + 1, name));
}

/** Case ignored; `name` is in small letters. */
function standsAt(units: Units, at: number, name: string): boolean {
  for (let place = 0; place < name.length; place++) {
    const wanted = name.charCodeAt(place);
    const unit = unitAt(units, at + place);
    if (unit !== wanted && (wanted < 97 || (unit | 0x20) !== wanted)) return false;
  }
  return true;
}

/** End of the URL whose characters go on at `from`. */
export function urlEnd(units: Units, from: number): number {
  const limit = from + longestUrl;
  let end = from;
  // The zeros behind the text end it, too.
  for (let unit = unitAt(units, end); end < limit && ends[unit] !== 1; unit = unitAt(units, ++end)) {
    if (unit === ampersand && isEscapedEnd(units, end)) break;
  }
  return trimmed(units, from, end);
}
