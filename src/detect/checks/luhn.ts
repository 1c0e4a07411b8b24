/* The Luhn check digit (ISO/IEC 7812-1 annex B) of payment cards, IMEIs and many customer numbers. */

import type { Check } from "../detector.js";
import { seeded } from "./seeded.js";

/** Sum over the digits, the last one counted once; `digits` holds ASCII digits only. */
function luhnSum(digits: string): number {
  let sum = 0;
  let twice = false;
  for (let at = digits.length - 1; at >= 0; at--) {
    const digit = digits.charCodeAt(at) - 48;
    const doubled = digit * 2;
    if (twice) sum += doubled > 9 ? doubled - 9 : doubled;
    else sum += digit;
    twice = !twice;
  }
  return sum;
}

export function luhnHolds(digits: string): boolean {
  return luhnSum(digits) % 10 === 0;
}

/** The digit that completes `payload` (ASCII digits without a check digit). */
export function luhnDigit(payload: string): string {
  return String((10 - (luhnSum(`${payload}0`) % 10)) % 10);
}

/** Blanks, dashes, dots and slashes between the digits are allowed; anything else makes the answer `unknown`. */
export const luhn: Check = {
  judge(candidate) {
    const digits = candidate.replace(/[\s./\u2010-\u2015-]/g, "");
    if (!/^\d{2,64}$/.test(digits)) return "unknown";
    return luhnHolds(digits) ? "confirms" : "refutes";
  },
  sample(seed) {
    const below = seeded(seed);
    let payload = "4";
    while (payload.length < 15) payload += String(below(10));
    return payload + luhnDigit(payload);
  },
};
