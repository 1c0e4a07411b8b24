/* Opens what webhooks need: secrets, store, quarantine, dispatcher. Nothing of it runs before it is started. */

import type { Config } from "../../config/config.js";
import { ConfigError } from "../../config/config-error.js";
import type { RelaySettings } from "../../config/relay/relay-settings.js";
import { systemClock } from "../../core/clock.js";
import type { Outbox, Sealer } from "../../core/outbox.js";
import type { Sensitive } from "../../core/sensitive.js";
import type { OpenWebhook } from "../../http/webhooks/arrival.js";
import type { Observer } from "../../core/observer.js";
import type { Log } from "../../ops/log.js";
import type { Metrics } from "../../ops/metrics.js";
import { createRelayObserver, type RelayObserver } from "../../ops/observer.js";
import { createRelayMetrics } from "../../ops/relay-metrics.js";
import { createRelayWatch, type RelayWatch } from "../../ops/relay-watch.js";
import { createSealing, type Sealing } from "../../relay/at-rest.js";
import { createDispatcher, type Dispatcher } from "../../relay/deliver/dispatcher.js";
import type { SourceSigning } from "../../relay/deliver/outgoing.js";
import { createOutbox } from "../../relay/outbox.js";
import { createSealer } from "../../relay/quarantine.js";
import type { Store } from "../../relay/store.js";
import { openStoreOf } from "./open-store.js";

export interface Relay {
  readonly settings: RelaySettings;
  readonly webhooks: readonly OpenWebhook[];
  readonly key: Sensitive<Buffer>;
  readonly store: Store;
  readonly sealing: Sealing;
  readonly outbox: Outbox;
  readonly sealer?: Sealer;
  readonly observer: RelayObserver;
  readonly watch: RelayWatch;
  readonly dispatcher: Dispatcher;
  start(): void;
  /** Puts back what is under way after `drainMs`, then closes the store. */
  stop(drainMs: number): Promise<void>;
}

export interface RelayTools {
  readonly observer: Observer;
  readonly metrics: Metrics;
  readonly log: Log;
}

/** Payloads at rest are encrypted, and ids are keyed hashes. Throws ConfigError. */
export function requireRelayKey({ tagger }: Config): Sensitive<Buffer> {
  if (tagger.key !== undefined) return tagger.key;
  const message =
    "webhooks are stored encrypted, which needs a key. Set DESKVEIL_KEY or DESKVEIL_KEY_FILE; deskveil init makes one.";
  throw new ConfigError("configuration", [{ code: "KEY_MISSING", message }]);
}

/** Undefined where the configuration has no webhooks. Rejects with ConfigError or CommandError: the start is refused. */
export async function openRelay(config: Config, tools: RelayTools): Promise<Relay | undefined> {
  const settings = config.relay;
  if (settings === undefined) return undefined;
  const key = requireRelayKey(config);
  const webhooks = settings.webhooks.map((one) => ({
    settings: one,
    secrets: one.secrets.map((secret) => secret.read().expose()),
  }));
  const destinations = settings.destinations.map((one) => one.open());
  const publicKey = settings.quarantine?.readPublicKey();
  const store = await openStoreOf(settings);
  try {
    const sealing = createSealing(key);
    const keepMs = settings.quarantine?.keepMs ?? 0;
    const sealer = publicKey === undefined ? undefined : await createSealer(store, publicKey, keepMs);
    const watch = watchOf(settings, store, () => dispatcher.status());
    const observer = createRelayObserver(tools.observer, {
      ...tools,
      relayMetrics: createRelayMetrics(tools.metrics.registry, watch),
    });
    const dispatcher = createDispatcher({
      store,
      destinations,
      open: (event, sealed) => sealing.open(event, sealed),
      observer,
      clock: systemClock,
      random: Math.random,
      signers: signersOf(webhooks),
    });
    const outbox = wakingOutbox(createOutbox(store, sealing, Date.now), dispatcher);
    const parts = { settings, webhooks, key, store, sealing, outbox, observer, watch, dispatcher };
    return { ...parts, ...(sealer === undefined ? {} : { sealer }), ...lifeOf(parts) };
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** Delivery begins at once, not at the next look into the store. */
const wakingOutbox = (outbox: Outbox, dispatcher: Dispatcher): Outbox => ({
  async store(event) {
    const stored = await outbox.store(event);
    if (stored === "stored") dispatcher.wake(event.destination);
    return stored;
  },
});

function watchOf(settings: RelaySettings, store: Store, status: Dispatcher["status"]): RelayWatch {
  return createRelayWatch({
    stats: async () => store.stats(),
    status,
    destinations: settings.destinations.map(({ name }) => name),
    unsigned: settings.webhooks.filter(({ scheme }) => scheme === undefined).map(({ name }) => name),
    quarantine: settings.quarantine !== undefined,
    now: Date.now,
  });
}

const signersOf = (webhooks: readonly OpenWebhook[]): ReadonlyMap<string, SourceSigning> =>
  new Map(
    webhooks.map(({ settings }) => {
      const { schemes } = settings.webhooks;
      // Also where nothing is checked on the way in: the receiver may want the sender's way of signing.
      const scheme = settings.scheme ?? schemes[0];
      const headers = schemes
        .flatMap((one) => one.headers)
        .filter((name) => !settings.forwardHeaders.includes(name));
      return [settings.name, { headers, ...(scheme === undefined ? {} : { scheme }) }];
    }),
  );

const purgeEvery = 10 * 60_000;

interface Living {
  readonly settings: RelaySettings;
  readonly store: Store;
  readonly observer: RelayObserver;
  readonly dispatcher: Dispatcher;
}

function lifeOf({ settings, store, observer, dispatcher }: Living): Pick<Relay, "start" | "stop"> {
  let timer: NodeJS.Timeout | undefined;
  const purge = (): void => {
    store.purge({ now: Date.now(), dedupeMs: settings.dedupeMs, deadMs: settings.keepDeadMs }).catch(() => {
      observer.event("warn", "purge_failed");
    });
  };
  return {
    start() {
      dispatcher.start();
      purge();
      timer = setInterval(purge, purgeEvery);
      timer.unref();
    },
    async stop(drainMs) {
      clearInterval(timer);
      await dispatcher.stop(drainMs);
      await store.close();
    },
  };
}

/** For commands that only look. Throws ConfigError. */
export function openRelayKeyless({ relay }: Config): RelaySettings {
  if (relay !== undefined) return relay;
  const message =
    "there are no webhooks in this configuration. Name another by --config; deskveil init DESK writes one.";
  throw new ConfigError("configuration", [{ code: "CONFIG_MISSING", message }]);
}
