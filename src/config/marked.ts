/* Examples in patterns: `[[...]]` marks the expected span, `{{class:n}}` stands for made-up characters. */

import type { PatternExample } from "../detect/pattern.js";

export const alphabets: Readonly<Record<string, string>> = {
  digit: "0123456789",
  hex: "0123456789abcdef",
  HEX: "0123456789ABCDEF",
  lower: "abcdefghijklmnopqrstuvwxyz",
  upper: "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
  alpha: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
  alnum: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
  base32: "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567",
  base36: "abcdefghijklmnopqrstuvwxyz0123456789",
  base32lower: "abcdefghijklmnopqrstuvwxyz234567",
  base58: "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz",
  bech32: "qpzry9x8gf2tvdw0s3jn54khce6mua7l",
  base64: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/",
  base64url: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_",
  UPPERDIGIT: "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
};

/** FNV-1a, 32 bits: a seed from the example itself, so that it is the same on every machine. */
function seedOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/** Letters and digits alternate somewhere: the first three characters of a mixed alphabet are one of each kind. */
function draw(alphabet: string, length: number, seed: number): string {
  let state = seed;
  let drawn = "";
  for (let at = 0; at < length; at++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const pool =
      at === 1 ? alphabet.replace(/\D/g, "") : at === 2 ? alphabet.replace(/[^a-z]/gi, "") : alphabet;
    const from = pool === "" ? alphabet : pool;
    drawn += from[(state >>> 8) % from.length] ?? "";
  }
  return drawn;
}

/** What is wrong with an example's marks, in one sentence. */
export class MarkError extends Error {}

const generator = /\{\{(?:([a-z\d]+):(\d{1,4}))?\}\}/gi;

function expand(text: string, seed: number): string {
  let out = "";
  let from = 0;
  for (const match of text.matchAll(generator)) {
    const [whole, name, count] = match;
    out +=
      text.slice(from, match.index) +
      (name === undefined ? "" : generate(name, count, seed ^ spread(match.index)));
    from = match.index + whole.length;
  }
  return out + text.slice(from);
}

/** Neighbouring places get unrelated seeds (the golden ratio in 32 bits). */
const spread = (at: number): number => Math.imul(at + 1, 0x9e3779b1);

function generate(name: string, count: string | undefined, seed: number): string {
  const alphabet = alphabets[name];
  if (alphabet === undefined) throw new MarkError(`no character class is called "${name}"`);
  return draw(alphabet, Number(count), seed);
}

/** Expands and unmarks one example; `seed` names the pattern and the example. Throws MarkError. */
export function readMarked(marked: string, seed: string): PatternExample {
  const pieces = expand(marked, seedOf(seed)).split(/(\\\[\[|\[\[|\]\])/);
  const spans: { start: number; end: number }[] = [];
  let text = "";
  let open = -1;
  for (const piece of pieces) {
    if (piece === "[[") {
      if (open !== -1) throw new MarkError("[[ stands inside [[ ]]");
      open = text.length;
    } else if (piece === "]]" && open !== -1) {
      spans.push({ start: open, end: text.length });
      open = -1;
    } else text += piece === "\\[[" ? "[[" : piece;
  }
  if (open !== -1) throw new MarkError("[[ is not closed by ]]");
  return { text, spans };
}
