/* The way to the desk: one pool, one attempt, a buffered body out, the answer streamed back as it comes. */

import type { ServerResponse } from "node:http";
import { Pool, type Dispatcher } from "undici";
import { AppError, type ErrorCode } from "../core/errors.js";
import type { Limits } from "../core/limits.js";
import { answerHeaders } from "./headers.js";

/** Connections to the desk at most; further requests wait for one. */
const connections = 128;

export interface Forward {
  readonly method: string;
  /** Path and query, without the upstream's base path. */
  readonly path: string;
  /** Flat names and values. */
  readonly headers: string[];
  readonly body: Buffer | null;
}

export interface Upstream {
  /**
   * Resolves to the status once the answer has been passed on whole. Rejects with AppError `upstream_*` while nothing
   * was sent to the client; later faults cut the client's connection. `added`: flat headers of our own.
   */
  send(request: Forward, res: ServerResponse, added: readonly string[]): Promise<number>;
  close(): Promise<void>;
}

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
function codeOf(error: NodeJS.ErrnoException): ErrorCode {
  const known = codes[error.code ?? ""];
  return known ?? (error.name === "HTTPParserError" ? "upstream_invalid" : "upstream_unreachable");
}

/** Throws what undici throws for an origin it cannot use: the start is refused. */
export function createUpstream(url: URL, limits: Limits): Upstream {
  const pool = new Pool(url.origin, {
    connections,
    connect: { timeout: limits.upstreamMs },
    headersTimeout: limits.upstreamMs,
    bodyTimeout: limits.totalMs,
    maxHeaderSize: limits.headBytes * 2,
  });
  const base = url.pathname.replace(/\/$/, "");
  return {
    send: async ({ method, path, headers, body }, res, added) =>
      new Promise((resolve, reject) => {
        const options = { method: method as Dispatcher.HttpMethod, path: base + path, headers, body };
        pool.dispatch(options, createRelay(res, added, { resolve, reject }));
      }),
    close: async () => {
      await pool.destroy();
    },
  };
}

interface Settle {
  resolve(status: number): void;
  reject(error: Error): void;
}

/** A client that went away is told to the desk; an answer that breaks off breaks off for the client too. */
function createRelay(
  res: ServerResponse,
  added: readonly string[],
  settle: Settle,
): Dispatcher.DispatchHandler {
  let status = 0;
  let control: Dispatcher.DispatchController | undefined;
  const onClose = (): void => {
    if (!res.writableFinished) control?.abort(new AppError("upstream_unreachable"));
  };
  const onDrain = (): void => {
    control?.resume();
  };
  const stop = (): void => {
    res.off("close", onClose).off("drain", onDrain);
  };
  res.on("close", onClose);
  return {
    onRequestStart(controller) {
      control = controller;
      if (res.destroyed) controller.abort(new AppError("upstream_unreachable"));
    },
    onResponseStart(controller, ...[statusCode, , statusMessage]: [number, unknown, string?]) {
      if (statusCode < 200) return;
      status = statusCode;
      res.on("drain", onDrain);
      const headers = [...answerHeaders(flatten(controller.rawHeaders)), ...added];
      res.writeHead(statusCode, statusMessage ?? "", headers);
    },
    onResponseData(controller, chunk) {
      if (!res.write(chunk)) controller.pause();
    },
    onResponseEnd() {
      stop();
      res.end();
      settle.resolve(status);
    },
    onResponseError(_controller, error) {
      stop();
      if (res.headersSent) res.destroy();
      settle.reject(new AppError(codeOf(error)));
    },
  };
}

function flatten(raw: Dispatcher.DispatchController["rawHeaders"]): string[] {
  return Array.isArray(raw)
    ? raw.map((part) => (typeof part === "string" ? part : part.toString("latin1")))
    : [];
}
