/* Reads a street with its number, or a post office box, at the end of a piece of a line. */

import type { Span } from "../../core/types.js";
import { isDigit } from "../natives/characters.js";
import { onForget, remembersText } from "../text-memory.js";
import { isNoPlace, isParticle, isStreetWord } from "./street-words.js";

export interface Street {
  /** Where it begins in the text. */
  readonly start: number;
  /** A word for a street, or a box, leaves no doubt. */
  readonly sure: boolean;
  /** `rue des Tanneurs` alone: the number stands in the piece before or behind. */
  readonly numbered: boolean;
}

interface Word extends Span {
  readonly text: string;
}

const mostWords = 12;

const spaces = new Uint8Array(0x10000);
/** What `\s` stands for (ECMA-262: WhiteSpace and LineTerminator). */
const allSpaces = "\t\n\v\f\r \u00a0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff";
for (const space of allSpaces) spaces[space.charCodeAt(0)] = 1;
spaces.fill(1, 0x2000, 0x200b);

/** Units from the end of a piece in which its words are read. */
const wordReach = 90;

function wordsOf(text: string, span: Span): readonly Word[] {
  const words: Word[] = [];
  const limit = Math.max(span.start, span.end - wordReach);
  let at = span.end;
  while (words.length < mostWords) {
    while (at > limit && spaces[text.charCodeAt(at - 1)] === 1) at--;
    if (at <= limit) break;
    const end = at;
    while (at > limit && spaces[text.charCodeAt(at - 1)] !== 1) at--;
    words.push({ text: text.slice(at, end), start: at, end });
  }
  return words.reverse();
}

/** `12`, `12a`, `44/c`, `3/41`, `12-14`, `No:12/3`, `n.º`, `1.º`. */
const houseNumber = /^(?:(?:no|nr|n|nº|n°|č|čp|num)\.?:?)?\d{1,5}\p{Ll}?(?:[-/+]\d{0,4}\p{Ll}?){0,2}[.,]?$/iu;
const numberWord = /^(?:no|nr|[nčд]|nº|n°|n\.º|čp|дом|num|número|numéro|númer|house|block|blok|bl|km)\.?:?$/i;
/** What follows a number: `bis`, `8 A 3`, `1.º Dto.` */
const numberTail = /^(?:bis|ter|quater|[A-Z]|\d{1,3}(?:\.?[ºª°])?|dto\.?|esq\.?|izq\.?|dcha\.?)$/i;
const capital = /^["'„“(]?\p{Lu}[\p{L}\p{M}'’.-]*$/u;
const ordinal = /^\d{1,3}(?:st|nd|rd|th|e|er|\.)$/i;

/** Of the names that are asked for word by word, while the text is scanned: the words of a line are asked again and again. */
const names = new Map<string, boolean>();
const mostNames = 256;
onForget(() => {
  if (names.size > 0) names.clear();
});

const isNameWord = (word: string): boolean =>
  capital.test(word) || isParticle(word) || isStreetWord(word) || ordinal.test(word);

function isName(word: string): boolean {
  const known = names.get(word);
  if (known !== undefined) return known;
  const is = isNameWord(word);
  if (names.size >= mostNames) names.clear();
  names.set(word, is);
  remembersText();
  return is;
}

/** First word of the run of name words that ends before `end`; particles at its head belong to the sentence. */
function nameStart(words: readonly Word[], end: number): number {
  let at = end;
  while (at > 0 && isName((words[at - 1] as Word).text)) at--;
  while (at < end && (isParticle((words[at] as Word).text) || ordinal.test((words[at] as Word).text))) at++;
  return at;
}

interface Named {
  readonly sure: boolean;
  readonly fits: boolean;
}

function judgeName(words: readonly Word[]): Named {
  const sure = words.some(({ text }) => isStreetWord(text));
  const first = words[0]?.text ?? "";
  const letters = words.reduce((sum, { text }) => sum + text.length, 0);
  return {
    sure,
    fits: letters >= 4 && !words.some(({ text }) => isNoPlace(text) && !isParticle(text)) && first !== "",
  };
}

/** `Dorfstrasse 3`, `Via dei Mille 44/c`, `Kanervapolku 8 A 3`, `Dokumacılar Cad. No:12/3`. */
function readNumberLast(words: readonly Word[]): Street | undefined {
  let end = words.length;
  while (end > 1 && words.length - end < 3 && numberTail.test((words[end - 1] as Word).text)) end--;
  // The number itself may look like a tail.
  for (; end <= words.length; end++) {
    const last = words[end - 1];
    if (last === undefined || !houseNumber.test(last.text)) continue;
    let to = end - 1;
    while (to > 0 && numberWord.test((words[to - 1] as Word).text)) to--;
    const from = nameStart(words, to);
    const { sure, fits } = judgeName(words.slice(from, to));
    if (from < to && fits) return { start: (words[from] as Word).start, sure, numbered: true };
  }
  return undefined;
}

const addition = /^(?:bis|ter|quater|[A-D])$/i;
const unitWord = /^(?:unit|flat|apt\.?|suite)$/i;

/** Position of the number before the words from `from` on: `27 bis`, `9`, `3/41`; -1 for none. */
function numberBefore(words: readonly Word[], from: number): number {
  const near = from - 1;
  const at = near > 0 && addition.test((words[near] as Word).text) ? near - 1 : near;
  return at >= 0 && houseNumber.test((words[at] as Word).text) ? at : -1;
}

/** `9 Cwm Parade`, `27 bis rue des Tanneurs`, `3/41 Wattlebird Cres`, `2210 W Halvorsen Ave`. */
function readNumberFirst(words: readonly Word[]): Street | undefined {
  let from = words.length;
  while (from > 0 && isName((words[from - 1] as Word).text)) from--;
  const { sure, fits } = judgeName(words.slice(from));
  if (from === words.length || !fits) return undefined;
  const number = numberBefore(words, from);
  if (number < 0) {
    const first = words[nameStart(words, words.length)];
    return sure && first !== undefined ? { start: first.start, sure, numbered: false } : undefined;
  }
  const unit = words[number - 1];
  const house = words[number] as Word;
  return {
    start: unit !== undefined && unitWord.test(unit.text) ? unit.start : house.start,
    sure,
    numbered: true,
  };
}

const box =
  /(?:^|[\s:])(?<box>(?:postfach|p\.?\s?o\.?\s?box|bp|b\.p\.|apartado(?: de correos)?|apdo\.?|casella postale|c\.p\.|postbus|postboks|box|skrytka(?: pocztowa)?|caixa postal|а\/я|pf\.?|boîte postale|poste restante)\s{0,2}(?:n[º°.]\s?)?\d[\d ]{0,7})$/iu;

/** Units before the digits of a box: the last ones of the words for it. */
const boxEnds = new Uint8Array(0x10000);
for (const sign of "hxpfoselaяHXPFOSELAЯſ.º°") boxEnds[sign.charCodeAt(0)] = 1;

function mayEndBox(text: string, { start, end }: Span): boolean {
  let at = end;
  while (at > start && (isDigit(text.charCodeAt(at - 1)) || spaces[text.charCodeAt(at - 1)] === 1)) at--;
  return at < end && boxEnds[text.charCodeAt(at - 1)] === 1;
}

function readBox(text: string, span: Span): Street | undefined {
  if (!mayEndBox(text, { start: Math.max(span.start, span.end - 20), end: span.end })) return undefined;
  const piece = text.slice(Math.max(span.start, span.end - 40), span.end);
  const found = box.exec(piece)?.groups?.["box"];
  return found === undefined ? undefined : { start: span.end - found.length, sure: true, numbered: true };
}

/** Whether the last word of a piece may be that of a street: nearly all pieces are left here. */
function mayEndStreet(text: string, { start, end }: Span): boolean {
  const limit = Math.max(start, end - wordReach);
  let at = end;
  while (at > limit && spaces[text.charCodeAt(at - 1)] !== 1) at--;
  const last = text.slice(at, end);
  return numberTail.test(last) || houseNumber.test(last) || isName(last);
}

/** The street at the end of the piece, which has no blank there; undefined when it ends with something else. */
export function readStreet(text: string, span: Span): Street | undefined {
  const found = readBox(text, span);
  if (found !== undefined || !mayEndStreet(text, span)) return found;
  const words = wordsOf(text, span);
  return readNumberLast(words) ?? readNumberFirst(words);
}

/** Whether a piece is only a number of a house, as in `27 bis, rue des Tanneurs` and `Rua Augusta, 22`. */
export const isHouseNumber = (piece: string): boolean =>
  /^\d{1,5}\s?(?:[a-z]|bis|ter)?(?:[-/]\d{1,4})?(?:\s?[-–]\s?\d{1,3}\.?[ºª°].{0,8})?$/i.test(piece);

/** What stands between street and town: floors, doors, suites, courtyards; short and without a sentence in it. */
export const isExtra = (piece: string): boolean =>
  piece.length <= 32 &&
  // Another code and town is another address.
  !/^\d{5}/.test(piece) &&
  (/\d/.test(piece) || /^\p{Lu}/u.test(piece)) &&
  !/[.!?]\s\p{Lu}/u.test(piece) &&
  !/[@=#{}]/.test(piece);
