/* How floor 4 tells operations what happened, in closed words only. */

import type { ErrorCode } from "./errors.js";
import type { FileCount } from "./files.js";
import type { Report } from "./report.js";

/** One request that was answered. Every string is from a closed set (route template, code), never from the payload. */
export interface RequestEvent {
  readonly requestId: string;
  readonly desk: string;
  readonly route: string;
  readonly method: string;
  /** Status sent to the client; 0 when the client went away. */
  readonly status: number;
  readonly outcome: "forwarded" | "refused" | "failed" | "aborted";
  readonly code?: ErrorCode;
  readonly report?: Report;
  /** Of the desk's answer, where the policy has it read. */
  readonly responseReport?: Report;
  /** Files that the request, or its answer, was refused for. Absent: none. */
  readonly refusedFiles?: readonly FileCount[];
  readonly bytesIn: number;
  readonly bytesOut: number;
  readonly totalMs: number;
  readonly redactMs: number;
}

export interface Observer {
  request(event: RequestEvent): void;
  /** Life-cycle and faults: `code` from a closed set, `detail` numbers only. */
  event(level: "info" | "warn" | "error", code: string, detail?: Readonly<Record<string, number>>): void;
}

/** One attempt to deliver a stored event. Names are of the configuration, nothing is of the payload or the answer. */
export interface DeliveryEvent {
  readonly destination: string;
  readonly source: string;
  /** `deferred`: back to the queue at no cost, as at a shutdown. `lost`: settled too late, it is delivered once more. */
  readonly outcome: "delivered" | "retried" | "deferred" | "dead" | "lost";
  /** Of the destination; 0 where none came. */
  readonly status: number;
  readonly code?: ErrorCode;
  /** Counted from 1. */
  readonly attempt: number;
  /** Of this attempt. */
  readonly ms: number;
  /** Since the event was received. */
  readonly waitedMs: number;
}

/** `open`: the breaker lets nothing through. `half-open`: one probe. `paused`: until somebody resumes it. */
export type DestinationState = "closed" | "open" | "half-open" | "paused";

/** How delivering tells operations what happened. */
export interface DeliveryObserver {
  delivery(event: DeliveryEvent): void;
  /** A destination changed its state. */
  destination(name: string, state: DestinationState): void;
  /** As `Observer.event`: `delivery_dead_letter` `delivery_paused` `delivery_clock_jump` `outbox_unavailable` `internal`. */
  event(level: "info" | "warn" | "error", code: string, detail?: Readonly<Record<string, number>>): void;
}
