/* IBAN_CODE: country letters and digits in any case and grouping, decided by country structure and mod-97. */

import { checkDigitsHold, fitsPlace } from "../checks/iban.js";
import type { CandidateShape, NativeDetector, Scan, Sink } from "../detector.js";
import { runKinds } from "../run-kinds.js";
import { sortedRuns } from "../run-sorter.js";
import { unitAt } from "../units.js";
import { isAsciiLetter, isAsciiWord, isDigit } from "./characters.js";
import { countryStart, isSeparator, skipGap, structureAt } from "./iban-touch.js";

const shape: CandidateShape = {
  detector: "iban",
  entity: "IBAN_CODE",
  confidence: 0.98,
  evidence: [
    { by: "structure", name: "iban-country" },
    { by: "check", name: "mod-97" },
  ],
};

/** Letters of the country and check digits. */
const headLength = 4;
const mostCharacters = 34;
/** Capitals and digits, written again for each number. */
const compact = new Uint8Array(mostCharacters);

/** Whether a character may stand at that place of the number: by far the most that begin as one soon go on as no account. */
function mayStand(unit: number, place: number, structure: string): boolean {
  if (place < 2) return isAsciiLetter(unit);
  return place < headLength ? isDigit(unit) : fitsPlace(structure.charCodeAt(place - headLength), unit);
}

/** End of the IBAN that begins at `start`: the characters its country asks for and no more; -1 when it does not hold. */
function ibanEnd({ units }: Scan, start: number): number {
  const structure = structureAt(units, start);
  if (structure === "") return -1;
  const length = structure.length + headLength;
  let at = start;
  for (let place = 0; place < length; place++) {
    const unit = unitAt(units, at);
    const capital = isAsciiLetter(unit) ? unit & 0x5f : unit;
    if (!mayStand(capital, place, structure)) return -1;
    compact[place] = capital;
    at++;
    if (place + 1 < length) at = skipGap(units, at);
  }
  return !isAsciiWord(unitAt(units, at)) && checkDigitsHold(compact, length) ? at : -1;
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
