/* How floor 4 tells operations what happened, in closed words only. */

import type { ErrorCode } from "./errors.js";
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
