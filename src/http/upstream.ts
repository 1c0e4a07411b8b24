/* The way to the desk: one pool, one attempt, a buffered body out, the answer streamed back as it comes. */

import type { ServerResponse } from "node:http";
import type { Readable } from "node:stream";
import { Pool, type Dispatcher } from "undici";
import type { Limits } from "../core/limits.js";
import { createCollector, type Answer, type CollectOptions } from "./answer-collector.js";
import { createRelay } from "./answer-relay.js";

/** Connections to the desk at most; further requests wait for one. */
const connections = 128;

export interface Forward {
  readonly method: string;
  /** Path and query, without the upstream's base path. */
  readonly path: string;
  /** Flat names and values. */
  readonly headers: string[];
  /** A stream is sent chunked; when it fails, the request breaks off before its end. */
  readonly body: Buffer | Readable | null;
}

export interface Upstream {
  /**
   * Resolves to the status once the answer has been passed on whole. Rejects with AppError `upstream_*` while nothing
   * was sent to the client; later faults cut the client's connection. `added`: flat headers of our own.
   */
  send(request: Forward, res: ServerResponse, added: readonly string[]): Promise<number>;
  /** The same, but the answer is taken whole: see `createCollector`. */
  collect(
    request: Forward,
    res: ServerResponse,
    collecting: Omit<CollectOptions, "limits">,
  ): Promise<Answer | undefined>;
  close(): Promise<void>;
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
  /** What is sent while it arrives may take as long as arriving may. */
  const limitsOf = ({ body }: Forward): Limits =>
    body === null || Buffer.isBuffer(body)
      ? limits
      : { ...limits, upstreamMs: limits.bodyMs + limits.upstreamMs };
  const optionsOf = (request: Forward): Dispatcher.DispatchOptions => ({
    method: request.method as Dispatcher.HttpMethod,
    path: base + request.path,
    headers: request.headers,
    body: request.body,
    headersTimeout: limitsOf(request).upstreamMs,
  });
  return {
    send: async (request, res, added) =>
      new Promise((resolve, reject) => {
        pool.dispatch(
          optionsOf(request),
          createRelay(res, { added, limits: limitsOf(request) }, { resolve, reject }),
        );
      }),
    collect: async (request, res, collecting) =>
      new Promise((resolve, reject) => {
        const collector = createCollector(
          res,
          { ...collecting, limits: limitsOf(request) },
          { resolve, reject },
        );
        pool.dispatch(optionsOf(request), collector);
      }),
    close: async () => {
      await pool.destroy();
    },
  };
}
