/* The whole product on loopback: demo desk, proxy and admin listener, wired as `deskveil serve` wires them. */

import type { AddressInfo } from "node:net";
import { compileConfig } from "../../src/config/load.js";
import type { ConfigInput } from "../../src/config/schema.js";
import { startProxy } from "../../src/cli/compose.js";
import { createDemoDesk, type DemoDesk } from "../../src/console/demo-desk.js";
import { createDemoPage } from "../../src/console/demo-page.js";
import type { DemoRequest } from "../../src/console/demo-routes.js";
import { Sensitive } from "../../src/core/sensitive.js";
import { desks } from "../../src/desks/index.js";
import { createLog } from "../../src/ops/log.js";

/** A machine that tests keep busy is no overloaded proxy. */
export const noLoad = { overloaded: false, stop: (): void => undefined };

export interface Stack {
  /** Origins, as `http://127.0.0.1:40001`. */
  readonly proxy: string;
  readonly admin: string;
  readonly desk: DemoDesk;
  /** What the desk received, in order. */
  readonly received: readonly DemoRequest[];
  /** Lines of the log. */
  readonly logs: readonly string[];
  close(): Promise<void>;
}

export async function startStack(config: ConfigInput = {}): Promise<Stack> {
  const received: DemoRequest[] = [];
  const logs: string[] = [];
  const desk = createDemoDesk((request) => received.push(request));
  await new Promise<void>((resolve) => desk.server.listen(0, "127.0.0.1", resolve));
  const { port } = desk.server.address() as AddressInfo;
  const key = new Sensitive(Buffer.alloc(32, 7));
  const running = await startProxy(
    {
      config: compileConfig(config, { key }),
      upstream: new URL(`http://127.0.0.1:${String(port)}`),
      desk: desks.zendesk,
      load: noLoad,
      log: createLog({ write: (line) => void logs.push(line) }),
      adminRoutes: (proxyPort) =>
        createDemoPage({ proxy: `http://127.0.0.1:${String(proxyPort)}`, store: desk.store }),
    },
    { host: "127.0.0.1", port: 0, adminPort: 0 },
  );
  return {
    proxy: `http://127.0.0.1:${String(running.port)}`,
    admin: `http://127.0.0.1:${String(running.adminPort)}`,
    desk,
    received,
    logs,
    async close() {
      await running.close();
      desk.server.close();
      desk.server.closeAllConnections();
    },
  };
}
