/* One delivery on its way: its lease is kept alive, and what became of it is written down. */

import type { Clock } from "../../core/clock.js";
import type { ErrorCode } from "../../core/errors.js";
import { AppError } from "../../core/errors.js";
import type { DeliveryEvent, DeliveryObserver } from "../../core/observer.js";
import type { Lease, Store } from "../store.js";
import { judge, outcomeOf, type Outcome, type Verdict } from "./outcome.js";
import type { Compose, StoredRequest } from "./outgoing.js";
import type { SteadyClock } from "./steady-clock.js";
import type { Transport } from "./transport.js";

export const leaseMs = 30_000;
const renewMs = 10_000;
/** Ms before what became of an event is written once more, where the store failed: all within the lease. */
const settleAgainMs = [1000, 2000, 4000, 8000];

/** Throws where the sealed request cannot be opened. */
export type Open = (
  event: { readonly id: string; readonly source: string; readonly destination: string },
  sealed: Buffer,
) => StoredRequest;

export interface Crew {
  readonly store: Store;
  readonly open: Open;
  readonly compose: Compose;
  readonly transport: Transport;
  readonly observer: DeliveryObserver;
  readonly clock: Clock;
  readonly time: SteadyClock;
  /** From 0 to 1. */
  readonly random: () => number;
}

export interface Landed {
  readonly outcome: Outcome;
  readonly verdict: Verdict;
}

export interface Flight {
  /** The store gave the event out once more while it is under way, as its lease seemed to have run out. */
  adopt(lease: Lease): void;
  /** Breaks it off; the event goes back to the queue. */
  abort(): void;
  /** Resolves when it is settled, or given up; never rejects. `onLanded` is told before the store is. */
  readonly settled: Promise<void>;
}

export function startFlight(first: Lease, crew: Crew, onLanded: (landed: Landed) => void): Flight {
  const { clock, observer, time } = crew;
  const abort = new AbortController();
  const began = clock.monotonic();
  let lease = first;
  const stopRenewing = renewing(crew, () => lease);
  const fly = async (): Promise<void> => {
    const outcome = await attempt(first, crew, abort.signal);
    const verdict = judge(outcome, lease, { random: crew.random(), nowMs: clock.now() });
    const ms = clock.monotonic() - began;
    onLanded({ outcome, verdict });
    const kept = await settle(crew, () => write(crew, lease, verdict), abort.signal);
    observer.delivery(eventOf(lease, kept ? verdict : undefined, { ms, now: time.now() }));
  };
  const settled = fly()
    .catch(() => {
      // The lease runs out.
      observer.event("error", "internal");
    })
    .finally(stopRenewing);
  return {
    adopt: (next) => {
      lease = next;
    },
    abort: () => {
      abort.abort(new AppError("shutting_down"));
    },
    settled,
  };
}

async function attempt(lease: Lease, crew: Crew, signal: AbortSignal): Promise<Outcome> {
  try {
    const outgoing = crew.compose(lease, crew.open(lease, lease.sealed));
    return outcomeOf(await crew.transport.send(outgoing, signal));
  } catch (error) {
    const code: ErrorCode = error instanceof AppError ? error.code : "internal";
    return { kind: "fault", code };
  }
}

function write({ store, time }: Crew, lease: Lease, verdict: Verdict): Promise<boolean> {
  const now = time.now();
  switch (verdict.kind) {
    case "done":
      return store.done(lease, now);
    case "retry":
      return store.retry(lease, Math.ceil(now + verdict.delayMs), verdict.info);
    case "dead":
      return store.dead(lease, verdict.info);
    case "defer":
      return store.defer(lease, now);
  }
}

/** False: the lease had run out, or the store could not be written to; the event is delivered once more. */
async function settle(crew: Crew, write: () => Promise<boolean>, stop: AbortSignal): Promise<boolean> {
  for (const ms of [...settleAgainMs, 0]) {
    try {
      return await write();
    } catch {
      crew.observer.event("error", "outbox_unavailable");
    }
    if (ms === 0 || stop.aborted) break;
    await new Promise<void>((resolve) => {
      const cancel = crew.clock.after(ms, resolve);
      stop.addEventListener("abort", () => (cancel(), resolve()), { once: true });
    });
  }
  return false;
}

function renewing({ store, clock, time }: Crew, lease: () => Lease): () => void {
  let cancel = (): void => undefined;
  let isOver = false;
  const wait = (): void => {
    if (isOver) return;
    cancel = clock.after(renewMs, () => {
      // Whether it could be renewed shows when it is settled.
      store
        .renew(lease(), leaseMs, time.now())
        .catch(() => undefined)
        .finally(wait);
    });
  };
  wait();
  return () => {
    isOver = true;
    cancel();
  };
}

const outcomes = { done: "delivered", retry: "retried", dead: "dead", defer: "deferred" } as const;

function eventOf(
  { destination, source, attempts, receivedAt }: Lease,
  verdict: Verdict | undefined,
  { ms, now }: { readonly ms: number; readonly now: number },
): DeliveryEvent {
  const known = { destination, source, attempt: attempts, ms, waitedMs: Math.max(0, now - receivedAt) };
  if (verdict === undefined) return { ...known, outcome: "lost", status: 0 };
  const outcome = outcomes[verdict.kind];
  if (verdict.kind === "defer") return { ...known, outcome, status: 0 };
  if (verdict.kind === "done") return { ...known, outcome, status: verdict.status };
  return { ...known, outcome, ...verdict.info };
}
