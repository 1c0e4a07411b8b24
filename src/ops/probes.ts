/* Health and metrics for orchestrators and Prometheus, which cannot reach loopback: three paths, to read only. */

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { builtIn, send, type AdminOptions } from "./admin.js";

export interface ProbeServer {
  /** Resolves to the bound port; `0` takes any. */
  listen(port: number, host: string): Promise<number>;
  close(): Promise<void>;
}

/** Whoever reaches it may ask: nothing here is secret, nothing can be changed, and no page is shown. */
export function createProbeServer(options: Pick<AdminOptions, "metrics" | "health">): ProbeServer {
  const routes = builtIn(options);
  const limits = { requestTimeout: 10_000, headersTimeout: 5000, maxHeaderSize: 8192 };
  const server = createServer(limits, (req, res) => {
    const { method = "", url = "" } = req;
    const name = `${method === "HEAD" ? "GET" : method} ${url.split("?")[0] ?? ""}`;
    const route = Object.hasOwn(routes, name) ? routes[name] : undefined;
    req.resume();
    if (route === undefined) {
      res.writeHead(404, { "content-length": "0" }).end();
      return;
    }
    Promise.resolve(route(Buffer.alloc(0))).then(
      (answer) => {
        send(res, answer);
      },
      () => {
        res.writeHead(500, { "content-length": "0" }).end();
      },
    );
  });
  return {
    listen: async (port, host) =>
      new Promise((resolve, reject) => {
        server.once("error", reject);
        server.listen(port, host, () => {
          server.off("error", reject);
          resolve((server.address() as AddressInfo).port);
        });
      }),
    close: async () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
