/* Runs of the alphabets of base64 and hex, found by blocks: prose is passed without a look at every unit. */

import { unitsLead, type Units } from "../units.js";

/** Shorter runs are words; the shortest values worth hiding spell more. */
export const leastUnits = 12;

/** Of a unit beyond the alphabets. */
export const notSpelled = 0xff;
/** By any UTF-16 unit: a look beyond a smaller table is slow. */
const sextets = new Uint8Array(0x10000).fill(notSpelled);
for (const [value, char] of [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"].entries())
  sextets[char.charCodeAt(0)] = value;
sextets[0x2d] = 62;
sextets[0x5f] = 63;

/** Also asked behind the end of a text. */
export const sextetOf = (unit: number): number => sextets[unit] ?? notSpelled;

/**
 * A run of `leastUnits` holds the whole of a block of four that begins at a multiple of eight, and the whole of the four
 * units on one side of it.
 */
const stride = 8;
const blockUnits = 4;

/** Two units at once, with the buffer they are in: most texts are written to the same one. */
let pairs: Int32Array = new Int32Array(0);
let pairsOf = pairs.buffer;

function pairsIn({ buffer }: Units): Int32Array {
  if (buffer !== pairsOf) {
    pairs = new Int32Array(buffer, 0, buffer.byteLength >> 2);
    pairsOf = buffer;
  }
  return pairs;
}

/** Two blanks, as a pair. */
const blanks = 0x00200020;

/** Not 0 when one of four units is a blank: the highest bit of a half that was 0 and one less (Hacker's Delight, 6-1). */
function hasBlank(first: number, second: number): number {
  const one = first ^ blanks;
  const other = second ^ blanks;
  return (((one - 0x10001) & ~one) | ((other - 0x10001) & ~other)) & 0x80008000;
}

const isSpelled = (units: Units, at: number): boolean =>
  ((sextets[units[at] as number] as number) |
    (sextets[units[at + 1] as number] as number) |
    (sextets[units[at + 2] as number] as number) |
    (sextets[units[at + 3] as number] as number)) !==
  notSpelled;

/** Start of the run of enough units round the block at `at`, not before `first`; -1 for none. All count the lead. */
function runRound(units: Units, at: number, first: number): number {
  if (!isSpelled(units, at)) return -1;
  let start = at;
  while (start > first && sextets[units[start - 1] as number] !== notSpelled) start--;
  const enough = start + leastUnits;
  let end = at + blockUnits;
  while (end < enough && sextets[units[end] as number] !== notSpelled) end++;
  return end === enough ? start : -1;
}

/** Start of the next run of enough units of the alphabet; -1 for none. */
export function nextRun(units: Units, from: number, length: number): number {
  const first = from + unitsLead;
  const stop = length + unitsLead;
  const lookedAt = pairsIn(units);
  const shift = units.byteOffset >> 2;
  const isAligned = (units.byteOffset & 3) === 0;
  for (let at = (first + stride - 1) & -stride; at + blockUnits <= stop; at += stride) {
    const pair = (at >> 1) + shift;
    // Without a branch between them: a wrong guess at one costs more than all the looks.
    const within = hasBlank(lookedAt[pair] as number, lookedAt[pair + 1] as number);
    const before = hasBlank(lookedAt[pair - 2] as number, lookedAt[pair - 1] as number);
    const behind = hasBlank(lookedAt[pair + 2] as number, lookedAt[pair + 3] as number);
    if (isAligned && (within !== 0 || (before !== 0 && behind !== 0))) continue;
    const start = runRound(units, at, first);
    if (start !== -1) return start - unitsLead;
  }
  return -1;
}
