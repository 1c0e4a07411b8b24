/* One request on its way through the proxy, filled in as it goes, and its account for the observer. */

import type { IncomingMessage, ServerResponse } from "node:http";
import type { Desk, DeskRoute, RejectedItem } from "../core/desk.js";
import type { ErrorCode } from "../core/errors.js";
import type { FileCount } from "../core/files.js";
import type { Observer, RequestEvent } from "../core/observer.js";
import type { Report } from "../core/report.js";
import type { RequestHead } from "./framing.js";
import { openLease, type InFlight, type Lease } from "./in-flight.js";
import { requestIdOf } from "./request-id.js";

export interface Exchange {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  /** The client waits for `100 Continue`, which nobody has sent yet. */
  readonly awaitsContinue: boolean;
  readonly requestId: string;
  readonly startedAt: number;
  head: RequestHead | undefined;
  route: DeskRoute | undefined;
  report: Report | undefined;
  /** Of the desk's answer, where it is read. */
  responseReport: Report | undefined;
  code: ErrorCode | undefined;
  /** What it, or the answer, was refused for. */
  refusedFiles: readonly FileCount[];
  items: readonly RejectedItem[];
  /** Set by a refusal; without one the answer came from the desk. */
  outcome: RequestEvent["outcome"] | undefined;
  bytesIn: number;
  bytesOut: number;
  redactMs: number;
  /** Bytes taken from the budget of all bodies. */
  readonly lease: Lease;
  /** The body has been read to its end, or there is none. */
  read: boolean;
}

export interface Opening {
  readonly awaitsContinue: boolean;
  readonly inFlight: InFlight;
}

export function openExchange(req: IncomingMessage, res: ServerResponse, opening: Opening): Exchange {
  const { awaitsContinue, inFlight } = opening;
  const lease = openLease(inFlight);
  return {
    req,
    res,
    awaitsContinue,
    requestId: requestIdOf(req.headers["x-request-id"]),
    startedAt: performance.now(),
    head: undefined,
    route: undefined,
    report: undefined,
    responseReport: undefined,
    code: undefined,
    refusedFiles: [],
    items: [],
    outcome: undefined,
    bytesIn: 0,
    bytesOut: 0,
    redactMs: 0,
    lease,
    read: false,
  };
}

/** Told once the connection is done with the answer; an observer that fails changes nothing for the client. */
export function tellObserver(observer: Observer, desk: Desk, exchange: Exchange): void {
  const { res, head, route, code } = exchange;
  try {
    observer.request({
      requestId: exchange.requestId,
      desk: desk.name,
      route: route?.id ?? "unread",
      method: head?.method ?? "other",
      status: res.headersSent ? res.statusCode : 0,
      outcome: exchange.outcome ?? (res.writableFinished ? "forwarded" : "aborted"),
      ...(code === undefined ? {} : { code }),
      ...decisionsOf(exchange),
      bytesIn: exchange.bytesIn,
      bytesOut: exchange.bytesOut,
      totalMs: performance.now() - exchange.startedAt,
      redactMs: exchange.redactMs,
    });
  } catch {
    // The answer is out and nobody is left to tell.
  }
}

type Decisions = Pick<RequestEvent, "report" | "responseReport" | "refusedFiles">;

const decisionsOf = ({ report, responseReport, refusedFiles }: Exchange): Decisions => ({
  ...(report === undefined ? {} : { report }),
  ...(responseReport === undefined ? {} : { responseReport }),
  ...(refusedFiles.length === 0 ? {} : { refusedFiles }),
});
