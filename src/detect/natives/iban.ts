/* IBAN_CODE: country letters and digits in any case and grouping, decided by country structure and mod-97. */

import { ibanHolds } from "../checks/iban.js";
import type { CandidateShape, NativeDetector, Scan, Sink } from "../detector.js";
import { runKinds } from "../run-kinds.js";
import { sortedRuns } from "../run-sorter.js";
import { unitAt } from "../units.js";
import { isAsciiLetter, isAsciiWord, isDigit } from "./characters.js";
import { countryStart, ibanLength, isSeparator, skipGap } from "./iban-touch.js";

const shape: CandidateShape = {
  detector: "iban",
  entity: "IBAN_CODE",
  confidence: 0.98,
  evidence: [
    { by: "structure", name: "iban-country" },
    { by: "check", name: "mod-97" },
  ],
};

/** End of the IBAN that begins at `start`: the characters its country asks for and no more; -1 when it does not hold. */
function ibanEnd({ text, units }: Scan, start: number): number {
  const length = ibanLength(units, start);
  if (length === 0) return -1;
  let compact = "";
  let at = start;
  while (compact.length < length) {
    if (!isAsciiWord(unitAt(units, at)) || unitAt(units, at) === 95) return -1;
    compact += text[at] ?? "";
    at++;
    if (compact.length < length) at = skipGap(units, at);
  }
  if (isAsciiWord(unitAt(units, at))) return -1;
  return ibanHolds(compact.toUpperCase()) ? at : -1;
}

/** Digits are rarer than letters in prose: the check digits are the trigger. */
function scanText(scan: Scan, sink: Sink): void {
  const { units, digits } = scan;
  const { count, edges, kinds } = sortedRuns(scan);
  let floor = 0;
  for (let run = 0; run < count; run++) {
    if (((kinds[run] as number) & runKinds.iban) === 0) continue;
    const edge = edges[run] as number;
    const start = countryStart(units, digits.edges[edge] as number, digits.edges[edge + 1] as number);
    const end = start >= floor ? ibanEnd(scan, start) : -1;
    if (end < 0) continue;
    sink.add(shape, start, end);
    floor = end;
  }
}

/** Units of the longest account with a gap at every fourth. */
const farthest = 44;

/** Whether the digits `[start, end)` are part of an account that holds. */
export function isInAccount(scan: Scan, start: number, end: number): boolean {
  const { units } = scan;
  for (let at = start - 1; at >= start - farthest && at >= 0; at--) {
    const unit = unitAt(units, at);
    if (!isAsciiWord(unit) && !isSeparator(unit)) return false;
    if (!isAsciiLetter(unit) || isAsciiWord(unitAt(units, at - 1))) continue;
    // Behind the letters of a country stand check digits: most words end here.
    if (!isAsciiLetter(unitAt(units, at + 1)) || !isDigit(unitAt(units, skipGap(units, at + 2)))) continue;
    if (ibanEnd(scan, at) >= end) return true;
  }
  return false;
}

export const iban: NativeDetector = {
  id: "iban",
  entities: ["IBAN_CODE"],
  scan(scan, sink) {
    if (scan.text.length >= 15 && scan.hint.numeric !== true) scanText(scan, sink);
  },
};
