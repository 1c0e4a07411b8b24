/* How long the loop of the proxy stands still, and small requests wait, while 5 MB tickets pass: inline and in threads. */

import { fork } from "node:child_process";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { Pool } from "undici";
import { createTicket } from "./corpus.mjs";
import { median, printTable } from "./measure.mjs";

const child = fileURLToPath(new URL("../test/support/proxy-child.mjs", import.meta.url));
const limits = { bytes: "8MiB", "string-bytes": "1MiB", "detect-units": 2_000_000_000, nodes: 1_000_000 };

async function startUpstream() {
  const server = createServer((req, res) => {
    req.resume();
    req.on("end", () => res.writeHead(201, { "content-type": "application/json" }).end("{}"));
  });
  // A loop that stands still for seconds would miss that an idle connection was closed.
  server.keepAliveTimeout = 60_000;
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

async function start(threads, upstream) {
  const given = JSON.stringify({ upstream, threads, config: { limits } });
  const proxy = fork(child, [given], { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  const hear = () => new Promise((resolve) => proxy.once("message", resolve));
  const { port } = await hear();
  const ask = (question) => {
    const heard = hear();
    proxy.send(question);
    return heard;
  };
  return { port, ask, stop: () => proxy.kill() };
}

/** Some 250 tickets of 20 KB in one body of about 5 MB: each value in it is another one. */
function bigTicket(seed) {
  const one = (at) => createTicket({ seed: seed * 1000 + at, size: 20_480 }).toString();
  return Buffer.from(`{"tickets":[${Array.from({ length: 250 }, (_, at) => one(at)).join(",")}]}`);
}

async function run({ port, ask }, bodies) {
  const pool = new Pool(`http://127.0.0.1:${port}`, { connections: 4 });
  const post = async (path, body) => {
    const from = performance.now();
    const answer = await pool.request({
      method: "POST",
      path,
      headers: { "content-type": "application/json" },
      body,
    });
    await answer.body.dump();
    // A loop that is late for two seconds turns work away.
    if (answer.statusCode === 503) return undefined;
    if (answer.statusCode !== 201) throw new Error(`status ${answer.statusCode}`);
    return performance.now() - from;
  };
  const insist = async (body) => {
    for (;;) {
      const ms = await post("/api/v2/tickets/create_many.json", body);
      if (ms !== undefined) return ms;
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
  };
  const small = createTicket({ seed: 7, size: 4096 });
  for (const body of bodies) await insist(body);
  const stalls = [];
  const waits = [];
  const times = [];
  for (const body of bodies) {
    await ask("reset");
    let ended = false;
    const big = insist(body).finally(() => (ended = true));
    let longest = 0;
    while (!ended) longest = Math.max(longest, (await post("/api/v2/tickets.json", small)) ?? 0);
    times.push(await big);
    waits.push(longest);
    stalls.push((await ask("tell")).stallMs);
  }
  await pool.close();
  return { stall: median(stalls), wait: median(waits), time: median(times) };
}

const upstream = await startUpstream();
const bodies = Array.from({ length: 6 }, (_, at) => bigTicket(at + 1));
const rows = [];
for (const [name, threads] of [
  ["inline", 0],
  ["2 threads", 2],
]) {
  const proxy = await start(threads, `http://127.0.0.1:${upstream.address().port}`);
  const { stall, wait, time } = await run(proxy, bodies);
  rows.push([name, ...[stall, wait, time].map((ms) => ms.toFixed(0))]);
  proxy.stop();
}
upstream.close();
upstream.closeAllConnections();
printTable(
  `a body of ${(bodies[0].length / 1e6).toFixed(1)} MB, ms (medians of ${bodies.length})`,
  ["where", "longest stall of the loop", "longest wait of a 4 KB request", "the big one itself"],
  rows,
);
