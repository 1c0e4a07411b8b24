/* Words nearby raise the confidence of a candidate; nothing nearby ever lowers it. */

import type { ContextRule } from "./detector.js";

/** UTF-16 units before and behind a candidate in which a word counts. */
const reach = 45;

const wordUnit = /[\p{L}\p{N}]/u;

function standsAlone(near: string, at: number, length: number): boolean {
  return !wordUnit.test(near[at - 1] ?? " ") && !wordUnit.test(near[at + length] ?? " ");
}

/** The first of the rule's words that stands near `[start, end)`; undefined when none does. */
export function findContext(
  rule: ContextRule,
  text: string,
  span: { start: number; end: number },
): string | undefined {
  const before = text.slice(Math.max(0, span.start - reach), span.start);
  const near = `${before}\u0000${text.slice(span.end, span.end + reach)}`.toLowerCase();
  return rule.words.find((word) => {
    for (let at = near.indexOf(word); at !== -1; at = near.indexOf(word, at + 1)) {
      if (standsAlone(near, at, word.length)) return true;
    }
    return false;
  });
}
