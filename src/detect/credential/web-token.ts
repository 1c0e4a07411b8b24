/* Finds JSON web tokens of any length: a header that names an algorithm, and the parts behind it. */

import type { LiteralHit, NativeDetector, Scan, Sink } from "../detector.js";
import { jwt } from "../checks/jwt.js";
import { shapesOf } from "../shape.js";

const shape = shapesOf({ detector: "json-web-token", entity: "CREDENTIAL", kind: "jwt" }, "check");

const confirmed = shape(0.99, "jwt");
const unread = shape(0.7, "jwt-shape");

/** A signed token has three parts, an encrypted one five. */
const mostParts = 5;
const leastPart = 10;

function isPartAt(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  const lower = code | 0x20;
  return (lower >= 0x61 && lower <= 0x7a) || (code >= 0x30 && code <= 0x39) || code === 0x2d || code === 0x5f;
}

function partEnd(text: string, at: number): number {
  let end = at;
  while (isPartAt(text, end)) end++;
  return end;
}

/** Units of `{"alg":""}`. */
const leastHeader = 14;

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const sextets = new Uint8Array(0x80);
for (let at = 0; at < alphabet.length; at++) sextets[alphabet.charCodeAt(at)] = at;

/** The last byte that base64url spells in `[start, end)`; a unit too many is left out, as decoders do. */
function lastByte(text: string, start: number, end: number): number {
  const rest = (end - start) % 4;
  const stop = rest === 1 ? end - 1 : end;
  const last = sextets[text.charCodeAt(stop - 1)] ?? 0;
  const before = sextets[text.charCodeAt(stop - 2)] ?? 0;
  const bits = (before << 6) | last;
  return (rest === 2 ? bits >> 4 : rest === 3 ? bits >> 2 : bits) & 0xff;
}

/** Refused objects are dear to parse: their closing brace is looked for first. */
function isHeader(text: string, start: number, end: number): boolean {
  if (end - start < leastHeader) return false;
  const last = lastByte(text, start, end);
  return (last === 0x7d || last <= 0x20) && jwt.judge(text.slice(start, end)) === "confirms";
}

/** The parts behind the header; an empty one stands third at most. */
function readParts(text: string, headerEnd: number): { readonly end: number; readonly parts: number } {
  let end = headerEnd;
  let parts = 1;
  while (parts < mostParts && text.charAt(end) === ".") {
    const next = partEnd(text, end + 1);
    if (next === end + 1 && parts > 2) break;
    end = next;
    parts++;
  }
  return { end, parts };
}

/**
 * `eyJ` is base64 of `{"`. Each part is read by at most five tokens that start before it, and none starts inside a
 * part: the cost is linear. A token that was cut off keeps its header, so the header alone decides.
 */
function onHeader(scan: Scan, sink: Sink, hit: LiteralHit): void {
  const { text } = scan;
  if (isPartAt(text, hit.start - 1)) return;
  const headerEnd = partEnd(text, hit.start);
  const { end: last, parts } = readParts(text, headerEnd);
  scan.budget.spend(last - hit.start);
  if (parts < 2 || headerEnd - hit.start < leastPart) return;
  const end = text.charAt(last - 1) === "." ? last - 1 : last;
  if (isHeader(text, hit.start, headerEnd)) sink.add(confirmed, hit.start, end);
  else if (parts >= 3 && end - headerEnd > 2 * leastPart) sink.add(unread, hit.start, end);
}

export const webToken: NativeDetector = {
  id: "json-web-token",
  entities: ["CREDENTIAL"],
  literals: [{ text: "eyJ", exact: true }],
  onLiteral: onHeader,
};
