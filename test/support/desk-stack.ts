/* A desk's proxy on loopback, wired as `deskveil serve` wires it, before a server that remembers what arrived. */

import { compileConfig } from "../../src/config/load.js";
import type { ConfigInput } from "../../src/config/schema.js";
import { startProxy } from "../../src/cli/compose.js";
import type { Desk } from "../../src/core/desk.js";
import { Sensitive } from "../../src/core/sensitive.js";
import { createLog } from "../../src/ops/log.js";
import { startUpstream, type TestUpstream } from "./upstream.js";

export interface DeskStack {
  /** Origin of the proxy, as `http://127.0.0.1:40001`. */
  readonly proxy: string;
  readonly upstream: TestUpstream;
  /** Lines of the log. */
  readonly logs: readonly string[];
  close(): Promise<void>;
}

export interface DeskStackOptions {
  readonly config?: ConfigInput;
  /** Without one labels are numbered, as in golden files. Default: true. */
  readonly keyed?: boolean;
}

export async function startDeskStack(desk: Desk, options: DeskStackOptions = {}): Promise<DeskStack> {
  const { config = {}, keyed = true } = options;
  const upstream = await startUpstream();
  const logs: string[] = [];
  const running = await startProxy(
    {
      config: compileConfig(config, keyed ? { key: new Sensitive(Buffer.alloc(32, 7)) } : {}),
      upstream: new URL(upstream.origin),
      desk,
      log: createLog({ write: (line) => void logs.push(line) }),
    },
    { host: "127.0.0.1", port: 0, adminPort: 0 },
  );
  return {
    proxy: `http://127.0.0.1:${String(running.port)}`,
    upstream,
    logs,
    async close() {
      await running.close();
      await upstream.close();
    },
  };
}
