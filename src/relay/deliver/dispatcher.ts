/* Delivers what is stored: at least once, to every destination at its own pace, none waiting for another. */

import type { Clock } from "../../core/clock.js";
import type { Destination } from "../../core/destination.js";
import type { DeliveryObserver, DestinationState } from "../../core/observer.js";
import type { Store } from "../store.js";
import type { Open } from "./flight.js";
import type { GuardOptions } from "./guard.js";
import { createLane, type Lane } from "./lane.js";
import { createCompose, type SourceSigning } from "./outgoing.js";
import { createTransport } from "./transport.js";

export interface DispatcherOptions {
  readonly store: Store;
  readonly destinations: readonly Destination[];
  readonly open: Open;
  readonly observer: DeliveryObserver;
  readonly clock: Clock;
  /** From 0 to 1, as `Math.random`. */
  readonly random: () => number;
  /** What the desk behind each source signs with, by the name of the source. */
  readonly signers: ReadonlyMap<string, SourceSigning>;
  readonly guard?: GuardOptions;
}

export interface DestinationStatus {
  readonly name: string;
  readonly state: DestinationState;
  readonly inFlight: number;
  /** Its certificate is not checked. */
  readonly insecure: boolean;
}

export interface Dispatcher {
  start(): void;
  /** Something was enqueued here for that destination. What other replicas enqueue is seen within a second. */
  wake(destination: string): void;
  /** False: no destination of that name. */
  pause(destination: string): boolean;
  resume(destination: string): boolean;
  status(): readonly DestinationStatus[];
  /** Takes nothing more, waits `drainMs` for what is under way, and puts the rest back at no cost of an attempt. */
  stop(drainMs: number): Promise<void>;
}

/** An observer that throws must not cost an event. */
function guardObserver(observer: DeliveryObserver): DeliveryObserver {
  const quietly = (tell: () => void): void => {
    try {
      tell();
    } catch {
      // Nobody is left to tell.
    }
  };
  return {
    delivery: (event) => {
      quietly(() => {
        observer.delivery(event);
      });
    },
    destination: (name, state) => {
      quietly(() => {
        observer.destination(name, state);
      });
    },
    event: (level, code, detail) => {
      quietly(() => {
        observer.event(level, code, detail);
      });
    },
  };
}

/** Throws RangeError for numbers with which nothing would ever be sent. */
function checkNumbers({ concurrency, rate = 1, timeoutMs }: Destination): void {
  const isFine = concurrency >= 1 && rate > 0 && Number.isFinite(rate) && timeoutMs > 0;
  if (!isFine || !Number.isInteger(concurrency)) throw new RangeError("nothing would ever be sent");
}

/** Throws for a destination that could never be delivered to as it is meant: the start is refused, nothing is sent. */
export function createDispatcher(options: DispatcherOptions): Dispatcher {
  const { destinations, clock, signers, guard = {} } = options;
  const crew = { ...options, observer: guardObserver(options.observer) };
  const lanes = new Map<string, Lane>();
  for (const destination of destinations) {
    if (lanes.has(destination.name)) throw new RangeError("two destinations of one name");
    checkNumbers(destination);
    const compose = createCompose(destination, signers, () => clock.now());
    const transport = createTransport(destination, guard, clock);
    lanes.set(destination.name, createLane({ ...crew, destination, compose, transport }));
  }
  const tell = (name: string, say: (lane: Lane) => void): boolean => {
    const lane = lanes.get(name);
    if (lane !== undefined) say(lane);
    return lane !== undefined;
  };
  return {
    start: () => {
      for (const lane of lanes.values()) lane.start();
    },
    wake: (name) => {
      lanes.get(name)?.wake();
    },
    pause: (name) =>
      tell(name, (lane) => {
        lane.pause();
      }),
    resume: (name) =>
      tell(name, (lane) => {
        lane.resume();
      }),
    status: () =>
      destinations.map(({ name, insecure }) => {
        const lane = lanes.get(name);
        return { name, state: lane?.state() ?? "paused", inFlight: lane?.inFlight() ?? 0, insecure };
      }),
    stop: async (drainMs) => {
      await Promise.all([...lanes.values()].map((lane) => lane.stop(drainMs)));
    },
  };
}
