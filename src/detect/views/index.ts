/* Inline spellings of a text: each view is scanned like the text itself and maps back to it exactly. */

import type { Reading } from "../../core/reading.js";
import { decodeEntities } from "./entities.js";
import { decodePercent } from "./percent.js";
import { compose, type Rewriting } from "./rewriting.js";
import { readSpoken } from "./spoken.js";
import { foldUnicode } from "./unicode.js";

const none: readonly Reading[] = Object.freeze([]);

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

function toReading(name: string, { text, source }: Rewriting, encode: Reading["encode"]): Reading {
  return { name, text, encode, source: (start, end) => [source(start, end)] };
}

/** What was decoded may hold disguised characters in turn. */
function folded(rewriting: Rewriting): Rewriting {
  const fold = foldUnicode(rewriting.text);
  return fold === undefined ? rewriting : compose(rewriting, fold);
}

/** The same empty array for a text that reads as it stands. */
export function readViews(text: string): readonly Reading[] {
  const unicode = foldUnicode(text);
  const percent = decodePercent(text);
  const entities = decodeEntities(text);
  const spoken = readSpoken(unicode?.text ?? text);
  if (unicode === undefined && percent === undefined && entities === undefined && spoken === undefined)
    return none;
  const readings: Reading[] = [];
  if (unicode !== undefined) readings.push(toReading("unicode", unicode, asItIs));
  if (percent !== undefined) readings.push(toReading("percent", folded(percent), encodeURIComponent));
  if (entities !== undefined) readings.push(toReading("entity", folded(entities), escapeEntities));
  if (spoken !== undefined) {
    readings.push(toReading("spoken", unicode === undefined ? spoken : compose(unicode, spoken), asItIs));
  }
  return readings;
}
