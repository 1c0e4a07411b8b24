/* Values that stand before their label: `use VALUE as the password`, `VALUE is the root password`. */

import { skipBlanksBack } from "./characters.js";
import { asWords, copulas, forWords } from "./lexicon-words.js";
import { readValue, tokenRuns } from "./value-extent.js";
import type { Scan } from "../detector.js";
import { unitAt } from "../units.js";
import { createPassedWords } from "./passed-words.js";
import { isPlainBefore } from "./plain-talk.js";
import { isNothingBefore } from "./sentence-words.js";
import { isCoined } from "./coined.js";
import type { Span } from "../../core/types.js";
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
function lexExplained(scan: Scan, labelStart: number): LexedValue | undefined {
  const { text, units } = scan;
  if (isPlainBefore(scan, labelStart, bracketReach)) return undefined;
  const stop = Math.max(0, labelStart - bracketReach);
  let open = labelStart - 1;
  while (open > stop && unitAt(units, open) !== 0x28 && unitAt(units, open) !== 0x0a) open--;
  if (unitAt(units, open) !== 0x28 || !opening.test(text.slice(open - 1, labelStart))) return undefined;
  const value = readTokenBefore(text, open - 1);
  return value !== undefined && shapeOf(text.slice(value.start, value.end)) === "strong" ? value : undefined;
}

/** The candidate before the label that starts at `labelStart`; undefined when the sentence is another. */
export function lexReversed(source: Scan, labelStart: number): LexedValue | undefined {
  const { text } = source;
  return lexExplained(source, labelStart) ?? lexLineAbove(source, labelStart) ?? lexBefore(text, labelStart);
}

/** Behind a copula or `as`, with a few words up to the label. */
function lexBefore(text: string, labelStart: number): LexedValue | undefined {
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

const conjunction = /(\S{6,64}?)["'`”»]?,? (?:and|or|und|oder|et|ou|[yoeиi]|или|och|og|en|lub) ["'`„“«]?$/u;

/** `A and B as the password`: the one before. */
export function readOther(text: string, start: number): Span | undefined {
  const from = Math.max(0, start - longestToken - 12);
  const found = conjunction.exec(text.slice(from, start));
  const token = found?.[1]?.replace(/^["'`„“«(]/, "");
  if (found === null || token === undefined || shapeOf(token) !== "strong") return undefined;
  const at = from + found.index + found[0].indexOf(token);
  return { start: at, end: at + token.length };
}

/** `That was my`, between the start of its line and the label. */
const pointing =
  /^\s{0,2}(?:[^\n:]{1,24}: )?(?:that|this|it|das|dies|es|c'|ce|eso|esto|esa|quella|questa|isso|это|dat|det|to)(?: |')(?:is|was|'s|war|ist|était|est|era|es|è|é|был|var|je|jest|byl)? ?(?:(?:my|the|our|old|new|mein|das|unser|mon|le|mi|la|mia|a minha|мой|mijn|mitt|moje) ){0,3}$/iu;
const leastAbove = 6;

/** The line above `That was my password`. */
function lexLineAbove({ text, units }: Scan, labelStart: number): LexedValue | undefined {
  if (unitAt(units, labelStart - 1) !== 0x20) return undefined;
  const stop = Math.max(0, labelStart - bracketReach);
  let line = labelStart - 1;
  while (line > stop && unitAt(units, line) !== 0x0a) line--;
  if (unitAt(units, line) !== 0x0a || !pointing.test(text.slice(line + 1, labelStart))) return undefined;
  const end = skipBlanksBack(text, unitAt(units, line - 1) === 0x0d ? line - 1 : line);
  const first = tokenStart(text, end);
  const value = end - first < leastAbove ? undefined : readValue(text, first, longestToken);
  if (value === undefined || value.end - value.start < end - first - 2) return undefined;
  const token = text.slice(value.start, value.end);
  if (shapeOf(token) !== "strong" && !isCoined(token)) return undefined;
  const { start, quoted } = value;
  return { start, end: value.end, quoted, separator: "reversed", sole: false, qualified: false };
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
