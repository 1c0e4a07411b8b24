/* PERSON: a name behind a label: `Contact: Jane Doe`, `Kontoinhaber ist ...`, a cell beside `Name`. */

import type { LiteralHit, NativeDetector, Scan, Sink } from "../detector.js";
import { looseLabels, personLabels } from "./cues.js";
import { gradeOf, personGrades, type Measure } from "./grades.js";
import {
  createSignTest,
  endsWord,
  isBreakAt,
  isCapitalAt,
  isGapAt,
  isInsideWord,
  isLetterAt,
  skipGap,
  skipGapBack,
  startsWord,
} from "./letters.js";
import { readName } from "./name-reader.js";
import { unitAt } from "../units.js";
import { nameStart } from "./titles.js";
import { readUncasedName } from "./uncased.js";

const grades = personGrades("name-after-label", "person label");

const strict: Measure = { given: "sure", full: "sure", single: "hint" };
const loose: Measure = { given: "sure", full: "likely", single: undefined };

/** Labels that are short, or words of every day, are looked for with their sign only. */
const marks = [":", " :", "：", "\t"];
const longEnough = 5;

const cues: readonly { readonly text: string; readonly measure: Measure }[] = [
  ...personLabels.flatMap((label) =>
    (label.length >= longEnough ? [label] : marks.map((mark) => label + mark)).map((text) => ({
      text,
      measure: strict,
    })),
  ),
  ...looseLabels.flatMap((label) => marks.map((mark) => ({ text: label + mark, measure: loose }))),
];

const work = 48;

function onLabel({ text, units, budget }: Scan, sink: Sink, hit: LiteralHit): void {
  const measure = cues[hit.literal]?.measure;
  if (measure === undefined || (isInsideWord(units, hit.start) && unitAt(units, hit.start) < 0x80)) return;
  if (!startsWord(text, hit.start) && text.charCodeAt(hit.start) < 0x2e80) return;
  const first = valueStart(text, hit.end);
  if (first === -1) {
    if (measure === strict) addUnmarked(text, sink, hit.end);
    return;
  }
  budget.spend(work);
  addMarked(text, sink, { start: hit.start, first, measure });
}

interface MarkedValue {
  readonly start: number;
  readonly first: number;
  readonly measure: Measure;
}

function addMarked(text: string, sink: Sink, { start, first, measure }: MarkedValue): void {
  const at = nameStart(text, first);
  if (at === -1) return;
  const own = measure === strict || !isCompound(text, start);
  addValue(text, sink, { at, measure: at > first ? strict : own ? measure : compound });
}

const unmarked: Measure = { given: "sure", full: undefined, single: undefined };

/** `titulaire Bérengère Morel`: without a sign, a name we know has to follow at once. */
function addUnmarked(text: string, sink: Sink, end: number): void {
  const at = end + 1;
  const name = isGapAt(text, end) && isCapitalAt(text, at) ? readName(text, at) : undefined;
  const grade = name === undefined || name.words + name.initials < 2 ? undefined : gradeOf(name, unmarked);
  if (name !== undefined && grade !== undefined) sink.add(grades[grade], name.start, name.end);
}

/** `Product name:`, `File name:`: the label says of what. */
const compound: Measure = { given: "likely", full: undefined, single: undefined };

function isCompound(text: string, start: number): boolean {
  const before = skipGapBack(text, start);
  return before < start && isLetterAt(text, before - 1);
}

function addValue(text: string, sink: Sink, { at, measure }: { at: number; measure: Measure }): void {
  const name = readName(text, at, { capitals: true });
  if (name === undefined) {
    const other = readUncasedName(text, at);
    if (other !== undefined) sink.add(other.known ? grades.sure : grades.hint, at, other.end);
    return;
  }
  const grade = gradeOf(name, measure);
  if (grade !== undefined && isWhole(text, name.end)) sink.add(grades[grade], name.start, name.end);
}

const closers = new Set(`*_"')]`.split(""));
const signs = new Set([":", "：", "|", "=", "\t"]);
const copulas = ["is ", "ist ", "est ", "es ", "è ", "é ", "jest ", "är ", "er ", "on "];

/** Behind the sign, cell or copula that follows the label; -1 when none does. */
function valueStart(text: string, end: number): number {
  if (signs.has(text.charAt(end - 1))) return skipValueGap(text, end);
  if (!endsWord(text, end)) return -1;
  let at = end;
  while (at < end + 3 && closers.has(text.charAt(at))) at++;
  if (text.charAt(at) === "\t") return skipGap(text, at);
  at = skipGap(text, at);
  if (signs.has(text.charAt(at))) return skipValueGap(text, at + 1);
  const copula = at > end ? copulas.find((word) => text.startsWith(word, at)) : undefined;
  return copula === undefined ? -1 : at + copula.length;
}

const isWrapping = createSignTest(" \t\n\r*_\"'");

/** The value may be quoted, in bold, or begin on the next line. */
function skipValueGap(text: string, from: number): number {
  let at = from;
  while (at < from + 8 && (isWrapping(text, at) || isGapAt(text, at))) {
    if (text.charCodeAt(at) === 0x0a && isBreakAt(text, at + 1)) return -1;
    at++;
  }
  return at;
}

/** A word in small letters behind the name makes it the begin of a sentence or of a product. */
function isWhole(text: string, end: number): boolean {
  const at = skipGap(text, end);
  return (
    at === end ||
    !/^\p{Ll}/u.test(text.charAt(at)) ||
    /^(?:and|und|et|[yeia]|at|from|on|is|has|of|von|de|du)\b/u.test(text.slice(at, at + 5))
  );
}

export const nameAfterLabel: NativeDetector = {
  id: "name-after-label",
  entities: ["PERSON"],
  literals: cues.map(({ text }) => ({ text })),
  onLiteral: onLabel,
};
