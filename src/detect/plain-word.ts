/* Plain words: one word of few small letters, as most names of members and many values of a payload are. */

import type { Node } from "./dialect.js";

const plainWord = /^[a-z][a-z_]{0,19}$/;
const longestWord = 20;

export const isPlainWord = (text: string): boolean => text.length <= longestWord && plainWord.test(text);

const isOfWord = ([from, to]: readonly [number, number]): boolean =>
  (from <= 0x7a && to >= 0x61) || (from <= 0x5f && to >= 0x5f);

/** Units of the shortest match that small letters and underscores alone can make; Infinity when they cannot. */
function shortestInWord(node: Node): number {
  if (node.type === "class") return node.ranges.some(isOfWord) ? 1 : Infinity;
  if (node.type === "value") return shortestInWord(node.item);
  if (node.type === "sequence") return node.items.reduce((sum, item) => sum + shortestInWord(item), 0);
  if (node.type === "choice") return Math.min(...node.options.map(shortestInWord));
  if (node.type === "repeat") return node.min === 0 ? 0 : node.min * shortestInWord(node.item);
  return 0;
}

/** Whether a plain word may hold a match: most patterns ask for a digit, a capital or more length. */
export const mayMatchPlainWord = (node: Node): boolean => shortestInWord(node) <= longestWord;
