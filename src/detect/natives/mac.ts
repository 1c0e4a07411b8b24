/* MAC_ADDRESS: six (or eight) pairs, Cisco's three groups of four, and twelve bare digits beside a label. */

import type { Span } from "../../core/types.js";
import type { CandidateShape, NativeDetector, Scan, Sink } from "../detector.js";
import { runEnd, runStart } from "../digit-runs.js";
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

function hexLength(text: string, from: number, most: number): number {
  let length = 0;
  while (length < most && isHexDigit(text.charCodeAt(from + length))) length++;
  return length;
}

/** All zeros or all ones: nobody's card. */
function isNobody(digits: string): boolean {
  return /^(?:0+|f+)$/i.test(digits);
}

/**
 * Chain of hex groups of `size` digits around the separator at `sign`, which is the first one of the chain.
 * Returns the number of groups; the chain is read to its end, so that fingerprints are told from addresses.
 */
function chainLength(text: string, sign: number, size: number): number {
  const code = text.charCodeAt(sign);
  let groups = 1;
  let at = sign;
  while (text.charCodeAt(at) === code && hexLength(text, at + 1, size) === size) {
    groups++;
    at += size + 1;
  }
  return groups;
}

function isFree(text: string, start: number, end: number): boolean {
  return !isAsciiWord(text.charCodeAt(start - 1)) && !isAsciiWord(text.charCodeAt(end));
}

interface Chain {
  readonly start: number;
  readonly groups: number;
}

/** Digits only with dashes are dates and numbers of orders as often as not. */
function addPairs(scan: Scan, sink: Sink, chain: Chain): void {
  const { text } = scan;
  const { start, groups } = chain;
  const end = start + groups * 3 - 1;
  const sign = text.charCodeAt(start + 2);
  const touching = [text.charCodeAt(start - 1), text.charCodeAt(end)].includes(sign) && sign === 45;
  if ((groups !== 6 && groups !== 8) || touching || !isFree(text, start, end)) return;
  const digits = text.slice(start, end).replace(/[:-]/g, "");
  if (isNobody(digits)) return;
  const numeric = sign === 45 && /^\d+$/.test(digits) && !digits.startsWith("00");
  if (numeric && !isLabelled(text, start)) return;
  sink.add(groups === 6 ? pairs : longPairs, start, end);
}

/** `00:00:5e:00:53:af`. */
function scanPairs(scan: Scan, sink: Sink): void {
  const { text } = scan;
  let next: number;
  for (let sign = text.indexOf(":", 2); sign >= 0; sign = text.indexOf(":", next)) {
    next = sign + 1;
    // A cheap look at the third separator first: most colons are prose.
    if (text.charCodeAt(sign + 3) !== 58 || text.charCodeAt(sign + 6) !== 58) continue;
    if (hexLength(text, sign - 2, 2) !== 2) continue;
    const groups = chainLength(text, sign, 2);
    next = Math.max(next, sign + (groups - 1) * 3);
    addPairs(scan, sink, withoutGlued(text, { start: sign - 2, groups }));
  }
}

/** Dashes, or digits alone, ask for a label. */
function addFours(scan: Scan, sink: Sink, start: number): void {
  const { text } = scan;
  const end = start + 14;
  const sign = text[start + 4] ?? "";
  const joined = text[start - 1] === sign || (text[end] === sign && isAsciiWord(text.charCodeAt(end + 1)));
  if (joined || !isFree(text, start, end)) return;
  const digits = text.slice(start, end).replace(/[.-]/g, "");
  const plain = sign === "-" || /^\d+$/.test(digits);
  if (isNobody(digits) || (plain && !isLabelled(text, start))) return;
  sink.add(dotted, start, end);
}

const dash = 45;
const dot = 46;

/** Whether a run of digits may be, or be part of, a group beside another one: a look at what touches it. */
function mayChain(text: string, start: number, end: number): boolean {
  const before = text.charCodeAt(start - 1);
  const behind = text.charCodeAt(end);
  if (isHexDigit(before) || isHexDigit(behind)) return true;
  if (end - start === 4) return before === dash || behind === dash || before === dot || behind === dot;
  return end - start === 2 && (before === dash || behind === dash);
}

/** The hex group around the run of digits at `start`; at most five digits are read. */
function groupAround(text: string, start: number): Span {
  let from = start;
  while (start - from < 4 && isHexDigit(text.charCodeAt(from - 1))) from--;
  return { start: from, end: from + hexLength(text, from, 5) };
}

/** Separator of a chain of groups: the sign behind the group, else the one before. */
function signAround(text: string, { start, end }: Span): number {
  const behind = text.charCodeAt(end);
  return behind === dash || behind === dot ? behind : text.charCodeAt(start - 1);
}

/** Start of the chain a group stands in, not before `floor`. */
function chainStart(text: string, { start, end }: Span, floor: number): number {
  const size = end - start;
  const sign = signAround(text, { start, end });
  let first = start;
  while (
    first - size - 1 >= floor &&
    text.charCodeAt(first - 1) === sign &&
    hexLength(text, first - 1 - size, size) === size
  ) {
    first -= size + 1;
  }
  return first;
}

/** Whether the group, with the sign beside it, can be one of an address: pairs with dashes, fours with either. */
function isGroup(text: string, { start, end }: Span): boolean {
  const size = end - start;
  const sign = signAround(text, { start, end });
  if (size === 2 ? sign !== dash : size !== 4 || (sign !== dash && sign !== dot)) return false;
  // Of years and months the neighbour has another size.
  const behind = text.charCodeAt(end) === sign && isHexDigit(text.charCodeAt(end + size));
  if (behind && !isHexDigit(text.charCodeAt(end + size + 1))) return true;
  return text.charCodeAt(start - 1) === sign && isHexDigit(text.charCodeAt(start - 1 - size));
}

/** Adds the address around the group, if there is one; returns where its chain ends. */
function addChain(scan: Scan, sink: Sink, { group, floor }: { group: Span; floor: number }): number {
  const { text } = scan;
  const size = group.end - group.start;
  const sign = signAround(text, group);
  const start = chainStart(text, group, floor);
  const groups = text.charCodeAt(start + size) === sign ? chainLength(text, start + size, size) : 1;
  if (size === 2) addPairs(scan, sink, withoutGlued(text, { start, groups }));
  else if (groups === 3) addFours(scan, sink, start);
  return start + groups * (size + 1) - 1;
}

/** `00-00-5e-00-53-af`, `0000.5e00.53af`: found by their digits, since dashes and dots are everywhere. */
function scanSigned(scan: Scan, sink: Sink): void {
  const { text, digits } = scan;
  let floor = 0;
  for (let run = 0; run < digits.count; run++) {
    const at = runStart(digits, run);
    if (at < floor || !mayChain(text, at, runEnd(digits, run))) continue;
    const group = groupAround(text, at);
    if (isGroup(text, group)) floor = addChain(scan, sink, { group, floor });
  }
}

/** `MAC:00:...`, `AC-00-...`: the end of a word is no pair. */
function withoutGlued(text: string, { start, groups }: Chain): Chain {
  return isAsciiWord(text.charCodeAt(start - 1))
    ? { start: start + 3, groups: groups - 1 }
    : { start, groups };
}

/** Maker prefixes (first three octets) of the addresses that are spelt in full in the same text. */
type Makers = Set<string>;

function recording(text: string, sink: Sink, makers: Makers): Sink {
  return {
    add(candidate, start, end) {
      makers.add(text.slice(start, end).replace(/[.:-]/g, "").slice(0, 6).toLowerCase());
      sink.add(candidate, start, end);
    },
  };
}

const bareLength = 12;

/**
 * Calls `found` with the start of every run of exactly twelve hex digits. A run of twelve covers one of every twelve
 * positions, so only those are looked at.
 */
function eachBare(text: string, found: (start: number) => void): void {
  let floor = 0;
  for (let probe = bareLength - 1; probe < text.length; probe += bareLength) {
    if (!isHexDigit(text.charCodeAt(probe))) continue;
    let start = probe;
    while (start > floor && isHexDigit(text.charCodeAt(start - 1))) start--;
    const end = probe + hexLength(text, probe, text.length);
    if (end - start === bareLength && isFree(text, start, end)) found(start);
    floor = end;
    probe = Math.max(probe, end - 1);
  }
}

/** Twelve digits, or a run of digits that a hex letter goes before or behind. */
function mayBeBare(text: string, start: number, end: number): boolean {
  return (
    end - start === bareLength || isHexDigit(text.charCodeAt(end)) || isHexDigit(text.charCodeAt(start - 1))
  );
}

/** The same, of runs that hold a digit. */
function eachBareWithDigit({ text, digits }: Scan, found: (start: number) => void): void {
  let floor = 0;
  for (let run = 0; run < digits.count; run++) {
    let start = runStart(digits, run);
    if (start < floor || !mayBeBare(text, start, runEnd(digits, run))) continue;
    const stop = Math.max(floor, start - bareLength);
    while (start > stop && isHexDigit(text.charCodeAt(start - 1))) start--;
    floor = start + hexLength(text, start, bareLength + 1);
    if (floor - start === bareLength && isFree(text, start, floor)) found(start);
  }
}

/** What a label announces has a digit in it; where the maker is known, or the key says so, letters alone will do. */
function scanBare(scan: Scan, sink: Sink, makers: Makers): void {
  const { text, hint } = scan;
  const keyed =
    hint.key !== undefined && /mac|hwaddr|bssid/i.test(hint.key) && text.trim().length === bareLength;
  const judge = (start: number): void => {
    const digits = text.slice(start, start + bareLength);
    if (isNobody(digits)) return;
    const known = makers.has(digits.slice(0, 6).toLowerCase());
    if (known || keyed || isLabelled(text, start)) sink.add(bare, start, start + bareLength);
  };
  if (keyed || makers.size > 0) eachBare(text, judge);
  else eachBareWithDigit(scan, judge);
}

export const mac: NativeDetector = {
  id: "mac",
  entities: ["MAC_ADDRESS"],
  scan(scan, sink) {
    const { text, hint } = scan;
    if (text.length < 12 || hint.numeric === true) return;
    const makers: Makers = new Set();
    const recorder = recording(text, sink, makers);
    scanPairs(scan, recorder);
    scanSigned(scan, recorder);
    scanBare(scan, sink, makers);
  },
};
