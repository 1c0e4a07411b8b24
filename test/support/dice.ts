/* A generator of pseudo-random choices that repeats itself for a seed (mulberry32). */

export interface Dice {
  /** An integer from 0 to `most` - 1. */
  below(most: number): number;
  pick<T>(from: readonly T[]): T;
}

export function createDice(seed: number): Dice {
  let state = seed | 0;
  const below = (most: number): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % most;
  };
  return { below, pick: (from) => from[below(from.length)] as (typeof from)[number] };
}
