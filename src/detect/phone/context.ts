/* Reads the words before a number, nearest first, to tell what it is called. */

import { isDigitAt, isWordAt } from "./characters.js";
import { kindOfWordAt, type WordKind } from "./lexicon.js";
import { unitAt, type Units, type UnitText } from "../units.js";

/** `number`: only called a number, or asked to call from afar. `not`: called something else, right before it. */
export type Calling = "strong" | "weak" | "number" | "none" | "not";

/** How far a label may stand before its number, in UTF-16 units (the gate of the peers' measurement). */
const reach = 45;
/** How far a word that names another number still forbids. */
const adjacent = 14;
/** How far a call word asks for what follows (`ruf mich an unter`). */
const requesting = 20;
const longestWord = 24;
/** Digits passed on the way after which a label is thought to belong to another number. */
const foreignDigits = 5;
/** Digits passed after which no label is looked for: bounds the work on long lists of numbers. */
const mostDigitsPassed = 18;
/** Digits of what a word for another number names by itself. */
const wholeNumber = 7;

function wordStart(units: Units, last: number): number {
  let at = last;
  const limit = Math.max(0, last - longestWord);
  while (at > limit && isWordAt(units, at - 1)) at--;
  return at;
}

/** Kind of the word that ends right before `end`, skipping up to three other characters. */
function kindBefore(source: UnitText, end: number): WordKind | undefined {
  const { units } = source;
  let last = end - 1;
  const limit = Math.max(0, end - 4);
  while (last > limit && !isWordAt(units, last)) last--;
  if (last < 0 || !isWordAt(units, last)) return undefined;
  return kindOfWordAt(source, wordStart(units, last), last + 1);
}

/** Whether a sentence or a paragraph ends at `at`; the dot of an abbreviated label right after it does not count. */
function endsSentence(units: Units, at: number): boolean {
  const unit = unitAt(units, at);
  if (unit === 0x0a) {
    const before = unitAt(units, at - 1);
    return before === 0x0a || (before === 0x0d && unitAt(units, at - 2) === 0x0a);
  }
  if (unit === 0x21 || unit === 0x3f) return true;
  return unit === 0x2e && unitAt(units, at + 1) === 0x20;
}

/** Signs of a telephone, a mobile, a fax machine. */
const phoneSign = /[\u260e\u260f\u2706\u{1f4de}\u{1f4f1}\u{1f4e0}\u{1f4f2}]\ufe0f?[: ]{0,3}$/u;

function followsSign({ text, units }: UnitText, start: number): boolean {
  const before = unitAt(units, start - 1);
  if (before < 0x80 && before !== 0x20 && before !== 0x3a) return false;
  if (before < 0x80 && unitAt(units, start - 2) < 0x80 && unitAt(units, start - 3) < 0x80) return false;
  return phoneSign.test(text.slice(Math.max(0, start - 6), start));
}

/** `T: ...`, `M: ...` as signatures have them; other single letters stand for much else. */
function followsInitial({ units }: UnitText, start: number): boolean {
  if (unitAt(units, start - 1) !== 0x20 || unitAt(units, start - 2) !== 0x3a) return false;
  const unit = unitAt(units, start - 3);
  return (unit === 0x54 || unit === 0x4d || unit === 0x46) && unitAt(units, start - 4) <= 0x20;
}

export const followsMessengerLink = ({ text, units }: UnitText, start: number): boolean =>
  unitAt(units, start - 1) === 0x2f && text.startsWith("wa.me/", start - 6);

function callingBySign(source: UnitText, start: number): Calling | undefined {
  if (followsMessengerLink(source, start) || followsSign(source, start)) return "strong";
  return followsInitial(source, start) ? "weak" : undefined;
}

/** What was passed on the way back from the number. */
interface Passed {
  digits: number;
  /** A comma or its like stands between the number and what was passed. */
  listed: boolean;
  /** Position of the last sentence end; -1 for none. */
  sentenceEnd: number;
  party: boolean;
}

/** `,`, `;`, `|`. */
const isListMark = (unit: number): boolean => unit === 0x2c || unit === 0x3b || unit === 0x7c;

function notePassed(units: Units, at: number, passed: Passed): void {
  if (isDigitAt(units, at)) passed.digits++;
  else if (passed.digits === 0 && isListMark(unitAt(units, at))) passed.listed = true;
  else if (endsSentence(units, at)) passed.sentenceEnd = at;
}

/** What the words within 45 characters before `start` call the number that begins there. */
export function callingBefore(source: UnitText, start: number): Calling {
  const signed = callingBySign(source, start);
  if (signed !== undefined) return signed;
  const { units } = source;
  const limit = Math.max(0, start - reach);
  const passed: Passed = { digits: 0, listed: false, sentenceEnd: -1, party: false };
  for (let at = start - 1; at >= limit && passed.digits <= mostDigitsPassed; at--) {
    if (!isWordAt(units, at)) {
      notePassed(units, at, passed);
      continue;
    }
    const from = wordStart(units, at);
    const kind = kindOfWordAt(source, from, at + 1);
    if (kind === "party") passed.party = true;
    else if (kind !== undefined && kind !== "own" && !isNegation(units, from, at + 1))
      return settle(kind, placeOf(source, passed, { start, from, end: at + 1 }), source.text);
    at = from;
  }
  return "none";
}

/** `no, it is ...` */
const isNegation = (units: Units, from: number, end: number): boolean =>
  end - from === 2 && (unitAt(units, from) | 0x20) === 0x6e && unitAt(units, end) === 0x2c;

/** A word `[from, end)` that is settled, before the number at `start`. */
interface Word {
  readonly start: number;
  readonly from: number;
  readonly end: number;
}

function placeOf(source: UnitText, passed: Passed, { start, from, end }: Word): Place {
  const { digits, sentenceEnd, party, listed } = passed;
  return {
    start,
    apart: digits >= foreignDigits || (sentenceEnd >= 0 && sentenceEnd !== end),
    answered: listed && digits >= wholeNumber,
    gap: start - end,
    length: end - from,
    direct: digits === 0 ? requesting : adjacent,
    isFirst: digits === 0,
    before: party ? "party" : kindBefore(source, from),
  };
}

/** The word before a number one is to be reached at. */
const reachedAt = /(?:^|\P{L})(?:on|at|under|unter|au|al|op|pod|på|via|sur) $/u;

/** `reach Anna Lindqvist on 918 505 161`: the request is for the number, however long the name. */
const isReachedAt = (text: string, start: number): boolean =>
  reachedAt.test(text.slice(Math.max(0, start - 7), start));

interface Place {
  /** Of the number. */
  readonly start: number;
  /** Another number or the end of a sentence stands between. */
  readonly apart: boolean;
  /** A whole number and a comma stand between: the word has named that one. */
  readonly answered: boolean;
  readonly gap: number;
  /** UTF-16 units of the word. */
  readonly length: number;
  /** Widest gap over which a call word asks for the number. */
  readonly direct: number;
  /** No digit stands between. */
  readonly isFirst: boolean;
  /** Kind of the word before the word; `party` also when one follows it (`numéro de client`). */
  readonly before: WordKind | undefined;
}

/** What the word and the one before it name together: `contact number`, `caller id` a phone. */
function namedBy(kind: WordKind, { before, length }: Place): WordKind {
  if (kind === "not" && length === 2 && before === "caller") return "strong";
  if (kind !== "number" || before === undefined) return kind;
  return before === "contact" || before === "caller" ? "strong" : before;
}

function settle(kind: WordKind, place: Place, text: string): Calling {
  const { apart, answered, gap, direct, isFirst } = place;
  const named = namedBy(kind, place);
  if (named === "not" || named === "party") return gap <= adjacent && !answered ? "not" : "none";
  if (named === "strong") return apart ? "number" : "strong";
  if (apart) return "none";
  if (named === "number") return "number";
  return gap <= direct || (isFirst && isReachedAt(text, place.start)) ? "weak" : "number";
}
