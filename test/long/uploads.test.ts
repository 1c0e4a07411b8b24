/* A log of 50 MB through the built proxy: memory, how long others wait, and what arrives. */

import { fork, type ChildProcess } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { request } from "undici";

const script = fileURLToPath(new URL("../support/proxy-child.mjs", import.meta.url));
const size = 50_000_000;

/** An access log; every hundredth line holds something. */
function line(at: number): string {
  const found =
    at % 100 === 0 ? ` from 203.0.113.${String(at % 250)} by jane${String(at % 7)}@leak.test` : "";
  return `2026-01-02T03:04:${String(at % 60).padStart(2, "0")}Z GET /api/v1/items/${String(at)} 200 ${String((at * 7) % 9999)} ms${found} agent="Mozilla/5.0 (X11; Linux x86_64)"\n`;
}

interface Arrived {
  bytes: number;
  lines: number;
  masked: number;
  leaked: number;
}

/** A desk that keeps nothing of an upload but its account. */
async function startDesk() {
  const uploads: Arrived[] = [];
  const server = createServer((req, res) => {
    const one: Arrived = { bytes: 0, lines: 0, masked: 0, leaked: 0 };
    let rest = "";
    req.on("data", (chunk: Buffer) => {
      one.bytes += chunk.length;
      const text = rest + chunk.toString("latin1");
      const end = text.lastIndexOf("\n") + 1;
      rest = text.slice(end);
      const whole = text.slice(0, end);
      one.lines += whole.split("\n").length - 1;
      one.masked += whole.split("[EMAIL_ADDRESS ").length - 1;
      one.leaked += /leak\.test|203\.0\.113/.test(whole) ? 1 : 0;
    });
    req.on("end", () => {
      if (req.url?.includes("uploads") === true) uploads.push(one);
      res.writeHead(201, { "content-type": "application/json" }).end("{}");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { server, uploads, origin: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}` };
}

let child: ChildProcess;
let desk: Awaited<ReturnType<typeof startDesk>>;
let proxy = "";

const hear = async <T>(): Promise<T> =>
  new Promise((resolve) => child.once("message", resolve as (message: unknown) => void));

async function memory(): Promise<number> {
  child.send("memory");
  return (await hear<{ rss: number }>()).rss;
}

beforeAll(async () => {
  desk = await startDesk();
  const given = JSON.stringify({
    upstream: desk.origin,
    config: { limits: { body: "120s", total: "150s" } },
  });
  child = fork(script, [given], {
    execArgv: ["--expose-gc"],
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  proxy = `http://127.0.0.1:${String((await hear<{ port: number }>()).port)}`;
});

afterAll(() => {
  child.kill();
  desk.server.closeAllConnections();
  desk.server.close();
});

/** Ms of each small request, one every 20 ms, until it is told to stop. */
async function others(until: { done: boolean }): Promise<readonly number[]> {
  const waits: number[] = [];
  while (!until.done) {
    const from = performance.now();
    const answer = await request(`${proxy}/api/v2/tickets`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: '{"ticket":{"subject":"printer","comment":{"body":"host 203.0.113.7 is down"}}}',
    });
    await answer.body.dump();
    waits.push(performance.now() - from);
    await sleep(20);
  }
  return waits;
}

const p99 = (waits: readonly number[]): number =>
  [...waits].sort((a, b) => a - b)[Math.floor(waits.length * 0.99)] ?? Infinity;

async function upload(bytes: number): Promise<{ readonly sent: number; readonly lines: number }> {
  let sent = 0;
  let lines = 0;
  const body = async function* (): AsyncGenerator<Buffer> {
    while (sent < bytes) {
      let text = "";
      while (text.length < 64_000 && sent + text.length < bytes) text += line(lines++);
      sent += text.length;
      yield await Promise.resolve(Buffer.from(text));
    }
  };
  const answer = await request(`${proxy}/api/v2/uploads?filename=access.log`, {
    method: "POST",
    body: body(),
  });
  await answer.body.dump();
  expect(answer.statusCode).toBe(201);
  return { sent, lines };
}

describe("a log of 50 MB", () => {
  it("takes less than 64 MB, and lets the others wait less than 20 ms more", async () => {
    await upload(8_000_000);
    const quiet = { done: false };
    const alone = others(quiet);
    await sleep(5000);
    quiet.done = true;
    const before = p99(await alone);
    const rssBefore = await memory();
    const busy = { done: false };
    const beside = others(busy);
    let most = 0;
    const watch = (async () => {
      while (!busy.done) {
        most = Math.max(most, await memory());
        await sleep(250);
      }
    })();
    const from = performance.now();
    const { sent, lines } = await upload(size);
    const seconds = (performance.now() - from) / 1000;
    busy.done = true;
    await watch;
    const after = p99(await beside);
    const grown = (most - rssBefore) / 1024 / 1024;
    console.log(
      `50 MB in ${seconds.toFixed(1)} s, ${grown.toFixed(1)} MiB more, p99 of others ${before.toFixed(1)} ms alone, ${after.toFixed(1)} ms beside it`,
    );
    const arrived = desk.uploads.at(-1);
    expect(sent).toBeGreaterThanOrEqual(size - 200);
    expect([arrived?.lines, arrived?.masked, arrived?.leaked]).toEqual([lines, Math.ceil(lines / 100), 0]);
    expect(grown).toBeLessThan(64);
    expect(after - before).toBeLessThan(20);
  }, 240_000);
});
