/* A text as the words that models of named entities are trained on, each with its place. */

import type { Span } from "../core/types.js";

/** Scripts without blanks between words are read character by character. */
const unspaced =
  "\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmer}\\p{sc=Myanmar}";
const spaced = `(?:(?![${unspaced}])[\\p{L}\\p{M}\\p{N}])`;

/**
 * A word, hyphens inside; an apostrophe joins `O'Neill` and `d'Arc`, not the `'s` of `Anna's`. Any other character that
 * is no blank is a word of its own.
 */
const word = new RegExp(
  `(?:\\p{L}['’](?=\\p{Lu}))?${spaced}+(?:[-‐‑]${spaced}+)*|[${unspaced}]\\p{M}*|[^\\s\\p{Cc}\\p{Cf}]`,
  "gu",
);

/** In order, never overlapping, on borders of code points. */
export function splitWords(text: string): readonly Span[] {
  const spans: Span[] = [];
  for (const match of text.matchAll(word)) {
    spans.push({ start: match.index, end: match.index + match[0].length });
  }
  return spans;
}
