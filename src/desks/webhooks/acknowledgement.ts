/* The answers to a webhook where its sender asks for nothing special: 202, 503 with Retry-After, 401. */

import type { DeskAnswer } from "../../core/desk.js";
import type { Acknowledgement } from "../../core/webhook.js";

/** Compact JSON; every sender of webhooks takes it, and none reads it. */
export function jsonAnswer(
  status: number,
  content: unknown,
  headers: Readonly<Record<string, string>> = {},
): DeskAnswer {
  return {
    status,
    headers: { "content-type": "application/json; charset=utf-8", ...headers },
    body: JSON.stringify(content),
  };
}

export interface AcknowledgementOptions {
  readonly accepted?: number;
  readonly unavailable?: number;
  readonly refused?: number;
  /** Longest Retry-After that the sender minds, in seconds. */
  readonly longestRetry?: number;
}

/** `Retry-After` goes with 429 and 503 only: clients take it for a limit wherever it stands. */
export function acknowledgement(options: AcknowledgementOptions = {}): Acknowledgement {
  const { accepted = 202, unavailable = 503, refused = 401, longestRetry = Infinity } = options;
  const retries = unavailable === 503 || unavailable === 429;
  return {
    accepted: (id) => jsonAnswer(accepted, { id }),
    unavailable: (code, retryAfter) => {
      const seconds = Math.max(1, Math.min(longestRetry, Math.ceil(retryAfter)));
      return jsonAnswer(unavailable, { error: code }, retries ? { "retry-after": String(seconds) } : {});
    },
    refused: (code) => jsonAnswer(refused, { error: code }),
  };
}
