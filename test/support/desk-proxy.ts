/* The real proxy in front of any desk on loopback, wired as `deskveil serve` wires it. */

import { startProxy } from "../../src/cli/compose.js";
import type { Config } from "../../src/config/config.js";
import { compileConfig } from "../../src/config/load.js";
import type { ConfigInput } from "../../src/config/schema.js";
import type { Desk } from "../../src/core/desk.js";
import { Sensitive } from "../../src/core/sensitive.js";
import { createLog } from "../../src/ops/log.js";
import { noLoad } from "./stack.js";

export interface DeskProxy {
  /** As `http://127.0.0.1:40001`. */
  readonly origin: string;
  readonly port: number;
  /** Lines of the log. */
  readonly logs: readonly string[];
  close(): Promise<void>;
}

/** With a key, so that tags are those of production. */
export async function startDeskProxy(
  desk: Desk,
  upstream: string,
  config: ConfigInput = {},
): Promise<DeskProxy> {
  const key = new Sensitive(Buffer.alloc(32, 7));
  return startCompiled(desk, upstream, compileConfig(config, { key }));
}

/** Without one: labels are numbered, as in golden files. */
export async function startNumberingProxy(desk: Desk, upstream: string): Promise<DeskProxy> {
  return startCompiled(desk, upstream, compileConfig({}));
}

async function startCompiled(desk: Desk, upstream: string, config: Config): Promise<DeskProxy> {
  const logs: string[] = [];
  const running = await startProxy(
    {
      config,
      upstream: new URL(upstream),
      desk,
      log: createLog({ write: (line) => void logs.push(line) }),
      load: noLoad,
    },
    { host: "127.0.0.1", port: 0, adminPort: 0 },
  );
  return {
    origin: `http://127.0.0.1:${String(running.port)}`,
    port: running.port,
    logs,
    close: async () => {
      await running.close();
    },
  };
}
