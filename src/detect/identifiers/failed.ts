/* Remembers where a label last led to no number: lines that repeat are judged once. */

import { onForget, remembersText } from "../text-memory.js";
import type { Kinds } from "./judge.js";

/** What a judgement looks at, in UTF-16 units: letters before, 24 characters with gaps of three, and what touches them. */
const before = 8;
const behind = 100;

let text = "";
/** What stood around the last place at which they found nothing. */
const failures = new Map<Kinds, string>();
onForget(() => {
  text = "";
  failures.clear();
});

const surroundings = (source: string, at: number): string =>
  source.slice(Math.max(0, at - before), at + behind);

/** Whether the kinds found nothing where the text last read as it does around `at`. */
export function failedBefore(source: string, at: number, kinds: Kinds): boolean {
  if (text !== source || at < before) return false;
  const around = failures.get(kinds);
  return around !== undefined && surroundings(source, at) === around;
}

/** The kinds found nothing at `at`. */
export function noteFailure(source: string, at: number, kinds: Kinds): void {
  if (at < before) return;
  if (text !== source) failures.clear();
  text = source;
  failures.set(kinds, surroundings(source, at));
  remembersText();
}
