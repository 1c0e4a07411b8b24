/* Wall time that never goes back: what is due stays due when somebody sets the clock. */

import type { Clock } from "../../core/clock.js";

/** Ms; below it is drift and slew, above it somebody set the clock. */
const jump = 60_000;

export interface SteadyClock {
  /**
   * Ms since 1970. Follows the wall clock forwards, as new events are stamped with it, and runs on where that goes back:
   * due times stored before would not come for as long as it went back.
   */
  now(): number;
  /** Takes the wall clock's time, also an earlier one. Only for when nothing waits that was stamped with ours. */
  settle(): void;
}

/** `onJump`: ms by which the wall clock jumped. */
export function createSteadyClock(clock: Clock, onJump: (ms: number) => void): SteadyClock {
  let [wall, ticks] = [clock.now(), clock.monotonic()];
  let time = wall;
  return {
    now: () => {
      const [wallNow, ticksNow] = [clock.now(), clock.monotonic()];
      const elapsed = Math.max(0, ticksNow - ticks);
      const off = wallNow - wall - elapsed;
      time = Math.max(wallNow, time + elapsed);
      [wall, ticks] = [wallNow, ticksNow];
      if (Math.abs(off) > jump) onJump(off);
      return Math.floor(time);
    },
    settle: () => {
      time = clock.now();
      [wall, ticks] = [time, clock.monotonic()];
    },
  };
}
