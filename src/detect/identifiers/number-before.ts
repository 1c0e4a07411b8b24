/* The number in front of its label: `078-05-1120 is my SSN`, `is 078051120 a valid social security number?`. */

import { isAsciiWord, isDigit } from "../natives/characters.js";
import type { Span } from "../../core/types.js";
import { createWordTrie } from "../word-trie.js";

/** UTF-16 units before a label that are read. */
const reach = 56;
const longestNumber = 24;

const words =
  "is|was|as|it's|it’s|that's|that’s|which|for|under|my|our|your|his|her|their|the|an|us|valid|correct|right|wrong|new|old|real|full|ist|lautet|meine|unsere|est|mon|notre|es|mi|la|mia|meu";

const link = new RegExp(`[)"'”]?[,.?!]?(?: [-–—])?(?: (?:${words}|[aoèé])){1,6} $`, "iu");

const linking = createWordTrie(() => [...words.split("|"), "a", "o"].map((word) => ({ word, value: 1 })));
const longestWord = 7;

/** Whether the word before the blank at `end` may tie a number to a label: most do not. Words beyond ASCII may. */
function endsAsLink(text: string, end: number): boolean {
  let start = end;
  for (let code = text.charCodeAt(start - 1); code !== 32; code = text.charCodeAt(start - 1)) {
    if (code > 0x7f) return true;
    if (start === 0 || end - start > longestWord) return false;
    start--;
  }
  return linking.inText(text, start, end) === 1;
}

const isGap = (code: number): boolean => code === 32 || code === 45 || code === 46;

function hasDigit(text: string, from: number, to: number): boolean {
  for (let at = to - 1; at >= from; at--) if (isDigit(text.charCodeAt(at))) return true;
  return false;
}

/** The digits in front of the label at `start` that a few words tie to it; undefined for none. */
export function numberBefore(text: string, start: number): Span | undefined {
  const from = Math.max(0, start - reach);
  if (text.charCodeAt(start - 1) !== 32 || !endsAsLink(text, start - 1)) return undefined;
  if (!hasDigit(text, from, start)) return undefined;
  const found = link.exec(text.slice(from, start));
  if (found === null) return undefined;
  const end = from + found.index;
  let first = end;
  for (let at = end; at > Math.max(0, end - longestNumber); at--) {
    const code = text.charCodeAt(at - 1);
    if (isDigit(code)) first = at - 1;
    else if (!isGap(code) || !isDigit(text.charCodeAt(at - 2))) break;
  }
  return first === end || isAsciiWord(text.charCodeAt(first - 1)) ? undefined : { start: first, end };
}
