/* Clients and desks that break off, by the thousand: requests end, buffers are freed, memory stays flat. */

import { fork, spawn, type ChildProcess } from "node:child_process";
import { connect, type Socket } from "node:net";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import { request } from "undici";
import { startUpstream, type TestUpstream } from "../support/upstream.js";

const script = fileURLToPath(new URL("../support/proxy-child.mjs", import.meta.url));

interface Memory {
  /** Of the process. */
  readonly rss: number;
  /** Of objects and buffers. */
  readonly used: number;
  /** Connections of both sides. */
  readonly sockets: number;
}

interface Proxy {
  readonly port: number;
  /** Bytes after a collection, once it has done with all that was sent. */
  memory(): Promise<Memory>;
}

interface Setup {
  readonly limits?: Readonly<Record<string, string | number>>;
  readonly threads?: number;
  readonly responses?: "scan";
  /** Open files the process may have. */
  readonly files?: number;
}

const ends: (() => void | Promise<void>)[] = [];

afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

async function hear<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    child.once("message", resolve as (message: unknown) => void);
    child.once("exit", () => {
      reject(new Error("the proxy ended"));
    });
  });
}

async function start({ limits = {}, threads = 0, responses, files }: Setup = {}): Promise<
  Proxy & { upstream: TestUpstream }
> {
  const upstream = await startUpstream();
  const config = { limits, ...(responses === undefined ? {} : { responses }) };
  const given = JSON.stringify({ upstream: upstream.origin, threads, config });
  const stdio = ["ignore", "inherit", "inherit", "ipc"] as const;
  const child =
    files === undefined
      ? fork(script, [given], { execArgv: ["--expose-gc"], stdio: [...stdio] })
      : spawn(
          "sh",
          [
            "-c",
            `ulimit -n ${String(files)}; exec "$0" --expose-gc "$1" "$2"`,
            process.execPath,
            script,
            given,
          ],
          {
            stdio: [...stdio],
          },
        );
  ends.push(async () => {
    child.kill();
    await upstream.close();
  });
  const { port } = await hear<{ port: number }>(child);
  return {
    port,
    upstream,
    async memory() {
      const ask = async (): Promise<Memory> => {
        const heard = hear<Memory>(child);
        child.send("tell");
        return heard;
      };
      // What clients left behind is read to its end first; one connection to the desk may stay.
      await expect
        .poll(async () => (await ask()).sockets, { timeout: 60_000, interval: 200 })
        .toBeLessThan(4);
      const figures = [await ask(), await ask(), await ask()];
      return {
        rss: Math.min(...figures.map(({ rss }) => rss)),
        used: Math.min(...figures.map(({ used }) => used)),
        sockets: 0,
      };
    },
  };
}

const body = JSON.stringify({ ticket: { comment: { body: "mail jane@leak.test ".repeat(3000) } } });
const head = (length: number): string =>
  `POST /api/v2/tickets.json HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: ${String(length)}\r\n\r\n`;

/** Sends, waits for `until` or the end, and goes without a word. */
async function sendAndGo(
  port: number,
  text: string,
  until?: (socket: Socket) => Promise<void>,
): Promise<void> {
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => undefined);
  await new Promise((resolve) => socket.write(text, resolve));
  await until?.(socket);
  socket.destroy();
}

const firstByte = async (socket: Socket): Promise<void> =>
  new Promise((resolve) => {
    socket.once("data", () => {
      resolve();
    });
    socket.once("close", () => {
      resolve();
    });
  });

async function repeat(times: number, call: () => Promise<void>): Promise<void> {
  let left = times;
  const lane = async (): Promise<void> => {
    while (left-- > 0) await call();
  };
  await Promise.all(Array.from({ length: 20 }, lane));
}

async function post(port: number, content = body): Promise<number> {
  const answer = await request(`http://127.0.0.1:${String(port)}/api/v2/tickets.json`, {
    method: "POST",
    // A connection of its own, closed behind it.
    reset: true,
    headers: { "content-type": "application/json" },
    body: content,
  });
  await answer.body.dump();
  return answer.statusCode;
}

/** After so many the process has its size; then many more may not change it by more. */
const warm = 1500;
const many = 10_000;
/** The allocator keeps some pages, now more and now fewer; objects and buffers are counted exactly. */
const growth = { rss: 1.2, used: 1.05 };
/** Threads collect when they like, and cannot be asked to: bodies that were held would be some 500 MB more, thrice the memory. */
const growthOfThreads = 1.6;

const mostLooks = 10;

/** What is held stays; pages that the allocator keeps for a while it may give back. */
async function settledMemory(proxy: Proxy, before: Memory): Promise<Memory> {
  let after = await proxy.memory();
  for (let look = 1; look < mostLooks && after.rss / before.rss >= growth.rss; look++) {
    await new Promise((resolve) => setTimeout(resolve, 500));
    after = await proxy.memory();
  }
  return after;
}

function expectFlat(before: Memory, after: Memory, threads = 0): void {
  expect(after.rss / before.rss, "rss").toBeLessThan(threads > 0 ? growthOfThreads : growth.rss);
  expect(after.used / before.used, "used").toBeLessThan(growth.used);
}

describe("I10 clients that leave", () => {
  const leaving: readonly [
    string,
    Setup,
    (proxy: Proxy & { upstream: TestUpstream }) => () => Promise<void>,
  ][] = [
    [
      "in the middle of an upload",
      {},
      ({ port }) =>
        async () =>
          sendAndGo(port, head(body.length) + body.slice(0, 40_000)),
    ],
    [
      "in the middle of an answer",
      {},
      ({ port, upstream }) => {
        upstream.answers.set("/half", (res) => {
          res.writeHead(200, { "content-type": "application/json" }).write(`["${"x".repeat(50_000)}"`);
        });
        return async () => sendAndGo(port, "GET /half HTTP/1.1\r\nHost: a\r\n\r\n", firstByte);
      },
    ],
    [
      "while a thread reads what they sent",
      { threads: 2 },
      ({ port }) =>
        async () =>
          sendAndGo(port, head(300_000) + "[1" + ",1".repeat(149_998) + " ]"),
    ],
  ];

  it.each(leaving)(
    "%s: memory stays flat, and the budget of bodies is free again",
    async (name, setup, leave) => {
      const proxy = await start({ ...setup, limits: { "in-flight-bytes": "8MiB" } });
      const call = leave(proxy);
      const times = name.includes("thread") ? [2000, 2000] : [warm, many];
      await repeat(times[0] ?? 0, call);
      const before = await proxy.memory();
      await repeat(times[1] ?? 0, call);
      proxy.upstream.received.length = proxy.upstream.wire.length = 0;
      expectFlat(before, await settledMemory(proxy, before), setup.threads);
      // Nothing is held any more: as many bodies as the budget takes fit in.
      await expect
        .poll(async () => post(proxy.port, JSON.stringify({ ticket: { subject: "x".repeat(900_000) } })))
        .toBe(201);
    },
  );
});

describe("I09 desks that break off", () => {
  it("never answer, drip, or send without end: refused in time, and the budget is free again", async () => {
    const limits = {
      upstream: "1500ms",
      total: "3s",
      "response-bytes": 200_000,
      "in-flight-bytes": "4MiB",
    };
    const { port, upstream, memory } = await start({ limits, responses: "scan" });
    upstream.answers.set("/never", () => undefined);
    upstream.answers.set("/drip", (res) => {
      res.writeHead(200, { "content-type": "application/json" }).write("[1");
      const drip = setInterval(() => res.write(",1"), 100);
      res.on("close", () => {
        clearInterval(drip);
      });
    });
    upstream.answers.set("/endless", (res) => {
      res.writeHead(200, { "content-type": "application/json" });
      const more = (): void => {
        while (!res.destroyed && res.write("[1,1,1,1,1,1,1,1,1],".repeat(500)));
      };
      res.on("drain", more);
      more();
    });
    const get = async (path: string) => {
      const answer = await request(`http://127.0.0.1:${String(port)}${path}`, { reset: true });
      await answer.body.dump();
      return answer.statusCode;
    };
    const round = async () =>
      Promise.all(
        ["/never", "/drip", "/endless"].flatMap((path) => Array(10).fill(path) as string[]).map(get),
      );
    await round();
    const before = await memory();
    for (let rounds = 0; rounds < 8; rounds++) {
      expect([...new Set(await round())].sort()).toEqual([502, 504]);
    }
    upstream.received.length = upstream.wire.length = 0;
    expectFlat(before, await memory());
    expect(await post(port)).toBe(201);
  });
});

describe("K28 a process without free sockets", () => {
  it("turns away what it cannot take, and takes traffic again as soon as there are some", async () => {
    const { port } = await start({ files: 200 });
    expect(await post(port)).toBe(201);
    const held = Array.from({ length: 400 }, () => connect(port, "127.0.0.1").on("error", () => undefined));
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const refused = await post(port).catch(() => 0);
    expect([0, 502, 503]).toContain(refused);
    for (const socket of held) socket.destroy();
    await expect.poll(async () => post(port).catch(() => 0), { timeout: 10_000 }).toBe(201);
  });
});
