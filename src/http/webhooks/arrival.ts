/* What is known of one delivery while it is handled, and what operations are told of it in the end. */

import type { IncomingMessage, ServerResponse } from "node:http";
import type { WebhookSettings } from "../../config/relay/relay-settings.js";
import type { DeskRoute } from "../../core/desk.js";
import type { ErrorCode } from "../../core/errors.js";
import type { FileCount } from "../../core/files.js";
import type { WebhookObserver, WebhookOutcome } from "../../core/receiving.js";
import type { Report } from "../../core/report.js";
import { openLease, type InFlight, type Lease } from "../in-flight.js";
import { requestIdOf } from "../request-id.js";

/** A configured webhook with its secrets read. */
export interface OpenWebhook {
  readonly settings: WebhookSettings;
  /** One, or two during rotation; none where nothing is proven. */
  readonly secrets: readonly string[];
}

export interface Arrival {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  readonly webhook: OpenWebhook;
  readonly requestId: string;
  readonly awaitsContinue: boolean;
  /** Of `performance.now()`. */
  readonly startedAt: number;
  /** Bytes taken from the budget of all bodies. */
  readonly lease: Lease;
  /** The head has one meaning; what follows it on the connection can be trusted. */
  framed: boolean;
  /** The body has been read to its end, or there is none. */
  read: boolean;
  route: DeskRoute | undefined;
  report: Report | undefined;
  code: ErrorCode | undefined;
  /** What it was refused for. */
  refusedFiles: readonly FileCount[];
  outcome: WebhookOutcome | undefined;
  bytesIn: number;
  bytesOut: number;
  redactMs: number;
}

export interface ArrivalOptions {
  readonly webhook: OpenWebhook;
  readonly awaitsContinue: boolean;
  readonly inFlight: InFlight;
}

export function openArrival(req: IncomingMessage, res: ServerResponse, options: ArrivalOptions): Arrival {
  const { webhook, awaitsContinue, inFlight } = options;
  return {
    req,
    res,
    webhook,
    awaitsContinue,
    requestId: requestIdOf(req.headers["x-request-id"]),
    startedAt: performance.now(),
    lease: openLease(inFlight),
    framed: false,
    read: false,
    route: undefined,
    report: undefined,
    code: undefined,
    refusedFiles: [],
    outcome: undefined,
    bytesIn: 0,
    bytesOut: 0,
    redactMs: 0,
  };
}

/** An observer that fails changes nothing for the sender. What was stored is stored, whether the sender stayed or not. */
export function tellObserver(observer: WebhookObserver, arrival: Arrival): void {
  const { res, webhook, code, report, route } = arrival;
  try {
    observer.webhook({
      requestId: arrival.requestId,
      webhook: webhook.settings.name,
      destination: webhook.settings.to,
      desk: webhook.settings.desk.name,
      route: route?.id ?? "unread",
      outcome: arrival.outcome ?? "aborted",
      status: res.headersSent ? res.statusCode : 0,
      ...(code === undefined ? {} : { code }),
      ...(report === undefined ? {} : { report }),
      ...(arrival.refusedFiles.length === 0 ? {} : { refusedFiles: arrival.refusedFiles }),
      bytesIn: arrival.bytesIn,
      bytesOut: arrival.bytesOut,
      totalMs: performance.now() - arrival.startedAt,
      redactMs: arrival.redactMs,
    });
  } catch {
    // The answer is out and nobody is left to tell.
  }
}
