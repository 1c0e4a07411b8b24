/* Remembers where a label last led to no number: lines that repeat are judged once. */

import { onForget, remembersText } from "../text-memory.js";
import { unitAt, type Units, type UnitText } from "../units.js";
import type { Kinds } from "./judge.js";

/** What a judgement looks at, in UTF-16 units: letters before, 24 characters with gaps of three, and what touches them. */
const before = 8;
const behind = 100;

let text = "";
/** The last place at which they found nothing. */
const failures = new Map<Kinds, number>();
onForget(() => {
  text = "";
  if (failures.size > 0) failures.clear();
});

/** Whether the text reads alike around two places; the number itself, which differs in most, is compared first. */
function readsAlike(units: Units, one: number, other: number): boolean {
  if (Math.max(one, other) + behind > text.length) return false;
  for (let at = 0; at < behind; at++) if (unitAt(units, one + at) !== unitAt(units, other + at)) return false;
  for (let at = 1; at <= before; at++)
    if (unitAt(units, one - at) !== unitAt(units, other - at)) return false;
  return true;
}

/** Whether the kinds found nothing where the text last read as it does around `at`. */
export function failedBefore({ text: source, units }: UnitText, at: number, kinds: Kinds): boolean {
  if (text !== source || at < before) return false;
  const last = failures.get(kinds);
  return last !== undefined && readsAlike(units, last, at);
}

/** The kinds found nothing at `at`. */
export function noteFailure(source: string, at: number, kinds: Kinds): void {
  if (at < before) return;
  if (text !== source) failures.clear();
  text = source;
  failures.set(kinds, at);
  remembersText();
}
