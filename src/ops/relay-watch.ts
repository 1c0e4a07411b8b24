/* What the relay is like at this moment, for readiness and metrics: asked for, never kept up to date on its own. */

import type { DestinationState } from "../core/observer.js";

export interface QueueFigures {
  readonly destination: string;
  readonly state: "queued" | "leased" | "done" | "dead";
  readonly count: number;
  /** Ms since 1970. */
  readonly oldest: number;
}

export interface RelayFigures {
  readonly events: readonly QueueFigures[];
  readonly waitingBytes: number;
  readonly quarantined: number;
}

export interface DestinationFigures {
  readonly name: string;
  readonly state: DestinationState;
  readonly inFlight: number;
  readonly insecure: boolean;
}

export interface RelaySource {
  /** Rejects when the store does not answer. */
  stats(): Promise<RelayFigures>;
  status(): readonly DestinationFigures[];
  /** Configured names. */
  readonly destinations: readonly string[];
  /** Those of which nothing proves the sender. */
  readonly unsigned: readonly string[];
  readonly quarantine: boolean;
  /** Ms since 1970. */
  now(): number;
}

export interface RelayReadiness {
  readonly store: "ok" | "failing";
  readonly destinations: readonly (DestinationFigures & {
    readonly waiting: number;
    /** Of the oldest that waits. */
    readonly oldestSeconds: number;
    readonly dead: number;
  })[];
  /** Webhooks of which nothing proves the sender, by the permission `allow-unsigned`. */
  readonly unsigned: readonly string[];
  readonly quarantine: { readonly configured: boolean; readonly held: number };
}

export interface RelayWatch {
  readonly source: RelaySource;
  /** The last figures; undefined while the store does not answer. */
  readonly figures: RelayFigures | undefined;
  /** Asks the store, at most four times a second. Never rejects. */
  refresh(): Promise<void>;
  read(): RelayReadiness;
}

const freshMs = 250;
/** A store that takes longer is failing. */
const patienceMs = 5000;

export function createRelayWatch(source: RelaySource): RelayWatch {
  let askedAt = -Infinity;
  let asking = Promise.resolve();
  const ask = async (): Promise<void> => {
    watch.figures = await within(source.stats());
  };
  const watch: { figures: RelayFigures | undefined } & Omit<RelayWatch, "figures"> = {
    source,
    figures: undefined,
    refresh: async () => {
      const now = performance.now();
      if (now - askedAt < freshMs) return asking;
      askedAt = now;
      asking = ask();
      return asking;
    },
    read: () => readiness(source, watch.figures),
  };
  return watch;
}

async function within(asked: Promise<RelayFigures>): Promise<RelayFigures | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => {
      resolve(undefined);
    }, patienceMs);
    timer.unref();
  });
  try {
    return await Promise.race([asked, late]);
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}

function readiness(source: RelaySource, figures: RelayFigures | undefined): RelayReadiness {
  return {
    store: figures === undefined ? "failing" : "ok",
    destinations: source.status().map(({ name, state, inFlight, insecure }) => {
      const own = (figures?.events ?? []).filter(({ destination }) => destination === name);
      const waiting = own.filter((one) => one.state === "queued" || one.state === "leased");
      const oldest = Math.min(source.now(), ...waiting.map((one) => one.oldest));
      return {
        name,
        state,
        inFlight,
        insecure,
        waiting: sum(waiting),
        oldestSeconds: Math.round((source.now() - oldest) / 1000),
        dead: sum(own.filter((one) => one.state === "dead")),
      };
    }),
    unsigned: source.unsigned,
    quarantine: { configured: source.quarantine, held: figures?.quarantined ?? 0 },
  };
}

const sum = (figures: readonly QueueFigures[]): number =>
  figures.reduce((total, { count }) => total + count, 0);
