/* A clock that a test turns: timers fire in order as time is advanced, and the wall clock can be set apart from them. */

import type { Clock } from "../../src/core/clock.js";

export interface FakeClock extends Clock {
  /** Lets `ms` pass; timers that come due fire one after the other, each with its own time. */
  advance(ms: number): Promise<void>;
  /** Lets `ms` pass at one go, as for a process that slept: what came due meanwhile fires once, afterwards. */
  leap(ms: number): Promise<void>;
  /** Somebody sets the wall clock; no time passes. */
  jump(ms: number): void;
}

/** `from`: ms since 1970. */
export function createFakeClock(from: number): FakeClock {
  let [ticks, offset, count] = [0, from, 0];
  const timers = new Map<number, { readonly at: number; readonly call: () => void }>();
  const next = (end: number): number | undefined => {
    let first: number | undefined;
    for (const [id, { at }] of timers) {
      if (at <= end && (first === undefined || at < (timers.get(first)?.at ?? 0))) first = id;
    }
    return first;
  };
  const fire = async (id: number): Promise<void> => {
    const timer = timers.get(id);
    timers.delete(id);
    ticks = Math.max(ticks, timer?.at ?? 0);
    timer?.call();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return {
    now: () => offset + ticks,
    monotonic: () => ticks,
    after: (ms, call) => {
      const id = ++count;
      timers.set(id, { at: ticks + Math.max(0, ms), call });
      return () => {
        timers.delete(id);
      };
    },
    advance: async (ms) => {
      const end = ticks + ms;
      for (let id = next(end); id !== undefined; id = next(end)) await fire(id);
      ticks = end;
    },
    leap: async (ms) => {
      ticks += ms;
      const due = [...timers].filter(([, { at }]) => at <= ticks).sort(([, a], [, b]) => a.at - b.at);
      for (const [id] of due) if (timers.has(id)) await fire(id);
    },
    jump: (ms) => {
      offset += ms;
    },
  };
}
