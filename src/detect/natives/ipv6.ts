/* IPv6 addresses (RFC 4291 section 2.2): runs of hex digits, colons and dots, told from times, MACs and C++ names. */

import { isAsciiWord, isDigit, isForeignWordAt, isHexDigit } from "./characters.js";

/** Eight groups of four digits, seven colons, and room for an embedded dotted quad. */
const longestAddress = 45;

export interface V6Candidate {
  readonly start: number;
  /** Zone included, prefix length not. */
  readonly end: number;
  /** Eight 16-bit numbers. */
  readonly groups: readonly number[];
}

function isRunUnit(code: number): boolean {
  return isHexDigit(code) || code === 58 || code === 46;
}

function readQuad(quad: string): readonly number[] | undefined {
  const octets = quad.split(".").map((part) => (/^(?:0|[1-9]\d{0,2})$/.test(part) ? Number(part) : 256));
  if (octets.length !== 4 || octets.some((octet) => octet > 255)) return undefined;
  const [a = 0, b = 0, c = 0, d = 0] = octets;
  return [a * 256 + b, c * 256 + d];
}

/** Groups of one side of `::`; a dotted quad may stand last. */
function readSide(side: string): readonly number[] | undefined {
  if (side === "") return [];
  const groups: number[] = [];
  const parts = side.split(":");
  for (const [index, part] of parts.entries()) {
    if (part.includes(".")) {
      const pair = index === parts.length - 1 ? readQuad(part) : undefined;
      if (pair === undefined) return undefined;
      groups.push(...pair);
    } else {
      if (!/^[0-9A-F]{1,4}$/i.test(part)) return undefined;
      groups.push(Number.parseInt(part, 16));
    }
  }
  return groups;
}

/** The eight groups of a spelling without zone; undefined when it is not an IPv6 address. */
export function readV6(spelled: string): readonly number[] | undefined {
  if (spelled.length > longestAddress) return undefined;
  const cut = spelled.indexOf("::");
  if (cut < 0) {
    const groups = readSide(spelled);
    return groups?.length === 8 ? groups : undefined;
  }
  const head = readSide(spelled.slice(0, cut));
  const tail = readSide(spelled.slice(cut + 2));
  if (head === undefined || tail === undefined || spelled.slice(0, cut).includes(".")) return undefined;
  const missing = 8 - head.length - tail.length;
  if (missing < 1) return undefined;
  return [...head, ...Array.from({ length: missing }, () => 0), ...tail];
}

const knownPrefix = /^(?:fe[89ab][0-9a-f]|f[cd][0-9a-f]{2}|ff0[1-9a-e]|[23][0-9a-f]{3}):/i;

/** Short forms like `a::b` or `12::30` are code and times; addresses have three groups, a quad or a known prefix. */
function looksLikeAddress(spelled: string): boolean {
  if (spelled.includes(".")) return true;
  const parts = spelled.split(":").filter((part) => part !== "");
  const cut = spelled.includes("::");
  if (!cut) return parts.some((part) => part.length !== 2);
  if (knownPrefix.test(spelled)) return true;
  return parts.length >= 3 && parts.some((part) => part.length >= 3 || /[a-f]/i.test(part));
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
  const spelled = text.slice(start, end);
  const groups = looksLikeAddress(spelled) ? readV6(spelled) : undefined;
  return groups === undefined ? undefined : { start, end: zoneEnd(text, end), groups };
}

/** Scripts written without blanks may touch an address; cased scripts may not. */
function isForeignLetter(text: string, at: number): boolean {
  return isForeignWordAt(text, at) && /[\p{Lu}\p{Ll}\p{M}]/u.test(text[at] ?? "");
}

/** Calls `found` for every IPv6 address; each run of the text is looked at once. */
export function scanV6(text: string, found: (candidate: V6Candidate) => void): void {
  let floor = 0;
  for (let colon = text.indexOf(":"); colon >= 0; colon = text.indexOf(":", floor)) {
    let from = colon;
    while (from > floor && isRunUnit(text.charCodeAt(from - 1))) from--;
    let to = colon + 1;
    let colons = 1;
    for (let code = text.charCodeAt(to); isRunUnit(code); code = text.charCodeAt(to)) {
      if (code === 58) colons++;
      to++;
    }
    floor = to;
    if (colons < 2) continue;
    const candidate = readRun(text, from, to);
    if (candidate !== undefined) found(candidate);
  }
}
