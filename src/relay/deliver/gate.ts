/* How many deliveries to one destination may begin now: breaker, slow start, rate, concurrency, pause. */

import type { Clock } from "../../core/clock.js";
import type { Destination } from "../../core/destination.js";
import type { DestinationState } from "../../core/observer.js";
import { createBreaker } from "./breaker.js";
import { createRamp, createRate } from "./pace.js";

/** What a 429 asks for holds the whole destination, but not for longer: one odd answer must not silence it. */
const longestHold = 60_000;

export interface Gate {
  state(): DestinationState;
  /** Deliveries that may begin, where `inFlight` are under way. */
  room(inFlight: number): number;
  /** Ms until there may be room again by the mere passing of time. */
  waitMs(): number;
  /** Before an attempt; what it returns takes its outcome, undefined where that says nothing of the destination. */
  begin(): (succeeded: boolean | undefined) => void;
  /** No delivery begins for so many ms. */
  hold(ms: number): void;
  pause(): void;
  resume(): void;
  /** From one delivery at a time again. */
  slowDown(): void;
}

export function createGate(
  { concurrency, rate }: Destination,
  clock: Clock,
  onState: (state: DestinationState) => void,
): Gate {
  const monotonic = (): number => clock.monotonic();
  const ramp = createRamp(concurrency, monotonic);
  const bucket = createRate(rate, monotonic);
  const breaker = createBreaker(monotonic, (state) => {
    ramp.restart();
    if (!paused) onState(state);
  });
  let paused = false;
  let heldUntil = 0;
  const slots = (inFlight: number): number => {
    const state = breaker.state();
    if (state === "open") return 0;
    if (state === "half-open") return breaker.probing() ? 0 : 1;
    return Math.max(0, ramp.allowed() - inFlight);
  };
  return {
    state: () => (paused ? "paused" : breaker.state()),
    room: (inFlight) =>
      paused || monotonic() < heldUntil ? 0 : Math.min(slots(inFlight), bucket.available()),
    waitMs: () => Math.max(breaker.waitMs(), heldUntil - monotonic(), bucket.waitMs()),
    begin: () => {
      bucket.take();
      const record = breaker.begin();
      return (succeeded) => {
        if (succeeded !== undefined) ramp.record(succeeded);
        record(succeeded);
      };
    },
    hold: (ms) => {
      heldUntil = Math.max(heldUntil, monotonic() + Math.min(ms, longestHold));
    },
    pause: () => {
      if (paused) return;
      paused = true;
      onState("paused");
    },
    resume: () => {
      if (!paused) return;
      paused = false;
      ramp.restart();
      onState(breaker.state());
    },
    slowDown: () => {
      ramp.restart();
    },
  };
}
