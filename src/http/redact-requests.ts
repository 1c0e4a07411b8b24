/* The redaction of requests an app answers itself: reads the body, redacts it, and hands it over parsed. */

import type { IncomingMessage, ServerResponse } from "node:http";
import type { Config } from "../config/config.js";
import type { Desk } from "../core/desk.js";
import { AppError } from "../core/errors.js";
import type { Limits } from "../core/limits.js";
import type { Mode } from "../core/policy.js";
import type { Redactor } from "../core/redaction.js";
import type { Report } from "../core/report.js";
import { generic } from "../desks/generic.js";
import { parseMediaType } from "../document/media-type.js";
import { sendRefusal, wordRefusal } from "./answer.js";
import { readHead, type RequestHead } from "./framing.js";
import { createInFlight, openLease, type InFlight } from "./in-flight.js";
import { inflateBody, isIdentity, requireCoding } from "./inflate.js";
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
  /** The redacted bytes, decoded. */
  rawBody?: Buffer;
  deskveil?: Report;
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
      res.setHeader("x-deskveil-verdict", writeVerdict(report));
      if (report.verdict !== "reject" || report.mode === "shadow") return true;
      throw new AppError("pii_rejected");
    } catch (error) {
      const code = error instanceof AppError ? error.code : "internal";
      const answer = wordRefusal(generic, options.wordRefusal, {
        code,
        requestId,
        items: req.deskveil?.rejected ?? [],
        acceptLanguage: req.headers["accept-language"],
      });
      delete req.body;
      sendRefusal(res, answer, !req.complete);
      return false;
    }
  };
}

interface Tools extends RequestRedactionOptions {
  readonly inFlight: InFlight;
}

async function redactRequest(req: IncomingMessage & RedactedRequest, tools: Tools): Promise<Report> {
  const { redactor, desk, limits } = tools;
  const head = readHead(req, limits);
  const body = await receive(req, head, tools);
  const query = head.query === undefined ? {} : { query: head.query };
  const route = desk.route(head.method, head.path);
  const redaction = await redactor.redact({ body, mediaType: head.contentType }, { desk, route, ...query });
  for (const effect of redaction.effects) await effect.run();
  req.deskveil = redaction.report;
  if (redaction.query !== undefined) req.url = `${head.path}?${redaction.query}`;
  if (head.hasBody) handOver(req, head, redaction.payload.body);
  return redaction.report;
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
  const limit = limits.bytes;
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
  req.body = parse(head.contentType, bytes);
  req._body = true;
}

/** The redactor has read these bytes: they are valid. */
function parse(contentType: string, bytes: Buffer): unknown {
  if (bytes.length === 0) return undefined;
  const { essence } = parseMediaType(contentType);
  const text = bytes.toString("utf8");
  if (essence === "application/json" || essence === "text/json" || essence.endsWith("+json")) {
    return JSON.parse(text.replace(/^\ufeff/, ""));
  }
  return essence === "application/x-www-form-urlencoded" ? parseForm(text) : text;
}

function parseForm(text: string): Readonly<Record<string, string | readonly string[]>> {
  const fields = new Map<string, string | string[]>();
  for (const [name, value] of new URLSearchParams(text)) {
    const before = fields.get(name);
    if (before === undefined) fields.set(name, value);
    else fields.set(name, Array.isArray(before) ? [...before, value] : [before, value]);
  }
  return Object.fromEntries(fields);
}
