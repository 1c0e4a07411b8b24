/* The value-free account of one decision. */

import type { FileCount } from "./files.js";
import type { ActionName, Mode } from "./policy.js";
import type { RejectedItem } from "./desk.js";
import type { EntityType } from "./types.js";

export type Verdict = "pass" | "redact" | "reject";

export interface ReportCount {
  readonly entity: EntityType;
  readonly action: ActionName;
  readonly rule: string;
  readonly count: number;
}

export interface Report {
  readonly verdict: Verdict;
  readonly mode: Mode;
  readonly policy: string;
  readonly counts: readonly ReportCount[];
  /** What to take out, when the verdict is `reject`; at most 20 entries. */
  readonly rejected: readonly RejectedItem[];
  /** Bytes in and out. */
  readonly bytesIn: number;
  readonly bytesOut: number;
  /** By what names something passed unread in this payload. */
  readonly permissions: readonly string[];
  /** Files in this payload, those in files too; what stands in a file that was removed or rejected is not counted. Absent: none. */
  readonly files?: readonly FileCount[];
}
