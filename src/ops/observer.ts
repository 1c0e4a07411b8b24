/* The observer that floor 4 reports to: metrics and log. */

import type { Observer } from "../core/observer.js";
import type { DeliveryObserver } from "../core/observer.js";
import type { WebhookObserver } from "../core/receiving.js";
import type { Log } from "./log.js";
import type { Metrics } from "./metrics.js";
import type { RelayMetrics } from "./relay-metrics.js";

export function createObserver(metrics: Metrics, log: Log): Observer {
  return {
    request(event) {
      metrics.request(event);
      log.request(event);
    },
    event(level, code, detail) {
      metrics.fault(code);
      log.event(level, code, detail);
    },
  };
}

export type RelayObserver = WebhookObserver & DeliveryObserver;

/** What receiving and delivering report to. */
export function createRelayObserver(observer: Observer, tools: RelayObserverTools): RelayObserver {
  const { metrics, relayMetrics, log } = tools;
  return {
    webhook(event) {
      relayMetrics.webhook(event);
      if (event.report !== undefined) metrics.report(event.report);
      metrics.refused(event.refusedFiles ?? []);
      log.webhook(event);
    },
    delivery(event) {
      relayMetrics.delivery(event);
      log.delivery(event);
    },
    destination(name, state) {
      log.destination(name, state);
    },
    event: (level, code, detail) => {
      observer.event(level, code, detail);
    },
  };
}

export interface RelayObserverTools {
  readonly metrics: Metrics;
  readonly relayMetrics: RelayMetrics;
  readonly log: Log;
}
