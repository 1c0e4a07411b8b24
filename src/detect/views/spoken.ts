/* Addresses written for people: `jane [at] example (dot) com`, `jane @ example.com`, `203[.]0[.]113[.]7`. */

import { dictatedAtWords } from "./dictated-words.js";
import { createRewriting, type Rewriting, type RewritingBuilder } from "./rewriting.js";

const atWords = "at|ät|@|arroba|arobase|klammeraffe|chiocciola|собака|собачка|małpa|apenstaartje|snabel-a";
const dotWords = "dot|\\.|punkt|point|punto|ponto|точка|kropka|punt";

/** One of these is in every text that has such an address. */
export const spokenLiterals: readonly string[] = [
  " @ ",
  "\u00a0@",
  "@\u00a0",
  ...["(", "[", "{", "<"].flatMap((open) =>
    [...atWords.split("|"), ...dotWords.split("|")].flatMap((word) => {
      const plain = word.replace("\\", "");
      return [`${open}${plain}`, `${open} ${plain}`];
    }),
  ),
  ...dictatedAtWords,
];

/** Brackets round the word are required: bare words are prose. */
const bracketed = new RegExp(
  `\\s{0,2}[([{<]\\s?(?:(${atWords})|${dotWords})\\s?[)\\]}>]\\s{0,2}|(?<=\\S)[ \\u00a0](@)[ \\u00a0](?=\\S)`,
  "giu",
);

function readBracketed(text: string, rewriting: RewritingBuilder): void {
  for (const match of text.matchAll(bracketed)) {
    const isAt = match[1] !== undefined || match[2] !== undefined;
    rewriting.replace(match.index, match.index + match[0].length, isAt ? "@" : ".");
  }
}

/** Undefined when nothing is spelled for people. */
export function readSpoken(text: string): Rewriting | undefined {
  const rewriting = createRewriting(text);
  readBracketed(text, rewriting);
  return rewriting.finish();
}
