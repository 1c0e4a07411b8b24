/* Finds JSON web tokens of any length: a header that names an algorithm, and the parts behind it. */

import type { CandidateShape, LiteralHit, NativeDetector, Scan, Sink } from "../detector.js";
import { jwt } from "../checks/jwt.js";

function shape(confidence: number, name: string): CandidateShape {
  const evidence = [{ by: "check", name }] as const;
  return { detector: "json-web-token", entity: "CREDENTIAL", kind: "jwt", confidence, evidence };
}

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

/**
 * `eyJ` is base64 of `{"`. Each part is read by at most five tokens that start before it, and none starts inside a
 * part: the cost is linear. A token that was cut off keeps its header, so the header alone decides.
 */
function onHeader(scan: Scan, sink: Sink, hit: LiteralHit): void {
  const { text } = scan;
  if (isPartAt(text, hit.start - 1)) return;
  let end = partEnd(text, hit.start);
  const headerEnd = end;
  let parts = 1;
  while (parts < mostParts && text.charAt(end) === ".") {
    const next = partEnd(text, end + 1);
    if (next === end + 1 && parts > 2) break;
    end = next;
    parts++;
  }
  scan.budget.spend(end - hit.start);
  if (parts < 2 || headerEnd - hit.start < leastPart) return;
  if (text.charAt(end - 1) === ".") end--;
  if (jwt.judge(text.slice(hit.start, headerEnd)) === "confirms") sink.add(confirmed, hit.start, end);
  else if (parts >= 3 && end - headerEnd > 2 * leastPart) sink.add(unread, hit.start, end);
}

export const webToken: NativeDetector = {
  id: "json-web-token",
  entities: ["CREDENTIAL"],
  literals: [{ text: "eyJ", exact: true }],
  onLiteral: onHeader,
};
