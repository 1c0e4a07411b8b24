/* How a refusal reaches the client: in the desk's own shape, with the reason in a header. */

import type { ServerResponse } from "node:http";
import type { Config } from "../config/config.js";
import type { Desk, DeskAnswer, RejectedItem } from "../core/desk.js";
import { errorTable, type ErrorCode } from "../core/errors.js";
import { allowedMethods } from "./framing.js";

export interface RefusalOptions {
  readonly code: ErrorCode;
  readonly requestId: string;
  readonly items: readonly RejectedItem[];
  readonly acceptLanguage: string | undefined;
  /** The value of X-Deskveil-Verdict; absent before there was a decision. */
  readonly verdict?: string;
}

/** Seconds after which a client may try again. */
const retryAfter = "2";

export function wordRefusal(
  desk: Desk,
  words: Config["wordRefusal"],
  { code, requestId, items, acceptLanguage, verdict }: RefusalOptions,
): DeskAnswer {
  const { status } = errorTable[code];
  const entities = items.map((item) => item.entity);
  const message = words(code, entities, acceptLanguage);
  const answer = desk.refuse({ status, code, message, requestId, items });
  return {
    status: answer.status,
    body: answer.body,
    headers: {
      ...answer.headers,
      "cache-control": "no-store",
      "x-request-id": requestId,
      "x-deskveil-reason": code,
      ...(verdict === undefined ? {} : { "x-deskveil-verdict": verdict }),
      ...(status === 503 || status === 429 ? { "retry-after": retryAfter } : {}),
      ...(status === 405 ? { allow: allowedMethods } : {}),
    },
  };
}

/** What is left of the body is read away for this long before the connection goes: else the answer would be lost. */
export const lingerMs = 1000;

/** Sends the refusal; `last` closes the connection: nothing that follows on it can be trusted to be a request. */
export function sendRefusal(res: ServerResponse, answer: DeskAnswer, last: boolean): void {
  if (res.headersSent) {
    res.destroy();
    return;
  }
  const length = String(Buffer.byteLength(answer.body));
  res.writeHead(answer.status, {
    ...answer.headers,
    "content-length": length,
    ...(last ? { connection: "close" } : {}),
  });
  if (!last || res.req.readableEnded) {
    res.end(answer.body);
    return;
  }
  res.write(answer.body);
  linger(res);
}

function linger(res: ServerResponse): void {
  const { req } = res;
  const end = (): void => {
    clearTimeout(timer);
    res.end();
  };
  const timer = setTimeout(end, lingerMs);
  req.once("end", end).once("close", end).resume();
}
