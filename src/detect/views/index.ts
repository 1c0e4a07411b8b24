/* Inline spellings of a text: each view is scanned like the text itself and maps back to it exactly. */

import type { Reading } from "../../core/reading.js";
import type { OddUnits } from "../odd-units.js";
import { readDictation } from "./dictated.js";
import { dropEmphasis } from "./emphasis.js";
import { eachEncoded, type SpelledText } from "./encoded.js";
import { decodeEntities } from "./entities.js";
import { decodeEscapes } from "./escapes.js";
import { readOverridden } from "./overridden.js";
import { decodePercent } from "./percent.js";
import { decodeQuotedPrintable } from "./quoted-printable.js";
import { compose, type Rewriting } from "./rewriting.js";
import { readSpoken, spokenLiterals } from "./spoken.js";
import { readSpokenNumbers } from "./spoken-number.js";
import { isDictated, triggerLiterals } from "./triggers.js";
import { foldUnicode } from "./unicode.js";
import { joinLines } from "./unwrapped.js";

const asItIs = (replacement: string): string => replacement;

const entityOf: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const escapeEntities = (replacement: string): string =>
  replacement.replace(/[&<>"']/g, (char) => entityOf[char] ?? char);

const escapeQuotes = (replacement: string): string => JSON.stringify(replacement).slice(1, -1);

const escapeEquals = (replacement: string): string => replacement.replaceAll("=", "=3D");

function toReading(name: string, { text, source }: Rewriting, encode: Reading["encode"]): Reading {
  return { name, text, encode, source: (start, end) => [source(start, end)] };
}

/** A finding is a whole token, and what touches none is none. */
function toOpaque({ text, source }: Rewriting): Reading {
  return {
    name: "encoded",
    text,
    opaque: true,
    encode: asItIs,
    source(start, end) {
      const span = source(start, end);
      return span.end > span.start ? [span] : [];
    },
  };
}

const onTopOf = (inner: Rewriting | undefined, outer: Rewriting): Rewriting =>
  inner === undefined ? outer : compose(inner, outer);

function folded(rewriting: Rewriting): Rewriting {
  const fold = foldUnicode(rewriting.text);
  return fold === undefined ? rewriting : compose(rewriting, fold);
}

interface View {
  readonly name: string;
  /** Undefined when the text holds no such spelling. */
  read(text: string): Rewriting | undefined;
  readonly encode: Reading["encode"];
}

/** Spellings of the text itself; what was decoded may hold disguised characters in turn. */
interface SignedView extends View {
  /** In every text that holds the spelling. */
  readonly sign: string;
}

const decoded: readonly SignedView[] = [
  { name: "percent", sign: "%", read: decodePercent, encode: encodeURIComponent },
  { name: "entity", sign: "&", read: decodeEntities, encode: escapeEntities },
  { name: "quoted-printable", sign: "=", read: decodeQuotedPrintable, encode: escapeEquals },
  { name: "escape", sign: "\\", read: decodeEscapes, encode: escapeQuotes },
];

/** Spellings for people; they are read in what the eye reads. */
const spoken: readonly View[] = [
  { name: "spoken", read: readSpoken, encode: asItIs },
  { name: "dictated", read: readDictation, encode: asItIs },
  { name: "number-words", read: readSpokenNumbers, encode: asItIs },
];

/** One of these is in every text that has an address or a number spelled for people. */
export const viewLiterals: readonly string[] = [...spokenLiterals, ...triggerLiterals];

/** Whether the literal found at `[start, end)` is a sign of it: some are ordinary words, and what stands beside decides. */
export const isSpelled = (text: string, literal: number, end: number): boolean =>
  literal < spokenLiterals.length ||
  isDictated(text, triggerLiterals[literal - spokenLiterals.length] ?? "", end);

export interface ViewHints extends SpelledText {
  readonly odd: OddUnits;
  /** The text holds something beyond ASCII, or a control character. */
  readonly folds: boolean;
  /** One of the literals was seen in the text, or in its views so far. */
  isSpoken(): boolean;
}

/** Calls `visit` for each view the text has; the hints are asked when it is a view's turn. */
export function eachView(hints: ViewHints, visit: (reading: Reading) => void): void {
  const { text, folds, isSpoken } = hints;
  // First of all: units and runs are those of the next text once a view is visited.
  const levels = encodedLevels(hints);
  const unwrapped = joinLines(hints);
  const unicode = folds ? visitFolded(text, visit) : undefined;
  for (const view of decoded) visitView(view, text, visit);
  visitWritten("emphasis", dropEmphasis(text), visit);
  visitWritten("unwrapped", unwrapped, visit);
  for (const level of levels) visitLevel(level, visit);
  if (!isSpoken()) return;
  for (const { name, read, encode } of spoken) {
    const rewriting = read(unicode?.text ?? text);
    if (rewriting !== undefined) visit(toReading(name, onTopOf(unicode, rewriting), encode));
  }
}

function visitFolded(text: string, visit: (reading: Reading) => void): Rewriting | undefined {
  const unicode = foldUnicode(text);
  if (unicode !== undefined) visit(toReading("unicode", unicode, asItIs));
  const overridden = readOverridden(text);
  if (overridden !== undefined) visit(toReading("override", folded(overridden), asItIs));
  return unicode;
}

function visitView(
  { name, sign, read, encode }: SignedView,
  text: string,
  visit: (reading: Reading) => void,
): void {
  const rewriting = text.includes(sign) ? read(text) : undefined;
  if (rewriting !== undefined) visit(toReading(name, folded(rewriting), encode));
}

/** Spellings that only the text itself has, not what is encoded in it. */
function visitWritten(
  name: string,
  rewriting: Rewriting | undefined,
  visit: (reading: Reading) => void,
): void {
  if (rewriting !== undefined) visit(toReading(name, folded(rewriting), asItIs));
}

const noLevels: readonly Rewriting[] = Object.freeze([]);

function encodedLevels(source: SpelledText): readonly Rewriting[] {
  let levels: Rewriting[] | undefined;
  eachEncoded(source, (level) => (levels ??= []).push(level));
  return levels ?? noLevels;
}

/** What is encoded may hold disguised characters, and be spelled in another way once more. */
function visitLevel(level: Rewriting, visit: (reading: Reading) => void): void {
  visit(toOpaque(folded(level)));
  for (const { sign, read } of decoded) {
    const rewriting = level.text.includes(sign) ? read(level.text) : undefined;
    if (rewriting !== undefined) visit(toOpaque(folded(compose(level, rewriting))));
  }
}
