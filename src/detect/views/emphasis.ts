/* Markdown marks inside a word: `**pass**word`, `jane@**example**.com`, `` `jane`@`example.com` `` are read without them. */

import { createRewriting, type Rewriting } from "./rewriting.js";

const isDigit = (unit: number): boolean => unit >= 0x30 && unit <= 0x39;

const isWord = (unit: number): boolean =>
  isDigit(unit) || ((unit | 0x20) >= 0x61 && (unit | 0x20) <= 0x7a) || unit === 0x5f;

/** Of a word or an address. */
const joins = (unit: number): boolean => isWord(unit) || unit === 0x40 || unit === 0x2e;

/** A full stop before or behind a word; not at the end of a sentence. */
const isDotted = (text: string, at: number, step: number): boolean =>
  text.charCodeAt(at) !== 0x2e || isWord(text.charCodeAt(at + step));

/** Figures with a single star between them are a product, names with backticks between them a table's column. */
function isInside(text: string, start: number, end: number): boolean {
  const before = text.charCodeAt(start - 1);
  const behind = text.charCodeAt(end);
  if (!joins(before) || !joins(behind)) return false;
  if (text.charCodeAt(start) === 0x60) return before === 0x40 || behind === 0x40;
  if (!isDotted(text, start - 1, -1) || !isDotted(text, end, 1)) return false;
  return end - start > 1 || !isDigit(before) || !isDigit(behind);
}

const longestMark = 3;

/** `** ` and one or three; `~~`; one backtick. */
function markEnd(text: string, at: number): number {
  const mark = text.charCodeAt(at);
  let end = at + 1;
  while (end < at + longestMark && text.charCodeAt(end) === mark) end++;
  return end;
}

const isMark = (text: string, start: number, end: number): boolean =>
  text.charCodeAt(start) === 0x7e ? end - start === 2 : text.charCodeAt(start) === 0x2a || end - start === 1;

interface Mark {
  readonly start: number;
  readonly end: number;
}

function addMarks(text: string, sign: string, marks: Mark[]): void {
  for (let at = text.indexOf(sign); at !== -1;) {
    const end = markEnd(text, at);
    if (isMark(text, at, end) && isInside(text, at, end)) marks.push({ start: at, end });
    at = text.indexOf(sign, end);
  }
}

const signs = ["*", "`", "~~"];

const byStart = (a: Mark, b: Mark): number => a.start - b.start;

export function dropEmphasis(text: string): Rewriting | undefined {
  let marks: Mark[] | undefined;
  for (const sign of signs) if (text.includes(sign)) addMarks(text, sign, (marks ??= []));
  if (marks === undefined || marks.length === 0) return undefined;
  const rewriting = createRewriting(text);
  for (const { start, end } of marks.sort(byStart)) rewriting.replace(start, end, "");
  return rewriting.finish();
}
