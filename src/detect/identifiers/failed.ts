/* Remembers where a label last led to no number: lines that repeat are judged once. */

import { onForget, remembersText } from "../text-memory.js";
import type { Kinds } from "./judge.js";

/** What a judgement looks at, in UTF-16 units: letters before, 24 characters with gaps of three, and what touches them. */
const before = 8;
const behind = 100;

let text = "";
let around = "";
let asked: Kinds | undefined;
onForget(() => {
  text = "";
  around = "";
});

const surroundings = (source: string, at: number): string =>
  source.slice(Math.max(0, at - before), at + behind);

/** Whether the kinds found nothing where the text last read as it does around `at`. */
export function failedBefore(source: string, at: number, kinds: Kinds): boolean {
  return asked === kinds && text === source && at >= before && surroundings(source, at) === around;
}

/** The kinds found nothing at `at`. */
export function noteFailure(source: string, at: number, kinds: Kinds): void {
  if (at < before) return;
  text = source;
  asked = kinds;
  around = surroundings(source, at);
  remembersText();
}
