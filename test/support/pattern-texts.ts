/* Texts for engine tests: examples of patterns, cut, joined, repeated and mixed with noise, from a seed. */

import type { PatternSpec } from "../../src/detect/pattern.js";

/** Deterministic numbers in [0, 1) (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const noise = [
  " ",
  "\n",
  "_",
  "-",
  ".",
  "=",
  '"',
  "a",
  "Z",
  "0",
  "é",
  "ж",
  "密",
  "\u00a0",
  "key",
  "token: ",
  "sk_",
];

/** One text that holds whole, cut and case-changed examples of the pattern. */
export function mixText(spec: PatternSpec, seed: number): string {
  const random = createRandom(seed);
  const pick = <T>(list: readonly T[], other: T): T => list[Math.floor(random() * list.length)] ?? other;
  const examples = [...spec.examples.match, ...spec.examples.noMatch].map(({ text }) => text);
  let text = "";
  for (let part = 0; part < 6; part++) {
    const example = pick(examples, "");
    const from = random() < 0.5 ? 0 : Math.floor(random() * example.length);
    const to = random() < 0.6 ? example.length : Math.floor(random() * example.length);
    const piece = example.slice(from, to);
    text += random() < 0.15 ? piece.toUpperCase() : piece;
    for (let count = Math.floor(random() * 3); count > 0; count--) text += pick(noise, " ");
  }
  return text;
}
