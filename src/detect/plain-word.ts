/* Plain words: one word of few small letters, as most names of members and many values of a payload are. */

import type { Node } from "./dialect.js";

const longestWord = 20;

export function isPlainWord(text: string): boolean {
  if (text.length > longestWord || text.startsWith("_")) return false;
  // An expression costs more than the word.
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if ((unit < 0x61 || unit > 0x7a) && unit !== 0x5f) return false;
  }
  return text !== "";
}

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

/** Units of the shortest plain word that may hold a match; Infinity where none can: most patterns ask for a digit. */
export function shortestPlainWord(node: Node): number {
  const shortest = shortestInWord(node);
  return shortest <= longestWord ? shortest : Infinity;
}
