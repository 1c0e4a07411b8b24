/* Reads the words before a number, nearest first, to tell what it is called. */

import { isDigitAt, isWordAt } from "./characters.js";
import { kindOfWordAt, type WordKind } from "./lexicon.js";

/** `number`: only called a number, or asked to call from afar. `not`: called something else, right before it. */
export type Calling = "strong" | "weak" | "number" | "none" | "not";

/** How far a label may stand before its number, in UTF-16 units (the gate of the peers' measurement). */
const reach = 45;
/** How far a word that names another number still forbids. */
const adjacent = 14;
const longestWord = 24;
/** Digits passed on the way after which a label is thought to belong to another number. */
const foreignDigits = 5;
/** Digits passed after which no label is looked for: bounds the work on long lists of numbers. */
const mostDigitsPassed = 18;

function wordStart(text: string, last: number): number {
  let at = last;
  const limit = Math.max(0, last - longestWord);
  while (at > limit && isWordAt(text, at - 1)) at--;
  return at;
}

/** Kind of the word that ends right before `end`, skipping up to three other characters. */
function kindBefore(text: string, end: number): WordKind | undefined {
  let last = end - 1;
  const limit = Math.max(0, end - 4);
  while (last > limit && !isWordAt(text, last)) last--;
  if (last < 0 || !isWordAt(text, last)) return undefined;
  return kindOfWordAt(text, wordStart(text, last), last + 1);
}

/** Whether a sentence or a paragraph ends at `at`; the dot of an abbreviated label right after it does not count. */
function endsSentence(text: string, at: number): boolean {
  const character = text[at];
  if (character === "\n") return text[at - 1] === "\n" || text.startsWith("\r\n", at - 2);
  if (character === "!" || character === "?") return true;
  return character === "." && text[at + 1] === " ";
}

/** Signs of a telephone, a mobile, a fax machine. */
const phoneSign = /[\u260e\u260f\u2706\u{1f4de}\u{1f4f1}\u{1f4e0}\u{1f4f2}]\ufe0f?[: ]{0,3}$/u;

function followsSign(text: string, start: number): boolean {
  const before = text.charCodeAt(start - 1);
  if (before < 0x80 && before !== 0x20 && before !== 0x3a) return false;
  if (before < 0x80 && text.charCodeAt(start - 2) < 0x80 && text.charCodeAt(start - 3) < 0x80) return false;
  return phoneSign.test(text.slice(Math.max(0, start - 6), start));
}

export const followsMessengerLink = (text: string, start: number): boolean =>
  text.startsWith("wa.me/", start - 6);

/** What was passed on the way back from the number. */
interface Passed {
  digits: number;
  /** Position of the last sentence end; -1 for none. */
  sentenceEnd: number;
  party: boolean;
}

function notePassed(text: string, at: number, passed: Passed): void {
  if (isDigitAt(text, at)) passed.digits++;
  else if (endsSentence(text, at)) passed.sentenceEnd = at;
}

/** What the words within 45 characters before `start` call the number that begins there. */
export function callingBefore(text: string, start: number): Calling {
  if (followsMessengerLink(text, start) || followsSign(text, start)) return "strong";
  const limit = Math.max(0, start - reach);
  const passed: Passed = { digits: 0, sentenceEnd: -1, party: false };
  for (let at = start - 1; at >= limit && passed.digits <= mostDigitsPassed; at--) {
    if (!isWordAt(text, at)) {
      notePassed(text, at, passed);
      continue;
    }
    const from = wordStart(text, at);
    const kind = kindOfWordAt(text, from, at + 1);
    if (kind === "party") passed.party = true;
    else if (kind !== undefined && kind !== "own") {
      const apart =
        passed.digits >= foreignDigits || (passed.sentenceEnd >= 0 && passed.sentenceEnd !== at + 1);
      const before = passed.party ? "party" : kindBefore(text, from);
      return settle(kind, { apart, gap: start - at - 1, before });
    }
    at = from;
  }
  return "none";
}

interface Place {
  /** Another number or the end of a sentence stands between. */
  readonly apart: boolean;
  readonly gap: number;
  /** Kind of the word before the word; `party` also when one follows it (`numéro de client`). */
  readonly before: WordKind | undefined;
}

function settle(kind: WordKind, { apart, gap, before }: Place): Calling {
  const named = kind === "number" && before !== undefined && before !== "number" ? before : kind;
  if (named === "not" || named === "party") return gap <= adjacent ? "not" : "none";
  if (named === "strong") return apart ? "number" : "strong";
  if (apart) return "none";
  return named === "number" || gap > adjacent ? "number" : "weak";
}
