/* Wires floor 4: one proxy with its observer, health and admin listener, from one compiled configuration. */

import type { Config } from "../config/config.js";
import type { Desk } from "../core/desk.js";
import { createProxyHandler } from "../http/handler.js";
import { redactInThreads } from "../http/redact-in-threads.js";
import { createProxyServer } from "../http/server.js";
import { createAdminServer, type AdminRoutes } from "../ops/admin.js";
import { createHealth } from "../ops/health.js";
import type { Log } from "../ops/log.js";
import { createMetrics } from "../ops/metrics.js";
import { createProbeServer } from "../ops/probes.js";
import { createObserver } from "../ops/observer.js";
import { createRedactor } from "../redactor.js";

export interface ComposeOptions {
  readonly config: Config;
  readonly upstream: URL;
  readonly desk: Desk;
  readonly log: Log;
  /** For big bodies. Default: 0, everything is redacted where it arrives. */
  readonly threads?: number;
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
  /** Stops accepting, answers what is in flight, and closes everything. */
  close(): Promise<void>;
}

/** Everything is built and loaded before anything listens: what cannot be built refuses the start. */
export async function startProxy(options: ComposeOptions, listen: Listen): Promise<RunningProxy> {
  const { config, upstream, desk, log } = options;
  const { policy, limits, wordRefusal } = config;
  await config.recognizer?.ready();
  const metrics = createMetrics(policy.mode === "enforce" && !config.passthrough);
  const keyed = config.tagger.key !== undefined;
  const health = createHealth({ policy, passthrough: config.passthrough, keyed });
  const observer = createObserver(metrics, log);
  const { threads = 0 } = options;
  const redacting = await redactInThreads(createRedactor(config), config, { threads, observer });
  const handler = createProxyHandler({
    upstream,
    redactor: redacting.redactor,
    desk,
    mode: policy.mode,
    responses: policy.responses,
    limits,
    observer,
    wordRefusal,
  });
  const server = createProxyServer(handler, limits, observer);
  const port = await server.listen(listen.port, listen.host);
  const admin = createAdminServer({
    metrics,
    health,
    routes: options.adminRoutes?.(port) ?? {},
    onFault: (code) => {
      observer.event("error", `admin_${code}`);
    },
  });
  const probes = createProbeServer({ metrics, health });
  const close = async (): Promise<void> => {
    health.ready = false;
    await server.close();
    await handler.close();
    await redacting.close();
    await probes.close();
    await admin.close();
    log.event("info", "stopped");
    log.flush();
  };
  try {
    const adminPort = await admin.listen(listen.adminPort);
    const at = listen.probes && { probesPort: await probes.listen(listen.probes.port, listen.probes.host) };
    health.ready = true;
    observer.event("info", "listening", { port, adminPort, ...at });
    return { port, adminPort, ...at, close };
  } catch (error) {
    await close();
    throw error;
  }
}
