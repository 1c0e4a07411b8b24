/* Values that stand before their label: `use VALUE as the password`, `VALUE is the root password`. */

import { skipBlanksBack } from "./characters.js";
import { asWords, copulas, forWords } from "./lexicon-words.js";
import { readValue, tokenRuns } from "./value-extent.js";
import { unitAt, type UnitText } from "../units.js";
import { createPassedWords } from "./passed-words.js";
import { isNothingBefore } from "./sentence-words.js";
import type { LexedValue } from "./judged.js";
import { shapeOf } from "./value-shape.js";

/** Words between value and label: `as the new root`. */
const mostWords = 4;
const longestToken = 64;
const backwards = { most: mostWords, longest: longestToken };

function tokenStart(text: string, end: number): number {
  return tokenRuns.startOf(text, end, Math.max(0, end - longestToken));
}

const passedWords = createPassedWords();

const bracketReach = 40;
const opening =
  / \((?:(?:that's|that is|this is|it's|das ist|c'est|es|è|é|это) )?(?:[\p{L}'’-]{1,14} ){0,3}$/u;

/** `VALUE (that's the root password)`. */
function lexExplained({ text, units }: UnitText, labelStart: number): LexedValue | undefined {
  const stop = Math.max(0, labelStart - bracketReach);
  let open = labelStart - 1;
  while (open > stop && unitAt(units, open) !== 0x28 && unitAt(units, open) !== 0x0a) open--;
  if (unitAt(units, open) !== 0x28 || !opening.test(text.slice(open - 1, labelStart))) return undefined;
  const value = readTokenBefore(text, open - 1);
  return value !== undefined && shapeOf(text.slice(value.start, value.end)) === "strong" ? value : undefined;
}

/** The candidate before the label that starts at `labelStart`; undefined when the sentence is another. */
export function lexReversed(source: UnitText, labelStart: number): LexedValue | undefined {
  const { text } = source;
  const explained = lexExplained(source, labelStart);
  if (explained !== undefined) return explained;
  if (isNothingBefore(text, labelStart, backwards)) return undefined;
  let end = skipBlanksBack(text, labelStart);
  for (let words = 0; words < mostWords && end > 0; words++) {
    const passed = passedWords.read(text, end);
    if (passed >= 0) {
      end = passed;
      continue;
    }
    const start = tokenStart(text, end);
    const word = text.slice(start, end).toLowerCase();
    const before = skipBlanksBack(text, start);
    if (asWords.has(word) || copulas.has(word)) {
      if (before === start || before === 0) return undefined;
      return readTokenBefore(text, before);
    }
    if (forWords.has(word)) return readStrongBefore(text, before);
    if (!/^[\p{L}\p{M}'’-]+$/u.test(word)) return undefined;
    passedWords.note(text, end, before);
    end = before;
  }
  return undefined;
}

/** Much else is for a password: nothing but a chosen-looking token counts. */
function readStrongBefore(text: string, end: number): LexedValue | undefined {
  const value = readTokenBefore(text, end);
  return value !== undefined && shapeOf(text.slice(value.start, value.end)) === "strong" ? value : undefined;
}

function readTokenBefore(text: string, end: number): LexedValue | undefined {
  const extent = readValue(text, tokenStart(text, end));
  if (extent === undefined || extent.after < end - 2) return undefined;
  const { start, quoted } = extent;
  return { start, end: extent.end, quoted, separator: "reversed", sole: false, qualified: false };
}
