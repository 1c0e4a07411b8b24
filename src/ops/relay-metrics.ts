/* Metrics of webhooks and their delivery. Labels are configured names and closed words; anything else is `other`. */

import { Counter, Gauge, Histogram, type Registry } from "prom-client";
import type { DeliveryEvent } from "../core/observer.js";
import type { WebhookEvent } from "../core/receiving.js";
import type { RelayWatch } from "./relay-watch.js";

export interface RelayMetrics {
  webhook(event: WebhookEvent): void;
  delivery(event: DeliveryEvent): void;
}

/** Seconds. Senders give up after five to twelve. */
const acknowledged = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const attempts = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 30];
/** Seconds, up to the three days of the schedule. */
const ages = [0.1, 0.5, 1, 5, 30, 300, 1800, 7200, 36_000, 86_400, 259_200];

function createCounters(registers: Registry[]) {
  return {
    webhooks: new Counter({
      name: "deskveil_webhooks_total",
      help: "Webhooks that came, by what became of them",
      labelNames: ["webhook", "outcome", "code"] as const,
      registers,
    }),
    waited: new Histogram({
      name: "deskveil_webhook_seconds",
      help: "Time from the head of a webhook to the end of its acknowledgement",
      buckets: acknowledged,
      registers,
    }),
    deliveries: new Counter({
      name: "deskveil_deliveries_total",
      help: "Attempts to deliver, by what became of them",
      labelNames: ["destination", "outcome", "code"] as const,
      registers,
    }),
    attempt: new Histogram({
      name: "deskveil_delivery_seconds",
      help: "Time of one attempt",
      labelNames: ["destination"] as const,
      buckets: attempts,
      registers,
    }),
    age: new Histogram({
      name: "deskveil_delivery_age_seconds",
      help: "Time from receipt to delivery",
      labelNames: ["destination"] as const,
      buckets: ages,
      registers,
    }),
  };
}

const states = ["queued", "leased", "dead"] as const;

/** Figures of the store are asked for when they are read. */
function createGauges(registers: Registry[], watch: RelayWatch): void {
  const { source } = watch;
  const known = new Set(source.destinations);
  const labelled = (destination: string): string => (known.has(destination) ? destination : "other");
  const whole = (name: string, help: string, read: () => number): void => {
    new Gauge({
      name,
      help,
      registers,
      async collect() {
        await watch.refresh();
        this.set(read());
      },
    });
  };
  const perState = (
    name: string,
    help: string,
    fill: (gauge: Gauge<"destination" | "state">) => void,
  ): void => {
    new Gauge({
      name,
      help,
      labelNames: ["destination", "state"] as const,
      registers,
      async collect() {
        await watch.refresh();
        this.reset();
        for (const destination of known) for (const state of states) this.set({ destination, state }, 0);
        fill(this);
      },
    });
  };
  perState("deskveil_queue_events", "Events in the store, by destination and state", (gauge) => {
    for (const { destination, state, count } of watch.figures?.events ?? [])
      if (state !== "done") gauge.inc({ destination: labelled(destination), state }, count);
  });
  perState("deskveil_queue_oldest_seconds", "Age of the oldest event, by destination and state", (gauge) => {
    for (const { destination, state, oldest } of watch.figures?.events ?? []) {
      if (state !== "done")
        gauge.set({ destination: labelled(destination), state }, age(source.now(), oldest));
    }
  });
  whole("deskveil_queue_bytes", "Bytes of sealed payloads that wait", () => watch.figures?.waitingBytes ?? 0);
  whole("deskveil_quarantined", "Events in quarantine", () => watch.figures?.quarantined ?? 0);
  whole("deskveil_store_ok", "1 while the store answers", () => (watch.figures === undefined ? 0 : 1));
  new Gauge({
    name: "deskveil_destination_open",
    help: "1 while events go to the destination, 0 while its breaker is open or it is paused",
    labelNames: ["destination"] as const,
    registers,
    collect() {
      for (const { name, state } of source.status())
        this.set({ destination: name }, state === "closed" || state === "half-open" ? 1 : 0);
    },
  });
}

const age = (now: number, oldest: number): number => Math.max(0, (now - oldest) / 1000);

export function createRelayMetrics(registry: Registry, watch: RelayWatch): RelayMetrics {
  const { webhooks, waited, deliveries, attempt, age: waiting } = createCounters([registry]);
  createGauges([registry], watch);
  return {
    webhook({ webhook, outcome, code, totalMs }) {
      webhooks.inc({ webhook, outcome, code: code ?? "none" });
      waited.observe(totalMs / 1000);
    },
    delivery({ destination, outcome, code, ms, waitedMs }) {
      deliveries.inc({ destination, outcome, code: code ?? "none" });
      attempt.observe({ destination }, ms / 1000);
      if (outcome === "delivered") waiting.observe({ destination }, Math.max(0, waitedMs) / 1000);
    },
  };
}
