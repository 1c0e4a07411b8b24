/* Passes one answer of the desk on to the client as it comes, and ends what would never end. */

import type { ServerResponse } from "node:http";
import type { Dispatcher } from "undici";
import { AppError } from "../core/errors.js";
import type { Limits } from "../core/limits.js";
import { codeOf, flatten, watchOver, type Settle } from "./answer-watch.js";
import { answerHeaders } from "./headers.js";

export interface RelayOptions {
  /** Flat headers of our own. */
  readonly added: readonly string[];
  readonly limits: Limits;
}

/** What undici tells of an answer. */
export type AnswerHandler = Required<
  Pick<
    Dispatcher.DispatchHandler,
    "onRequestStart" | "onResponseStart" | "onResponseData" | "onResponseEnd" | "onResponseError"
  >
>;
/** A client that went away is told to the desk; an answer that breaks off breaks off for the client too. */
export function createRelay(
  res: ServerResponse,
  { added, limits }: RelayOptions,
  settle: Settle<number>,
): AnswerHandler {
  const watch = watchOver(res, limits, settle);
  let status = 0;
  return {
    onRequestStart: (controller) => {
      watch.start(controller);
    },
    onResponseStart(controller, ...[statusCode, , statusMessage]: [number, unknown, string?]) {
      if (statusCode < 200) return;
      status = statusCode;
      watch.answered();
      const headers = [...answerHeaders(flatten(controller.rawHeaders)), ...added];
      res.writeHead(statusCode, statusMessage ?? "", headers);
    },
    onResponseData(_controller, chunk) {
      if (!res.write(chunk)) watch.pause();
    },
    onResponseEnd() {
      watch.stop();
      res.end();
      settle.resolve(status);
    },
    onResponseError(_controller, error) {
      watch.stop();
      if (res.headersSent) res.destroy();
      settle.reject(new AppError(codeOf(error)));
    },
  };
}
