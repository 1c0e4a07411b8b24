/* Time as delivery needs it: the wall clock, one that never jumps, and timers. */

export interface Clock {
  /** Ms since 1970. May jump. */
  now(): number;
  /** Ms since some moment. Never jumps. */
  monotonic(): number;
  /** Calls once after `ms`; the returned function cancels. */
  after(ms: number, call: () => void): () => void;
}

/** The longest that a timer of Node can wait. */
const longest = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after: (ms, call) => {
    const timer = setTimeout(call, Math.min(Math.max(ms, 0), longest));
    return () => {
      clearTimeout(timer);
    };
  },
};
