/* The listener under time and load: deadlines, budgets, clients that leave, and the end. */

import { randomBytes } from "node:crypto";
import { connect } from "node:net";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import { Agent, request } from "undici";
import { compileConfig } from "../../src/config/load.js";
import type { ConfigInput } from "../../src/config/schema.js";
import { defaultHttpLimits, type Limits } from "../../src/core/limits.js";
import type { RequestEvent } from "../../src/core/observer.js";
import { zendesk } from "../../src/desks/zendesk.js";
import { createProxyHandler } from "../../src/http/handler.js";
import { createInFlight, openLease } from "../../src/http/in-flight.js";
import { inflateBody } from "../../src/http/inflate.js";
import { createProxyServer, type Notice } from "../../src/http/server.js";
import { createRedactor } from "../../src/redactor.js";
import { costOf } from "../support/cpu.js";
import { rawRequest, sendRaw } from "../support/raw.js";
import { inFull, runs } from "../support/runs.js";
import { startUpstream } from "../support/upstream.js";

const closers: (() => Promise<void>)[] = [];

afterAll(async () => {
  await Promise.all(closers.map(async (close) => close()));
});

async function start(limits: Partial<Limits> = {}, input: ConfigInput = {}) {
  const upstream = await startUpstream();
  const config = compileConfig(input);
  const events: RequestEvent[] = [];
  const observer = { request: (event: RequestEvent) => void events.push(event), event: () => undefined };
  const all = { ...defaultHttpLimits, shutdownMs: 1000, ...limits };
  const handler = createProxyHandler({
    upstream: new URL(upstream.origin),
    redactor: createRedactor(config),
    desk: zendesk,
    mode: config.policy.mode,
    limits: all,
    observer,
    wordRefusal: config.wordRefusal,
  });
  const server = createProxyServer(handler, all, observer);
  const port = await server.listen(0, "127.0.0.1");
  let closed: Promise<void> | undefined;
  const close = async (notice?: Notice): Promise<void> => {
    closed ??= server.close(notice).then(async () => handler.close());
    await closed;
  };
  closers.push(
    async () => close(),
    async () => upstream.close(),
  );
  return { origin: `http://127.0.0.1:${String(port)}`, port, upstream, events, close };
}

const head = ["POST /api/v2/tickets.json HTTP/1.1", "Host: proxy.test", "Content-Type: application/json"];
const pause = async (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe("an end with notice", () => {
  it("K27 takes connections until those who ask for readiness have heard of it", async () => {
    const { origin, close, upstream } = await start();
    let heard = false;
    const closing = close({ ms: 10, isHeard: () => heard });
    await pause(400);
    const late = await request(`${origin}/api/v2/tickets/1.json`, { reset: true });
    await late.body.dump();
    expect([late.statusCode, upstream.received.length]).toEqual([200, 1]);
    heard = true;
    await closing;
    await expect(request(`${origin}/api/v2/tickets/1.json`)).rejects.toThrow(/ECONNREFUSED/);
  });
});

describe.concurrent("deadlines", () => {
  it("I01 a head that dribbles is answered with 408", async () => {
    const { origin } = await start({ headMs: 600, bodyMs: 600 });
    const started = performance.now();
    const answer = await sendRaw(origin, "POST /api/v2/tickets.json HTTP/1.1\r\nHost: pro", { waitMs: 6000 });
    expect(answer.status).toBe(408);
    expect(answer.headers.get("x-deskveil-reason")).toBe("request_timeout");
    expect(performance.now() - started).toBeLessThan(5000);
  });

  it("I02 a body that dribbles is answered with 408 at its deadline", async () => {
    const { origin, upstream } = await start({ bodyMs: 400 });
    const answer = await sendRaw(origin, rawRequest([...head, "Content-Length: 500"], "{"), { waitMs: 4000 });
    expect([answer.status, answer.headers.get("x-deskveil-reason")]).toEqual([408, "request_timeout"]);
    expect(upstream.received).toEqual([]);
  });

  // How soon others are answered can be told only where nothing runs beside it: in the long tests.
  const crowd = runs(200, 1000);

  it(`I01 ${String(crowd)} connections that dribble end with 408 in time, and others are served`, async () => {
    const { origin, port } = await start({ headMs: 1000, bodyMs: 1000 });
    const ask = async (): Promise<number> => {
      const from = performance.now();
      const answer = await request(`${origin}/x`);
      await answer.body.dump();
      expect(answer.statusCode).toBe(200);
      return performance.now() - from;
    };
    await ask();
    const slow = Array.from({ length: crowd }, async () => {
      const socket = connect(port, "127.0.0.1");
      socket.on("error", () => undefined);
      const dribble = setInterval(() => socket.write("a"), 300);
      socket.write("POST /api/v2/tickets HTTP/1.1\r\nX-Slow: ");
      let answer = "";
      socket.on("data", (chunk: Buffer) => (answer += chunk.toString("latin1")));
      await new Promise((resolve) => socket.once("close", resolve));
      clearInterval(dribble);
      return answer;
    });
    await pause(300);
    const times: number[] = [];
    for (let at = 0; at < 100; at++) times.push(await ask());
    const answers = await Promise.all(slow);
    expect(answers.filter((answer) => !/^HTTP\/1\.1 408 /.test(answer))).toEqual([]);
    if (inFull) expect(times.sort((a, b) => a - b)[98]).toBeLessThan(400);
  });

  it("I02 one byte at a time does not move the deadline of a body", async () => {
    const { port, upstream } = await start({ bodyMs: 600 });
    const socket = connect(port, "127.0.0.1");
    socket.on("error", () => undefined);
    const started = performance.now();
    socket.write(rawRequest([...head, "Content-Length: 500"], "{"));
    const drip = setInterval(() => socket.write(" "), 50);
    const text = await new Promise<string>((resolve) => {
      let all = "";
      socket.on("data", (chunk: Buffer) => (all += chunk.toString("latin1")));
      socket.on("close", () => {
        resolve(all);
      });
    });
    clearInterval(drip);
    expect(text).toMatch(/^HTTP\/1\.1 408 [\s\S]*request_timeout/);
    expect(performance.now() - started).toBeLessThan(4000);
    expect(upstream.received).toEqual([]);
  });
});

describe("budgets", () => {
  it("I05 200 bodies at the limit at once: shed beyond the budget, memory stays in bounds", async () => {
    const body = Buffer.from(JSON.stringify({ a: "word ".repeat(40_000) }));
    const { origin } = await start({ bytes: body.length, inFlightBytes: 1_000_000 });
    const before = process.memoryUsage().rss;
    let most = before;
    const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 20);
    const send = async (): Promise<number> => {
      const options = { method: "POST", headers: { "content-type": "application/json" }, body } as const;
      const answer = await request(`${origin}/api/v2/x`, options);
      await answer.body.dump();
      return answer.statusCode;
    };
    const statuses = await Promise.all(Array.from({ length: 200 }, send));
    clearInterval(watch);
    expect(new Set(statuses)).toEqual(new Set([201, 503]));
    expect(most - before).toBeLessThan(256e6);
    expect(await send()).toBe(201);
  });

  it("a body that is inflated when its time is up is given back to the budget", async () => {
    const { origin } = await start({ totalMs: 1, inFlightBytes: 5_000_000 });
    const body = gzipSync(
      JSON.stringify({ a: "word ".repeat(200_000), b: randomBytes(300_000).toString("hex") }),
    );
    for (let at = 0; at < 8; at++) {
      const answer = await request(`${origin}/api/v2/x`, {
        method: "POST",
        headers: { "content-type": "application/json", "content-encoding": "gzip" },
        body,
      });
      await answer.body.dump();
      await pause(30);
      expect(answer.headers["x-deskveil-reason"]).not.toBe("overloaded");
    }
  });

  it("B19 a bomb stops within 50 ms, and takes no more of the budget than a body may have", async () => {
    const bomb = brotliCompressSync(Buffer.alloc(50_000_000), {
      params: { [constants.BROTLI_PARAM_QUALITY]: 3 },
    });
    expect(bomb.length).toBeLessThan(10_000);
    const inflate = async (): Promise<void> => {
      const inFlight = createInFlight(defaultHttpLimits.bytes);
      const options = { limit: defaultHttpLimits.bytes, limits: defaultHttpLimits, inFlight };
      await expect(inflateBody(bomb, "br", options)).rejects.toMatchObject({ code: "decompression_ratio" });
      expect(inFlight.bytes).toBe(0);
    };
    expect(await costOf(inflate, { limit: 50, patienceMs: 5000 })).toBeLessThanOrEqual(50);
  });

  it("a lease gives back what was taken once, and takes nothing when it is closed", () => {
    const all = createInFlight(100);
    const lease = openLease(all);
    lease.take(60);
    expect(() => {
      lease.take(50);
    }).toThrow();
    lease.give(10);
    lease.close();
    lease.close();
    lease.give(10);
    expect(() => {
      lease.take(1);
    }).toThrow();
    expect([all.bytes, lease.bytes]).toEqual([0, 0]);
  });

  it("I05 bodies beyond the budget of all bodies are shed with 503, the others pass, and the budget is freed", async () => {
    const { origin } = await start({ inFlightBytes: 300_000 });
    const body = JSON.stringify({ ticket: { subject: "x".repeat(100_000) } });
    const send = async () => {
      const options = { method: "POST", headers: { "content-type": "application/json" }, body } as const;
      const answer = await request(`${origin}/hang-not`, options);
      await answer.body.dump();
      return [answer.statusCode, answer.headers["retry-after"]] as const;
    };
    const statuses = await Promise.all(Array.from({ length: 24 }, send));
    const seen = new Set(statuses.map(([status]) => status));
    expect([...seen].every((status) => status === 201 || status === 503)).toBe(true);
    expect(statuses.filter(([status]) => status === 503).every(([, after]) => after === "2")).toBe(true);
    for (let at = 0; at < 5; at++) expect((await send())[0]).toBe(201);
  });

  it("the work budget refuses what costs too much", async () => {
    const { origin, upstream } = await start({}, { limits: { "detect-units": 5000 } });
    const body = JSON.stringify({ ticket: { subject: "a@b.test ".repeat(2000) } });
    const answer = await request(`${origin}/api/v2/tickets`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
    });
    await answer.body.dump();
    expect([answer.statusCode, answer.headers["x-deskveil-reason"]]).toEqual([503, "detector_timeout"]);
    expect(upstream.received).toEqual([]);
  });
});

describe("clients that leave", () => {
  it("I10 a client that goes while the desk thinks: the request to the desk is aborted and reported", async () => {
    const { port, events } = await start();
    const socket = connect(port, "127.0.0.1");
    socket.write(rawRequest(["GET /hang HTTP/1.1", "Host: proxy.test"]));
    await pause(200);
    socket.destroy();
    await pause(200);
    expect(events.map(({ outcome, status }) => [outcome, status])).toEqual([["aborted", 0]]);
  });
});

describe("requests without end", () => {
  it("look-ups pipelined by the thousand are shed beyond the budget", async () => {
    const { origin, upstream } = await start({ inFlightBytes: 400_000, upstreamMs: 500 });
    const requests = "GET /hang HTTP/1.1\r\nHost: a\r\n\r\n".repeat(5000);
    const shed = /HTTP\/1\.1 503/g;
    const { text } = await sendRaw(origin, requests, {
      waitMs: 15_000,
      until: (seen) => (seen.match(shed)?.length ?? 0) > 100,
    });
    expect(text.match(shed)?.length).toBeGreaterThan(100);
    // Beyond what the budget holds nothing waits for the desk.
    expect(upstream.received.length).toBeLessThanOrEqual(200);
  });
});

describe("ends that would not come by themselves", () => {
  it("waiting for a connection to the desk has an end", async () => {
    const { origin } = await start({ upstreamMs: 700 });
    const statuses = await Promise.all(
      Array.from({ length: 140 }, async () => {
        const answer = await request(`${origin}/hang`);
        await answer.body.dump();
        return answer.statusCode;
      }),
    );
    expect(new Set(statuses)).toEqual(new Set([504]));
  });

  it("a client that reads nothing of its answer does not keep a connection to the desk", async () => {
    const { port, events } = await start({ totalMs: 400 });
    const socket = connect(port, "127.0.0.1").pause();
    socket.on("error", () => undefined);
    for (let at = 0; at < 8; at++) socket.write("GET /large HTTP/1.1\r\nHost: a\r\n\r\n");
    for (
      let waited = 0;
      events.every(({ outcome }) => outcome !== "aborted") && waited < 12_000;
      waited += 50
    )
      await pause(50);
    socket.destroy();
    expect(events.at(-1)?.outcome).toBe("aborted");
  });

  it("a broken head behind several answers that are owed is not taken for one of them", async () => {
    const { origin, upstream } = await start({ upstreamMs: 500 });
    const look = "GET /hang HTTP/1.1\r\nHost: a\r\n\r\n";
    const answer = await sendRaw(origin, `${look}${look}this is no request\r\n\r\n`, { waitMs: 1500 });
    expect(answer.text).toBe("");
    expect(upstream.received.length).toBeLessThanOrEqual(2);
  });

  it("a broken head behind an answer under way is not answered into it", async () => {
    const { origin } = await start();
    const answer = await sendRaw(origin, "GET /large HTTP/1.1\r\nHost: a\r\n\r\nthis is no request\r\n\r\n");
    expect(answer.text).not.toContain("HTTP/1.1 400");
  });

  it.each([
    ["no request", "this is no request\r\n\r\n"],
    ["an upgrade", "GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"],
    ["a tunnel", "CONNECT a.test:1 HTTP/1.1\r\nHost: a.test:1\r\n\r\n"],
  ])("a client that keeps its side open after %s neither stays nor delays the end", async (_name, bytes) => {
    const { port, close } = await start({ shutdownMs: 300 });
    const socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
    socket.on("error", () => undefined);
    socket.write(bytes);
    const gone = new Promise((resolve) => socket.once("close", resolve));
    await new Promise((resolve) => socket.once("data", resolve));
    socket.resume();
    const started = performance.now();
    await close();
    expect(performance.now() - started).toBeLessThan(3000);
    const dribble = setInterval(() => socket.write("x"), 50);
    await gone;
    clearInterval(dribble);
  });
});

describe("shadow mode", () => {
  it("forwards the original bytes, coding included, and says what it would have done", async () => {
    const { origin, upstream } = await start({}, { mode: "shadow" });
    const body = gzipSync('{"ticket":{"subject":"mail jane@leak.test"}}');
    const answer = await request(`${origin}/api/v2/tickets.json`, {
      method: "POST",
      headers: { "content-type": "application/json", "content-encoding": "gzip" },
      body,
    });
    await answer.body.dump();
    expect(answer.headers["x-deskveil-verdict"]).toMatch(/^pass; shadow=redact; EMAIL_ADDRESS=1; policy=/);
    expect(upstream.received[0]?.body.equals(body)).toBe(true);
    expect(upstream.received[0]?.headers["content-encoding"]).toBe("gzip");
  });
});

describe("the end", () => {
  it("K26 lets requests in flight end and takes no new ones", async () => {
    const { origin, close } = await start();
    const running = request(`${origin}/large`);
    const answer = await running;
    const closing = close();
    expect((await answer.body.arrayBuffer()).byteLength).toBe(5_000_000);
    await closing;
    await expect(request(`${origin}/large`)).rejects.toThrow();
  });

  it("closes connections as they become idle, without waiting for the limit", async () => {
    const { origin, close } = await start({ shutdownMs: 10_000 });
    const keepAlive = new Agent({ connections: 1 });
    const answer = await request(`${origin}/large`, { dispatcher: keepAlive });
    const closing = close();
    await answer.body.dump({ limit: 6_000_000 });
    const started = performance.now();
    await closing;
    expect(performance.now() - started).toBeLessThan(2000);
    await keepAlive.destroy();
  });

  it("does not wait for ever for a request that hangs", async () => {
    const { origin, close } = await start({ shutdownMs: 300 });
    const hanging = request(`${origin}/hang`).catch(() => undefined);
    await pause(100);
    const started = performance.now();
    await close();
    expect(performance.now() - started).toBeLessThan(2000);
    await hanging;
  });
});

describe("J14 and J15", () => {
  it("a client's request id is taken over only in a form that can hold nothing else", async () => {
    const { origin, events } = await start();
    const uuid = "01234567-89ab-4cde-8f01-23456789abcd";
    for (const id of [uuid, "jane@leak.test", "4477009001234567", "a b"]) {
      const answer = await request(`${origin}/x`, { headers: { "x-request-id": id } });
      await answer.body.dump();
    }
    await pause(20);
    const ids = events.map(({ requestId }) => requestId);
    expect(ids[0]).toBe(uuid);
    expect(ids.slice(1).every((id) => /^[\da-f]{8}-/.test(id))).toBe(true);
  });

  it.each(["/metrics", "/healthz", "/readyz", "/demo"])(
    "%s of the proxy's port is the desk's",
    async (path) => {
      const { origin, upstream } = await start();
      const answer = await request(origin + path);
      await answer.body.dump();
      expect(upstream.received.map(({ url }) => url)).toEqual([path]);
    },
  );
});
