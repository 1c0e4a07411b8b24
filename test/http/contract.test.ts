/* One contract, two mounts: the bare handler behind our listener, and the middleware in an Express app. */

import type { AddressInfo } from "node:net";
import express from "express";
import { compileConfig } from "../../src/config/load.js";
import { zendesk } from "../../src/desks/zendesk.js";
import { createProxy } from "../../src/express.js";
import { createProxyHandler } from "../../src/http/handler.js";
import { createProxyServer } from "../../src/http/server.js";
import { createRedactor } from "../../src/redactor.js";
import { describeContract } from "./contract.js";

const quiet = { request: () => undefined, event: () => undefined };

describeContract(
  "node:http",
  async (upstream) => {
    const config = compileConfig({});
    const handler = createProxyHandler({
      upstream,
      redactor: createRedactor(config),
      desk: zendesk,
      mode: config.policy.mode,
      limits: config.limits,
      observer: quiet,
      wordRefusal: config.wordRefusal,
    });
    const server = createProxyServer(handler, { ...config.limits, shutdownMs: 500 }, quiet);
    const port = await server.listen(0, "127.0.0.1");
    return {
      origin: `http://127.0.0.1:${String(port)}`,
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
    const proxy = createProxy({ to: upstream, desk: "zendesk" });
    app.use(proxy);
    const server = await new Promise<ReturnType<typeof app.listen>>((resolve) => {
      const listening = app.listen(0, "127.0.0.1", () => {
        resolve(listening);
      });
    });
    return {
      origin: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
      async close() {
        server.closeAllConnections();
        server.close();
        await proxy.close();
      },
    };
  },
  { strict: false },
);
