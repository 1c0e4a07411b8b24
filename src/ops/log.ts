/* The log: one JSON line per request and per event. Its types leave no room for text of a payload. */

import { pino, type DestinationStream, type Logger } from "pino";
import type { FileCount } from "../core/files.js";
import type { DeliveryEvent, DestinationState, RequestEvent } from "../core/observer.js";
import type { WebhookEvent } from "../core/receiving.js";
import type { Report } from "../core/report.js";

export type Level = "info" | "warn" | "error";

export interface Log {
  request(event: RequestEvent): void;
  webhook(event: WebhookEvent): void;
  delivery(event: DeliveryEvent): void;
  /** The breaker of a destination opened or closed, or it was paused. */
  destination(name: string, state: DestinationState): void;
  event(level: Level, code: string, detail?: Readonly<Record<string, number>>): void;
  /** Writes what is still buffered; for the end of the process. */
  flush(): void;
}

/** Entity types with their counts, as `EMAIL_ADDRESS:mask`. */
function countsOf({ counts }: Report): Readonly<Record<string, number>> {
  const summary: Record<string, number> = {};
  for (const { entity, action, count } of counts) {
    const name = `${entity}:${action}`;
    summary[name] = (summary[name] ?? 0) + count;
  }
  return summary;
}

/** Files with what became of them, as `pdf:removed`; nothing where there are none. */
function filesOf(files: readonly FileCount[] = []): Readonly<Record<string, number>> | undefined {
  if (files.length === 0) return undefined;
  return Object.fromEntries(files.map((file) => [`${file.class}:${file.fate}`, file.count]));
}

function levelOf({ outcome, status }: RequestEvent): Level {
  if (outcome === "failed") return "error";
  return status >= 500 || outcome === "aborted" ? "warn" : "info";
}

/** Field by field, so that a member added to the event is not logged by accident. */
function lineOf(event: RequestEvent): object {
  const { report, responseReport } = event;
  return {
    event: "request",
    requestId: event.requestId,
    desk: event.desk,
    route: event.route,
    method: event.method,
    status: event.status,
    outcome: event.outcome,
    code: event.code,
    bytesIn: event.bytesIn,
    bytesOut: event.bytesOut,
    totalMs: round(event.totalMs),
    redactMs: round(event.redactMs),
    ...decisionOf(report),
    files: filesOf([...(report?.files ?? []), ...(event.refusedFiles ?? [])]),
    ...(responseReport === undefined
      ? {}
      : {
          responseVerdict: responseReport.verdict,
          responseCounts: countsOf(responseReport),
          responsePermissions: responseReport.permissions,
          responseFiles: filesOf(responseReport.files),
        }),
  };
}

const decisionOf = (report: Report | undefined): object =>
  report === undefined
    ? {}
    : {
        verdict: report.verdict,
        mode: report.mode,
        policy: report.policy,
        counts: countsOf(report),
        permissions: report.permissions,
      };

function webhookLine(event: WebhookEvent): object {
  return {
    event: "webhook",
    requestId: event.requestId,
    webhook: event.webhook,
    destination: event.destination,
    desk: event.desk,
    route: event.route,
    status: event.status,
    outcome: event.outcome,
    code: event.code,
    bytesIn: event.bytesIn,
    bytesOut: event.bytesOut,
    totalMs: round(event.totalMs),
    redactMs: round(event.redactMs),
    ...decisionOf(event.report),
    files: filesOf([...(event.report?.files ?? []), ...(event.refusedFiles ?? [])]),
  };
}

const webhookLevels: Readonly<Partial<Record<WebhookEvent["outcome"], Level>>> = {
  conflict: "warn",
  quarantined: "warn",
  unavailable: "warn",
  aborted: "warn",
};

function deliveryLine(event: DeliveryEvent): object {
  return {
    event: "delivery",
    destination: event.destination,
    webhook: event.source,
    outcome: event.outcome,
    status: event.status,
    code: event.code,
    attempt: event.attempt,
    ms: round(event.ms),
    waitedMs: round(event.waitedMs),
  };
}

const round = (ms: number): number => Math.round(ms * 100) / 100;

/** Bytes gathered before they are written, and the longest a line waits, ms: a write for each request costs a tenth of it. */
const batch = { minLength: 8192, periodicFlush: 250 };

/** Standard output, not blocking; on a terminal each line at once. */
const standardOutput = (): DestinationStream =>
  pino.destination({ dest: 1, sync: false, ...(process.stdout.isTTY ? {} : batch) });

/** Default destination: standard output. */
export function createLog(destination?: DestinationStream): Log {
  const stream = destination ?? standardOutput();
  const logger: Logger = pino(
    {
      base: null,
      formatters: { level: (label) => ({ level: label }) },
      timestamp: pino.stdTimeFunctions.isoTime,
    },
    stream,
  );
  return {
    request: (event) => {
      logger[levelOf(event)](lineOf(event));
    },
    webhook: (event) => {
      logger[webhookLevels[event.outcome] ?? "info"](webhookLine(event));
    },
    delivery: (event) => {
      const level = event.outcome === "dead" ? "error" : event.outcome === "delivered" ? "info" : "warn";
      logger[level](deliveryLine(event));
    },
    destination: (name, state) => {
      logger[state === "closed" ? "info" : "warn"]({ event: "destination", destination: name, state });
    },
    event: (level, code, detail) => {
      logger[level]({ event: code, ...detail });
    },
    flush: () => {
      if ("flushSync" in stream && typeof stream.flushSync === "function") stream.flushSync();
    },
  };
}
