/* Reads the words before a number, nearest first, to tell what it is called. */

import { isDigitAt, isWordAt } from "./characters.js";
import { kindOfWord, type WordKind } from "./lexicon.js";

/** `none`: nothing said. `not`: called something else, right before it. */
export type Calling = "strong" | "weak" | "none" | "not";

/** How far a label may stand before its number, in UTF-16 units (the gate of the peers' measurement). */
const reach = 45;
/** How far a word that names another number still forbids. */
const adjacent = 14;
const longestWord = 24;
/** Digits passed on the way after which a label is thought to belong to another number. */
const foreignDigits = 5;

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
  return kindOfWord(text.slice(wordStart(text, last), last + 1).toLowerCase());
}

/** Whether a sentence or a paragraph ends at `at`; the dot of an abbreviated label right after it does not count. */
function endsSentence(text: string, at: number): boolean {
  const character = text[at];
  if (character === "\n") return text[at - 1] === "\n" || text.startsWith("\r\n", at - 2);
  if (character === "!" || character === "?") return true;
  return character === "." && text[at + 1] === " ";
}

/** What the words within 45 characters before `start` call the number that begins there. */
export function callingBefore(text: string, start: number): Calling {
  const limit = Math.max(0, start - reach);
  let digits = 0;
  let sentenceEnd = -1;
  let at = start - 1;
  while (at >= limit) {
    if (!isWordAt(text, at)) {
      if (isDigitAt(text, at)) digits++;
      else if (endsSentence(text, at)) sentenceEnd = at;
      at--;
      continue;
    }
    const from = wordStart(text, at);
    const kind = kindOfWord(text.slice(from, at + 1).toLowerCase());
    if (kind !== undefined && kind !== "party") {
      const apart = digits >= foreignDigits || (sentenceEnd >= 0 && sentenceEnd !== at + 1);
      return settle(kind, { apart, gap: start - at - 1, before: kindBefore(text, from) });
    }
    at = from - 1;
  }
  return "none";
}

interface Place {
  /** Another number or the end of a sentence stands between. */
  readonly apart: boolean;
  readonly gap: number;
  /** Kind of the word before the word. */
  readonly before: WordKind | undefined;
}

function settle(kind: WordKind, { apart, gap, before }: Place): Calling {
  const named = kind === "number" && before !== undefined && before !== "number" ? before : kind;
  if (named === "not" || named === "party") return gap <= adjacent ? "not" : "none";
  if (named === "strong" && !apart) return "strong";
  return apart && named !== "strong" ? "none" : "weak";
}
