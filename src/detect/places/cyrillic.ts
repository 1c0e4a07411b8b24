/* Addresses in Russian, Ukrainian and Bulgarian: the pieces around a word for a street, from the town to the flat. */

import type { Span } from "../../core/types.js";

/** Lower case: the words for a street, with what stands behind them. */
export const streetLiterals: readonly string[] = [
  "ул. ",
  "улица ",
  "ул.",
  "просп. ",
  "пр-т ",
  "проспект ",
  "наб. ",
  "набережная ",
  "пер. ",
  "переулок ",
  "шоссе",
  "бульвар ",
  "б-р ",
  "вул. ",
  "вулиця ",
  "пл. ",
  "проезд ",
];

const reach = 90;

/** Town, region, code, before the street; from the nearest piece outwards. */
const before =
  /^(?:\d{5,6}|россия|рф|україна|украина|беларусь|казахстан|българия|(?:[гм]|гор|город|місто|пос|пгт|[пс]|село|дер|ст|гр)\.? ?\p{Lu}[\p{L}. -]{1,30}|\p{Lu}[\p{L}-]{2,24}(?: (?:обл(?:асть|\.)?|край|район|р-н|респ\.?))?|(?:респ\.?|республика) \p{Lu}[\p{L}-]+)$/iu;
/** House, block, flat, code, town, behind it. */
const behind =
  /^(?:(?:д|дом|кв|квартира|корп|корпус|к|стр|строение|оф|офис|пом|под|подъезд|эт|этаж|буд|б|бл|вх|ап)\.? ?№? ?\d{1,4}\s?\p{L}?(?:[/-]\d{1,4}\p{L}?)?|\d{1,4}\p{L}?(?:[/-]\d{1,4}\p{L}?)?|\d{5,6}|(?:г|гор|город|м|гр)\.? ?\p{Lu}[\p{L}-]{2,24})$/iu;
const house = /\d/;

const tableOf = (signs: string): Uint8Array => {
  const table = new Uint8Array(0x10000);
  for (const sign of signs) table[sign.charCodeAt(0)] = 1;
  return table;
};
const startsPiece = tableOf(",;\n:()");
const endsPiece = tableOf(",;\n()");

function pieceStart(text: string, at: number, limit: number): number {
  let start = at;
  while (start > limit && startsPiece[text.charCodeAt(start - 1)] !== 1) start--;
  while (start < at && /\s/.test(text.charAt(start))) start++;
  return start;
}

const sentenceEnd = /^\.(?:\s+\p{Lu}|\s*$)/u;
/** `д.`, `кв.`, `просп.`: a dot behind so few letters ends no sentence. */
const shortWord = 4;
const dot = 46;

function pieceEnd(text: string, at: number, limit: number): number {
  let end = at;
  while (end < limit && endsPiece[text.charCodeAt(end)] !== 1) {
    if (end - at > shortWord && text.charCodeAt(end) === dot && sentenceEnd.test(text.slice(end, end + 3)))
      break;
    end++;
  }
  return end;
}

function extendBack(text: string, street: number): number {
  const limit = Math.max(0, street - reach);
  let start = street;
  for (let pieces = 0; pieces < 5; pieces++) {
    const comma = /,\s{0,2}$/.exec(text.slice(Math.max(limit, start - 3), start));
    if (comma === null) break;
    const end = start - comma[0].length;
    const from = pieceStart(text, end, limit);
    if (!before.test(text.slice(from, end))) break;
    start = from;
  }
  return start;
}

function extendOn(text: string, end: number, limit: number): number {
  let stop = end;
  for (let pieces = 0; pieces < 6; pieces++) {
    const gap = /^,?\s{1,2}/.exec(text.slice(stop, stop + 3));
    if (gap === null) break;
    const from = stop + gap[0].length;
    const to = pieceEnd(text, from, limit);
    if (!behind.test(text.slice(from, to).trim())) break;
    stop = to;
  }
  return stop;
}

/** The address around the word for a street at `hit`; undefined without the number of a house. */
export function readCyrillic(text: string, { start: hit, end: behindWord }: Span): Span | undefined {
  if (/\p{L}/u.test(text.charAt(hit - 1))) return undefined;
  const limit = Math.min(text.length, hit + reach);
  // Names go before some of these words: `Ленинский проспект`.
  const own = pieceStart(text, hit, Math.max(0, hit - 32));
  const leading = /^\p{Lu}[\p{L}-]+ $/u.test(text.slice(own, hit)) ? own : hit;
  const street = pieceEnd(text, behindWord, limit);
  const end = extendOn(text, street, limit);
  const value = text.slice(leading, end);
  if (!house.test(value) || !/\p{Lu}/u.test(value)) return undefined;
  return { start: extendBack(text, leading), end };
}
