/* PERSON: who signed: behind a closing phrase, in front of `wrote:`, or alone at the end of the text. */

import type { LiteralHit, NativeDetector, Scan, Sink } from "../detector.js";
import { attributions, attributionsBefore, closings } from "./cues.js";
import { gradeOf, personGrades, type Grade, type Measure } from "./grades.js";
import {
  createSignTest,
  cueEndOf,
  endOfCue,
  endsWord,
  isBreakAt,
  isCapitalAt,
  isGapAt,
  isLetterAt,
  skipGap,
  skipGapBack,
  skipLineMarks,
  startsWord,
} from "./letters.js";
import { readNameBack } from "./name-back.js";
import { readName, type PersonName } from "./name-reader.js";
import type { Units } from "../units.js";
import { goesOn, nameStart, skipTitles } from "./titles.js";
import { readUncasedName } from "./uncased.js";

const grades = personGrades("name-in-signature", "signature");

const signed: Measure = { given: "sure", full: "sure", single: "likely" };
const inline: Measure = { given: "sure", full: "likely", single: undefined };
const wrote: Measure = { given: "sure", full: "sure", single: undefined };

type Cue = "closing" | "behind" | "before";
const cues: readonly { readonly text: string; readonly kind: Cue }[] = [
  ...closings.map((text) => ({ text, kind: "closing" as const })),
  ...attributions.map((text) => ({ text, kind: "behind" as const })),
  ...attributionsBefore.map((text) => ({ text, kind: "before" as const })),
];

const work = 64;

function onCue({ text, units, budget }: Scan, sink: Sink, hit: LiteralHit): void {
  const kind = cues[hit.literal]?.kind;
  if (kind === undefined || (kind === "closing" && isSentence(text, units, cueEndOf(units, hit.end)))) return;
  budget.spend(work);
  if (kind === "behind") addWriter(text, sink, hit.start);
  else if (kind === "before") add(sink, { name: readName(text, hit.end), measure: inline });
  else onClosing(text, sink, hit);
}

/** `thanks for`: nearly every closing phrase of prose is left here. */
const isSentence = (text: string, units: Units, end: number): boolean =>
  goesOn(units, end) && !leadsToPlace(text, end + 1);

interface Signed {
  readonly name: PersonName | undefined;
  readonly measure: Measure;
}

function add(sink: Sink, { name, measure }: Signed): void {
  const grade: Grade = name === undefined ? undefined : gradeOf(name, measure);
  if (name !== undefined && grade !== undefined) sink.add(grades[grade], name.start, name.end);
}

/** `Anna Lind wrote:`; an address may stand between. */
function addWriter(text: string, sink: Sink, end: number): void {
  let stop = skipGapBack(text, end);
  const unit = text.charAt(stop - 1);
  if (unit === ">" || unit === ")") {
    const open = openingBefore(text, stop);
    if (open === -1) return;
    stop = skipGapBack(text, open);
  }
  add(sink, { name: readNameBack(text, stop), measure: wrote });
}

const longestAddress = 80;

function openingBefore(text: string, end: number): number {
  for (let at = end - 1; at >= Math.max(0, end - longestAddress); at--) {
    if (text.charAt(at) === "<" || text.charAt(at) === "(") return at;
  }
  return -1;
}

function onClosing(text: string, sink: Sink, hit: LiteralHit): void {
  const cueEnd = endOfCue(text, hit.end);
  const unspaced = text.charCodeAt(hit.start) >= 0x2e80;
  if (!unspaced && (!startsWord(text, hit.start) || !endsWord(text, cueEnd))) return;
  const behind = skipSigns(text, cueEnd);
  const below = behind < text.length && !isBreakAt(text, behind) ? placeEnd(text, behind) : behind;
  if (below === -1) addInline(text, sink, behind);
  else addBelow(text, sink, below);
}

const longestWord = 28;

const placeWord = /(?:aus|from|del?|da|uit|ze?|från|fra|из) /y;
const mostPlaceWords = 4;

function leadsToPlace(text: string, at: number): boolean {
  placeWord.lastIndex = at;
  return placeWord.test(text);
}

/** `Viele Grüße aus Bremen`: end of the line on which a place follows the phrase; -1 when something else does. */
function placeEnd(text: string, at: number): number {
  if (!leadsToPlace(text, at)) return -1;
  let end = placeWord.lastIndex - 1;
  for (let count = 0; count < mostPlaceWords; count++) {
    const next = skipGap(text, end);
    if (next >= text.length || isBreakAt(text, next)) return next;
    if (next === end || !isLetterAt(text, next)) return -1;
    end = wordEnd(text, next);
  }
  return -1;
}

function wordEnd(text: string, at: number): number {
  let end = at;
  while (end < at + longestWord && (isLetterAt(text, end) || text.charCodeAt(end) === 0x2d)) end++;
  return end;
}

const isSign = createSignTest(",.!;:*_-");

function skipSigns(text: string, at: number): number {
  let end = at;
  while (end < at + 8 && (isGapAt(text, end) || isSign(text, end))) end++;
  return end;
}

/** `Cheers, Anna` at the end of a line. */
function addInline(text: string, sink: Sink, at: number): void {
  const start = nameStart(text, at);
  const name = start === -1 ? undefined : readName(text, start);
  if (name === undefined) return;
  const end = skipSigns(text, name.end);
  const atEnd = end >= text.length || isBreakAt(text, end);
  if (atEnd && !(text.charAt(name.end) === ",")) add(sink, { name, measure: signed });
  else add(sink, { name, measure: inline });
}

const mostBreaks = 6;

/** The first line below that is not empty; at most two of them are passed over. */
function addBelow(text: string, sink: Sink, from: number): void {
  let at = from;
  for (let breaks = 0; at < text.length && isBreakAt(text, at); breaks++) {
    if (breaks >= mostBreaks) return;
    at = skipLineMarks(text, at + 1);
  }
  if (at >= text.length) return;
  const start = skipTitles(text, at);
  const name = readName(text, start, { capitals: true });
  if (name === undefined) {
    const other = readUncasedName(text, start);
    if (other?.known === true) sink.add(grades.sure, start, other.end);
  } else if (endsSignature(text, name.end)) add(sink, { name, measure: start > at ? wrote : signed });
}

/** Behind the name: the end of the line, or a sign and a function. */
function endsSignature(text: string, end: number): boolean {
  const at = skipGap(text, end);
  return (
    at >= text.length || isBreakAt(text, at) || /[,|/(·•–—-]/.test(text.charAt(at)) || isEmojiAt(text, at)
  );
}

const isEmojiAt = (text: string, at: number): boolean => text.charCodeAt(at) >= 0x2600;

/** Shorter texts are values, and a name alone is the business of the field. */
const shortestLetter = 40;

/** A name alone on the last line, or the last word behind the end of a sentence. */
function scan({ text }: Scan, sink: Sink): void {
  if (text.length < shortestLetter) return;
  let end = text.length;
  while (end > text.length - 8 && (isGapAt(text, end - 1) || isBreakAt(text, end - 1))) end--;
  if (!endsInCapitalWord(text, end)) return;
  const name = readNameBack(text, end);
  if (name === undefined) return;
  const before = skipGapBack(text, name.start);
  const alone = isBreakAt(text, before - 1);
  if (!alone && !/[.!?,;)]/.test(text.charAt(before - 1))) return;
  const blank = alone && isBlankLineBefore(text, before - 1);
  add(sink, {
    name,
    measure: blank
      ? { given: "sure", full: "hint", single: "hint" }
      : { given: "sure", full: undefined, single: undefined },
  });
}

/** Most texts end here: their last word is small, or a full stop stands behind it. */
function endsInCapitalWord(text: string, end: number): boolean {
  if (text.charCodeAt(end - 1) === 0x2e) return isCapitalAt(text, end - 2) && !isLetterAt(text, end - 3);
  let start = end;
  while (start > end - longestWord && isLetterAt(text, start - 1)) start--;
  return isCapitalAt(text, start);
}

function isBlankLineBefore(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 1) === 0x0d ? at - 2 : at - 1;
  return isBreakAt(text, before);
}

export const nameInSignature: NativeDetector = {
  id: "name-in-signature",
  entities: ["PERSON"],
  literals: cues.map(({ text }) => ({ text })),
  scan,
  onLiteral: onCue,
};
