/* MAC_ADDRESS: six (or eight) pairs, Cisco's three groups of four, and twelve bare digits beside a label. */

import type { Span } from "../../core/types.js";
import type { CandidateShape, NativeDetector, Scan, Sink } from "../detector.js";
import { runKinds } from "../run-kinds.js";
import { sortedRuns } from "../run-sorter.js";
import { unitAt, type Units } from "../units.js";
import { isAsciiWord, isHexDigit } from "./characters.js";

const shape = (name: string, confidence: number): CandidateShape => ({
  detector: "mac",
  entity: "MAC_ADDRESS",
  confidence,
  evidence: [{ by: "pattern", name }],
});

const pairs = shape("mac-pairs", 0.95);
const longPairs = shape("eui-64", 0.85);
const dotted = shape("mac-dotted", 0.95);
const bare = shape("mac-bare", 0.8);

const label =
  /(?:^|[^A-Z])(?:mac|macs|hwaddr|lladdr|link\/ether|ether|ethernet|bssid|hw[ -]address|hardware address|physical(?:ische)? addr\w{0,6}|physische adresse|physikalische adresse|dirección física|adresse physique|nic|lan)\W{0,3}(?:addr\w{0,6}|adres\w{0,4}|number|nr|is|ist|:|=)?[^A-Z0-9]{0,4}$/i;
const labelReach = 40;

function isLabelled(text: string, start: number): boolean {
  return label.test(text.slice(Math.max(0, start - labelReach), start));
}

function hexLength(units: Units, from: number, most: number): number {
  let length = 0;
  while (length < most && isHexDigit(unitAt(units, from + length))) length++;
  return length;
}

/** All zeros or all ones: nobody's card; `10:12:14:16:18:20`: steps that somebody counts. */
function isNobody(digits: string): boolean {
  return /^(?:0+|f+)$/i.test(digits) || isCounted(digits);
}

function isCounted(digits: string): boolean {
  if (!/^\d+$/.test(digits)) return false;
  const numbers = (digits.match(/\d\d/g) ?? []).map(Number);
  const [first = 0, second = 0] = numbers;
  return numbers.every((number, at) => number === first + at * (second - first));
}

/**
 * Chain of hex groups of `size` digits around the separator at `sign`, which is the first one of the chain.
 * Returns the number of groups; the chain is read to its end, so that fingerprints are told from addresses.
 */
function chainLength(units: Units, sign: number, size: number): number {
  const code = unitAt(units, sign);
  let groups = 1;
  let at = sign;
  while (unitAt(units, at) === code && hexLength(units, at + 1, size) === size) {
    groups++;
    at += size + 1;
  }
  return groups;
}

function isFree(units: Units, start: number, end: number): boolean {
  return !isAsciiWord(unitAt(units, start - 1)) && !isAsciiWord(unitAt(units, end));
}

interface Chain {
  readonly start: number;
  readonly groups: number;
}

/** Digits only with dashes are dates and numbers of orders as often as not. */
function addPairs(scan: Scan, sink: Sink, chain: Chain): void {
  const { text, units } = scan;
  const { start, groups } = chain;
  const end = start + groups * 3 - 1;
  const sign = unitAt(units, start + 2);
  const touching = [unitAt(units, start - 1), unitAt(units, end)].includes(sign) && sign === 45;
  if ((groups !== 6 && groups !== 8) || touching || !isFree(units, start, end)) return;
  const digits = text.slice(start, end).replace(/[:-]/g, "");
  if (isNobody(digits)) return;
  const numeric = sign === 45 && /^\d+$/.test(digits) && !digits.startsWith("00");
  if (numeric && !isLabelled(text, start)) return;
  sink.add(groups === 6 ? pairs : longPairs, start, end);
}

/** `00:00:5e:00:53:af`. */
function scanPairs(scan: Scan, sink: Sink): void {
  const { text, units } = scan;
  let next: number;
  for (let sign = text.indexOf(":", 2); sign >= 0; sign = text.indexOf(":", next)) {
    next = sign + 1;
    // A cheap look at the third separator first: most colons are prose.
    if (unitAt(units, sign + 3) !== 58 || unitAt(units, sign + 6) !== 58) continue;
    if (hexLength(units, sign - 2, 2) !== 2) continue;
    const groups = chainLength(units, sign, 2);
    next = Math.max(next, sign + (groups - 1) * 3);
    addPairs(scan, sink, withoutGlued(units, { start: sign - 2, groups }));
  }
}

/** Dashes, or digits alone, ask for a label. */
function addFours(scan: Scan, sink: Sink, start: number): void {
  const { text, units } = scan;
  const end = start + 14;
  const sign = unitAt(units, start + 4);
  const joined =
    unitAt(units, start - 1) === sign || (unitAt(units, end) === sign && isAsciiWord(unitAt(units, end + 1)));
  if (joined || !isFree(units, start, end)) return;
  const digits = text.slice(start, end).replace(/[.-]/g, "");
  const plain = sign === dash || /^\d+$/.test(digits);
  if (isNobody(digits) || (plain && !isLabelled(text, start))) return;
  sink.add(dotted, start, end);
}

const dash = 45;
const dot = 46;

/** The hex group around the run of digits at `start`; at most five digits are read. */
function groupAround(units: Units, start: number): Span {
  let from = start;
  while (start - from < 4 && isHexDigit(unitAt(units, from - 1))) from--;
  return { start: from, end: from + hexLength(units, from, 5) };
}

/** Separator of a chain of groups: the sign behind the group, else the one before. */
function signAround(units: Units, { start, end }: Span): number {
  const behind = unitAt(units, end);
  return behind === dash || behind === dot ? behind : unitAt(units, start - 1);
}

/** Start of the chain a group stands in, not before `floor`. */
function chainStart(units: Units, { start, end }: Span, floor: number): number {
  const size = end - start;
  const sign = signAround(units, { start, end });
  let first = start;
  while (
    first - size - 1 >= floor &&
    unitAt(units, first - 1) === sign &&
    hexLength(units, first - 1 - size, size) === size
  ) {
    first -= size + 1;
  }
  return first;
}

/** Whether the group, with the sign beside it, can be one of an address: pairs with dashes, fours with either. */
function isGroup(units: Units, { start, end }: Span): boolean {
  const size = end - start;
  const sign = signAround(units, { start, end });
  if (size === 2 ? sign !== dash : size !== 4 || (sign !== dash && sign !== dot)) return false;
  // Of years and months the neighbour has another size.
  const behind = unitAt(units, end) === sign && isHexDigit(unitAt(units, end + size));
  if (behind && !isHexDigit(unitAt(units, end + size + 1))) return true;
  return unitAt(units, start - 1) === sign && isHexDigit(unitAt(units, start - 1 - size));
}

/** Adds the address around the group, if there is one; returns where its chain ends. */
function addChain(scan: Scan, sink: Sink, { group, floor }: { group: Span; floor: number }): number {
  const { units } = scan;
  const size = group.end - group.start;
  const sign = signAround(units, group);
  const start = chainStart(units, group, floor);
  const groups = unitAt(units, start + size) === sign ? chainLength(units, start + size, size) : 1;
  if (size === 2) addPairs(scan, sink, withoutGlued(units, { start, groups }));
  else if (groups === 3) addFours(scan, sink, start);
  return start + groups * (size + 1) - 1;
}

/** `00-00-5e-00-53-af`, `0000.5e00.53af`: found by their digits, since dashes and dots are everywhere. */
function scanSigned(scan: Scan, sink: Sink): void {
  const { units, digits } = scan;
  const { count, edges, kinds } = sortedRuns(scan);
  let floor = 0;
  for (let run = 0; run < count; run++) {
    const at = digits.edges[edges[run] as number] as number;
    if (at < floor || ((kinds[run] as number) & runKinds.mac) === 0) continue;
    const group = groupAround(units, at);
    // The other digits of a long run stand in it as well.
    if (group.end - group.start > 4) floor = group.end;
    else if (isGroup(units, group)) floor = addChain(scan, sink, { group, floor });
  }
}

/** `MAC:00:...`, `AC-00-...`: the end of a word is no pair. */
function withoutGlued(units: Units, { start, groups }: Chain): Chain {
  return isAsciiWord(unitAt(units, start - 1)) ? { start: start + 3, groups: groups - 1 } : { start, groups };
}

/** Passes addresses on and notes their makers: the first three octets of those that are spelt in full. */
class Recorder implements Sink {
  makers: Set<string> | undefined;
  readonly #text: string;
  readonly #sink: Sink;

  constructor(text: string, sink: Sink) {
    this.#text = text;
    this.#sink = sink;
  }

  add(shape: CandidateShape, start: number, end: number): void {
    const digits = this.#text.slice(start, end).replace(/[.:-]/g, "");
    (this.makers ??= new Set()).add(digits.slice(0, 6).toLowerCase());
    this.#sink.add(shape, start, end);
  }
}

const bareLength = 12;

/**
 * Calls `found` with the start of every run of exactly twelve hex digits. A run of twelve covers one of every twelve
 * positions, so only those are looked at.
 */
function eachBare({ text, units }: Scan, found: (start: number) => void): void {
  let floor = 0;
  for (let probe = bareLength - 1; probe < text.length; probe += bareLength) {
    if (!isHexDigit(unitAt(units, probe))) continue;
    let start = probe;
    while (start > floor && isHexDigit(unitAt(units, start - 1))) start--;
    const end = probe + hexLength(units, probe, text.length - probe);
    if (end - start === bareLength && isFree(units, start, end)) found(start);
    floor = end;
    probe = Math.max(probe, end - 1);
  }
}

/** The same, of runs that hold a digit. */
function eachBareWithDigit(scan: Scan, found: (start: number) => void): void {
  const { units, digits } = scan;
  const { count, edges, kinds } = sortedRuns(scan);
  let floor = 0;
  for (let run = 0; run < count; run++) {
    let start = digits.edges[edges[run] as number] as number;
    if (start < floor || ((kinds[run] as number) & runKinds.mac) === 0) continue;
    const stop = Math.max(floor, start - bareLength);
    while (start > stop && isHexDigit(unitAt(units, start - 1))) start--;
    floor = start + hexLength(units, start, bareLength + 1);
    if (floor - start === bareLength && isFree(units, start, floor)) found(start);
  }
}

/** What a label announces has a digit in it; where the maker is known, or the key says so, letters alone will do. */
function scanBare(scan: Scan, sink: Sink, makers: ReadonlySet<string> | undefined): void {
  const { text, hint } = scan;
  const keyed =
    hint.key !== undefined && /mac|hwaddr|bssid/i.test(hint.key) && text.trim().length === bareLength;
  const judge = (start: number): void => {
    const digits = text.slice(start, start + bareLength);
    if (isNobody(digits)) return;
    const known = makers?.has(digits.slice(0, 6).toLowerCase()) === true;
    if (known || keyed || isLabelled(text, start)) sink.add(bare, start, start + bareLength);
  };
  if (keyed || makers !== undefined) eachBare(scan, judge);
  else eachBareWithDigit(scan, judge);
}

export const mac: NativeDetector = {
  id: "mac",
  entities: ["MAC_ADDRESS"],
  scan(scan, sink) {
    const { text, hint } = scan;
    if (text.length < 12 || hint.numeric === true) return;
    const recorder = new Recorder(text, sink);
    scanPairs(scan, recorder);
    scanSigned(scan, recorder);
    scanBare(scan, sink, recorder.makers);
  },
};
