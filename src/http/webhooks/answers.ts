/* What the sender is told: its desk's own acknowledgement, with our words in headers for people who look. */

import type { DeskAnswer } from "../../core/desk.js";
import { errorTable, type ErrorCode } from "../../core/errors.js";
import type { WebhookOutcome } from "../../core/receiving.js";
import type { Config } from "../../config/config.js";
import { sendRefusal, wordRefusal } from "../answer.js";
import { codeOf } from "../judge.js";
import { writeVerdict } from "../verdict.js";
import type { Arrival } from "./arrival.js";

export interface Settled {
  readonly outcome: WebhookOutcome;
  readonly answer: DeskAnswer;
}

/** Only after the commit is durable. */
export function accept(arrival: Arrival, outcome: WebhookOutcome, id: string): Settled {
  return { outcome, answer: arrival.webhook.settings.webhooks.acknowledgement.accepted(id) };
}

export const answerAtOnce = (answer: DeskAnswer): Settled => ({ outcome: "answered", answer });

/** Seconds. A full outbox takes longer than a store that is busy. */
const retryAfter: Readonly<Partial<Record<ErrorCode, number>>> = {
  rate_limited: 1,
  overloaded: 2,
  outbox_full: 30,
};
const retryAfterElse = 5;

/** Ours, or the load's: the sender should come again. 501 is about how the request is made. */
const isPassing = (status: number): boolean => (status >= 500 && status !== 501) || status === 429;

const proofFaults: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "signature_invalid",
  "timestamp_out_of_tolerance",
]);

export function refuseDelivery(arrival: Arrival, error: unknown, words: Config["wordRefusal"]): Settled {
  const { settings } = arrival.webhook;
  const code = codeOf(error);
  const { acknowledgement } = settings.webhooks;
  const { status } = errorTable[code];
  arrival.code = code;
  if (proofFaults.has(code)) return { outcome: "refused", answer: acknowledgement.refused(code) };
  if (isPassing(status)) {
    const answer = acknowledgement.unavailable(code, retryAfter[code] ?? retryAfterElse);
    return { outcome: "unavailable", answer };
  }
  const answer = wordRefusal(settings.desk, words, {
    code,
    requestId: arrival.requestId,
    items: [],
    acceptLanguage: undefined,
  });
  return { outcome: code === "idempotency_conflict" ? "conflict" : "refused", answer };
}

/** After a broken frame, or with the rest of a body still to come, the connection ends. */
export function sendAnswer(arrival: Arrival, { outcome, answer }: Settled): void {
  const { res, req, code, report, requestId } = arrival;
  if (res.destroyed || res.writableEnded) {
    // What is stored was stored, though nobody waited for the answer.
    if (code !== "body_length_mismatch") arrival.outcome = outcome;
    return;
  }
  arrival.outcome = outcome;
  const last = !arrival.framed || code === "trailers_not_allowed" || (!arrival.read && !req.complete);
  const headers = {
    "cache-control": "no-store",
    ...answer.headers,
    "x-request-id": requestId,
    "x-deskveil-outcome": outcome,
    ...(code === undefined ? {} : { "x-deskveil-reason": code }),
    ...(report === undefined ? {} : { "x-deskveil-verdict": writeVerdict(report) }),
  };
  sendRefusal(res, { ...answer, headers }, last);
}
