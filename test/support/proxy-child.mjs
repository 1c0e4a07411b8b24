/* The built proxy in a process of its own, for what only a whole process shows: memory, sockets, stalls of its loop. */

import { monitorEventLoopDelay } from "node:perf_hooks";
import { startProxy } from "../../dist/cli/compose.js";
import { compileConfig } from "../../dist/config/load.js";
import { desks } from "../../dist/desks/index.js";
import { createLog } from "../../dist/ops/log.js";

const { upstream, threads = 0, config = {} } = JSON.parse(process.argv[2] ?? "{}");

const running = await startProxy(
  {
    config: compileConfig(config),
    upstream: new URL(upstream),
    desk: desks.zendesk,
    log: createLog({ write: () => undefined }),
    threads,
  },
  { host: "127.0.0.1", port: 0, adminPort: 0 },
);

const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();

/** Ms of the longest wait since the last question, and bytes of memory after a collection. */
function answer() {
  globalThis.gc?.();
  const { rss, external } = process.memoryUsage();
  return { rss, external, stallMs: delay.max / 1e6, p99Ms: delay.percentile(99) / 1e6 };
}

process.on("message", (question) => {
  if (question === "reset") delay.reset();
  process.send(question === "reset" ? {} : answer());
});
process.on("disconnect", () => process.exit(0));
process.send({ port: running.port });
