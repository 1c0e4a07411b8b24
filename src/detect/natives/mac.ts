/* MAC_ADDRESS: six (or eight) pairs, Cisco's three groups of four, and twelve bare digits beside a label. */

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

/** Digits only with dashes are dates and numbers of orders as often as not. */
function addPairs(scan: Scan, sink: Sink, chain: { start: number; groups: number }): void {
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

/** Three separators in their places: of narrow classes and fixed length, so that V8 skips over prose. */
const pairsAhead = { ":": /:[\dA-F]{2}:[\dA-F]{2}:/gi, "-": /-[\dA-F]{2}-[\dA-F]{2}-/gi } as const;

function scanPairs(scan: Scan, sink: Sink, separator: keyof typeof pairsAhead): void {
  const { text } = scan;
  const ahead = pairsAhead[separator];
  ahead.lastIndex = 2;
  for (let match = ahead.exec(text); match !== null; match = ahead.exec(text)) {
    const sign = match.index;
    ahead.lastIndex = sign + 1;
    if (hexLength(text, sign - 2, 2) !== 2) continue;
    const groups = chainLength(text, sign, 2);
    ahead.lastIndex = Math.max(sign + 1, sign + (groups - 1) * 3);
    // `MAC:00:...`: the end of a word is no pair.
    const glued = isAsciiWord(text.charCodeAt(sign - 3));
    addPairs(scan, sink, glued ? { start: sign + 1, groups: groups - 1 } : { start: sign - 2, groups });
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

/** `0000.5e00.53af`. */
const foursAhead = /[.-][\dA-F]{4}[.-]/gi;

function scanFours(scan: Scan, sink: Sink): void {
  const { text } = scan;
  foursAhead.lastIndex = 4;
  for (let match = foursAhead.exec(text); match !== null; match = foursAhead.exec(text)) {
    const sign = match.index;
    foursAhead.lastIndex = sign + 1;
    if (text.charCodeAt(sign + 5) !== text.charCodeAt(sign) || hexLength(text, sign - 4, 4) !== 4) continue;
    const groups = chainLength(text, sign, 4);
    foursAhead.lastIndex = Math.max(sign + 1, sign + (groups - 1) * 5);
    if (groups === 3) addFours(scan, sink, sign - 4);
  }
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
    scanPairs(scan, recorder, ":");
    scanPairs(scan, recorder, "-");
    scanFours(scan, recorder);
    scanBare(scan, sink, makers);
  },
};
