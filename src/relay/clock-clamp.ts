/* How far ahead a time in the store can honestly lie: what lies further was written by a clock that was wrong. */

const minute = 60_000;
const hour = 60 * minute;

/** Times in ms since 1970 beyond which a lease, the receipt and the next attempt of an event are not believed. */
export function clampLimits(now: number): {
  readonly lease: number;
  readonly skew: number;
  readonly due: number;
} {
  // The longest wait is a day and its jitter; clocks of replicas may differ by minutes.
  return { lease: now + hour, skew: now + 5 * minute, due: now + 29 * hour };
}
