/* What one attempt means for its event. */

import type { ErrorCode } from "../../core/errors.js";
import type { AttemptInfo, Lease } from "../store.js";
import { delayAfter, readRetryAfter } from "./schedule.js";
import type { Answer, Failure } from "./transport.js";

/** `fault`: our own code threw. `stopped`: we broke it off. */
export type Outcome =
  | { readonly kind: "answer"; readonly answer: Answer }
  | { readonly kind: "failed"; readonly code: ErrorCode }
  | { readonly kind: "fault"; readonly code: ErrorCode }
  | { readonly kind: "stopped" };

export type Verdict =
  | { readonly kind: "done"; readonly status: number }
  | { readonly kind: "retry"; readonly info: Info; readonly delayMs: number }
  | { readonly kind: "dead"; readonly info: Info }
  | { readonly kind: "defer" };

export interface Info extends AttemptInfo {
  readonly code: ErrorCode;
}

/** Codes of our own faults; as the code of the last attempt they count as a strike. */
const faults: ReadonlySet<string> = new Set(["internal", "stored_key_unknown", "stored_event_damaged"]);
const strikes = 3;

export function outcomeOf(sent: Answer | Failure): Outcome {
  if ("status" in sent) return { kind: "answer", answer: sent };
  if (sent.code === "shutting_down") return { kind: "stopped" };
  return { kind: sent.code === "internal" ? "fault" : "failed", code: sent.code };
}

/** Whether the destination did its part; undefined: the outcome says nothing of it. */
export function succeeded(outcome: Outcome): boolean | undefined {
  if (outcome.kind === "answer") return isSuccess(outcome.answer.status);
  return outcome.kind === "failed" ? false : undefined;
}

const isSuccess = (status: number): boolean => status >= 200 && status < 300;

function codeOfStatus(status: number): ErrorCode {
  if (status === 410) return "destination_gone";
  return status >= 300 && status < 400 ? "destination_redirects" : "destination_refused";
}

export interface Judging {
  /** From 0 to 1. */
  readonly random: number;
  /** Ms since 1970, the wall's: dates of the destination are. */
  readonly nowMs: number;
}

export function judge(outcome: Outcome, { attempts, last }: Lease, { random, nowMs }: Judging): Verdict {
  if (outcome.kind === "stopped") return { kind: "defer" };
  const again = (info: Info, askedMs = 0): Verdict => {
    const delayMs = delayAfter(attempts, random, askedMs);
    return delayMs === undefined ? { kind: "dead", info } : { kind: "retry", info, delayMs };
  };
  if (outcome.kind === "answer") {
    const { status, retryAfter } = outcome.answer;
    if (isSuccess(status)) return { kind: "done", status };
    return again({ status, code: codeOfStatus(status) }, readRetryAfter(retryAfter, nowMs));
  }
  const info = { status: 0, code: outcome.code };
  const struckOut = outcome.kind === "fault" && attempts >= strikes && faults.has(last?.code ?? "");
  return struckOut ? { kind: "dead", info } : again(info);
}
