/* One receiver of the webhook benchmark in a process of its own: `deskveil` as `serve` runs it, or a bare Express handler. */

import express from "express";
import { createRequire } from "node:module";
import pg from "pg";
import { startProxy } from "../dist/cli/compose.js";
import { compileConfig } from "../dist/config/load.js";
import { Sensitive } from "../dist/core/sensitive.js";
import { desks } from "../dist/desks/index.js";
import { createLog } from "../dist/ops/log.js";
import { cpuMs } from "./measure.mjs";

const [, , mode, store, secret] = process.argv;

/** Nobody listens at the destination: only taking an event is measured, the breaker keeps deliveries back. */
const settings = {
  webhooks: [{ name: "support", desk: "zendesk", path: "/hook", secrets: "env:SENDER", to: "nowhere" }],
  destinations: [
    {
      name: "nowhere",
      url: "http://127.0.0.1:59999/in",
      networks: ["127.0.0.0/8"],
      sign: "none",
      concurrency: 1,
    },
  ],
  relay: { store: "env:STORE" },
  limits: { "event-loop-lag": "60s" },
};

async function startDeskveil() {
  process.env.SENDER = secret;
  process.env.STORE = store;
  const config = compileConfig(settings, { key: new Sensitive(Buffer.alloc(32, 7)), env: process.env });
  const running = await startProxy(
    { config, desk: desks.generic, log: createLog() },
    { host: "127.0.0.1", port: 0, adminPort: 0 },
  );
  return running.port;
}

function sqliteInsert(path) {
  const Sqlite = createRequire(import.meta.url)("better-sqlite3");
  const file = new Sqlite(path);
  file.pragma("journal_mode = WAL");
  file.pragma("synchronous = FULL");
  file.exec("CREATE TABLE raw (id INTEGER PRIMARY KEY, body BLOB NOT NULL)");
  const insert = file.prepare("INSERT INTO raw (body) VALUES (?)");
  return async (body) => insert.run(body);
}

async function postgresInsert(url) {
  const pool = new pg.Pool({ connectionString: url, max: 8 });
  await pool.query("CREATE TABLE raw (id BIGSERIAL PRIMARY KEY, body BYTEA NOT NULL)");
  return async (body) =>
    pool.query({ name: "raw", text: "INSERT INTO raw (body) VALUES ($1)", values: [body] });
}

/** The raw body, durably, and nothing else: no proof, no redaction, no repeated events. */
async function startExpress() {
  const insert = store.startsWith("sqlite:")
    ? sqliteInsert(`${store.slice(7)}.raw`)
    : await postgresInsert(store);
  const app = express();
  app.use(express.raw({ type: () => true, limit: "2mb" }));
  app.post("/hook", async (req, res) => {
    await insert(req.body);
    res.status(202).json({ stored: true });
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
