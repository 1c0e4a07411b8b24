/* When a text is looked at for dictated addresses and number words: rare words, judged by what stands beside them. */

import { beginsNumber, foldWord } from "./number-words.js";

/** Between the parts of an address. Blanks round them: most of the words are parts of others. */
const dots = ["dot", "punkt", "point", "punto", "ponto", "punt"].map((word) => ` ${word} `);

/**
 * Numbers of one digit, with the rarest words of each language; whoever says seven digits says one of them. The small
 * ones are left out, they are everywhere in prose.
 */
const numbers =
  "zero three four five seven eight nine double null drei vier sechs sieben neun trois quatre cinq sept huit neuf cero cuatro cinco siete nueve quattro cinque sette nove quatro sete oito zeven negen vijf".split(
    " ",
  );

export const triggerLiterals: readonly string[] = [...dots, ...numbers];

const isDotWord = (literal: string): boolean => literal.startsWith(" ");

const letter = /\p{L}/u;
const nextWord = /[ \u00a0,-]{1,2}([\p{L}\p{M}]{1,24}|\d{1,4})/uy;

/** The word behind `from`, when a blank, a comma or a hyphen parts it from what stands there. */
function wordBehind(text: string, from: number): { readonly text: string; readonly end: number } | undefined {
  nextWord.lastIndex = from;
  const found = nextWord.exec(text)?.[1];
  return found === undefined ? undefined : { text: foldWord(found), end: nextWord.lastIndex };
}

const isNumber = (word: string): boolean => /^\d/.test(word) || beginsNumber(word);

/** Between the words of one number: `cuarenta y cinco`, `one hundred and one`. */
const links = new Set("y et e and und".split(" "));

/** Two more numbers behind the word. */
function startsRun(text: string, from: number): boolean {
  const second = wordBehind(text, from);
  if (second === undefined || !isNumber(second.text)) return false;
  const third = wordBehind(text, second.end);
  return third !== undefined && (isNumber(third.text) || links.has(third.text));
}

/** How far before a dot the sign for `@` is looked for, in UTF-16 units. */
const reach = 60;
const bareAt = /(?<![\p{L}\p{N}])(?:at|ät|ett)[ \u00a0]/iu;

/** A number goes on behind the dot, or an address ends with it. */
function joins(text: string, start: number, end: number): boolean {
  const next = wordBehind(text, end - 1);
  if (next === undefined) return false;
  return isNumber(next.text) || bareAt.test(text.slice(Math.max(0, start - reach), start + 1));
}

/** Whether the literal that ends at `end` belongs to a dictated address or number, as far as a short look tells. */
export function isDictated(text: string, literal: string, end: number): boolean {
  const start = end - literal.length;
  if (isDotWord(literal)) return joins(text, start, end);
  const next = text.charCodeAt(end);
  if (next !== 0x20 && next !== 0x2c && next !== 0x2d && next !== 0xa0) return false;
  return !letter.test(text.charAt(start - 1)) && startsRun(text, end);
}
