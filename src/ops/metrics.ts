/* Prometheus metrics in a registry of their own; every label comes from a closed set, never from a payload. */

import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from "prom-client";
import type { FileCount } from "../core/files.js";
import type { RequestEvent } from "../core/observer.js";
import type { Report } from "../core/report.js";

export interface Metrics {
  request(event: RequestEvent): void;
  /** Of what a report says, for payloads that were no request of the proxy. */
  report(report: Report): void;
  /** Of files that a payload was refused for. */
  refused(files: readonly FileCount[]): void;
  /** For metrics of other parts. */
  readonly registry: Registry;
  fault(code: string): void;
  /** Text exposition format; `contentType` names its version. */
  expose(): Promise<string>;
  readonly contentType: string;
}

/** Seconds. The redaction of a ticket takes well under a millisecond, the answer of a desk up to seconds. */
const requestBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const redactBuckets = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 0.25];

function createCounters(registers: Registry[]) {
  return {
    requests: new Counter({
      name: "deskveil_requests_total",
      help: "Requests answered, by what became of them",
      labelNames: ["desk", "route", "outcome", "code", "status"] as const,
      registers,
    }),
    findings: new Counter({
      name: "deskveil_findings_total",
      help: "Findings, by entity type and what was done with them",
      labelNames: ["entity", "action"] as const,
      registers,
    }),
    responseFindings: new Counter({
      name: "deskveil_response_findings_total",
      help: "Findings in answers of the desk, by entity type and what was done with them",
      labelNames: ["entity", "action"] as const,
      registers,
    }),
    bytes: new Counter({
      name: "deskveil_body_bytes_total",
      help: "Bytes of request bodies, received and forwarded",
      labelNames: ["direction"] as const,
      registers,
    }),
    unread: new Counter({
      name: "deskveil_unread_total",
      help: "Payloads that passed unread by a named permission",
      labelNames: ["permission"] as const,
      registers,
    }),
    files: new Counter({
      name: "deskveil_files_total",
      help: "Files in payloads and answers, by class and what became of them",
      labelNames: ["class", "fate"] as const,
      registers,
    }),
    events: new Counter({
      name: "deskveil_events_total",
      help: "Life-cycle events and faults",
      labelNames: ["code"] as const,
      registers,
    }),
  };
}

function createTimes(registers: Registry[]) {
  return {
    whole: new Histogram({
      name: "deskveil_request_seconds",
      help: "Time from the head of the request to the end of the answer",
      buckets: requestBuckets,
      registers,
    }),
    redacting: new Histogram({
      name: "deskveil_redact_seconds",
      help: "Time spent reading and redacting the payload",
      buckets: redactBuckets,
      registers,
    }),
  };
}

/** `enforcing` is constant for the life of the process: false in shadow mode, and where nothing is ever changed. */
export function createMetrics(enforcing: boolean): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const { requests, findings, responseFindings, bytes, unread, files, events } = createCounters(registers);
  const { whole, redacting } = createTimes(registers);
  const help = "1 when the policy is enforced, 0 in shadow mode and where nothing is ever changed";
  new Gauge({ name: "deskveil_enforcing", help, registers }).set(enforcing ? 1 : 0);
  const [received, forwarded] = [bytes.labels("received"), bytes.labels("forwarded")];
  const tellFiles = (given: readonly FileCount[] = []): void => {
    for (const { class: own, fate, count } of given) files.inc({ class: own, fate }, count);
  };
  const tellUnread = (report: Report): void => {
    for (const permission of report.permissions) unread.inc({ permission });
    tellFiles(report.files);
  };
  const tellReport = (report: Report): void => {
    for (const { entity, action, count } of report.counts) findings.inc({ entity, action }, count);
    tellUnread(report);
  };
  return {
    registry,
    report: tellReport,
    refused: tellFiles,
    request(event) {
      const { desk, route, outcome, code, status, report, responseReport } = event;
      requests.inc({ desk, route, outcome, code: code ?? "none", status: String(status) });
      received.inc(event.bytesIn);
      forwarded.inc(event.bytesOut);
      whole.observe(event.totalMs / 1000);
      redacting.observe(event.redactMs / 1000);
      if (report !== undefined) tellReport(report);
      tellFiles(event.refusedFiles);
      if (responseReport === undefined) return;
      for (const { entity, action, count } of responseReport.counts) {
        responseFindings.inc({ entity, action }, count);
      }
      tellUnread(responseReport);
    },
    fault: (code) => {
      events.inc({ code });
    },
    expose: async () => registry.metrics(),
    contentType: registry.contentType,
  };
}
