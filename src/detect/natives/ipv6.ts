/* IPv6 addresses (RFC 4291 section 2.2): runs of hex digits, colons and dots, told from times, MACs and C++ names. */

import { isAsciiWord, isDigit, isForeignWordAt } from "./characters.js";
import { readSpelling, type V6Spelling } from "./v6-spelling.js";

/** Eight groups of four digits, seven colons, and room for an embedded dotted quad. */
const longestAddress = 45;

export interface V6Candidate {
  readonly start: number;
  /** Zone included, prefix length not. */
  readonly end: number;
  /** Eight 16-bit numbers. */
  readonly groups: readonly number[];
}

/** Hex digits, colons and dots. */
const runUnits = new Uint8Array(0x80);
for (const unit of "0123456789abcdefABCDEF:.") runUnits[unit.charCodeAt(0)] = 1;

const isRunUnit = (code: number): boolean => code < 0x80 && runUnits[code] === 1;

/** The eight groups of a spelling without zone; undefined when it is not an IPv6 address. */
export function readV6(spelled: string): readonly number[] | undefined {
  return spelled.length > longestAddress ? undefined : readSpelling(spelled, 0, spelled.length)?.groups;
}

/** Link-local, unique local and multicast addresses, and those that are given out (2000::/3). */
function hasKnownPrefix({ groups, firstDigits }: V6Spelling): boolean {
  const [first = 0] = groups;
  if (firstDigits !== 4) return false;
  const local = (first & 0xffc0) === 0xfe80 || (first & 0xfe00) === 0xfc00;
  return local || (first >= 0xff01 && first <= 0xff0e) || (first & 0xe000) === 0x2000;
}

/** Short forms like `a::b` or `12::30` are code and times; addresses have three groups, a quad or a known prefix. */
function looksLikeAddress(spelling: V6Spelling): boolean {
  if (spelling.quad) return true;
  if (!spelling.gap) return !spelling.pairs;
  return hasKnownPrefix(spelling) || (spelling.written >= 3 && spelling.telling);
}

/** Zone of a link-local address: `%eth0`, also percent-encoded as in URLs. */
const zone = /%(?:25)?[0-9A-Z][\w.~-]{0,15}/iy;

function zoneEnd(text: string, end: number): number {
  if (text.charCodeAt(end) !== 37) return end;
  zone.lastIndex = end;
  let stop = end + (zone.exec(text)?.[0].length ?? 0);
  while (text.charCodeAt(stop - 1) === 46) stop--;
  return stop;
}

function trimEnd(text: string, start: number, end: number): number {
  let stop = end;
  while (stop > start && text.charCodeAt(stop - 1) === 46) stop--;
  if (text.charCodeAt(stop - 1) === 58 && text.charCodeAt(stop - 2) !== 58) stop--;
  return stop;
}

/** A letter before, a letter behind, or a dash and a digit behind make the run part of something longer. */
function isFree(text: string, start: number, end: number): boolean {
  const labelled = text.charCodeAt(start - 1) === 58;
  if (!labelled && (isAsciiWord(text.charCodeAt(start - 1)) || isForeignLetter(text, start - 1)))
    return false;
  const next = text.charCodeAt(end);
  return !isAsciiWord(next) && !(next === 45 && isDigit(text.charCodeAt(end + 1)));
}

/** The address in a run; a single colon before it belongs to a label (`addr:2001:db8::1`). */
function readRun(text: string, from: number, to: number): V6Candidate | undefined {
  const start = text.charCodeAt(from) === 58 && text.charCodeAt(from + 1) !== 58 ? from + 1 : from;
  const end = trimEnd(text, start, to);
  if (end - start < 3 || end - start > longestAddress || isAsciiWord(text.charCodeAt(to))) return undefined;
  if (!isFree(text, start, end)) return undefined;
  const spelling = readSpelling(text, start, end);
  if (spelling === undefined || !looksLikeAddress(spelling)) return undefined;
  return { start, end: zoneEnd(text, end), groups: spelling.groups };
}

/** Scripts written without blanks may touch an address; cased scripts may not. */
function isForeignLetter(text: string, at: number): boolean {
  return isForeignWordAt(text, at) && /[\p{Lu}\p{Ll}\p{M}]/u.test(text[at] ?? "");
}

/** Without zeros left out there are seven colons, six before a dotted quad. */
const leastColons = 6;

/** Calls `found` for every IPv6 address; each run of the text is looked at once. */
export function scanV6(text: string, found: (candidate: V6Candidate) => void): void {
  let floor = 0;
  for (let colon = text.indexOf(":"); colon >= 0; colon = text.indexOf(":", floor)) {
    let from = colon;
    while (from > floor && isRunUnit(text.charCodeAt(from - 1))) from--;
    let to = colon + 1;
    let colons = 1;
    let gap = false;
    for (let code = text.charCodeAt(to); isRunUnit(code); code = text.charCodeAt(to)) {
      if (code === 58) {
        colons++;
        gap ||= text.charCodeAt(to - 1) === 58;
      }
      to++;
    }
    floor = to;
    if (!gap && colons < leastColons) continue;
    const candidate = readRun(text, from, to);
    if (candidate !== undefined) found(candidate);
  }
}
