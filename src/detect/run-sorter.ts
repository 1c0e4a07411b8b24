/* One walk over the digit runs of a text for all detectors that begin at one; each is told the few that may be its own. */

import type { Span } from "../core/types.js";
import type { Scan } from "./detector.js";
import { mayBeMachine } from "./hosts/machine-touch.js";
import { mayBeFree } from "./identifiers/free-touch.js";
import { prefixStart } from "./identifiers/vat-prefix.js";
import { mayBeWallet } from "./identifiers/wallet-touch.js";
import { countryStart } from "./natives/iban-touch.js";
import { startsQuad } from "./natives/quad-touch.js";
import { mayBePlace } from "./places/place-touch.js";
import { kindsAround, runKinds } from "./run-kinds.js";
import { onForget, remembersText } from "./text-memory.js";
import type { Units } from "./units.js";

/** Runs that some detector looks at, in order; used again for the next text. */
export interface SortedRuns {
  readonly count: number;
  /** Positions in `digits.edges`. */
  readonly edges: Int32Array;
  /** Bits of `runKinds`. */
  readonly kinds: Uint8Array;
}

const roomAtFirst = 1024;
const sorted = { count: 0, edges: new Int32Array(roomAtFirst), kinds: new Uint8Array(roomAtFirst) };
/** The scan whose runs were sorted. */
let current: Scan | undefined;

onForget(() => {
  current = undefined;
  if (sorted.edges.length === roomAtFirst) return;
  sorted.edges = new Int32Array(roomAtFirst);
  sorted.kinds = new Uint8Array(roomAtFirst);
});

function grow(): void {
  const { edges, kinds } = sorted;
  sorted.edges = new Int32Array(edges.length * 4);
  sorted.edges.set(edges);
  sorted.kinds = new Uint8Array(kinds.length * 4);
  sorted.kinds.set(kinds);
}

/** Of the kinds that the table leaves, those that a closer look leaves; the rest have none. */
function lookCloser(scan: Scan, edge: number, kinds: number): number {
  const start = scan.digits.edges[edge] as number;
  const end = scan.digits.edges[edge + 1] as number;
  return kinds & ~(refutedNumbers(scan, edge, kinds) | refutedWords(scan.units, { start, end }, kinds));
}

function refutedNumbers(scan: Scan, edge: number, kinds: number): number {
  const { units, digits } = scan;
  const start = digits.edges[edge] as number;
  const end = digits.edges[edge + 1] as number;
  let refuted = 0;
  if ((kinds & runKinds.vat) !== 0 && prefixStart(units, start, end) < 0) refuted |= runKinds.vat;
  if ((kinds & runKinds.identity) !== 0 && !mayBeFree(units, digits, edge)) refuted |= runKinds.identity;
  if ((kinds & runKinds.iban) !== 0 && countryStart(units, start, end) < 0) refuted |= runKinds.iban;
  if ((kinds & runKinds.quad) !== 0 && !startsQuad(scan, edge >> 1)) refuted |= runKinds.quad;
  return refuted;
}

function refutedWords(units: Units, { start, end }: Span, kinds: number): number {
  let refuted = 0;
  if ((kinds & runKinds.place) !== 0 && !mayBePlace(units, start, end)) refuted |= runKinds.place;
  if ((kinds & runKinds.wallet) !== 0 && !mayBeWallet(units, start, end)) refuted |= runKinds.wallet;
  if ((kinds & runKinds.machine) !== 0 && !mayBeMachine(units, start, end)) refuted |= runKinds.machine;
  return refuted;
}

function sort(scan: Scan): void {
  const { units, digits } = scan;
  const { edges } = digits;
  const last = digits.count * 2;
  let count = 0;
  for (let edge = 0; edge < last; edge += 2) {
    const touching = kindsAround(units, edges[edge] as number, edges[edge + 1] as number);
    if (touching === 0) continue;
    const kinds = lookCloser(scan, edge, touching);
    if (kinds === 0) continue;
    if (count === sorted.edges.length) grow();
    sorted.edges[count] = edge;
    sorted.kinds[count] = kinds;
    count++;
  }
  sorted.count = count;
}

/** The runs of `scan`, sorted at the first call for it. */
export function sortedRuns(scan: Scan): SortedRuns {
  if (current === scan) return sorted;
  current = scan;
  remembersText();
  sort(scan);
  return sorted;
}
