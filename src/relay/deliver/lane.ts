/* One destination's loop: takes leases as fast as it may, and waits for time, a wake-up or a slot otherwise. */

import type { Clock } from "../../core/clock.js";
import type { DestinationState } from "../../core/observer.js";
import type { Destination } from "../../core/destination.js";
import type { Lease } from "../store.js";
import { leaseMs, startFlight, type Crew, type Flight, type Landed } from "./flight.js";
import { succeeded } from "./outcome.js";
import { createGate, type Gate } from "./gate.js";
import { horizon, readRetryAfter } from "./schedule.js";
import { createSteadyClock, type SteadyClock } from "./steady-clock.js";

/** What other replicas enqueue is seen within this, ms. */
const pollMs = 1000;
/** Before looking again where something was due and somebody else had it, ms. */
const elsewhereMs = 100;
const longestBackoffMs = 30_000;
/** What is broken off has so long to be written back, ms; else its lease runs out. */
const lastWordMs = 2000;

export interface Lane {
  state(): DestinationState;
  inFlight(): number;
  start(): void;
  /** Something may be due now. */
  wake(): void;
  pause(): void;
  resume(): void;
  /** Takes nothing more, waits for what is under way, breaks off what is not done after `drainMs`. */
  stop(drainMs: number): Promise<void>;
}

export interface LaneOptions extends Omit<Crew, "time"> {
  readonly destination: Destination;
}

/** A promise that ends at a time or at a call, whichever comes first. A call while nobody waits is remembered. */
function createAlarm(clock: Clock) {
  let ring: (() => void) | undefined;
  let rang = false;
  return {
    ring: () => {
      rang = true;
      ring?.();
    },
    wait: async (ms: number) => {
      if (!rang) {
        await new Promise<void>((resolve) => {
          const cancel = clock.after(ms, resolve);
          ring = () => {
            cancel();
            resolve();
          };
        });
      }
      [ring, rang] = [undefined, false];
    },
  };
}

const keyOf = ({ source, id }: Lease): string => JSON.stringify([source, id]);

class DestinationLane implements Lane {
  readonly #options: LaneOptions;
  readonly #gate: Gate;
  readonly #time: SteadyClock;
  readonly #alarm: ReturnType<typeof createAlarm>;
  readonly #flights = new Map<string, Flight>();
  #loop: Promise<void> | undefined;
  #isStopping = false;
  /** Turns that failed in a row, as the store cannot be reached. */
  #faults = 0;
  /** The last lease gave as much as was asked for: there is more. */
  #hasMore = false;
  /** An event died since one was last delivered: told once. */
  #hasDied = false;

  constructor(options: LaneOptions) {
    const { destination, clock, observer } = options;
    this.#options = options;
    this.#alarm = createAlarm(clock);
    this.#gate = createGate(destination, clock, (state) => {
      observer.destination(destination.name, state);
    });
    this.#time = createSteadyClock(clock, (ms) => {
      // Much may be due at once now.
      this.#gate.slowDown();
      observer.event("warn", "delivery_clock_jump", { ms: Math.round(ms) });
    });
  }

  state(): DestinationState {
    return this.#gate.state();
  }

  inFlight(): number {
    return this.#flights.size;
  }

  start(): void {
    this.#loop ??= this.#run();
  }

  wake(): void {
    this.#alarm.ring();
  }

  pause(): void {
    this.#gate.pause();
  }

  resume(): void {
    this.#gate.resume();
    this.#alarm.ring();
  }

  async #run(): Promise<void> {
    while (!this.#isStopping) {
      let waitMs: number;
      try {
        waitMs = await this.#turn();
        this.#faults = 0;
      } catch {
        if (this.#faults === 0) this.#options.observer.event("error", "outbox_unavailable");
        waitMs = Math.min(longestBackoffMs, pollMs * 2 ** Math.min(this.#faults++, 5));
      }
      if (waitMs > 0) await this.#alarm.wait(waitMs);
    }
  }

  /** Ms to wait before the next turn. */
  async #turn(): Promise<number> {
    const { store, destination } = this.#options;
    const limit = this.#gate.room(this.#flights.size);
    if (limit === 0) return Math.max(1, Math.min(pollMs, this.#gate.waitMs() || pollMs));
    const next = await this.#nextTime();
    if (next.waitMs > 0) return next.waitMs;
    const request = { destination: destination.name, limit, ttlMs: leaseMs, now: next.now };
    const leases = await store.lease(request);
    this.#hasMore = leases.length === limit;
    for (const lease of leases) this.#launch(lease);
    return leases.length === 0 ? elsewhereMs : 0;
  }

  /** When to lease, and the time to lease by. */
  async #nextTime(): Promise<{ readonly waitMs: number; readonly now: number }> {
    const now = this.#time.now();
    if (this.#hasMore) return { waitMs: 0, now };
    const due = await this.#options.store.nextDue(this.#options.destination.name);
    if (due === undefined) {
      this.#time.settle();
      return { waitMs: pollMs, now };
    }
    // No wait of ours is that long: another clock stored it.
    if (due - now > horizon) return { waitMs: 0, now: due };
    return { waitMs: Math.max(0, Math.min(pollMs, due - now)), now };
  }

  #launch(lease: Lease): void {
    const key = keyOf(lease);
    const known = this.#flights.get(key);
    if (known !== undefined) {
      known.adopt(lease);
      return;
    }
    if (this.#isStopping || this.#gate.room(this.#flights.size) === 0) {
      // If it cannot be put back, its lease runs out.
      this.#options.store.defer(lease, this.#time.now()).catch(() => undefined);
      return;
    }
    const record = this.#gate.begin();
    const flight = startFlight(lease, { ...this.#options, time: this.#time }, (landed) => {
      record(succeeded(landed.outcome));
      this.#heed(landed);
    });
    this.#flights.set(key, flight);
    void flight.settled.then(() => {
      this.#flights.delete(key);
      this.#alarm.ring();
    });
  }

  /** What an outcome means for the whole destination. */
  #heed({ outcome, verdict }: Landed): void {
    const { observer, clock } = this.#options;
    if (verdict.kind === "done") this.#hasDied = false;
    if (verdict.kind === "dead" && !this.#hasDied) {
      this.#hasDied = true;
      observer.event("error", "delivery_dead_letter");
    }
    if (outcome.kind !== "answer") return;
    const { status, retryAfter } = outcome.answer;
    if (status === 429) this.#gate.hold(readRetryAfter(retryAfter, clock.now()));
    if (status !== 410) return;
    this.#gate.pause();
    observer.event("error", "delivery_paused");
  }

  async stop(drainMs: number): Promise<void> {
    this.#isStopping = true;
    this.#alarm.ring();
    const { transport } = this.#options;
    await this.#within(drainMs, this.#drained());
    for (const flight of this.#flights.values()) flight.abort();
    await this.#within(lastWordMs, this.#drained());
    await transport.close();
  }

  async #drained(): Promise<void> {
    await this.#loop;
    await Promise.all([...this.#flights.values()].map(({ settled }) => settled));
  }

  async #within(ms: number, done: Promise<void>): Promise<void> {
    let cancel = (): void => undefined;
    const late = new Promise<void>((resolve) => {
      cancel = this.#options.clock.after(ms, resolve);
    });
    await Promise.race([done, late]);
    cancel();
  }
}

export const createLane = (options: LaneOptions): Lane => new DestinationLane(options);
