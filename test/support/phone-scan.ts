/* Runs the phone detector alone over one text. */

import type { ScanHint } from "../../src/core/reading.js";
import { phone } from "../../src/detect/phone/phone.js";
import { scanOf } from "./scan.js";

export interface PhoneHit {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly confidence: number;
  readonly evidence: string;
}

export function scanPhones(
  text: string,
  hint: ScanHint = {},
  regions: readonly string[] = [],
): readonly PhoneHit[] {
  const hits: PhoneHit[] = [];
  phone.scan?.(scanOf(text, { hint, settings: { regions } }), {
    add: ({ confidence, evidence }, start, end) =>
      hits.push({
        text: text.slice(start, end),
        start,
        end,
        confidence,
        evidence: evidence[0]?.name ?? "",
      }),
  });
  return hits;
}

/** The texts found, in order. */
export const phonesIn = (
  text: string,
  hint: ScanHint = {},
  regions: readonly string[] = [],
): readonly string[] => scanPhones(text, hint, regions).map((hit) => hit.text);
