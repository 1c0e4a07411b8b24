/* IPv4 addresses: four dotted numbers, weighed against versions, sections and object identifiers. */

import type { Span } from "../../core/types.js";
import type { Scan } from "../detector.js";
import { runEnd, runStart } from "../digit-runs.js";
import { classifyV4, neverFound, type IpClass } from "./ip-classes.js";
import { runKinds } from "../run-kinds.js";
import { sortedRuns } from "../run-sorter.js";
import { leftPoints, rightPoints } from "./ip-touch.js";
import { keyPoints, weighAfter, weighBefore } from "./ip-words.js";
import { isDotted } from "./quad-touch.js";
import { readQuad, type Quad } from "./quad.js";

export interface V4Candidate {
  readonly start: number;
  readonly end: number;
  readonly name: IpClass;
  /** Evidence in points; 0 and above is an address. */
  readonly points: number;
}

/** Addresses everybody knows though their numbers look like a version: 8.8.8.8, 8.8.4.4, 1.1.1.1, 1.0.0.1, ... */
const wellKnown = new Set([0x08080808, 0x08080404, 0x01010101, 0x01000001, 0x09090909, 0x95707070]);

/** Ranges that version numbers never fall into by chance weigh the most. */
const classPoints: Readonly<Partial<Record<IpClass, number>>> = {
  documentation: 5,
  "link-local": 5,
  cgnat: 4,
  multicast: 2,
  reserved: 2,
};

/** How many of the three octets behind the first reach `least`. */
function countFrom({ b, c, d }: Quad, least: number): number {
  return Number(b >= least) + Number(c >= least) + Number(d >= least);
}

/** Versions have small numbers, and zeros; addresses have big ones. */
function publicPoints(octets: Quad): number {
  const big = countFrom(octets, 100);
  const middle = countFrom(octets, 30);
  if (octets.a >= 30) return big > 0 ? 3 : middle > 0 ? 2 : 1;
  if (big >= 2) return 2;
  if (octets.b === 0 || octets.c === 0 || octets.d === 0) return -3;
  return big === 1 ? 1 : middle > 0 ? -1 : -3;
}

function privatePoints(octets: Quad): number {
  if (octets.a !== 10) return 5;
  return countFrom(octets, 30) > 0 ? 2 : 1;
}

function numberPoints(octets: Quad, name: IpClass): number {
  if (!octets.padded && wellKnown.has(octets.address)) return 1;
  if (name === "private") return privatePoints(octets);
  const points = classPoints[name];
  if (points !== undefined) return points;
  // 12.345.678.901-like groups of three are thousands in half of Europe.
  return publicPoints(octets) - (octets.thousands ? 1 : 0);
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

/** A candidate takes over the verdict of the one before when only a few characters lie between (`from A to B`). */
const inheritReach = 20;

/** Numbers that no word around makes a version of. */
const certain = 5;

/** Points of the words around, and of an undecided candidate's neighbour. */
function contextPoints(scan: Scan, span: Span, last: V4Candidate | undefined): number {
  const before = weighBefore(scan, span.start, last?.end ?? 0);
  const near = last !== undefined && span.start - last.end <= inheritReach;
  const inherited = near && !before.decided ? (last.points < 0 ? -3 : 1) : 0;
  return before.points + inherited + weighAfter(scan, span.end) + alonePoints(scan, span);
}

function judge(scan: Scan, span: Span, last: V4Candidate | undefined): V4Candidate | undefined {
  const { start, end } = span;
  const octets = readQuad(scan.units, start, end);
  if (octets === undefined) return undefined;
  const left = leftPoints(scan, start);
  const right = left === undefined ? undefined : rightPoints(scan, end);
  if (left === undefined || right === undefined) return undefined;
  const name = classifyV4(octets.address);
  const own = numberPoints(octets, name) + left + right;
  const points = own >= certain || neverFound.has(name) ? own : own + contextPoints(scan, span, last);
  return { start, end, name, points };
}

/** Calls `found` for every four dotted numbers that are an address by their surroundings. */
export function scanV4(scan: Scan, found: (candidate: V4Candidate) => void): void {
  const { digits } = scan;
  const { count, edges, kinds } = sortedRuns(scan);
  let last: V4Candidate | undefined;
  for (let at = 0; at < count; at++) {
    if (((kinds[at] as number) & runKinds.quad) === 0) continue;
    const first = (edges[at] as number) >> 1;
    // Longer chains are identifiers.
    if (first + 4 < digits.count && isDotted(scan, first + 4)) continue;
    const candidate = judge(scan, { start: runStart(digits, first), end: runEnd(digits, first + 3) }, last);
    if (candidate === undefined) continue;
    last = candidate;
    if (candidate.points >= 0) found(candidate);
  }
}
