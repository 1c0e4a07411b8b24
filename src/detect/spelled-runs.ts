/* Runs of the alphabets of base64, base64url and hex (RFC 4648): the look at a text finds them, this tells the same of any text. */

import type { Runs } from "./units.js";

/** Shorter runs are words; the shortest values worth hiding spell more. */
export const leastSpelled = 12;

const run = new RegExp(`[\\w+/-]{${String(leastSpelled)},}`, "g");

export function spelledRuns(text: string): Runs {
  const edges: number[] = [];
  for (const { 0: found, index } of text.matchAll(run)) edges.push(index, index + found.length);
  return { count: edges.length / 2, edges: Int32Array.from(edges) };
}
