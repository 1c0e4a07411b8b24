/* A small stateful Zendesk look-alike for `npm start` and the tests: accepts any credentials, keeps all in memory. */

import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { AppError } from "../core/errors.js";
import { answerOnce } from "./demo-idempotency.js";
import { demoRoutes, type DemoAnswer, type DemoRequest } from "./demo-routes.js";
import { createDemoStore, type DemoStore } from "./demo-store.js";

/** The demo keeps at most this many tickets, users, uploads and replies each: it is not a database. */
const capacity = 1000;
const bodyLimit = 64 * 1024 * 1024;

export interface DemoDesk {
  readonly server: Server;
  readonly store: DemoStore;
}

/** `onRequest` sees each request as it arrived, before it is answered. */
export function createDemoDesk(onRequest?: (request: DemoRequest) => void): DemoDesk {
  const store = createDemoStore();
  const server = createServer((req, res) => {
    answer(req, res, { store, onRequest }).catch(() => {
      res.destroy();
    });
  });
  return { server, store };
}

interface Context {
  readonly store: DemoStore;
  readonly onRequest: ((request: DemoRequest) => void) | undefined;
}

async function answer(req: IncomingMessage, res: ServerResponse, context: Context): Promise<void> {
  const url = new URL(req.url ?? "/", "http://demo.invalid");
  const request: DemoRequest = {
    method: req.method ?? "GET",
    path: url.pathname.replace(/\.json$/, ""),
    query: url.searchParams,
    headers: req.headers,
    body: await readBody(req),
  };
  context.onRequest?.(request);
  const { status, body, location, headers } = handle(request, context.store);
  if (location !== undefined) res.setHeader("location", location);
  res.writeHead(status, { "content-type": "application/json; charset=utf-8", ...headers });
  res.end(body);
  trim(context.store);
}

function handle(request: DemoRequest, store: DemoStore): DemoAnswer {
  for (const route of demoRoutes) {
    const match = route.method === request.method ? route.path.exec(request.path) : null;
    if (match !== null)
      return guarded(() => answerOnce(request, store, () => route.answer(request, store, match[1] ?? "")));
  }
  return { status: 404, body: JSON.stringify({ error: "InvalidEndpoint", description: "Not found" }) };
}

function guarded(run: () => DemoAnswer): DemoAnswer {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return {
      status: 422,
      body: JSON.stringify({ error: "Unprocessable Entity", description: error.message }),
    };
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

function trim(store: DemoStore): void {
  for (const kept of [store.tickets, store.users, store.uploads, store.replies] as Map<unknown, unknown>[]) {
    for (const key of kept.keys()) {
      if (kept.size <= capacity) break;
      kept.delete(key);
    }
  }
}
