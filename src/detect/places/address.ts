/* POSTAL_ADDRESS: from a postal code back to the street before it, over commas and lines; East Asian and Russian ones by their own words. */

import type { Span } from "../../core/types.js";
import type { CandidateShape, NativeDetector, Scan, Sink } from "../detector.js";
import { runKinds } from "../run-kinds.js";
import { sortedRuns } from "../run-sorter.js";
import type { UnitText } from "../units.js";
import { readEastAsian } from "./east-asian.js";
import { readPostalCode, type PostalCode } from "./postal-code.js";
import { readCyrillic, streetLiterals } from "./cyrillic.js";
import { segmentsBefore } from "./segments.js";
import { isExtra, isHouseNumber, readStreet, type Street } from "./street.js";

const shape = (confidence: number, ...names: string[]): CandidateShape => ({
  detector: "postal-address",
  entity: "POSTAL_ADDRESS",
  confidence,
  evidence: names.map((name) => ({ by: "structure", name })),
});

const whole = shape(0.85, "street", "postal-code", "town");
const likely = shape(0.7, "street-like", "postal-code", "town");
const scripted = shape(0.85, "address-words");

const building =
  /(?<![\p{L}'’.-])(?:\p{Lu}[\p{L}'’.-]+ ){0,3}(?:House|Building|Tower|Court|Mill|Farm|Cottage|Lodge|Hall|Barn|Studio|Works|Centre|Center|Estate|Villa|Haus)$|(?<!\p{L})(?:Unit|Flat|Suite|Apt\.?|Level|Floor) \w{1,5}$/u;

/** Start of the address whose street stands in `pieces[at]`: a house number or the name of a building may go before. */
function startOf(
  text: string,
  pieces: readonly Span[],
  { at, street }: { at: number; street: Street },
): number {
  const before = pieces[at + 1];
  const piece = pieces[at];
  if (before === undefined || piece?.start !== street.start) return street.start;
  const words = text.slice(before.start, before.end);
  if (!street.numbered && isHouseNumber(words)) return before.start;
  const named = building.exec(words);
  return named === null ? street.start : before.start + named.index;
}

/** A street without number takes the piece next to it, on either side, for one. */
function isNumbered(
  text: string,
  pieces: readonly Span[],
  { at, street }: { at: number; street: Street },
): boolean {
  if (street.numbered) return true;
  const sides = [pieces[at - 1], pieces[at + 1]];
  return sides.some((side) => side !== undefined && isHouseNumber(text.slice(side.start, side.end)));
}

interface Address {
  readonly start: number;
  readonly sure: boolean;
}

/** The street in the pieces before a code; nothing but floors, doors and the town may stand between. */
function findStreet({ text, units }: UnitText, end: number): Address | undefined {
  const pieces = segmentsBefore(units, end);
  for (const [at, piece] of pieces.entries()) {
    const street = readStreet(text, piece);
    if (street !== undefined && isNumbered(text, pieces, { at, street })) {
      return { start: startOf(text, pieces, { at, street }), sure: street.sure };
    }
    const words = text.slice(piece.start, piece.end);
    if (!isExtra(words)) return undefined;
  }
  return undefined;
}

const ends = /[\s,.;)\]"'|·•–<]|$/y;

/** Without a word for a street, the address has to stand alone, and its code must not be a year or a round number. */
function mayStandAlone(text: string, code: PostalCode): boolean {
  if (code.distinct) return true;
  const digits = /\d+/.exec(text.slice(code.start, code.end))?.[0] ?? "";
  if (digits.length !== 5 || digits.endsWith("000")) return false;
  ends.lastIndex = code.end;
  const behind = text.slice(code.end, code.end + 2);
  return ends.test(text) && !/^ [\p{Ll}\d]/u.test(behind);
}

function addFrom(scan: Scan, sink: Sink, code: PostalCode): boolean {
  const { text, budget } = scan;
  budget.spend(128);
  const found = findStreet(scan, code.start);
  if (found === undefined) return false;
  if (found.sure) sink.add(whole, found.start, code.end);
  else if (mayStandAlone(text, code)) sink.add(likely, found.start, code.end);
  else return false;
  return true;
}

function scanRuns(scan: Scan, sink: Sink): void {
  const { digits } = scan;
  const { count, edges, kinds } = sortedRuns(scan);
  let floor = 0;
  for (let run = 0; run < count; run++) {
    if (((kinds[run] as number) & runKinds.place) === 0) continue;
    const edge = edges[run] as number;
    const span = { start: digits.edges[edge] as number, end: digits.edges[edge + 1] as number };
    if (span.start < floor) continue;
    const asian = readEastAsian(scan, span);
    if (asian !== undefined) {
      sink.add(scripted, asian.start, asian.end);
      floor = asian.end;
      continue;
    }
    const code = readPostalCode(scan, span);
    if (code !== undefined && addFrom(scan, sink, code)) floor = code.end;
  }
}

export const postalAddress: NativeDetector = {
  id: "postal-address",
  entities: ["POSTAL_ADDRESS"],
  literals: streetLiterals.map((text) => ({ text })),
  scan(scan, sink) {
    if (scan.text.length >= 12 && scan.hint.numeric !== true) scanRuns(scan, sink);
  },
  onLiteral(scan, sink, hit) {
    const found = readCyrillic(scan.text, hit);
    if (found !== undefined) sink.add(scripted, found.start, found.end);
  },
};
