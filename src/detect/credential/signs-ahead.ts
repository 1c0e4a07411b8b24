/* What stands behind a label, at one look: most of the forms in which its secret may be told have a sign that prose lacks. */

import { unitsLead, type UnitText } from "../units.js";

/** Kinds of units, as bits. */
export const signKinds = {
  lineEnd: 1,
  digit: 2,
  question: 4,
  colon: 8,
  /** Of passwords rather than words. */
  mark: 16,
  hyphen: 32,
  /** Of passwords and of sentences. */
  other: 64,
  slash: 128,
} as const;

const kinds = new Uint8Array(0x10000);
for (const [signs, kind] of [
  ["\n", signKinds.lineEnd],
  ["0123456789", signKinds.digit],
  ["?", signKinds.question | signKinds.mark],
  [":", signKinds.colon],
  ["!#$%&*+=^~§", signKinds.mark],
  ['@|\\;<>{}()[]`"¦€£¥', signKinds.other],
  ["-", signKinds.hyphen],
  ["/", signKinds.slash],
] as const) {
  for (const sign of signs) kinds[sign.charCodeAt(0)] = kind;
}

export const isMark = (unit: number): boolean => ((kinds[unit] as number) & signKinds.mark) !== 0;

/** UTF-16 units; no form reaches further for its first sign. */
export const signReach = 150;

/** Bits of the kinds that stand among the next units behind `from`. */
export function signsAhead({ text, units }: UnitText, from: number): number {
  const stop = Math.min(text.length, from + signReach) + unitsLead;
  let found = 0;
  for (let at = from + unitsLead; at < stop; at++) found |= kinds[units[at] as number] as number;
  return found;
}
