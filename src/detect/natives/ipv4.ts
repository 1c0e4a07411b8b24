/* IPv4 addresses: four dotted numbers, weighed against versions, sections and object identifiers. */

import type { Span } from "../../core/types.js";
import type { Scan } from "../detector.js";
import { isDigit } from "./characters.js";
import { classifyV4, neverFound, v4Number, type IpClass } from "./ip-classes.js";
import { keyPoints, weighAfter, weighBefore } from "./ip-words.js";

/** Trigger: a minimum length over a narrow class lets V8 skip; boundaries are checked by hand. */
const quad = /\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}/g;

export interface V4Candidate {
  readonly start: number;
  readonly end: number;
  readonly name: IpClass;
  /** Evidence in points; 0 and above is an address. */
  readonly points: number;
}

/** Addresses everybody knows though their numbers look like a version. */
const wellKnown = new Set(["8.8.8.8", "8.8.4.4", "1.1.1.1", "1.0.0.1", "9.9.9.9", "149.112.112.112"]);

/** Ranges that version numbers never fall into by chance weigh the most. */
const classPoints: Readonly<Partial<Record<IpClass, number>>> = {
  documentation: 5,
  "link-local": 5,
  cgnat: 4,
  multicast: 2,
  reserved: 2,
};

/** Versions have small numbers, and zeros; addresses have big ones. */
function publicPoints(octets: readonly number[]): number {
  const [first = 0, ...rest] = octets;
  const big = rest.filter((octet) => octet >= 100).length;
  const middle = rest.filter((octet) => octet >= 30).length;
  if (first >= 30) return big > 0 ? 3 : middle > 0 ? 2 : 1;
  if (big >= 2) return 2;
  if (rest.includes(0)) return -3;
  return big === 1 ? 1 : middle > 0 ? -1 : -3;
}

function privatePoints(octets: readonly number[]): number {
  if (octets[0] !== 10) return 5;
  return octets.some((octet) => octet >= 30) ? 2 : 1;
}

function numberPoints(octets: readonly number[], name: IpClass, spelled: string): number {
  if (wellKnown.has(spelled)) return 1;
  if (name === "private") return privatePoints(octets);
  const points = classPoints[name];
  if (points !== undefined) return points;
  // 12.345.678.901-like groups of three are thousands in half of Europe.
  const thousands = /^\d{1,3}(?:\.\d{3}){3}$/.test(spelled) ? 1 : 0;
  return publicPoints(octets) - thousands;
}

/** Octets of a dotted spelling; undefined when one is above 255 or padded with zeros in an uneven way. */
function readOctets(spelled: string): readonly number[] | undefined {
  const parts = spelled.split(".");
  const octets = parts.map(Number);
  if (octets.some((octet) => octet > 255)) return undefined;
  const padded = parts.some((part) => part.length > 1 && part.startsWith("0"));
  if (!padded) return octets;
  const even = parts.every((part) => part.length === 3);
  const tailOnly =
    parts.slice(0, 2).every((part) => !part.startsWith("0")) && classifyV4(v4Number(octets)) !== "public";
  return even || tailOnly ? octets : undefined;
}

/** First rule that holds decides; `undefined` refuses the numbers. */
type TouchRules = readonly (readonly [RegExp, number | undefined])[];

/** What touches the numbers on the left, read from its last three characters. */
const leftRules: TouchRules = [
  [/(?:^|[^a-z])ip$/i, 3],
  [/\w$|\w\.$/, undefined],
  [/@$|\/\/$/, 5],
  [/\w\/$|[A-Z_]-$/i, -3],
  [/\[$/, 2],
  [/[\^~$€#§]$|[§№]\s$|[=<>]=$/, -5],
];

/** What touches them on the right: port, prefix length, range, access log, package revision, unit. */
const rightRules: TouchRules = [
  [/^\w/, undefined],
  [/^:\d{1,5}(?![\d.:])|^\/\d{1,2}(?![\d./])/, 4],
  [/^\.[\p{L}_]/u, -3],
  [/^-(?:\d{1,3}\.\d|\d{1,3}(?![\w.+-]))/, 1],
  [/^[-+~]\w/, -4],
  [/^ - - \[/, 4],
  [/^\s{0,2}(?:[€$£%]|(?:EUR|USD|PLN|[KMGT]?i?B|[Bb]ytes?|octets?|байт\p{L}?|bayt\p{L}{0,5})(?!\p{L}))/u, -4],
];

const touchReach = 12;

function touchPoints(rules: TouchRules, near: string): number | undefined {
  for (const [form, points] of rules) if (form.test(near)) return points;
  return 0;
}

/** Points for numbers that are all there is, in the text or on their line. */
function alonePoints(scan: Scan, { start, end }: Span): number {
  const { text } = scan;
  const whole = text.length - (end - start) <= 8 && text.trim().length === end - start;
  if (whole) return keyPoints(scan.hint.key) + 3;
  const opens = start === 0 || text.charCodeAt(start - 1) === 10;
  const closes = end === text.length || text.charCodeAt(end) === 10 || text.charCodeAt(end) === 13;
  return opens && closes ? 2 : 0;
}

/** End of the run of digits and dots around a match: longer chains are identifiers, skipped as a whole. */
function chainEnd(text: string, from: number): number {
  let end = from;
  for (let code = text.charCodeAt(end); isDigit(code) || code === 46; code = text.charCodeAt(end)) end++;
  return end;
}

/** A candidate takes over the verdict of the one before when only a few characters lie between (`from A to B`). */
const inheritReach = 20;

/** Numbers that no word around makes a version of. */
const certain = 5;

/** Points of the words around, and of an undecided candidate's neighbour. */
function contextPoints(scan: Scan, span: Span, last: V4Candidate | undefined): number {
  const { text } = scan;
  const before = weighBefore(text, span.start, last?.end ?? 0);
  const near = last !== undefined && span.start - last.end <= inheritReach;
  const inherited = near && !before.decided ? (last.points < 0 ? -3 : 1) : 0;
  return before.points + inherited + weighAfter(text, span.end) + alonePoints(scan, span);
}

function judge(scan: Scan, span: Span, last: V4Candidate | undefined): V4Candidate | undefined {
  const { text } = scan;
  const { start, end } = span;
  const spelled = text.slice(start, end);
  const octets = readOctets(spelled);
  if (octets === undefined) return undefined;
  const left = touchPoints(leftRules, text.slice(Math.max(0, start - 3), start));
  const right = touchPoints(rightRules, text.slice(end, end + touchReach));
  if (left === undefined || right === undefined) return undefined;
  const name = classifyV4(v4Number(octets));
  const own = numberPoints(octets, name, spelled) + left + right;
  const points = own >= certain || neverFound.has(name) ? own : own + contextPoints(scan, span, last);
  return { start, end, name, points };
}

/** Calls `found` for every four dotted numbers that are an address by their surroundings. */
export function scanV4(scan: Scan, found: (candidate: V4Candidate) => void): void {
  const { text } = scan;
  let last: V4Candidate | undefined;
  quad.lastIndex = 0;
  for (let match = quad.exec(text); match !== null; match = quad.exec(text)) {
    const start = match.index;
    const end = chainEnd(text, start);
    const stop = text.charCodeAt(end - 1) === 46 ? trimDots(text, end) : end;
    quad.lastIndex = end;
    if (stop - start !== match[0].length) continue;
    const candidate = judge(scan, { start, end: stop }, last);
    if (candidate === undefined) continue;
    last = candidate;
    if (candidate.points >= 0) found(candidate);
  }
}

function trimDots(text: string, end: number): number {
  let stop = end;
  while (text.charCodeAt(stop - 1) === 46) stop--;
  return stop;
}
