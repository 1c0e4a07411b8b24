/* The proxy as one plain handler: head → body → redaction → desk. Whatever throws on the way is a refusal. */

import type { IncomingMessage, ServerResponse } from "node:http";
import type { Config } from "../config/config.js";
import type { Desk, DeskAnswer, DeskRoute, RejectedItem } from "../core/desk.js";
import { AppError, type ErrorCode } from "../core/errors.js";
import type { Limits } from "../core/limits.js";
import type { Observer, RequestEvent } from "../core/observer.js";
import type { Mode } from "../core/policy.js";
import type { Redaction, Redactor } from "../core/redaction.js";
import type { Report } from "../core/report.js";
import { sendRefusal, wordRefusal } from "./answer.js";
import { readHead, type RequestHead } from "./framing.js";
import { requestHeaders } from "./headers.js";
import { createInFlight, type InFlight } from "./in-flight.js";
import { inflateBody, isIdentity, requireCoding } from "./inflate.js";
import { readBody } from "./read-body.js";
import { requestIdOf } from "./request-id.js";
import { createUpstream, type Upstream } from "./upstream.js";
import { writeVerdict } from "./verdict.js";

export interface ProxyOptions {
  /** Origin of the desk, with an optional base path. */
  readonly upstream: URL;
  readonly redactor: Redactor;
  readonly desk: Desk;
  /** In shadow mode a payload that cannot be read is forwarded as it came. */
  readonly mode: Mode;
  readonly limits: Limits;
  readonly observer: Observer;
  readonly wordRefusal: Config["wordRefusal"];
}

export interface HandleOptions {
  /** The client waits for `100 Continue`, which nobody has sent yet. */
  readonly awaitsContinue?: boolean;
}

export interface ProxyHandler {
  handle(req: IncomingMessage, res: ServerResponse, options?: HandleOptions): void;
  /** A refusal outside any request, as for a broken head. */
  refuse(code: ErrorCode): DeskAnswer;
  close(): Promise<void>;
}

/** Throws when the upstream cannot be used at all. */
export function createProxyHandler(options: ProxyOptions): ProxyHandler {
  const proxy: Proxy = {
    ...options,
    pool: createUpstream(options.upstream, options.limits),
    inFlight: createInFlight(options.limits.inFlightBytes),
  };
  return {
    handle(req, res, { awaitsContinue = false } = {}) {
      const exchange = openExchange(req, res, awaitsContinue);
      res.once("close", () => {
        report(proxy, exchange);
      });
      run(proxy, exchange)
        .catch((error: unknown) => {
          refuse(proxy, exchange, error);
        })
        .catch(() => {
          res.destroy();
        });
    },
    refuse: (code) => wordAnswer(proxy, { code, requestId: requestIdOf(undefined) }),
    close: async () => proxy.pool.close(),
  };
}

interface Proxy extends ProxyOptions {
  readonly pool: Upstream;
  readonly inFlight: InFlight;
}

/** One request on its way; filled in as it goes. */
interface Exchange {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  readonly awaitsContinue: boolean;
  readonly requestId: string;
  readonly startedAt: number;
  head: RequestHead | undefined;
  route: DeskRoute | undefined;
  report: Report | undefined;
  code: ErrorCode | undefined;
  items: readonly RejectedItem[];
  outcome: RequestEvent["outcome"];
  bytesIn: number;
  bytesOut: number;
  redactMs: number;
  /** The body has been read to its end, or there is none. */
  read: boolean;
}

function openExchange(req: IncomingMessage, res: ServerResponse, awaitsContinue: boolean): Exchange {
  return {
    req,
    res,
    awaitsContinue,
    requestId: requestIdOf(req.headers["x-request-id"]),
    startedAt: performance.now(),
    head: undefined,
    route: undefined,
    report: undefined,
    code: undefined,
    items: [],
    outcome: "aborted",
    bytesIn: 0,
    bytesOut: 0,
    redactMs: 0,
    read: false,
  };
}

async function run(proxy: Proxy, exchange: Exchange): Promise<void> {
  const head = readHead(exchange.req, proxy.limits);
  exchange.head = head;
  const route = proxy.desk.route(head.method, head.path);
  exchange.route = route;
  const body = head.hasBody ? await receive(proxy, exchange, head) : none;
  exchange.read = true;
  try {
    exchange.bytesIn = body.length;
    await judgeAndForward(proxy, exchange, { head, route, body });
  } finally {
    proxy.inFlight.give(body.length);
  }
}

const none = Buffer.alloc(0);

/** Nothing is read that would be refused anyway. */
async function receive(proxy: Proxy, exchange: Exchange, head: RequestHead): Promise<Buffer> {
  const { limits, inFlight } = proxy;
  requireCoding(head.coding);
  const limit = limitOf(proxy, exchange.route);
  if (head.contentLength > limit) throw new AppError("body_too_large");
  if (exchange.awaitsContinue) exchange.res.writeContinue();
  return readBody(exchange.req, {
    limit,
    announced: head.contentLength,
    deadlineMs: limits.bodyMs,
    inFlight,
  });
}

const limitOf = ({ limits }: Proxy, route: DeskRoute | undefined): number =>
  route?.body === "upload" ? limits.uploadBytes : limits.bytes;

interface Received {
  readonly head: RequestHead;
  readonly route: DeskRoute;
  readonly body: Buffer;
}

async function judgeAndForward(proxy: Proxy, exchange: Exchange, received: Received): Promise<void> {
  const { head, body } = received;
  const judged = await judge(proxy, exchange, received);
  const shadow = proxy.mode === "shadow";
  const decoded = !shadow && !isIdentity(head.coding);
  const payload = shadow ? body : judged.payload;
  const query = shadow ? head.query : judged.query;
  exchange.bytesOut = payload.length;
  await proxy.pool.send(
    {
      method: head.method,
      path: query === undefined ? head.path : `${head.path}?${query}`,
      headers: requestHeaders(exchange.req.rawHeaders, decoded),
      body: head.hasBody ? payload : null,
    },
    exchange.res,
    ["x-request-id", exchange.requestId, "x-deskveil-verdict", judged.verdict],
  );
  exchange.outcome = "forwarded";
}

/** What to forward, and the verdict header. */
interface Judged {
  readonly payload: Buffer;
  readonly query: string | undefined;
  readonly verdict: string;
}

/** In shadow mode what cannot be read passes as it is. Throws AppError `pii_rejected` and what the redactor throws. */
async function judge(proxy: Proxy, exchange: Exchange, received: Received): Promise<Judged> {
  const from = performance.now();
  try {
    const redaction = await redact(proxy, received);
    const { report: account, payload, query, effects } = redaction;
    exchange.report = account;
    const judged = { payload: payload.body, query, verdict: writeVerdict(account) };
    if (proxy.mode === "enforce" && account.verdict === "reject") {
      exchange.items = account.rejected;
      throw new AppError("pii_rejected");
    }
    for (const effect of effects) await effect.run();
    return judged;
  } catch (error) {
    if (proxy.mode === "enforce") throw error;
    exchange.code = codeOf(error);
    proxy.observer.event("warn", `shadow_${exchange.code}`);
    return { payload: received.body, query: received.head.query, verdict: "pass; shadow=unread" };
  } finally {
    exchange.redactMs = performance.now() - from;
  }
}

async function redact(proxy: Proxy, { head, route, body }: Received): Promise<Redaction> {
  const { redactor, desk, limits } = proxy;
  const plain = isIdentity(head.coding) || !head.hasBody;
  const bytes = plain ? body : await inflateBody(body, head.coding, { limit: limitOf(proxy, route), limits });
  const query = head.query === undefined ? {} : { query: head.query };
  return redactor.redact({ body: bytes, mediaType: head.contentType }, { desk, route, ...query });
}

const codeOf = (error: unknown): ErrorCode => (error instanceof AppError ? error.code : "internal");

/** Faults of ours and of the desk, as against requests that were not in order. */
const faults: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "internal",
  "detector_unavailable",
  "token_key_unavailable",
  "upstream_unreachable",
  "upstream_invalid",
  "upstream_timeout",
]);

function refuse(proxy: Proxy, exchange: Exchange, error: unknown): void {
  const { res, report } = exchange;
  const code = codeOf(error);
  exchange.code = code;
  if (res.destroyed || res.writableEnded) return;
  exchange.outcome = faults.has(code) ? "failed" : "refused";
  if (res.headersSent) {
    res.destroy();
    return;
  }
  const verdict = report === undefined ? {} : { verdict: writeVerdict(report) };
  const answer = wordAnswer(proxy, {
    code,
    requestId: exchange.requestId,
    items: exchange.items,
    acceptLanguage: exchange.req.headers["accept-language"],
    ...verdict,
  });
  sendRefusal(res, answer, !exchange.read && !exchange.req.complete);
}

interface AnswerParts {
  readonly code: ErrorCode;
  readonly requestId: string;
  readonly items?: readonly RejectedItem[];
  readonly acceptLanguage?: string | undefined;
  readonly verdict?: string;
}

function wordAnswer({ desk, wordRefusal: words }: Proxy, parts: AnswerParts): DeskAnswer {
  return wordRefusal(desk, words, { items: [], acceptLanguage: undefined, ...parts });
}

/** Told once the connection is done with the answer; an observer that fails changes nothing for the client. */
function report({ desk, observer }: Proxy, exchange: Exchange): void {
  const { req, res, head, route, code } = exchange;
  try {
    observer.request({
      requestId: exchange.requestId,
      desk: desk.name,
      route: route?.id ?? "unread",
      method: head?.method ?? "other",
      status: res.headersSent ? res.statusCode : 0,
      outcome: exchange.outcome,
      ...(code === undefined ? {} : { code }),
      ...(exchange.report === undefined ? {} : { report: exchange.report }),
      bytesIn: exchange.bytesIn,
      bytesOut: exchange.bytesOut,
      totalMs: performance.now() - exchange.startedAt,
      redactMs: exchange.redactMs,
    });
  } catch {
    req.socket.destroy();
  }
}
