/* The redaction of requests an app answers itself: reads the body, redacts it, and hands it over parsed. */

import type { IncomingMessage, ServerResponse } from "node:http";
import type { Config } from "../config/config.js";
import type { Desk } from "../core/desk.js";
import { AppError } from "../core/errors.js";
import type { Limits } from "../core/limits.js";
import type { Mode } from "../core/policy.js";
import type { Redaction, Redactor } from "../core/redaction.js";
import type { Report } from "../core/report.js";
import { generic } from "../desks/generic.js";
import { readDocument } from "../document/index.js";
import { parseMediaType, type MediaType } from "../document/media-type.js";
import { byName, formBody, type ReceivedFile } from "./form-body.js";
import { sendRefusal, wordRefusal } from "./answer.js";
import { readHead, type RequestHead } from "./framing.js";
import { createInFlight, openLease, type InFlight } from "./in-flight.js";
import { inflateBody, isIdentity, requireCoding } from "./inflate.js";
import { bodyLimit, codeOf, stopsShadow, unreadVerdict } from "./judge.js";
import { readBody } from "./read-body.js";
import { requestIdOf } from "./request-id.js";
import { writeVerdict } from "./verdict.js";

export interface RequestRedactionOptions {
  readonly redactor: Redactor;
  readonly desk: Desk;
  readonly limits: Limits;
  readonly mode: Mode;
  readonly wordRefusal: Config["wordRefusal"];
}

/** A request after the middleware. */
export interface RedactedRequest {
  /** Parsed JSON, an object of a form's fields (repeated ones as arrays), or text; absent without a body. */
  body?: unknown;
  /** Of a `multipart/form-data` body. */
  files?: readonly ReceivedFile[];
  /** The redacted bytes, decoded. */
  rawBody?: Buffer;
  deskveil?: Report;
  /** Of Express; its query is redacted like that of `url`. */
  originalUrl?: string;
  /** Body parsers leave a request alone that says so. */
  _body?: boolean;
}

/** Resolves to false when the request has been answered. */
export type RequestRedaction = (
  req: IncomingMessage & RedactedRequest,
  res: ServerResponse,
) => Promise<boolean>;

export function createRequestRedaction(options: RequestRedactionOptions): RequestRedaction {
  const inFlight = createInFlight(options.limits.inFlightBytes);
  return async (req, res) => {
    const requestId = requestIdOf(req.headers["x-request-id"]);
    try {
      const report = await redactRequest(req, { ...options, inFlight });
      res.setHeader("x-request-id", requestId);
      res.setHeader("x-deskveil-verdict", report === undefined ? unreadVerdict : writeVerdict(report));
      return true;
    } catch (error) {
      const code = codeOf(error);
      const answer = wordRefusal(generic, options.wordRefusal, {
        code,
        requestId,
        items: req.deskveil?.rejected ?? [],
        acceptLanguage: req.headers["accept-language"],
      });
      delete req.body;
      delete req.rawBody;
      delete req.files;
      sendRefusal(res, answer, !req.complete);
      return false;
    }
  };
}

interface Tools extends RequestRedactionOptions {
  readonly inFlight: InFlight;
}

/** Undefined when the request could not be read and shadow mode passes it as it came. */
async function redactRequest(
  req: IncomingMessage & RedactedRequest,
  tools: Tools,
): Promise<Report | undefined> {
  const head = readHead(req, tools.limits);
  const body = await receive(req, head, tools);
  try {
    const { payload, query, report } = await decide(req, { head, body }, tools);
    if (query !== undefined) replaceQuery(req, head, query);
    if (head.hasBody) handOver(req, head, payload.body);
    return report;
  } catch (error) {
    if (tools.mode === "enforce" || stopsShadow(codeOf(error))) throw error;
    if (head.hasBody) handOver(req, head, body);
    return undefined;
  }
}

interface ReceivedRequest {
  readonly head: RequestHead;
  readonly body: Buffer;
}

/** Throws AppError `pii_rejected` and what the redactor throws. */
async function decide(
  req: RedactedRequest,
  { head, body }: ReceivedRequest,
  { redactor, desk }: Tools,
): Promise<Redaction> {
  const query = head.query === undefined ? {} : { query: head.query };
  const route = desk.route(head.method, head.path);
  const redaction = await redactor.redact({ body, mediaType: head.contentType }, { desk, route, ...query });
  const { report, effects } = redaction;
  req.deskveil = report;
  if (report.mode !== "shadow" && report.verdict === "reject") throw new AppError("pii_rejected");
  for (const effect of effects) await effect.run();
  return redaction;
}

/** Access logs print the original URL: it must not hold what was taken out of the other one. */
function replaceQuery(req: IncomingMessage & RedactedRequest, head: RequestHead, query: string): void {
  const { originalUrl } = req;
  req.url = `${head.path}?${query}`;
  const mark = originalUrl?.indexOf("?") ?? -1;
  if (originalUrl !== undefined && mark !== -1) req.originalUrl = `${originalUrl.slice(0, mark)}?${query}`;
}

async function receive(
  req: IncomingMessage & RedactedRequest,
  head: RequestHead,
  tools: Tools,
): Promise<Buffer> {
  const { limits } = tools;
  if (req.body !== undefined && head.hasBody) throw new AppError("body_already_read");
  if (!head.hasBody) return Buffer.alloc(0);
  requireCoding(head.coding);
  const limit = bodyLimit(limits, tools.desk.route(head.method, head.path), head);
  const lease = openLease(tools.inFlight);
  try {
    const body = await readBody(req, {
      limit,
      announced: head.contentLength,
      deadlineMs: limits.bodyMs,
      inFlight: lease,
    });
    if (isIdentity(head.coding)) return body;
    return await inflateBody(body, head.coding, { limit, limits, inFlight: lease });
  } finally {
    lease.close();
  }
}

function handOver(req: RedactedRequest, head: RequestHead, bytes: Buffer): void {
  req.rawBody = bytes;
  req._body = true;
  const { body, files } = parse(head.contentType, bytes);
  if (body !== undefined) req.body = body;
  if (files !== undefined) req.files = files;
}

/** Nothing for what cannot be parsed, which only shadow mode lets come this far. */
function parse(contentType: string, bytes: Buffer): Pick<RedactedRequest, "body" | "files"> {
  if (bytes.length === 0) return {};
  try {
    const type = parseMediaType(contentType);
    if (type.boundary !== undefined) return formBody(readDocument(bytes, type), bytes);
    return { body: parseAs(type, bytes) };
  } catch {
    return {};
  }
}

function parseAs({ essence }: MediaType, bytes: Buffer): unknown {
  const text = bytes.toString("utf8");
  if (essence === "application/json" || essence === "text/json" || essence.endsWith("+json")) {
    return JSON.parse(text.replace(/^\ufeff/, ""));
  }
  return essence === "application/x-www-form-urlencoded" ? parseForm(text) : text;
}

const parseForm = (text: string): Readonly<Record<string, unknown>> => byName(new URLSearchParams(text));
