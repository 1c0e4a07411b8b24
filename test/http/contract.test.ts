/* One contract, two mounts: the bare handler behind our listener, and the middleware in an Express app. */

import type { AddressInfo } from "node:net";
import express from "express";
import { compileConfig } from "../../src/config/load.js";
import { zendesk } from "../../src/desks/zendesk.js";
import { createProxy } from "../../src/express.js";
import { createProxyHandler } from "../../src/http/handler.js";
import { createProxyServer } from "../../src/http/server.js";
import { createLog } from "../../src/ops/log.js";
import { createMetrics } from "../../src/ops/metrics.js";
import { createObserver } from "../../src/ops/observer.js";
import { createRedactor } from "../../src/redactor.js";
import { describeContract } from "./contract.js";

/** The log and the metrics of `serve`, kept. */
function createSinks() {
  const logs: string[] = [];
  const metrics = createMetrics(true);
  const observer = createObserver(metrics, createLog({ write: (line) => void logs.push(line) }));
  return { observer, sinks: async () => ({ logs: logs.join("\n"), metrics: await metrics.expose() }) };
}

describeContract(
  "node:http",
  async (upstream) => {
    const config = compileConfig({});
    const { observer, sinks } = createSinks();
    const handler = createProxyHandler({
      upstream,
      redactor: createRedactor(config),
      desk: zendesk,
      mode: config.policy.mode,
      limits: config.limits,
      observer,
      wordRefusal: config.wordRefusal,
    });
    const server = createProxyServer(handler, { ...config.limits, shutdownMs: 500 }, observer);
    const port = await server.listen(0, "127.0.0.1");
    return {
      origin: `http://127.0.0.1:${String(port)}`,
      sinks,
      async close() {
        await server.close();
        await handler.close();
      },
    };
  },
  { strict: true },
);

describeContract(
  "Express 5",
  async (upstream) => {
    const app = express();
    app.disable("x-powered-by");
    const { observer, sinks } = createSinks();
    const proxy = createProxy({ to: upstream, desk: "zendesk", observer });
    app.use(proxy);
    const server = await new Promise<ReturnType<typeof app.listen>>((resolve) => {
      const listening = app.listen(0, "127.0.0.1", () => {
        resolve(listening);
      });
    });
    return {
      origin: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
      sinks,
      async close() {
        server.closeAllConnections();
        server.close();
        await proxy.close();
      },
    };
  },
  { strict: false },
);
