/* Reads the name of a person that ends at a place of a text. */

import { isWordAt } from "../natives/characters.js";
import { isGapAt, skipGapBack } from "./letters.js";
import { readName, type PersonName, type ReadOptions } from "./name-reader.js";

const mostWords = 6;
const longestWord = 28;

/** Begin of the word, hyphens, apostrophes and full stops inside, that ends at `end`; -1 for none. */
function wordStart(text: string, end: number): number {
  let start = end;
  while (
    start > 0 &&
    start > end - longestWord &&
    (isWordAt(text, start - 1) || /['’.-]/.test(text.charAt(start - 1)))
  )
    start--;
  return start < end && start > end - longestWord ? start : -1;
}

/** The longest name that ends right at `end`, blanks before `end` left out. */
export function readNameBack(text: string, end: number, options?: ReadOptions): PersonName | undefined {
  const stop = skipGapBack(text, end);
  let found: PersonName | undefined;
  let word = stop;
  for (let count = 0; count < mostWords; count++) {
    const start = wordStart(text, word);
    if (start === -1) break;
    const name = readName(text, start, options);
    if (name?.end === stop) found = name;
    if (!isGapAt(text, start - 1)) break;
    word = start - 1;
  }
  return found;
}
