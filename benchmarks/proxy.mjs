/* CPU per request: the path `serve` uses against an Express 5 pass-through, and nginx where installed. */

import { execFileSync, fork, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Pool } from "undici";
import { createTicket } from "./corpus.mjs";
import { median, printTable, untilSteady } from "./measure.mjs";

const child = fileURLToPath(new URL("./proxy-child.mjs", import.meta.url));
const connections = 16;

/** Answers at once; loopback only. */
async function startUpstream() {
  const answer = Buffer.from(JSON.stringify({ ticket: { id: 1, status: "new" } }));
  const server = createServer((req, res) => {
    req.resume();
    req.on("end", () => {
      res.writeHead(201, { "content-type": "application/json", "content-length": answer.length });
      res.end(answer);
    });
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

async function startNode(mode, upstream) {
  const proxy = fork(child, [mode, upstream], { stdio: ["ignore", "ignore", "inherit", "ipc"] });
  const port = await new Promise((resolve, reject) => {
    proxy.once("message", resolve);
    proxy.once("exit", () => reject(new Error(`${mode} did not start`)));
  });
  const cpu = () =>
    new Promise((resolve) => {
      proxy.once("message", resolve);
      proxy.send("cpu");
    });
  return { port, cpu, stop: () => proxy.kill() };
}

function hasNginx() {
  return spawnSync("nginx", ["-v"], { stdio: "ignore" }).status === 0;
}

async function startNginx(upstream) {
  const folder = mkdtempSync(join(tmpdir(), "deskveil-bench-"));
  const port = 20_000 + Math.floor(Math.random() * 20_000);
  const target = new URL(upstream);
  writeFileSync(
    join(folder, "nginx.conf"),
    `daemon off; worker_processes 1; pid ${folder}/pid; error_log ${folder}/error.log;
events { worker_connections 256; }
http { access_log off; client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy;
fastcgi_temp_path ${folder}/f; uwsgi_temp_path ${folder}/u; scgi_temp_path ${folder}/s; client_body_buffer_size 64k;
upstream desk { server ${target.host}; keepalive 32; }
server { listen 127.0.0.1:${port}; location / { proxy_pass http://desk; proxy_http_version 1.1; proxy_set_header Connection ""; } } }`,
  );
  const nginx = spawn("nginx", ["-c", join(folder, "nginx.conf"), "-p", folder], { stdio: "ignore" });
  await new Promise((resolve) => setTimeout(resolve, 500));
  const workers = () =>
    execFileSync("pgrep", ["-P", String(nginx.pid)], { encoding: "utf8" })
      .trim()
      .split("\n");
  const cpu = async () =>
    workers().reduce((sum, pid) => {
      const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ");
      return sum + (Number(fields[11]) + Number(fields[12])) * 10;
    }, 0);
  const stop = () => {
    nginx.kill();
    rmSync(folder, { recursive: true, force: true });
  };
  return { port, cpu, stop };
}

/** A bounded number of POSTs over a fixed number of connections. */
async function load(port, bodies, count) {
  const pool = new Pool(`http://127.0.0.1:${port}`, { connections });
  let sent = 0;
  const worker = async () => {
    while (sent < count) {
      const body = bodies[sent++ % bodies.length];
      const response = await pool.request({
        method: "POST",
        path: "/api/v2/tickets.json",
        headers: { "content-type": "application/json" },
        body,
      });
      if (response.statusCode !== 201)
        throw new Error(`${response.statusCode}: ${await response.body.text()}`);
      await response.body.dump();
    }
  };
  await Promise.all(Array.from({ length: connections }, worker));
  await pool.close();
}

/** nginx compiles nothing. */
async function warmUp(side, { port, cpu }, { bodies, count }) {
  if (side === "nginx") return;
  await untilSteady(async () => {
    const from = await cpu();
    await load(port, bodies, count);
    const total = (await cpu()) - from;
    return { each: total / count, total };
  });
}

const sizes = [
  { name: "4 KB", size: 4096, limit: 1.25 },
  { name: "20 KB", size: 20_480, limit: 2 },
];

export async function benchProxy({ rounds, short }) {
  const upstream = await startUpstream();
  const address = `http://127.0.0.1:${upstream.address().port}`;
  const proxies = new Map([
    ["deskveil", await startNode("deskveil", address)],
    ["express", await startNode("express", address)],
    ...(hasNginx() ? [["nginx", await startNginx(address)]] : []),
  ]);
  const figures = [];
  const rows = [];
  try {
    for (const { name, size, limit } of sizes) {
      const bodies = Array.from({ length: 64 }, (_, at) => createTicket({ seed: at + 1, size }));
      const count = short ? 1500 : 4000;
      const costs = new Map([...proxies.keys()].map((side) => [side, []]));
      for (const [side, proxy] of proxies) await warmUp(side, proxy, { bodies, count });
      for (let round = 0; round < rounds; round++) {
        for (const [side, proxy] of proxies) {
          const before = await proxy.cpu();
          await load(proxy.port, bodies, count);
          costs.get(side).push(((await proxy.cpu()) - before) / count);
        }
      }
      const cost = (side) => (costs.has(side) ? median(costs.get(side)) * 1000 : undefined);
      const ratio = cost("deskveil") / cost("express");
      figures.push({
        name,
        ratio,
        limit,
        us: Object.fromEntries([...proxies.keys()].map((side) => [side, cost(side)])),
      });
      rows.push([
        name,
        ...["deskveil", "express", "nginx"].map((side) => cost(side)?.toFixed(0) ?? "-"),
        ratio.toFixed(2),
        `<= ${limit}`,
      ]);
    }
  } finally {
    for (const proxy of proxies.values()) proxy.stop();
    upstream.close();
    upstream.closeAllConnections();
  }
  printTable(
    "proxy: CPU per request, us",
    [
      "body",
      "deskveil (redacting)",
      "Express 5 pass-through",
      "nginx proxy_pass",
      "ours / Express",
      "target",
    ],
    rows,
  );
  return figures;
}
