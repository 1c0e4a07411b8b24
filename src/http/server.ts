/* The listener: node:http at its strictest, value-free answers to what it cannot parse, an end that drains. */

import {
  createServer,
  STATUS_CODES,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import type { DeskAnswer } from "../core/desk.js";
import type { ErrorCode } from "../core/errors.js";
import type { Limits } from "../core/limits.js";
import type { Observer } from "../core/observer.js";
import { lingerMs, sendRefusal } from "./answer.js";
import type { HandleOptions, ProxyHandler } from "./handler.js";

export interface ProxyServer {
  /** Resolves to the bound port; `0` takes any. */
  listen(port: number, host: string): Promise<number>;
  /** Gives notice, then stops accepting, lets requests in flight end within the shutdown limit, and closes what is left. */
  close(notice?: Notice): Promise<void>;
}

/** Before the listener closes: everything is still answered, while balancers learn to go elsewhere. */
export interface Notice {
  readonly ms: number;
  /** Whether those who ask for readiness have heard of it; they are waited for a little longer. */
  isHeard(): boolean;
}

/** How often connections are checked for their deadlines, ms. */
const checkEvery = 1000;
/** Longer than the keep-alive of usual load balancers (60 s), so that they, not we, close idle connections. */
const keepAliveMs = 65_000;
/** How often connections that have become idle are closed while the server drains, ms. */
const drainEvery = 50;

export function createProxyServer(handler: ProxyHandler, limits: Limits, observer: Observer): ProxyServer {
  let drainedFrom = Infinity;
  const pending = createPending();
  const server = createServer({
    insecureHTTPParser: false,
    requireHostHeader: false,
    maxHeaderSize: limits.headBytes,
    headersTimeout: limits.headMs,
    requestTimeout: limits.headMs + limits.bodyMs,
    keepAliveTimeout: keepAliveMs,
    connectionsCheckingInterval: checkEvery,
  });
  // Beyond this number Node would drop headers silently; the handler counts and refuses.
  server.maxHeadersCount = 0;
  const serve = (req: IncomingMessage, res: ServerResponse, options?: HandleOptions): void => {
    pending.add(req.socket, res);
    const since = performance.now() - drainedFrom;
    // A request that was on its way is answered as ever; what comes late could not be finished.
    if (since > limits.shutdownMs / 2) {
      sendRefusal(res, handler.refuse("shutting_down"), true);
      return;
    }
    if (since >= 0) res.shouldKeepAlive = false;
    handler.handle(req, res, options);
  };
  server
    .on("request", serve)
    .on("checkContinue", (req: IncomingMessage, res: ServerResponse) => {
      serve(req, res, { awaitsContinue: true });
    })
    .on("checkExpectation", (_req: IncomingMessage, res: ServerResponse) => {
      sendRefusal(res, handler.refuse("http_malformed"), true);
    })
    .on(
      "upgrade",
      refuseRaw(handler, observer, () => "upgrade_not_supported"),
    )
    .on(
      "connect",
      refuseRaw(handler, observer, () => "upgrade_not_supported"),
    )
    .on("clientError", (error: NodeJS.ErrnoException, socket: Duplex) => {
      if (pending.isAnswering(socket)) socket.destroy();
      else refuseRaw(handler, observer, () => codeOf(error))(undefined, socket);
    });
  return {
    listen: async (port, host) => listen(server, port, host),
    close: async (notice) => {
      drainedFrom = performance.now() + (notice?.ms ?? 0);
      const late = notice === undefined ? 0 : await noticed(server, notice);
      await drain(server, Math.max(1000, limits.shutdownMs - late));
    },
  };
}

interface Pending {
  add(socket: Duplex, res: ServerResponse): void;
  /** An answer is being sent, or is owed for a request that came whole: another one would be taken for it. */
  isAnswering(socket: Duplex): boolean;
}

/** Answers end in the order of their requests: with the last two, all are known, however many are pipelined. */
interface LastTwo {
  readonly last: ServerResponse;
  readonly before: ServerResponse | undefined;
}

const isOpen = (res: ServerResponse | undefined): boolean => res !== undefined && !res.writableFinished;

function createPending(): Pending {
  const answers = new WeakMap<Duplex, LastTwo>();
  return {
    add(socket, res) {
      answers.set(socket, { last: res, before: answers.get(socket)?.last });
    },
    isAnswering(socket) {
      const two = answers.get(socket);
      if (two === undefined) return false;
      const { last, before } = two;
      return isOpen(before) || (isOpen(last) && (last.headersSent || last.req.complete));
    },
  };
}

/** The error itself is never looked at further: `rawPacket` holds what the client sent. */
function codeOf({ code }: NodeJS.ErrnoException): ErrorCode {
  if (code === "HPE_HEADER_OVERFLOW") return "headers_too_large";
  return code === "ERR_HTTP_REQUEST_TIMEOUT" ? "request_timeout" : "http_malformed";
}

function refuseRaw(handler: ProxyHandler, observer: Observer, codeFor: () => ErrorCode) {
  return (_req: unknown, socket: Duplex): void => {
    const code = codeFor();
    observer.event("info", `refused_${code}`);
    if (!socket.writable) {
      socket.destroy();
      return;
    }
    socket.on("error", () => socket.destroy());
    socket.end(writeRaw(handler.refuse(code)));
    // A client that never closes its side would keep the connection, and the end of the process, waiting.
    setTimeout(() => socket.destroy(), lingerMs).unref();
  };
}

function writeRaw({ status, headers, body }: DeskAnswer): string {
  const lines = Object.entries({
    ...headers,
    "content-length": String(Buffer.byteLength(body)),
    connection: "close",
  }).map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${String(status)} ${STATUS_CODES[status] ?? ""}`, ...lines, "", body].join("\r\n");
}

async function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

const pause = async (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** How long nobody must have connected before the listener closes, and how long that is waited for at most, ms. */
const quietMs = 100;
const settleMs = 5000;

/**
 * Waits for the notice, and then until it was heard and nobody connects any more: a busy process has connections that
 * wait to be accepted, and closing the listener resets them. Resolves to the ms it took beyond the notice.
 */
async function noticed(server: Server, notice: Notice): Promise<number> {
  let connected = 0;
  const count = (): void => void connected++;
  server.on("connection", count);
  await pause(notice.ms);
  const from = performance.now();
  for (let before = -1; before !== connected && performance.now() < from + settleMs; await pause(quietMs)) {
    before = notice.isHeard() ? connected : -1;
    // Behind the poll of this turn of the loop, which accepts all that wait.
    await new Promise((resolve) => setImmediate(resolve));
  }
  await new Promise((resolve) => setImmediate(resolve));
  server.off("connection", count);
  return performance.now() - from;
}

async function drain(server: Server, withinMs: number): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(() => {
      server.closeAllConnections();
    }, withinMs);
    // A connection that has had its answer is kept alive, and would be waited for.
    const idle = setInterval(() => {
      server.closeIdleConnections();
    }, drainEvery);
    server.close(() => {
      clearTimeout(timer);
      clearInterval(idle);
      resolve();
    });
    server.closeIdleConnections();
  });
}
