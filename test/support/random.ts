/* Random numbers that are the same at every run. */

export interface Random {
  /** A whole number from 0 to `below` - 1. */
  (below: number): number;
}

/** Mulberry32: the same seed, the same archives. */
export function randomFrom(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}
