/* Webhooks from the socket to the durable commit: read → prove → redact → store → acknowledge, in this order. */

import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { AppError } from "../../core/errors.js";
import type { Outbox, Sealer, Stored } from "../../core/outbox.js";
import type { Load, WebhookObserver } from "../../core/receiving.js";
import type { Sensitive } from "../../core/sensitive.js";
import type { Config } from "../../config/config.js";
import { inTime } from "../deadline.js";
import type { HandleOptions } from "../handler.js";
import { createInFlight, type InFlight } from "../in-flight.js";
import { accept, answerAtOnce, refuseDelivery, sendAnswer, type Settled } from "./answers.js";
import { openArrival, tellObserver, type Arrival, type OpenWebhook } from "./arrival.js";
import { identify, type Identity } from "./identity.js";
import { judgeDelivery, type DeliveryJudge, type Passing } from "./judge-delivery.js";
import { withoutSecrets } from "./outgoing.js";
import { requireProof } from "./proof.js";
import { createRateLimiter, type RateLimiter } from "./rate.js";
import { readDelivery, type ReceivedDelivery } from "./read-delivery.js";

export interface ReceiverOptions extends DeliveryJudge {
  readonly webhooks: readonly OpenWebhook[];
  readonly outbox: Outbox;
  /** Absent: what may not pass is not taken, and the sender comes again. */
  readonly sealer?: Sealer;
  readonly observer: WebhookObserver;
  readonly load: Load;
  /** For ids and fingerprints. */
  readonly key: Sensitive<Buffer>;
  readonly wordRefusal: Config["wordRefusal"];
  /** Shared with the proxy on the same listener; default: its own. */
  readonly spoiled?: WeakSet<Socket>;
  readonly inFlight?: InFlight;
  /** Ms since 1970. Default: the clock. */
  now?(): number;
}

export interface WebhookReceiver {
  /** Whether this path is a configured webhook. */
  has(path: string): boolean;
  /** Only for paths that it has. */
  handle(req: IncomingMessage, res: ServerResponse, options?: HandleOptions): void;
}

interface Door {
  readonly webhook: OpenWebhook;
  readonly limiter: RateLimiter;
}

interface Tools extends ReceiverOptions {
  readonly doors: ReadonlyMap<string, Door>;
  readonly spoiled: WeakSet<Socket>;
  readonly inFlight: InFlight;
  now(): number;
}

export const pathOf = ({ url = "" }: IncomingMessage): string => url.split("?", 1)[0] ?? "";

/** The limit on waiting for the store: senders give up after five to twelve seconds. */
const storeMs = 10_000;

export function createWebhookReceiver(options: ReceiverOptions): WebhookReceiver {
  const doors = new Map(
    options.webhooks.map((webhook) => [
      webhook.settings.path,
      { webhook, limiter: createRateLimiter(webhook.settings.rate) },
    ]),
  );
  const tools: Tools = {
    now: () => Date.now(),
    spoiled: new WeakSet(),
    inFlight: createInFlight(options.limits.inFlightBytes),
    ...options,
    doors,
  };
  return {
    has: (path) => doors.has(path),
    handle(req, res, { awaitsContinue = false } = {}) {
      const door = doors.get(pathOf(req));
      if (door === undefined) {
        res.destroy();
        return;
      }
      const arrival = openArrival(req, res, {
        webhook: door.webhook,
        awaitsContinue,
        inFlight: tools.inFlight,
      });
      res.once("close", () => {
        tellObserver(tools.observer, arrival);
      });
      run(tools, door, arrival).catch(() => {
        res.destroy();
      });
    },
  };
}

/** What a delivery holds besides its body, roughly. */
const requestBytes = 4096;

async function run(tools: Tools, door: Door, arrival: Arrival): Promise<void> {
  let settled: Settled;
  try {
    if (tools.spoiled.has(arrival.req.socket)) throw new AppError("http_malformed");
    if (tools.load.overloaded) throw new AppError("overloaded");
    arrival.lease.take(requestBytes);
    settled = await receive(tools, door, arrival);
  } catch (error) {
    if (!arrival.framed) tools.spoiled.add(arrival.req.socket);
    settled = refuseDelivery(arrival, error, tools.wordRefusal);
  } finally {
    arrival.lease.close();
  }
  sendAnswer(arrival, settled);
}

async function receive(tools: Tools, { limiter }: Door, arrival: Arrival): Promise<Settled> {
  const { webhook } = arrival;
  const { webhooks } = webhook.settings;
  const received = await readDelivery(arrival, tools.limits);
  const { delivery } = received;
  const early = webhooks.unprovenHandshake?.(delivery);
  if (early !== undefined) return answerAtOnce(early);
  requireProof(webhook, delivery, tools.now());
  // Counted after the proof: nobody else can use up a sender's share.
  if (!limiter.take(performance.now())) throw new AppError("rate_limited");
  const greeting = webhooks.handshake?.(delivery);
  if (greeting !== undefined) return answerAtOnce(greeting);
  arrival.route = webhooks.route(delivery);
  const query = withoutSecrets(received.head.query, arrival.route);
  const identity = identify(webhook, delivery, { key: tools.key, query });
  const judgement = await judgeDelivery(tools, arrival, received);
  if ("aside" in judgement) {
    arrival.code = judgement.aside;
    await putAside(tools, arrival, { received, identity, query });
    return accept(arrival, "quarantined", identity.id);
  }
  return commit(tools, arrival, { passing: judgement.passing, identity, method: delivery.method });
}

interface Commitable {
  readonly passing: Passing;
  readonly identity: Identity;
  readonly method: string;
}

async function commit(
  tools: Tools,
  arrival: Arrival,
  { passing, identity, method }: Commitable,
): Promise<Settled> {
  const { settings } = arrival.webhook;
  const { id, fingerprint } = identity;
  arrival.bytesOut = passing.body.length;
  const event = {
    id,
    source: settings.name,
    destination: settings.to,
    fingerprint,
    receivedAt: tools.now(),
    method,
    ...passing,
  };
  const stored: Stored = await inTime(tools.outbox.store(event), storeMs, "outbox_unavailable");
  if (stored === "conflict") throw new AppError("idempotency_conflict");
  return accept(arrival, stored, id);
}

interface Aside {
  readonly received: ReceivedDelivery;
  readonly identity: Identity;
  readonly query: string;
}

/** The original as it came, for whoever holds the private key. Logins do not belong to what was sent. */
async function putAside(tools: Tools, arrival: Arrival, { received, identity, query }: Aside): Promise<void> {
  const { sealer } = tools;
  if (sealer === undefined) throw new AppError("quarantine_unavailable");
  const { delivery, raw } = received;
  const proofs = arrival.webhook.settings.webhooks.schemes.flatMap(({ headers }) => headers);
  const entry = {
    id: identity.quarantineId,
    source: arrival.webhook.settings.name,
    code: arrival.code ?? "internal",
    receivedAt: tools.now(),
    original: {
      method: delivery.method,
      query,
      headers: [...delivery.headers].filter(([name]) => !logins.has(name) && !proofs.includes(name)),
      body: raw,
    },
  };
  await inTime(sealer.quarantine(entry), storeMs, "quarantine_unavailable");
}

const logins: ReadonlySet<string> = new Set(["authorization", "proxy-authorization", "cookie"]);
