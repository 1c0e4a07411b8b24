/* Finds the key in the text of a Wi-Fi QR code: `WIFI:T:WPA;S:Guests;P:KEY;;`. */

import type { CandidateShape, LiteralHit, NativeDetector, Scan, Sink } from "../detector.js";

const shape: CandidateShape = {
  detector: "wifi-code",
  entity: "CREDENTIAL",
  kind: "wifi-key",
  confidence: 0.95,
  evidence: [{ by: "structure", name: "wifi code" }],
};

const longest = 240;
/** Fields end with a semicolon; a backslash keeps the next character. */
const form = /^WIFI:(?:[TSHREA]\d?:(?:\\.|[^;\\\n]){0,80};){0,6}P:((?:\\.|[^;\\\n]){1,80});/;

function onLiteral({ text }: Scan, sink: Sink, { start }: LiteralHit): void {
  const found = form.exec(text.slice(start, start + longest));
  if (found?.[1] === undefined) return;
  const end = start + found[0].length - 1;
  if (!/^(?:<|\*+$|x+$)/i.test(found[1])) sink.add(shape, end - found[1].length, end);
}

export const wifiCode: NativeDetector = {
  id: "wifi-code",
  entities: ["CREDENTIAL"],
  literals: [{ text: "WIFI:", exact: true }],
  onLiteral,
};
