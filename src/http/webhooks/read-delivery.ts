/* From the socket to a delivery: head and body by the readers of the proxy, nothing parsed yet. */

import type { IncomingMessage } from "node:http";
import { AppError } from "../../core/errors.js";
import type { Limits } from "../../core/limits.js";
import type { Delivery } from "../../core/webhook.js";
import { readHead, type RequestHead } from "../framing.js";
import { inflateBody, isIdentity, requireCoding } from "../inflate.js";
import { readBody } from "../read-body.js";
import type { Arrival } from "./arrival.js";

export interface ReceivedDelivery {
  readonly head: RequestHead;
  /** As it came, content coding included. */
  readonly raw: Buffer;
  /**
   * Its body is free of content coding: senders sign what they wrote, and a coding on the way is a gateway's. What was
   * inflated is bounded like any body of the proxy, proven or not.
   */
  readonly delivery: Delivery;
}

const none = Buffer.alloc(0);

/** Deliveries have a method that may carry content; GET is there for placeholders in the address. */
const methods: ReadonlySet<string> = new Set(["GET", "POST", "PUT", "PATCH", "DELETE"]);

/** Throws AppError of framing, size and coding. */
export async function readDelivery(arrival: Arrival, limits: Limits): Promise<ReceivedDelivery> {
  const { req, lease } = arrival;
  const head = readHead(req, limits);
  arrival.framed = true;
  if (!methods.has(head.method)) throw new AppError("method_not_allowed");
  const raw = head.hasBody ? await receive(arrival, head, limits) : none;
  arrival.read = true;
  arrival.bytesIn = raw.length;
  const plain = isIdentity(head.coding)
    ? raw
    : await inflateBody(raw, head.coding, { limit: limits.bytes, limits, inFlight: lease });
  const url = addressOf(arrival, head);
  return { head, raw, delivery: { method: head.method, url, headers: singleHeaders(req), body: plain } };
}

async function receive(arrival: Arrival, head: RequestHead, limits: Limits): Promise<Buffer> {
  requireCoding(head.coding);
  if (head.contentLength > limits.bytes) throw new AppError("body_too_large");
  if (arrival.awaitsContinue) arrival.res.writeContinue();
  return readBody(arrival.req, {
    limit: limits.bytes,
    announced: head.contentLength,
    deadlineMs: limits.bodyMs,
    inFlight: arrival.lease,
  });
}

/** As the sender called it: behind a gateway only configuration knows. */
function addressOf({ req, webhook }: Arrival, { path, query }: RequestHead): URL {
  const { publicUrl } = webhook.settings;
  const base = publicUrl?.href ?? `http://${req.headers.host ?? "localhost"}${path}`;
  const text = query === undefined ? base : `${base}?${query}`;
  if (!URL.canParse(text)) throw new AppError("header_invalid");
  return new URL(text);
}

/** What came twice says two things, and so nothing. */
function singleHeaders({ rawHeaders }: IncomingMessage): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const twice = new Set<string>();
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = (rawHeaders[at] ?? "").toLowerCase();
    if (found.has(name)) twice.add(name);
    else found.set(name, rawHeaders[at + 1] ?? "");
  }
  for (const name of twice) found.delete(name);
  return found;
}
