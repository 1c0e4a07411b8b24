/* Reads the seed of an authenticator that is told some words behind its label: base32 in groups, as pages show it. */

import type { Span } from "../../core/types.js";

/** UTF-16 units behind the label. */
const reach = 160;
/** RFC 4648 base32, in groups of four; a figure among them, as words in capitals have none. */
const seed =
  /(?<![\w-])(?=[A-Z \d-]{0,90}[2-7])[A-Z2-7]{4}(?:[ -][A-Z2-7]{4}){3,15}(?:[ -][A-Z2-7]{1,3})?(?![\w-])/;

/** `wants the "setup key" by hand. The page gave me VALUE`; undefined in most texts. */
export function readSeedAhead(text: string, labelEnd: number): Span | undefined {
  const found = seed.exec(text.slice(labelEnd, labelEnd + reach));
  if (found === null) return undefined;
  const start = labelEnd + found.index;
  return { start, end: start + found[0].length };
}
