/* Addresses written for people: `jane [at] example (dot) com`, `jane @ example.com`, `203[.]0[.]113[.]7`. */

import { createRewriting, type Rewriting } from "./rewriting.js";

const atWords = "at|ät|@|arroba|arobase|klammeraffe|chiocciola|собака|собачка|małpa|apenstaartje|snabel-a";
const dotWords = "dot|\\.|punkt|point|punto|ponto|точка|kropka|punt";

/** Brackets round the word are required: bare words are prose. */
const spoken = new RegExp(
  `\\s{0,2}[([{<]\\s?(?:(${atWords})|${dotWords})\\s?[)\\]}>]\\s{0,2}|(?<=\\S)[ \\u00a0](@)[ \\u00a0](?=\\S)`,
  "giu",
);
const trigger = new RegExp(`[([{<]\\s?(?:${atWords}|${dotWords})\\s?[)\\]}>]|[ \\u00a0]@[ \\u00a0]`, "iu");

export function readSpoken(text: string): Rewriting | undefined {
  if (!trigger.test(text)) return undefined;
  const rewriting = createRewriting(text);
  for (const match of text.matchAll(spoken)) {
    const isAt = match[1] !== undefined || match[2] !== undefined;
    rewriting.replace(match.index, match.index + match[0].length, isAt ? "@" : ".");
  }
  return rewriting.finish();
}
