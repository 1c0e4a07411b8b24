/* The contract of a durable store. Payloads come in sealed: a store never sees what an event says. */

import type { Stored } from "../core/outbox.js";

export interface NewEvent {
  readonly id: string;
  readonly source: string;
  readonly destination: string;
  readonly fingerprint: string;
  /** Ms since 1970. */
  readonly receivedAt: number;
  /** Ms since 1970; when the first attempt is due. */
  readonly dueAt: number;
  /** Method, query, headers and body of the redacted request, encrypted. */
  readonly sealed: Buffer;
}

export type EventState = "queued" | "leased" | "done" | "dead";

/** What became of the last attempt; holds nothing of the payload or the answer's text. */
export interface AttemptInfo {
  /** Of the destination; 0 where none came. */
  readonly status: number;
  /** From the table of errors. */
  readonly code: string;
}

export interface EventRow {
  readonly id: string;
  readonly source: string;
  readonly destination: string;
  readonly state: EventState;
  readonly receivedAt: number;
  readonly dueAt: number;
  /** Counted when a lease is taken. */
  readonly attempts: number;
  /** Bytes of the sealed payload. */
  readonly bytes: number;
  readonly last?: AttemptInfo;
}

export interface Lease extends EventRow {
  /** Names this lease; settling by an older one changes nothing. */
  readonly token: string;
  readonly sealed: Buffer;
}

export interface LeaseRequest {
  readonly destination: string;
  /** Most leases to take. */
  readonly limit: number;
  readonly ttlMs: number;
  readonly now: number;
}

export interface EventFilter {
  readonly state?: EventState;
  readonly destination?: string;
  readonly source?: string;
  readonly code?: string;
  /** Received at or after, ms since 1970. */
  readonly since?: number;
  readonly until?: number;
  readonly limit?: number;
}

export interface QuarantineRow {
  readonly id: string;
  readonly source: string;
  readonly code: string;
  readonly receivedAt: number;
  /** Ms since 1970; gone after that. */
  readonly expiresAt: number;
  readonly bytes: number;
}

export interface StoreStats {
  /** Events by destination and state. */
  readonly events: readonly {
    readonly destination: string;
    readonly state: EventState;
    readonly count: number;
    /** Ms since 1970 of the oldest. */
    readonly oldest: number;
  }[];
  /** Bytes of all sealed payloads of events: queued, leased and dead. */
  readonly waitingBytes: number;
  readonly quarantined: number;
}

export interface Retention {
  readonly now: number;
  /** Ids of done events are kept this long, so that a repeated event is known. */
  readonly dedupeMs: number;
  readonly deadMs: number;
}

/**
 * Every promise resolves after its commit is durable (fdatasync, or the server's own), and rejects with AppError
 * `outbox_unavailable` when it is not. A settled lease (`done`, `retry`, `defer`, `dead`) that ran out and was taken
 * again changes nothing and resolves to false.
 */
export interface Store {
  /** One answer per event, in order. All or none are stored. Rejects with `outbox_full` above the limit of waiting bytes. */
  enqueue(batch: readonly NewEvent[]): Promise<readonly Stored[]>;
  /** Due events, live ones (first attempt) before the backlog, each given to one caller only until its lease runs out. */
  lease(request: LeaseRequest): Promise<readonly Lease[]>;
  renew(lease: Lease, ttlMs: number, now: number): Promise<boolean>;
  /** The payload is erased, the id kept for the dedupe window. */
  done(lease: Lease, now: number): Promise<boolean>;
  retry(lease: Lease, dueAt: number, info: AttemptInfo): Promise<boolean>;
  /** Back to the queue at no cost of an attempt (breaker open, shutdown). */
  defer(lease: Lease, dueAt: number): Promise<boolean>;
  dead(lease: Lease, info: AttemptInfo): Promise<boolean>;
  /** Ms since 1970 at which the next event of the destination is due or its lease runs out; undefined: none waits. */
  nextDue(destination: string): Promise<number | undefined>;
  list(filter: EventFilter): Promise<readonly EventRow[]>;
  /** With the sealed payload; undefined: not there, or done. */
  get(id: string, source?: string): Promise<(EventRow & { readonly sealed: Buffer }) | undefined>;
  /** Dead events back to the queue with the same id and attempts from 0; how many. */
  replay(filter: EventFilter & { readonly id?: string }, now: number): Promise<number>;
  /** Queued and dead events for good; how many. */
  drop(filter: EventFilter & { readonly id?: string }): Promise<number>;
  /**
   * What is over its time goes, and what a wrong clock put too far ahead comes due. To be called every few minutes;
   * SQLite's log is emptied by it.
   */
  purge(retention: Retention): Promise<number>;
  /** Rejects with `outbox_full` above the limit. */
  quarantine(row: QuarantineRow, sealed: Buffer): Promise<void>;
  listQuarantine(limit: number): Promise<readonly QuarantineRow[]>;
  /** The newest of this id; `dropQuarantined` drops all of it. */
  getQuarantined(id: string): Promise<{ readonly row: QuarantineRow; readonly sealed: Buffer } | undefined>;
  dropQuarantined(id: string): Promise<boolean>;
  stats(): Promise<StoreStats>;
  close(): Promise<void>;
}

export interface StoreLimits {
  /** Most bytes of sealed payloads of events (queued, leased, dead); the quarantine has the same for itself. */
  readonly waitingBytes: number;
}
