/* What operations learn of webhooks that arrive, and what receiving learns of the load: closed words and numbers only. */

import type { ErrorCode } from "./errors.js";
import type { FileCount } from "./files.js";
import type { Report } from "./report.js";

/** `answered`: a handshake. `refused`: nothing was stored, and the sender should not come again with the same. */
export const webhookOutcomes = [
  "stored",
  "duplicate",
  "conflict",
  "quarantined",
  "answered",
  "refused",
  "unavailable",
  "aborted",
] as const;

export type WebhookOutcome = (typeof webhookOutcomes)[number];

/** One delivery that was answered. Every string is from a closed set, never from the payload. */
export interface WebhookEvent {
  readonly requestId: string;
  /** Configured names. */
  readonly webhook: string;
  readonly destination: string;
  readonly desk: string;
  /** Template of the desk, or `unread`. */
  readonly route: string;
  readonly outcome: WebhookOutcome;
  /** Sent to the sender; 0 when it went away. */
  readonly status: number;
  readonly code?: ErrorCode;
  readonly report?: Report;
  /** Files that it was refused for. Absent: none. */
  readonly refusedFiles?: readonly FileCount[];
  readonly bytesIn: number;
  readonly bytesOut: number;
  /** To the end of the answer: what the sender waits for. */
  readonly totalMs: number;
  readonly redactMs: number;
}

export interface WebhookObserver {
  webhook(event: WebhookEvent): void;
}

/** Whether new work is to be turned away for a while. */
export interface Load {
  readonly overloaded: boolean;
}
