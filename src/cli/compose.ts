/* Wires floor 4: webhooks and proxy with their observer, health and admin listener, from one compiled configuration. */

import type { Config } from "../config/config.js";
import type { Desk } from "../core/desk.js";
import type { Limits } from "../core/limits.js";
import type { Observer } from "../core/observer.js";
import type { Load } from "../core/receiving.js";
import type { Redactor } from "../core/redaction.js";
import { createProxyHandler, type ProxyHandler } from "../http/handler.js";
import { redactInThreads } from "../http/redact-in-threads.js";
import { createInFlight } from "../http/in-flight.js";
import { createProxyServer } from "../http/server.js";
import { createFront } from "../http/webhooks/front.js";
import { createWebhookReceiver, type WebhookReceiver } from "../http/webhooks/receiver.js";
import { createAdminServer, type AdminRoutes } from "../ops/admin.js";
import { watchLoad, type LoadWatch } from "../ops/event-loop.js";
import { createHealth, type Health } from "../ops/health.js";
import type { Log } from "../ops/log.js";
import { createMetrics } from "../ops/metrics.js";
import { createProbeServer } from "../ops/probes.js";
import { createObserver } from "../ops/observer.js";
import { createRedactor } from "../redactor.js";
import { relayRoutes } from "./relay/admin-routes.js";
import { openRelay, type Relay } from "./relay/open-relay.js";
import { startWarmUp, type WarmUp } from "./warm-up.js";

export interface ComposeOptions {
  readonly config: Config;
  /** Absent: only webhooks are answered. */
  readonly upstream?: URL | undefined;
  readonly desk: Desk;
  readonly log: Log;
  /** Default: the event loop of this process is watched. */
  readonly load?: LoadWatch;
  /** For big bodies. Default: 0, everything is redacted where it arrives. */
  readonly threads?: number;
  /** Work, in ms, on invented payloads before traffic is welcome; requests are answered meanwhile. Default: none. */
  readonly warmUpMs?: number;
  /** Further pages of the admin listener; called once the proxy's port is known. */
  adminRoutes?(proxyPort: number): AdminRoutes;
}

export interface Listen {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly adminPort: number;
  /** Health and metrics for those who cannot reach loopback. Default: nowhere. */
  readonly probes?: { readonly host: string; readonly port: number } | undefined;
}

export interface RunningProxy {
  readonly port: number;
  readonly adminPort: number;
  readonly probesPort?: number;
  /**
   * Is not ready any more for `noticeMs`, then stops accepting, answers what is in flight, puts back what is being
   * delivered, and closes everything.
   */
  close(noticeMs?: number): Promise<void>;
}

/** What is under way to destinations may take so long to end, ms. */
const deliveriesMs = 5000;

/** Everything is built and loaded before anything listens: what cannot be built refuses the start. */
export async function startProxy(options: ComposeOptions, listen: Listen): Promise<RunningProxy> {
  const { config, log } = options;
  await config.recognizer?.ready();
  const metrics = createMetrics(config.policy.mode === "enforce" && !config.passthrough);
  const observer = createObserver(metrics, log);
  const inThreads = { threads: options.threads ?? 0, observer };
  const redacting = await redactInThreads(createRedactor(config), config, inThreads);
  const { redactor } = redacting;
  const relay = await openRelay(config, { observer, metrics, log }).catch(async (error: unknown) => {
    await redacting.close();
    throw error;
  });
  const load = options.load ?? watchLoad(config.limits.lagMs);
  const keyed = config.tagger.key !== undefined;
  const { policy, passthrough } = config;
  const health = createHealth({ policy, passthrough, keyed, load, relay: relay?.watch });
  const handler = createHandler(options, { relay, load, observer, redactor });
  const server = createProxyServer(handler, drainLimits(config.limits, relay), observer);
  const probes = createProbeServer({ metrics, health });
  let closeAdmin = async (): Promise<void> => undefined;
  let warmUp: WarmUp | undefined;
  const close = async (noticeMs = 0): Promise<void> => {
    health.ready = false;
    warmUp?.stop();
    await server.close(noticeMs > 0 ? { ms: noticeMs, isHeard: health.isHeard } : undefined);
    await relay?.stop(deliveriesMs);
    load.stop();
    await handler.close();
    await redacting.close();
    await probes.close();
    await closeAdmin();
    log.event("info", "stopped");
    log.flush();
  };
  try {
    const port = await server.listen(listen.port, listen.host);
    const admin = createAdminServer({
      metrics,
      health,
      routes: { ...options.adminRoutes?.(port), ...(relay === undefined ? {} : relayRoutes(relay)) },
      onFault: (code) => {
        observer.event("error", `admin_${code}`);
      },
    });
    closeAdmin = admin.close;
    const adminPort = await admin.listen(listen.adminPort);
    relay?.start();
    await health.refresh();
    const at = listen.probes && { probesPort: await probes.listen(listen.probes.port, listen.probes.host) };
    warmUp = warm(redactor, { config, health, observer }, options.warmUpMs);
    health.ready = true;
    observer.event("info", "listening", { port, adminPort, ...at });
    return { port, adminPort, ...at, close };
  } catch (error) {
    await close();
    throw error;
  }
}

interface Warming {
  readonly config: Config;
  readonly health: Health;
  readonly observer: Observer;
}

/** With a recognizer little is gained: its model takes the time, and is loaded by now. */
function warm(redactor: Redactor, { config, health, observer }: Warming, ms = 0): WarmUp | undefined {
  if (ms === 0 || config.recognizer !== undefined) return undefined;
  health.warming = true;
  const warmUp = startWarmUp(redactor, ms);
  const end = (): void => {
    health.warming = false;
  };
  warmUp.done.finally(end).then(
    (whole) => {
      if (whole) observer.event("info", "warm");
    },
    () => {
      observer.event("error", "warm_up_failed");
    },
  );
  return warmUp;
}

/** All of it, requests first and deliveries after them, ends within the limit. */
function drainLimits(limits: Limits, relay: Relay | undefined): Limits {
  if (relay === undefined) return limits;
  return { ...limits, shutdownMs: Math.max(1000, limits.shutdownMs - deliveriesMs - limits.noticeMs) };
}

interface Parts {
  readonly relay: Relay | undefined;
  readonly load: Load;
  readonly observer: Observer;
  readonly redactor: Redactor;
}

/** Webhooks and proxy share the budget of bodies, and what they know of broken connections. */
function createHandler({ config, upstream, desk }: ComposeOptions, parts: Parts): ProxyHandler {
  const { relay, load, observer, redactor } = parts;
  const { policy, limits, wordRefusal } = config;
  const common = {
    ...{ redactor, mode: policy.mode, limits, wordRefusal },
    spoiled: new WeakSet<never>(),
    inFlight: createInFlight(limits.inFlightBytes),
  };
  const receiver: WebhookReceiver | undefined =
    relay && createWebhookReceiver({ ...relay, ...common, observer: relay.observer, load });
  const proxy =
    upstream && createProxyHandler({ ...common, upstream, desk, responses: policy.responses, observer });
  return createFront({
    load,
    observer,
    wordRefusal,
    ...(receiver === undefined ? {} : { receiver }),
    ...(proxy === undefined ? {} : { proxy }),
  });
}
