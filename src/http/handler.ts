/* The proxy as one plain handler: head → body → redaction → desk. Whatever throws on the way is a refusal. */

import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Config } from "../config/config.js";
import type { DeskAnswer, RejectedItem } from "../core/desk.js";
import { AppError, type ErrorCode } from "../core/errors.js";
import type { ResponseMode } from "../core/policy.js";
import { sendRefusal, wordRefusal } from "./answer.js";
import { openOutgoing, type Arriving } from "./arriving.js";
import { openExchange, tellObserver, type Exchange } from "./exchange.js";
import { readHead, type RequestHead } from "./framing.js";
import { askPlain, requestHeaders } from "./headers.js";
import { createInFlight, type InFlight } from "./in-flight.js";
import { answerLimit, passAnswer, responseVerdict, unscannable } from "./judge-answer.js";
import { codeOf, judge, unreadVerdict, type Judge, type Judged } from "./judge.js";
import { dropMethodOverride } from "./method-override.js";
import { receiveBody } from "./receive.js";
import { requestIdOf } from "./request-id.js";
import { createUpstream, type Forward, type Upstream } from "./upstream.js";
import { writeVerdict } from "./verdict.js";

export interface ProxyOptions extends Judge {
  /** Origin of the desk, with an optional base path. */
  readonly upstream: URL;
  readonly wordRefusal: Config["wordRefusal"];
  /** Default: `pass`, answers stream to the client untouched. */
  readonly responses?: ResponseMode;
  /** Shared with what else answers on the same listener; default: its own. */
  readonly spoiled?: WeakSet<Socket>;
  readonly inFlight?: InFlight;
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
    inFlight: options.inFlight ?? createInFlight(options.limits.inFlightBytes),
    spoiled: options.spoiled ?? new WeakSet(),
  };
  return {
    handle(req, res, { awaitsContinue = false } = {}) {
      const exchange = openExchange(req, res, { awaitsContinue, inFlight: proxy.inFlight });
      res.once("close", () => {
        tellObserver(proxy.observer, proxy.desk, exchange);
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

interface Proxy extends Judge {
  readonly responses?: ResponseMode;
  readonly pool: Upstream;
  readonly inFlight: InFlight;
  /** Connections on which a head was refused. Requests pipelined behind it may be part of its body to another reader. */
  readonly spoiled: WeakSet<Socket>;
  readonly wordRefusal: Config["wordRefusal"];
}

/** What a request holds besides its body, roughly: pipelined look-ups are cheap to send, and must not be without end. */
const requestBytes = 4096;

async function run(proxy: Proxy, exchange: Exchange): Promise<void> {
  const head = settleHead(proxy, exchange.req);
  exchange.head = head;
  const route = proxy.desk.route(head.method, head.path);
  exchange.route = route;
  try {
    exchange.lease.take(requestBytes);
    const body = head.hasBody ? await receiveBody(proxy, exchange, { head, route }) : none;
    if (!Buffer.isBuffer(body)) {
      await forwardArriving(proxy, exchange, body);
      return;
    }
    exchange.read = true;
    exchange.bytesIn = body.length;
    await forward(proxy, exchange, await judge(proxy, exchange, { head, route, body }));
  } finally {
    exchange.lease.close();
  }
}

function settleHead({ spoiled, limits }: Proxy, req: IncomingMessage): RequestHead {
  try {
    if (spoiled.has(req.socket)) throw new AppError("http_malformed");
    return readHead(req, limits);
  } catch (error) {
    spoiled.add(req.socket);
    throw error;
  }
}

const none = Buffer.alloc(0);

/** What is told to the client beside the answer. */
const tellings = ({ requestId }: Exchange, verdict: string): string[] => [
  "x-request-id",
  requestId,
  "x-deskveil-verdict",
  verdict,
];

async function forward(proxy: Proxy, exchange: Exchange, judged: Judged): Promise<void> {
  const { head, req } = exchange;
  if (head === undefined) throw new AppError("internal");
  const { body, query, decoded, verdict } = judged;
  exchange.bytesOut = body.length;
  const request: Forward = {
    method: head.method,
    path: pathOf(head, query),
    headers: requestHeaders(req.rawHeaders, decoded),
    body: head.hasBody ? body : null,
  };
  await send(proxy, exchange, { request, added: tellings(exchange, verdict) });
}

const pathOf = ({ path }: RequestHead, query: string | undefined): string =>
  query === undefined || query === "" ? path : `${path}?${query}`;

/** The reason of a refusal is ours: the desk's side of it only sees that the body broke off. */
async function forwardArriving(proxy: Proxy, exchange: Exchange, arriving: Arriving): Promise<void> {
  const { head, req } = exchange;
  if (head === undefined) throw new AppError("internal");
  const { rest, stream } = arriving;
  const added = tellings(exchange, "pass");
  const outgoing = openOutgoing(exchange, arriving, (verdict) => {
    added.splice(-1, 1, verdict);
  });
  const { query } = stream;
  const request: Forward = {
    method: head.method,
    path: pathOf(head, query === undefined ? undefined : dropMethodOverride(query)),
    headers: requestHeaders(req.rawHeaders, false),
    body: outgoing.body,
  };
  try {
    await send(proxy, exchange, { request, added });
  } catch (error) {
    throw outgoing.failure ?? error;
  } finally {
    rest.stop();
    stream.close();
  }
}

async function send(proxy: Proxy, exchange: Exchange, { request, added }: Asked): Promise<void> {
  if (proxy.responses === "scan") await forwardAndRead(proxy, exchange, { request, added });
  else await proxy.pool.send(request, exchange.res, added);
}

interface Asked {
  readonly request: Forward;
  readonly added: readonly string[];
}

/** In shadow mode nothing about the exchange may be different, so codings and ranges are asked for as ever. */
async function forwardAndRead(proxy: Proxy, exchange: Exchange, { request, added }: Asked): Promise<void> {
  const { pool, limits, mode } = proxy;
  const shadow = mode === "shadow";
  const headers = shadow ? request.headers : askPlain(request.headers);
  const pass = (code: ErrorCode): void => {
    exchange.code = unscannable(proxy, code);
  };
  const answer = await pool
    .collect({ ...request, headers }, exchange.res, {
      added: [...added, responseVerdict, unreadVerdict],
      inFlight: exchange.lease,
      limitOf: (given) => answerLimit(limits, given),
      onTooLarge: shadow ? pass : undefined,
    })
    .catch((error: unknown) => {
      const code = codeOf(error);
      throw new AppError(code.startsWith("upstream_") ? code : unscannable(proxy, code));
    });
  if (answer !== undefined) await passAnswer(proxy, exchange, { answer, added });
}

/** Faults of ours and of the desk, as against requests that were not in order. */
const faults: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "internal",
  "detector_unavailable",
  "token_key_unavailable",
  "upstream_unreachable",
  "upstream_invalid",
  "upstream_response_unscannable",
  "upstream_timeout",
]);

function refuse(proxy: Proxy, exchange: Exchange, error: unknown): void {
  const { res, report } = exchange;
  const code = codeOf(error);
  exchange.code = code;
  if (res.destroyed || res.writableEnded) return;
  exchange.outcome = faults.has(code) ? "failed" : "refused";
  const verdict = report === undefined ? {} : { verdict: writeVerdict(report) };
  const answer = wordAnswer(proxy, {
    code,
    requestId: exchange.requestId,
    items: exchange.items,
    acceptLanguage: exchange.req.headers["accept-language"],
    ...verdict,
  });
  sendRefusal(res, answer, endsConnection(exchange, code));
}

/** After a broken frame, and where the rest of the body is still to come. */
function endsConnection({ head, read, req }: Exchange, code: ErrorCode): boolean {
  return head === undefined || code === "trailers_not_allowed" || (!read && !req.complete);
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
