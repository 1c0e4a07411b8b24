/* One server of the proxy benchmark in a process of its own: `deskveil` as `serve` runs it, or a bare Express proxy. */

import express from "express";
import { Pool } from "undici";
import { startProxy } from "../dist/cli/compose.js";
import { compileConfig } from "../dist/config/load.js";
import { desks } from "../dist/desks/index.js";
import { createLog } from "../dist/ops/log.js";
import { cpuMs } from "./measure.mjs";

const [, , mode, upstream] = process.argv;

async function startDeskveil() {
  const running = await startProxy(
    { config: compileConfig({}), upstream: new URL(upstream), desk: desks.zendesk, log: createLog() },
    { host: "127.0.0.1", port: 0, adminPort: 0 },
  );
  return running.port;
}

/** What a pass-through on Express must at least do: take the raw body, send it on, stream the answer back. */
async function startExpress() {
  const pool = new Pool(upstream, { connections: 128 });
  const app = express();
  app.use(express.raw({ type: () => true, limit: "2mb" }));
  app.use(async (req, res) => {
    const headers = { ...req.headers, host: undefined, connection: undefined, "content-length": undefined };
    const answer = await pool.request({ method: req.method, path: req.url, headers, body: req.body });
    res.writeHead(answer.statusCode, answer.headers);
    answer.body.pipe(res);
  });
  const server = await new Promise((resolve) => {
    const listening = app.listen(0, "127.0.0.1", () => resolve(listening));
  });
  return server.address().port;
}

const port = await (mode === "deskveil" ? startDeskveil() : startExpress());
process.on("message", () => process.send(cpuMs()));
process.on("disconnect", () => process.exit(0));
process.send(port);
