/* The admin listener, on loopback only: liveness, readiness, metrics and the pages that others bring. */

import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { AppError, errorTable, type ErrorCode } from "../core/errors.js";
import type { Health } from "./health.js";
import type { Metrics } from "./metrics.js";

export interface AdminAnswer {
  readonly status: number;
  /** Full Content-Type value. */
  readonly type: string;
  readonly body: string | Buffer;
}

/** `METHOD /path` to its answer; `body` is empty for GET. May throw AppError. */
export type AdminRoutes = Readonly<Record<string, (body: Buffer) => AdminAnswer | Promise<AdminAnswer>>>;

export interface AdminOptions {
  readonly metrics: Metrics;
  readonly health: Health;
  readonly routes?: AdminRoutes;
  /** Called with the code of an unexpected failure. */
  onFault?(code: ErrorCode): void;
}

export interface AdminServer {
  /** Resolves to the bound port; `0` takes any. */
  listen(port: number): Promise<number>;
  close(): Promise<void>;
}

const loopback = "127.0.0.1";
/** Bytes of a body: what a page sends, never a payload of a desk. */
const bodyLimit = 1024 * 1024;
const json = "application/json; charset=utf-8";

/** A page of another site can reach loopback, but cannot send these: DNS rebinding and cross-site posts stop here. */
const ownHost = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?$/;

const answerJson = (status: number, value: object): AdminAnswer => ({
  status,
  type: json,
  body: JSON.stringify(value),
});

/** What needs no login: it holds no value. */
export function builtIn({ metrics, health }: Pick<AdminOptions, "metrics" | "health">): AdminRoutes {
  return {
    "GET /healthz": () => answerJson(200, { alive: true }),
    "GET /readyz": async () => {
      await health.refresh();
      const readiness = health.read();
      return answerJson(readiness.ready ? 200 : 503, readiness);
    },
    "GET /metrics": async () => ({
      status: 200,
      type: metrics.contentType,
      body: await metrics.expose(),
    }),
  };
}

export function createAdminServer(options: AdminOptions): AdminServer {
  const routes: AdminRoutes = { ...options.routes, ...builtIn(options) };
  const server = createServer({ requestTimeout: 30_000, headersTimeout: 10_000 }, (req, res) => {
    answer(req, routes)
      .catch((error: unknown) => refuse(error, options))
      .then(
        (given) => {
          send(res, given);
        },
        () => {
          res.destroy();
        },
      );
  });
  return {
    listen: async (port) => listen(server, port),
    close: async () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

async function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, loopback, () => {
      server.off("error", reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

async function answer(req: IncomingMessage, routes: AdminRoutes): Promise<AdminAnswer> {
  const { headers, method = "GET", url = "/" } = req;
  if (!ownHost.test(headers.host ?? "")) throw new AppError("host_not_allowed");
  const [path = "/"] = url.split("?");
  const name = `${method === "HEAD" ? "GET" : method} ${path}`;
  const route = Object.hasOwn(routes, name) ? routes[name] : undefined;
  if (route === undefined) throw new AppError("not_found");
  if (method === "GET" || method === "HEAD") return route(Buffer.alloc(0));
  requireOwnPage(req);
  return route(await readBody(req));
}

/** Only a page of this listener, or a program, may send; other sites' forms cannot set this type. */
function requireOwnPage({ headers }: IncomingMessage): void {
  const { origin, host = "" } = headers;
  if (origin !== undefined && origin !== `http://${host}`) throw new AppError("host_not_allowed");
  if (!/^application\/json(?:;|$)/i.test(headers["content-type"] ?? "")) {
    throw new AppError("media_type_unscannable");
  }
}

async function readBody(req: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > bodyLimit) throw new AppError("body_too_large");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function refuse(error: unknown, { onFault }: AdminOptions): AdminAnswer {
  const code = error instanceof AppError ? error.code : "internal";
  if (code === "internal") onFault?.(code);
  const { status, cause, hint } = errorTable[code];
  return {
    status,
    type: "application/problem+json; charset=utf-8",
    body: JSON.stringify({ type: "about:blank", title: cause, status, code, detail: hint }),
  };
}

/** Pages bring their own scripts, styles and pictures, talk to this listener only, and stand in no frame. */
const pagePolicy = [
  "default-src 'none'",
  ...["script-src", "style-src", "img-src", "connect-src"].map((source) => `${source} 'self'`),
  ...["base-uri", "form-action", "frame-ancestors"].map((source) => `${source} 'none'`),
].join("; ");

export function send(res: ServerResponse, { status, type, body }: AdminAnswer): void {
  res.writeHead(status, {
    "content-type": type,
    "cache-control": "no-store",
    "content-security-policy": pagePolicy,
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
  });
  res.end(body);
}
