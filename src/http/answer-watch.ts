/* Watches over an answer of the desk on its way: clients that left, desks that never begin, pauses without end. */

import type { ServerResponse } from "node:http";
import type { Dispatcher } from "undici";
import { AppError, type ErrorCode } from "../core/errors.js";
import type { Limits } from "../core/limits.js";

const codes: Readonly<Record<string, ErrorCode>> = {
  UND_ERR_CONNECT_TIMEOUT: "upstream_timeout",
  UND_ERR_HEADERS_TIMEOUT: "upstream_timeout",
  UND_ERR_BODY_TIMEOUT: "upstream_timeout",
  UND_ERR_HEADERS_OVERFLOW: "upstream_invalid",
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: "upstream_invalid",
  UND_ERR_INVALID_ARG: "internal",
  UND_ERR_ABORTED: "upstream_unreachable",
};

/** By code only: messages of network errors hold addresses. */
export function codeOf(error: NodeJS.ErrnoException): ErrorCode {
  if (error instanceof AppError) return error.code;
  const known = codes[error.code ?? ""];
  return known ?? (error.name === "HTTPParserError" ? "upstream_invalid" : "upstream_unreachable");
}

export interface Settle<T> {
  resolve(value: T): void;
  reject(error: Error): void;
}

type Controller = Dispatcher.DispatchController;

export interface Watch {
  start(controller: Controller): void;
  /** The head of the answer is there. */
  answered(): void;
  /** Until the client has read what it was sent. */
  pause(): void;
  /** Ends the exchange with the desk; the handler is told by an AppError of this code. */
  giveUp(code: ErrorCode): void;
  stop(): void;
}

/**
 * undici's clock starts with a connection: waiting for one has no end. Nor has a pause, so that clients that read
 * nothing would take all connections to the desk.
 */
export function watchOver(
  res: ServerResponse,
  limits: Limits,
  { reject }: Pick<Settle<never>, "reject">,
): Watch {
  let control: Controller | undefined;
  let given: AppError | undefined;
  let stalled: NodeJS.Timeout | undefined;
  /** Before the request has a connection there is nothing to abort: it is aborted when it starts. */
  const giveUp = (code: ErrorCode): void => {
    given = new AppError(code);
    if (control !== undefined) {
      control.abort(given);
      return;
    }
    stop();
    reject(given);
  };
  const first = setTimeout(() => {
    giveUp("upstream_timeout");
  }, limits.upstreamMs);
  const onClose = (): void => {
    if (!res.writableFinished) giveUp("upstream_unreachable");
  };
  const onDrain = (): void => {
    clearTimeout(stalled);
    control?.resume();
  };
  const stop = (): void => {
    clearTimeout(first);
    clearTimeout(stalled);
    res.off("close", onClose).off("drain", onDrain);
  };
  res.on("close", onClose);
  return {
    start(controller) {
      control = controller;
      if (given === undefined && res.destroyed) given = new AppError("upstream_unreachable");
      if (given !== undefined) controller.abort(given);
    },
    answered() {
      clearTimeout(first);
      res.on("drain", onDrain);
    },
    pause() {
      control?.pause();
      clearTimeout(stalled);
      stalled = setTimeout(() => res.destroy(), limits.totalMs);
    },
    giveUp,
    stop,
  };
}

/** Names and values, one byte to a unit. */
export function flatten(raw: Controller["rawHeaders"]): string[] {
  return Array.isArray(raw)
    ? raw.map((part) => (typeof part === "string" ? part : part.toString("latin1")))
    : [];
}
