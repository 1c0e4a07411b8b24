/* PERSON: a name that a sentence leads to: a title, `my name is`, `ask for`, `my wife`. */

import type { LiteralHit, NativeDetector, Scan, Sink } from "../detector.js";
import {
  forms,
  introductions,
  openPointers,
  pointers,
  relations,
  selfReferences,
  weakForms,
} from "./cues.js";
import { isGivenNameInSmall } from "./given-names.js";
import { gradeOf, personGrades, type Measure } from "./grades.js";
import {
  cueEndOf,
  endOfCue,
  endsWord,
  isCapitalAt,
  isGapAt,
  isInsideWord,
  isSmallAt,
  skipGap,
  startsWord,
} from "./letters.js";
import { readName } from "./name-reader.js";
import { isNoName } from "./no-names.js";
import type { Units } from "../units.js";
import { goesOn, nameStart, skipTitles } from "./titles.js";
import { readUncasedName } from "./uncased.js";

const grades = personGrades("name-in-sentence", "lead-in");

interface Lead {
  readonly measure: Measure;
  /** A comma, a bracket or a linking word may stand between. */
  readonly loose?: boolean;
  /** The name may be in small letters. */
  readonly small?: boolean;
  /** Written with a capital itself: `Father Okonjo`, not `father Okonjo`. */
  readonly capital?: boolean;
  /** The end of a longer word. */
  readonly compound?: boolean;
}

const title: Lead = { measure: { given: "sure", full: "sure", single: "sure" } };
const weakTitle: Lead = { measure: { given: "sure", full: "sure", single: "likely" }, capital: true };
const introduction: Lead = {
  measure: { given: "sure", full: "sure", single: "sure" },
  small: true,
  loose: true,
};
const selfReference: Lead = { measure: { given: "sure", full: "likely", single: undefined }, small: true };
const pointer: Lead = { measure: { given: "sure", full: "likely", single: undefined } };
const openPointer: Lead = { measure: { given: "sure", full: undefined, single: undefined } };
const relation: Lead = { measure: { given: "sure", full: "likely", single: undefined }, loose: true };

const compound: Lead = { measure: openPointer.measure, compound: true };

const cues: readonly { readonly text: string; readonly lead: Lead }[] = [
  ...forms.map((text) => ({ text, lead: weakForms.has(text) ? weakTitle : title })),
  ...introductions.map((text) => ({ text, lead: introduction })),
  ...selfReferences.map((text) => ({ text, lead: selfReference })),
  ...pointers.map((text) => ({ text, lead: pointer })),
  ...openPointers.map((text) => ({ text, lead: openPointer })),
  ...relations.map((text) => ({ text, lead: relation })),
];

const work = 48;

/** `Vereinskassier Reto`, `Projektkollegin Anna`: the end of a compound leads to a name we know. */
const shortestCompoundEnd = 6;

function leadOf(units: Units, { literal, start, end }: LiteralHit): Lead | undefined {
  const lead = cues[literal]?.lead;
  if (lead !== relation || !isInsideWord(units, start)) return lead;
  return end - start < shortestCompoundEnd ? undefined : compound;
}

function onCue({ text, units, budget }: Scan, sink: Sink, hit: LiteralHit): void {
  const lead = leadOf(units, hit);
  if (lead === undefined || isLeft(units, hit, lead) || !standsAsCue(text, hit, lead)) return;
  budget.spend(work);
  const cueEnd = endOfCue(text, hit.end);
  const first = lead.loose === true ? skipLink(text, cueEnd) : skipGap(text, cueEnd);
  const at = lead.small === true ? skipTitles(text, first) : nameStart(text, first);
  if (at === -1) return;
  if (isCapitalAt(text, at)) addNamed(text, sink, { at, lead: at > first ? title : lead });
  else if (isSmallAt(text, at)) addSmall(text, sink, { at, lead });
  else addUncased(text, sink, { at, lead });
}

/** `reach our`: nearly every cue of prose is left here. */
function isLeft(units: Units, { start, end }: LiteralHit, { loose, small, compound }: Lead): boolean {
  if (isInsideWord(units, start) && compound !== true) return true;
  return loose !== true && small !== true && goesOn(units, cueEndOf(units, end));
}

/** Scripts without blanks ask for no end of the word. */
function standsAsCue(text: string, { start, end }: LiteralHit, { capital, compound }: Lead): boolean {
  if (!startsWord(text, start) && compound !== true) return false;
  if (!endsWord(text, endOfCue(text, end)) && text.charCodeAt(start) < 0x1000) return false;
  return capital !== true || !isSmallAt(text, start);
}

interface Place {
  readonly at: number;
  readonly lead: Lead;
}

function addNamed(text: string, sink: Sink, { at, lead }: Place): void {
  const name = readName(text, at);
  const grade = name === undefined ? undefined : gradeOf(name, lead.measure);
  if (name !== undefined && grade !== undefined) sink.add(grades[grade], name.start, name.end);
}

function addUncased(text: string, sink: Sink, { at, lead }: Place): void {
  const name = readUncasedName(text, at);
  if (name?.known === true) sink.add(lead.small === true ? grades.sure : grades.likely, at, name.end);
}

const links = new Set(
  "is ist est es è é heißt heisst called named hieß a o la le l' el il die der de to это is: - – — : , (".split(
    " ",
  ),
);
const longestLink = 6;
const mostLinks = 2;

/** Past `, ` and `is`: what may stand between `my wife` and her name. */
function skipLink(text: string, end: number): number {
  let at = skipGap(text, end);
  for (let count = 0; count < mostLinks; count++) {
    let stop = at;
    if (isSmallAt(text, at)) {
      while (stop < at + longestLink && isSmallAt(text, stop)) stop++;
    } else if (at < text.length) stop++;
    if (!links.has(text.slice(at, stop))) return at;
    at = skipGap(text, stop);
  }
  return at;
}

const after = new Set(
  "from with of at here calling speaking again von aus vom hier van from de du da do dal della z ze iz".split(
    " ",
  ),
);

/** `hi this is annika rosendahl from`: transcripts know no capitals. */
function addSmall(text: string, sink: Sink, { at, lead }: Place): void {
  if (lead.small !== true) return;
  const first = wordEnd(text, at);
  if (first < at + 4 || !endsWord(text, first) || !isGivenNameInSmall(text.slice(at, first))) return;
  const second = isGapAt(text, first) ? wordEnd(text, first + 1) : first;
  const word = text.slice(first + 1, second);
  if (after.has(word)) sink.add(grades.likely, at, first);
  else if (second >= first + 4 && !isNoName(text, first + 1, second) && isFollowed(text, second))
    sink.add(grades.likely, at, second);
}

function isFollowed(text: string, end: number): boolean {
  if (!isGapAt(text, end)) return false;
  return after.has(text.slice(end + 1, wordEnd(text, end + 1)));
}

function wordEnd(text: string, at: number): number {
  let end = at;
  while (end < at + 24 && isSmallAt(text, end)) end++;
  return end;
}

export const nameInSentence: NativeDetector = {
  id: "name-in-sentence",
  entities: ["PERSON"],
  literals: cues.map(({ text }) => ({ text })),
  onLiteral: onCue,
};
