/* Finds what stands in Authorization headers: bearer tokens, and Basic credentials that decode to `user:password`. */

import type { CandidateShape, LiteralHit, NativeDetector, Scan, Sink } from "../detector.js";
import { skipBlanks } from "./characters.js";
import { isRandom } from "./random.js";

function shape(kind: string, confidence: number, name: string): CandidateShape {
  const evidence = [{ by: "label", name }] as const;
  return { detector: "authorization-header", entity: "CREDENTIAL", kind, confidence, evidence };
}

const headerToken = shape("bearer-token", 0.9, "authorization");
const bareToken = shape("bearer-token", 0.7, "bearer");
const basic = shape("basic-credentials", 0.95, "basic");

/** Longest token that is read; JSON web tokens, which are longer, have a detector of their own. */
const longestToken = 4096;
/** Basic credentials longer than this are not decoded. */
const longestBasic = 512;

const isTokenChar = /[\w.~+/=-]/;
const header = /^authorization["']?\s{0,2}[:=]\s{0,2}["']?/i;
const scheme = /^(?:bearer|token|apikey|api-key|oauth|sso-key|negotiate)[\s:=]{1,3}(?:token=)?["']?/i;

function tokenEnd(text: string, at: number): number {
  const stop = Math.min(text.length, at + longestToken);
  let end = at;
  while (end < stop && isTokenChar.test(text.charAt(end))) end++;
  while (end > at && text.charAt(end - 1) === ".") end--;
  return end;
}

/** What was changed by hand decodes no more, and is no word either. */
const leastGarbled = 32;
/** Letters only are a token where they are many and drawn at random. */
const leastRandom = 16;

function looksMade(token: string): boolean {
  return (/\d/.test(token) && /[A-Z]/i.test(token)) || isRandom(token, leastRandom);
}

/** True for base64 of printable text with a colon in it. */
function isBasic(token: string): boolean {
  if (token.length < 6 || token.length > longestBasic) return false;
  const plain = Buffer.from(token, "base64").toString("utf8");
  return plain.length >= 3 && plain.includes(":") && !/[\p{Cc}\ufffd]/u.test(plain);
}

function onBasic(scan: Scan, sink: Sink, at: number): void {
  const start = skipBlanks(scan.text, at, 4);
  if (start === at) return;
  const end = tokenEnd(scan.text, start);
  const token = scan.text.slice(start, end);
  if (isBasic(token) || (token.length >= leastGarbled && isRandom(token, leastGarbled / 2)))
    sink.add(basic, start, end);
}

/** `Authorization: SCHEME token`; an unnamed scheme's token must be long. */
function onHeader(scan: Scan, sink: Sink, at: number): void {
  const { text } = scan;
  const name = header.exec(text.slice(at, at + 24));
  if (name === null) return;
  const value = at + name[0].length;
  const named = scheme.exec(text.slice(value, value + 24));
  const start = value + (named?.[0].length ?? 0);
  const end = tokenEnd(text, start);
  const token = text.slice(start, end);
  const least = named === null ? 16 : 8;
  if (token.length >= least && looksMade(token)) sink.add(headerToken, start, end);
}

function onBearer(scan: Scan, sink: Sink, at: number): void {
  const start = skipBlanks(scan.text, at, 4);
  if (start === at) return;
  const end = tokenEnd(scan.text, start);
  if (end - start >= 20 && looksMade(scan.text.slice(start, end))) sink.add(bareToken, start, end);
}

/** A hit inside a run of token characters belongs to what was read before, so no character is read for two hits. */
function startsRun(text: string, at: number): boolean {
  const start = text.slice(Math.max(0, at - 6), at).toLowerCase() === "proxy-" ? at - 6 : at;
  return start === 0 || !isTokenChar.test(text.charAt(start - 1));
}

function onLiteral(scan: Scan, sink: Sink, hit: LiteralHit): void {
  scan.budget.spend(16);
  if (!startsRun(scan.text, hit.start)) return;
  if (hit.literal === 0) onHeader(scan, sink, hit.start);
  else if (hit.literal === 1) onBearer(scan, sink, hit.end);
  else onBasic(scan, sink, hit.end);
}

export const authorizationHeader: NativeDetector = {
  id: "authorization-header",
  entities: ["CREDENTIAL"],
  literals: [{ text: "authorization" }, { text: "bearer" }, { text: "basic" }],
  onLiteral,
};
