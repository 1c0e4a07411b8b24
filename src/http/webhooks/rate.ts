/* How many deliveries a second one source may send: one noisy sender leaves the others their share. */

export interface RateLimiter {
  /** False: over the rate. `nowMs` must not run backwards. */
  take(nowMs: number): boolean;
}

/** A bucket of one second's worth. `perSecond` undefined: no limit. */
export function createRateLimiter(perSecond: number | undefined): RateLimiter {
  if (perSecond === undefined) return { take: () => true };
  const most = Math.max(1, perSecond);
  let tokens = most;
  let before: number | undefined;
  return {
    take(nowMs) {
      tokens = Math.min(most, tokens + ((nowMs - (before ?? nowMs)) / 1000) * perSecond);
      before = nowMs;
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    },
  };
}
