/* Inline spellings of a text: each view is scanned like the text itself and maps back to it exactly. */

import type { Reading } from "../../core/reading.js";
import { decodeEntities } from "./entities.js";
import { decodePercent } from "./percent.js";
import { decodeQuotedPrintable } from "./quoted-printable.js";
import { compose, type Rewriting } from "./rewriting.js";
import { readDictation, readSpoken, spokenLiterals } from "./spoken.js";
import { readSpokenNumbers } from "./spoken-number.js";
import { isDictated, triggerLiterals } from "./triggers.js";
import { foldUnicode } from "./unicode.js";

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

const escapeEquals = (replacement: string): string => replacement.replaceAll("=", "=3D");

function toReading(name: string, { text, source }: Rewriting, encode: Reading["encode"]): Reading {
  return { name, text, encode, source: (start, end) => [source(start, end)] };
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
const decoded: readonly (View & { readonly sign: string })[] = [
  { name: "percent", sign: "%", read: decodePercent, encode: encodeURIComponent },
  { name: "entity", sign: "&", read: decodeEntities, encode: escapeEntities },
  { name: "quoted-printable", sign: "=", read: decodeQuotedPrintable, encode: escapeEquals },
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

export interface ViewHints {
  /** The text holds something beyond ASCII, or a control character. */
  readonly folds: boolean;
  /** One of the literals was seen in the text, or in its views so far. */
  isSpoken(): boolean;
}

/** Calls `visit` for each view the text has; the hints are asked when it is a view's turn. */
export function eachView(
  text: string,
  { folds, isSpoken }: ViewHints,
  visit: (reading: Reading) => void,
): void {
  const unicode = folds ? foldUnicode(text) : undefined;
  if (unicode !== undefined) visit(toReading("unicode", unicode, asItIs));
  for (const { name, sign, read, encode } of decoded) {
    const rewriting = text.includes(sign) ? read(text) : undefined;
    if (rewriting !== undefined) visit(toReading(name, folded(rewriting), encode));
  }
  if (!isSpoken()) return;
  for (const { name, read, encode } of spoken) {
    const rewriting = read(unicode?.text ?? text);
    if (rewriting !== undefined) visit(toReading(name, onTopOf(unicode, rewriting), encode));
  }
}
