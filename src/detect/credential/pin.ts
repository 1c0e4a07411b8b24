/* Reads a PIN behind a few words and a copula: `the PIN for the back door is 4711`. */

import type { LexedValue } from "./judged.js";

const reach = 64;
const form =
  /^ (?:[\p{L}'’-]{1,16} ){1,6}(?:is|was|ist|lautet|es|est|è|é|to|это|är|er|je|on) (?:now |now: |jetzt |ahora |maintenant )?["']?(\d{4,8})(?![\d%€$]|[.,:/-]\d|\s?(?:times|digits|minutes|seconds|mal|fois|veces))/iu;

/** The PIN behind the label that ends at `labelEnd`; most texts have no digit there. */
export function lexPin(text: string, labelEnd: number): readonly LexedValue[] {
  const ahead = text.slice(labelEnd, labelEnd + reach);
  const found = /\d/.test(ahead) ? form.exec(ahead) : null;
  if (found?.[1] === undefined) return [];
  const end = labelEnd + found[0].length;
  return [
    { start: end - found[1].length, end, separator: "copula", quoted: false, sole: true, qualified: true },
  ];
}
