/* Big bodies in threads: the same bytes and report as where they arrive, and a thread that fails costs one request only. */

import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { request } from "undici";
import { compileConfig } from "../../src/config/load.js";
import type { ConfigInput } from "../../src/config/schema.js";
import type { Observer, RequestEvent } from "../../src/core/observer.js";
import type { RedactOptions, Redaction, Redactor } from "../../src/core/redaction.js";
import { Sensitive } from "../../src/core/sensitive.js";
import { zendesk } from "../../src/desks/zendesk.js";
import { createProxyHandler } from "../../src/http/handler.js";
import { redactInThreads, type ThreadedRedactor } from "../../src/http/redact-in-threads.js";
import { createProxyServer } from "../../src/http/server.js";
import { createRedactor } from "../../src/redactor.js";
import { runs } from "../support/runs.js";
import { startUpstream, type TestUpstream } from "../support/upstream.js";

/** The thread's program is compiled: Node itself starts it. */
const script = new URL("../../dist/http/worker-entry.js", import.meta.url);
const faulty = new URL("../support/faulty-thread.mjs", import.meta.url);
const key = new Sensitive(Buffer.alloc(32, 7));
const silent: Observer = { request: () => undefined, event: () => undefined };

const open: ThreadedRedactor[] = [];

afterAll(async () => {
  await Promise.all(open.map(async (one) => one.close()));
});

interface Pair {
  readonly inline: Redactor;
  readonly threaded: Redactor;
}

async function startPair(input: ConfigInput): Promise<Pair> {
  const config = compileConfig(input, { key });
  const inline = createRedactor(config);
  const started = await redactInThreads(inline, config, { threads: 1, observer: silent, above: 0, script });
  open.push(started);
  return { inline, threaded: started.redactor };
}

/** Everything of a redaction that a caller can see; an error by its code. */
async function outcome(
  redactor: Redactor,
  body: string,
  options: RedactOptions,
  mediaType = "application/json",
) {
  const tell = ({ payload, query, headers, report, effects }: Redaction) => ({
    body: payload.body.toString("latin1"),
    mediaType: payload.mediaType,
    query,
    headers,
    report,
    effects,
  });
  return redactor
    .redact({ body: Buffer.from(body, "latin1"), mediaType }, options)
    .then(tell, (error: unknown) => ({
      code: (error as { code?: string }).code,
    }));
}

const optionsFor = (method: string, path: string): RedactOptions => ({
  desk: zendesk,
  route: zendesk.route(method, path),
  routedBy: { method, path },
});

const payloads = new URL("../fixtures/payloads/", import.meta.url);
const latin1 = (text: string): string => Buffer.from(text).toString("latin1");

const ownSettings: ConfigInput = {
  tenant: "one",
  regions: ["GB"],
  patterns: { folders: ["test/fixtures/threads/patterns"] },
  "exact-match": [
    {
      name: "customers",
      file: "test/fixtures/threads/customers.csv",
      columns: ["number"],
      entity: "NATIONAL_ID",
    },
  ],
};

describe("a thread's answer is the one of the process", () => {
  let balanced: Pair;

  beforeAll(async () => {
    balanced = await startPair({ lists: { "own-domains": ["own.example"] }, responses: "scan" });
  });

  const configs: readonly [string, ConfigInput | undefined][] = [
    ["balanced", undefined],
    ["with a tenant, regions, patterns and lists of one's own", ownSettings],
    ["shadow", { mode: "shadow" }],
  ];

  it.each(configs)("%s: golden payloads, given away and kept", async (_name, input) => {
    const { inline, threaded } = input === undefined ? balanced : await startPair(input);
    const files = readdirSync(payloads).filter(
      (name) => name.startsWith("zendesk-api") && name.endsWith(".json"),
    );
    expect(files.length).toBeGreaterThan(5);
    const path = "/api/v2/tickets.json";
    const own = latin1('{"ticket":{"subject":"ASSET-482137 of KX-48213/7 rings 07700 900123"}}');
    for (const file of [...files, "own"]) {
      const body = file === "own" ? own : readFileSync(new URL(file, payloads), "latin1");
      for (const givesPayload of [false, true]) {
        const options = { ...optionsFor("POST", path), query: "q=jane@leak.test", givesPayload };
        expect(await outcome(threaded, body, options), file).toEqual(await outcome(inline, body, options));
      }
    }
  });

  it("bodies of any kind, broken ones too", async () => {
    const { inline, threaded } = balanced;
    const text = fc.oneof(
      fc.constantFrom(
        "mail jane@leak.test",
        "a@own.example",
        "root / Elm$tree8x on 203.0.113.7",
        "+44 7700 900123",
        "é 密码: Elm8tree",
      ),
      fc.string(),
    );
    const body = fc.oneof(
      fc
        .record({
          ticket: fc.record({ subject: text, comment: fc.record({ body: text }), tags: fc.array(text) }),
        })
        .map((value) => latin1(JSON.stringify(value))),
      fc.string({ unit: "binary" }).map(latin1),
      fc.constantFrom('{"a":1', "", "\xff", '{"a":1,"a":2}', `${"[".repeat(300)}${"]".repeat(300)}`),
    );
    const type = fc.constantFrom(
      "application/json",
      "text/plain",
      "application/x-www-form-urlencoded",
      "image/png",
      "",
    );
    await fc.assert(
      fc.asyncProperty(body, type, async (given, mediaType) => {
        const options = optionsFor("POST", "/api/v2/tickets.json");
        expect(await outcome(threaded, given, options, mediaType)).toEqual(
          await outcome(inline, given, options, mediaType),
        );
      }),
      { numRuns: runs(30, 100) },
    );
  });

  it("an answer of the desk, with its headers", async () => {
    const { inline, threaded } = balanced;
    const options = {
      ...optionsFor("GET", "/api/v2/tickets/1.json"),
      direction: "response",
      headers: ["x-note", "mail jane@leak.test", "content-type", "application/json"],
    } as const;
    const body = JSON.stringify({ ticket: { description: "mail jane@leak.test", cc: ["a@leak.test"] } });
    const answer = await outcome(threaded, body, options);
    expect(answer).toEqual(await outcome(inline, body, options));
    expect(JSON.stringify(answer)).not.toContain("jane@leak.test");
  });

  it("what is unchanged and kept is the caller's own Buffer; what is given away is not copied", async () => {
    const { threaded } = balanced;
    const clean = Buffer.alloc(8192, " ");
    clean.write('{"a":"b"}');
    const options = optionsFor("POST", "/api/v2/tickets.json");
    const kept = await threaded.redact({ body: clean, mediaType: "application/json" }, options);
    expect(kept.payload.body).toBe(clean);
    const given = await threaded.redact(
      { body: clean, mediaType: "application/json" },
      { ...options, givesPayload: true },
    );
    expect(clean.length).toBe(0);
    expect(given.payload.body.length).toBe(8192);
  });

  it("memory shared with strangers is never sent along", async () => {
    const { threaded } = balanced;
    const pooled = Buffer.from('{"a":"b"}');
    expect(pooled.buffer.byteLength).toBeGreaterThan(pooled.length);
    const options = { ...optionsFor("POST", "/api/v2/tickets.json"), givesPayload: true };
    const { payload } = await threaded.redact({ body: pooled, mediaType: "application/json" }, options);
    expect([pooled.toString(), payload.body.toString()]).toEqual(['{"a":"b"}', '{"a":"b"}']);
  });
});

interface Started {
  readonly events: readonly RequestEvent[];
  readonly faults: readonly string[];
  readonly upstream: TestUpstream;
  send(subject: string): Promise<{ status: number; reason: unknown; text: string }>;
  close(): Promise<void>;
}

/** The real proxy with two threads that a ticket's subject can break. */
async function startFaulty(limits: ConfigInput["limits"] = {}): Promise<Started> {
  const events: RequestEvent[] = [];
  const faults: string[] = [];
  const observer: Observer = {
    request: (event) => events.push(event),
    event: (_level, code) => faults.push(code),
  };
  const upstream = await startUpstream();
  const config = compileConfig({ limits });
  const threads = { threads: 2, observer, above: 2000, script: faulty };
  const redacting = await redactInThreads(createRedactor(config), config, threads);
  const handler = createProxyHandler({
    upstream: new URL(upstream.origin),
    redactor: redacting.redactor,
    desk: zendesk,
    mode: "enforce",
    limits: config.limits,
    observer,
    wordRefusal: config.wordRefusal,
  });
  const server = createProxyServer(handler, config.limits, observer);
  const origin = `http://127.0.0.1:${String(await server.listen(0, "127.0.0.1"))}`;
  return {
    events,
    faults,
    upstream,
    async send(subject) {
      const text = `jane.canary@leak.test ${"x ".repeat(2000)}`;
      const answer = await request(`${origin}/api/v2/tickets.json`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ ticket: { subject, comment: { body: text } } }),
      });
      const { statusCode: status, headers } = answer;
      return { status, reason: headers["x-deskveil-reason"], text: await answer.body.text() };
    },
    async close() {
      await server.close();
      await handler.close();
      await redacting.close();
      await upstream.close();
    },
  };
}

describe("K19 a thread that fails with a body in hand", () => {
  let started: Started;

  beforeAll(async () => {
    started = await startFaulty();
  });

  afterAll(async () => {
    await started.close();
  });

  it.each([
    ["dies", "fault:exit"],
    ["throws", "fault:throw"],
    ["runs out of memory", "fault:memory"],
  ] as const)("%s: that request alone is refused, and the thread replaced", async (_name, subject) => {
    const { send, upstream, events, faults } = started;
    const before = [upstream.received.length, faults.length] as const;
    const [bad, ...others] = await Promise.all([subject, "one", "two", "three"].map(send));
    expect([bad?.status, bad?.reason]).toEqual([503, "detector_unavailable"]);
    expect(others.map(({ status }) => status)).toEqual([201, 201, 201]);
    // Two at once: both threads are there again.
    expect((await Promise.all([send("four"), send("five")])).map(({ status }) => status)).toEqual([201, 201]);
    expect(upstream.received.length).toBe(before[0] + 5);
    expect(faults.slice(before[1])).toEqual(["thread_ended"]);
    expect(bad?.text).not.toContain("canary");
    expect(upstream.received.some(({ raw }) => raw.includes("canary"))).toBe(false);
    expect(JSON.stringify([events, faults])).not.toContain("canary");
  });

  it("all threads die at once: what comes then is served", async () => {
    const { send, faults } = started;
    const before = faults.length;
    const bad = await Promise.all(["fault:exit", "fault:exit", "fault:exit"].map(send));
    expect(bad.map(({ reason }) => reason)).toEqual(Array(3).fill("detector_unavailable"));
    expect((await send("fine")).status).toBe(201);
    expect(faults.slice(before)).toEqual(Array(3).fill("thread_ended"));
  });
});

describe("K19, I07 a thread that hangs", () => {
  it("is ended by the deadline; one that waits meanwhile is served or shed, never forwarded unread", async () => {
    const { send, upstream, faults, close } = await startFaulty({ total: "1500ms" });
    try {
      const [one, two, third] = await Promise.all(["fault:hang", "fault:hang", "waits"].map(send));
      expect([one?.reason, two?.reason]).toEqual(["detector_timeout", "detector_timeout"]);
      expect([undefined, "overloaded", "detector_timeout"]).toContain(third?.reason);
      expect(upstream.received.length).toBe(third?.status === 201 ? 1 : 0);
      let status = 0;
      for (let tries = 0; status !== 201 && tries < 20; tries++) ({ status } = await send("fine"));
      expect(status).toBe(201);
      expect(faults.filter((code) => code === "thread_ended")).toHaveLength(2);
      expect(upstream.received.some(({ raw }) => raw.includes("canary"))).toBe(false);
    } finally {
      await close();
    }
  });
});

describe("threads that cannot be started", () => {
  const config = compileConfig({});

  it("refuse the start (K29)", async () => {
    const missing = new URL("./there-is-none.mjs", import.meta.url);
    const options = { threads: 1, observer: silent, script: missing };
    await expect(redactInThreads(createRedactor(config), config, options)).rejects.toThrow("did not start");
  });

  it("are not asked for where a recognizer is configured, nor with 0 of them", async () => {
    const inline = createRedactor(config);
    const recognizer = { recognize: async () => Promise.resolve([]), ready: async () => Promise.resolve() };
    const asked = { threads: 1, observer: silent, script: new URL("./there-is-none.mjs", import.meta.url) };
    expect((await redactInThreads(inline, { ...config, recognizer }, asked)).redactor).toBe(inline);
    expect((await redactInThreads(inline, config, { ...asked, threads: 0 })).redactor).toBe(inline);
  });
});
