/* Fault injection: whatever stage throws, rejects or returns nonsense, nothing is forwarded and the code is right. */

import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { request } from "undici";
import { compileConfig } from "../../src/config/load.js";
import type { Desk } from "../../src/core/desk.js";
import { AppError, errorTable, type ErrorCode } from "../../src/core/errors.js";
import { defaultHttpLimits, type Limits } from "../../src/core/limits.js";
import type { Observer, RequestEvent } from "../../src/core/observer.js";
import type { Redaction, Redactor } from "../../src/core/redaction.js";
import { zendesk } from "../../src/desks/zendesk.js";
import { createProxyHandler, type ProxyOptions } from "../../src/http/handler.js";
import { createUpstream } from "../../src/http/upstream.js";
import { createProxyServer } from "../../src/http/server.js";
import { createRedactor } from "../../src/redactor.js";
import { findLeaks } from "../support/canary.js";
import { captureOutput } from "../support/output.js";
import { startUpstream, type TestUpstream } from "../support/upstream.js";

const canary = "jane.canary@leak.test";
const body = JSON.stringify({ ticket: { subject: `mail ${canary}` } });
const config = compileConfig({});
const real = createRedactor(config);

let upstream: TestUpstream;

beforeAll(async () => {
  upstream = await startUpstream();
});

afterAll(async () => {
  await upstream.close();
});

beforeEach(() => {
  upstream.received.length = 0;
});

interface Run {
  readonly options?: Partial<ProxyOptions>;
  readonly path?: string;
  readonly limits?: Partial<Limits>;
}

async function run({ options = {}, path = "/api/v2/tickets.json", limits = {} }: Run) {
  const events: RequestEvent[] = [];
  const faults: string[] = [];
  const observer: Observer = {
    request: (event) => events.push(event),
    event: (_level, code) => faults.push(code),
  };
  const all = { ...defaultHttpLimits, shutdownMs: 300, ...limits };
  const handler = createProxyHandler({
    upstream: new URL(upstream.origin),
    redactor: real,
    desk: zendesk,
    mode: "enforce",
    limits: all,
    observer,
    wordRefusal: config.wordRefusal,
    ...options,
  });
  const server = createProxyServer(handler, all, observer);
  const port = await server.listen(0, "127.0.0.1");
  try {
    const answer = await request(`http://127.0.0.1:${String(port)}${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
    });
    const text = await answer.body.text();
    await new Promise((resolve) => setTimeout(resolve, 20));
    return { status: answer.statusCode, reason: answer.headers["x-deskveil-reason"], text, events, faults };
  } finally {
    await server.close();
    await handler.close();
  }
}

const broken = (redact: Redactor["redact"]): Redactor => ({ ...real, redact });
const fail = (message: string): never => {
  throw new Error(`${message} ${canary}`);
};
const brokenDesk = (part: Partial<Desk>): Desk => ({ ...zendesk, ...part });
const zendeskRoute = zendesk.route("POST", "/api/v2/tickets");
const withEffect = async (
  effect: () => Promise<void>,
  ...given: Parameters<Redactor["redact"]>
): Promise<Redaction> => ({
  ...(await real.redact(...given)),
  effects: [{ kind: "seal", run: effect }],
});

const stages: readonly [string, Partial<ProxyOptions>, ErrorCode][] = [
  ["the redactor throws", { redactor: broken(() => fail("redact")) }, "internal"],
  ["the redactor rejects", { redactor: broken(async () => Promise.reject(new Error(canary))) }, "internal"],
  [
    "the redactor rejects with something that is no error",
    { redactor: broken(async () => Promise.reject(canary)) },
    "internal",
  ],
  [
    "the redactor returns nothing",
    { redactor: broken(async () => Promise.resolve(undefined as never)) },
    "internal",
  ],
  [
    "the redactor returns half",
    { redactor: broken(async () => Promise.resolve({ effects: [] } as never)) },
    "internal",
  ],
  [
    "a detector is missing",
    { redactor: broken(() => Promise.reject(new AppError("detector_unavailable"))) },
    "detector_unavailable",
  ],
  [
    "the work budget is used up",
    { redactor: broken(() => Promise.reject(new AppError("detector_timeout"))) },
    "detector_timeout",
  ],
  [
    "the key is gone",
    { redactor: broken(() => Promise.reject(new AppError("token_key_unavailable"))) },
    "token_key_unavailable",
  ],
  [
    "an effect rejects",
    {
      redactor: broken(async (...given) =>
        withEffect(async () => Promise.reject(new Error(canary)), ...given),
      ),
    },
    "internal",
  ],
  ["the desk's routing throws", { desk: brokenDesk({ route: () => fail("route") }) }, "internal"],
  [
    "the desk's map throws",
    { desk: brokenDesk({ route: () => ({ ...zendeskRoute, annotate: () => fail("annotate") }) }) },
    "internal",
  ],
  [
    "J06 an error with a chain of causes",
    {
      redactor: broken(() => {
        throw new AggregateError([new Error(canary)], canary, { cause: new Error("x", { cause: canary }) });
      }),
    },
    "internal",
  ],
  [
    "J06 a library's error that holds its input",
    {
      redactor: broken(() => {
        throw Object.assign(new TypeError("bad"), { input: canary, body, rawPacket: body });
      }),
    },
    "internal",
  ],
  [
    "A22 line breaks in the query we write",
    {
      redactor: broken(async (...given) => ({
        ...(await real.redact(...given)),
        query: "a=1 HTTP/1.1\r\nX-Forged: 1\r\n\r\n",
      })),
    },
    "internal",
  ],
  ["the desk cannot be reached", { upstream: new URL("http://127.0.0.1:9") }, "upstream_unreachable"],
];

describe("a stage that fails", () => {
  it.each(stages)("%s", async (_name, options, code) => {
    const output = captureOutput();
    const { status, reason, text, events } = await run({ options });
    const written = { stdout: output.stdout, stderr: output.stderr };
    output.stop();
    expect([status, reason]).toEqual([errorTable[code].status, code]);
    expect(text).not.toContain("canary");
    expect(upstream.received).toEqual([]);
    expect(events.map((event) => [event.code, event.status])).toEqual([[code, errorTable[code].status]]);
    expect(JSON.stringify(events)).not.toContain("canary");
    expect(findLeaks({ text, events: JSON.stringify(events), ...written }, [canary])).toEqual([]);
  });

  it("an upstream that cannot be used refuses the start (K29)", () => {
    const options = {
      upstream: new URL("ftp://127.0.0.1"),
      redactor: real,
      desk: zendesk,
      mode: "enforce",
    } as const;
    const rest = { limits: defaultHttpLimits, wordRefusal: config.wordRefusal };
    const observer: Observer = { request: () => undefined, event: () => undefined };
    expect(() => createProxyHandler({ ...options, ...rest, observer })).toThrow();
  });

  it("A22 line breaks in a header we write: the client towards the desk refuses", async () => {
    const pool = createUpstream(new URL(upstream.origin), defaultHttpLimits);
    const res = new ServerResponse(new IncomingMessage(new Socket()));
    const request = {
      method: "POST",
      path: "/x",
      headers: ["x-mask", "a\r\nX-Forged: 1"],
      body: Buffer.from("{}"),
    };
    await expect(pool.send(request, res, [])).rejects.toMatchObject({ code: "internal" });
    await pool.close();
    expect(upstream.received).toEqual([]);
  });

  it("A22 line breaks in the verdict: the answer is refused, and none of it is written", async () => {
    const redactor = broken(async (...given) => {
      const redaction = await real.redact(...given);
      return { ...redaction, report: { ...redaction.report, policy: "a\r\nX-Forged: 1" } };
    });
    const { status, text } = await run({ options: { redactor } }).catch(() => ({ status: 0, text: "" }));
    expect([0, 500, 502]).toContain(status);
    expect(text).not.toContain("Forged");
  });

  it("an observer that throws does not stop the answer", async () => {
    const observer: Observer = { request: () => fail("observer"), event: () => undefined };
    const { status } = await run({ options: { observer } });
    expect(status).toBe(201);
    expect(upstream.received[0]?.body.toString()).not.toContain("canary");
  });

  it("a wording that throws cuts the connection instead of answering with something else", async () => {
    const options = { redactor: broken(() => fail("redact")), wordRefusal: () => fail("wording") };
    await expect(run({ options })).rejects.toThrow();
    expect(upstream.received).toEqual([]);
  });

  it("I09 a desk that never answers: 504", async () => {
    const { status, reason } = await run({ path: "/hang", limits: { upstreamMs: 200 } });
    expect([status, reason]).toEqual([504, "upstream_timeout"]);
  });

  it("a desk that speaks no HTTP: 502", async () => {
    const { status, reason } = await run({ path: "/garbage" });
    expect([status, reason]).toEqual([502, "upstream_invalid"]);
  });
});

/** Only the answer's redaction is broken. */
const brokenForAnswers = (redact: Redactor["redact"]): Redactor =>
  broken(async (payload, options = {}) =>
    options.direction === "response" ? redact(payload, options) : real.redact(payload, options),
  );
const answered = async (
  change: (redaction: Redaction) => Partial<Redaction>,
  ...given: Parameters<Redactor["redact"]>
) => {
  const redaction = await real.redact(...given);
  return { ...redaction, ...change(redaction) };
};

const answerStages: readonly [string, Partial<ProxyOptions>, ErrorCode][] = [
  ["the redactor throws", { redactor: brokenForAnswers(() => fail("redact")) }, "internal"],
  [
    "the redactor returns nothing",
    { redactor: brokenForAnswers(async () => Promise.resolve(undefined as never)) },
    "internal",
  ],
  [
    "the redactor forgets the headers",
    {
      redactor: brokenForAnswers(async (...given) =>
        answered(() => ({ headers: undefined }) as never, ...given),
      ),
    },
    "internal",
  ],
  [
    "a detector is missing",
    { redactor: brokenForAnswers(() => Promise.reject(new AppError("detector_unavailable"))) },
    "upstream_response_unscannable",
  ],
  [
    "the work budget is used up",
    { redactor: brokenForAnswers(() => Promise.reject(new AppError("detector_timeout"))) },
    "upstream_response_unscannable",
  ],
  [
    "the key is gone",
    { redactor: brokenForAnswers(() => Promise.reject(new AppError("token_key_unavailable"))) },
    "upstream_response_unscannable",
  ],
  [
    "an effect rejects",
    {
      redactor: brokenForAnswers(async (...given) =>
        withEffect(async () => Promise.reject(new Error(canary)), ...given),
      ),
    },
    "internal",
  ],
  [
    "the desk's map of answers throws",
    {
      desk: brokenDesk({ route: () => ({ ...zendeskRoute, annotateAnswer: () => fail("annotate") }) }),
    },
    "internal",
  ],
  [
    "A22 line breaks in a header of the answer",
    {
      redactor: brokenForAnswers(async (...given) =>
        answered(({ headers = [] }) => ({ headers: [...headers, "x-mask", "a\r\nX-Forged: 1"] }), ...given),
      ),
    },
    "internal",
  ],
];

describe("G09 a stage of the answer that fails", () => {
  const path = `/echo/${canary}`;

  it.each(answerStages)("%s: none of it reaches the client", async (_name, options, code) => {
    const output = captureOutput();
    const { status, reason, text, events } = await run({ options: { ...options, responses: "scan" }, path });
    const written = { stdout: output.stdout, stderr: output.stderr };
    output.stop();
    expect([status, reason]).toEqual([errorTable[code].status, code]);
    expect(upstream.received).toHaveLength(1);
    expect(events).toMatchObject([{ code, outcome: "failed" }]);
    expect(findLeaks({ text, events: JSON.stringify(events), ...written }, [canary, "forged"])).toEqual([]);
  });

  it.each(answerStages.slice(0, 6))(
    "K33 in shadow mode %s: it passes as it came",
    async (_name, options, code) => {
      const { status, text, faults } = await run({
        options: { ...options, responses: "scan", mode: "shadow" },
        path,
      });
      expect([status, text]).toEqual([422, JSON.stringify({ error: canary })]);
      if (code !== "internal") expect(faults.some((fault) => fault.startsWith("response_"))).toBe(true);
    },
  );
});

describe("K33 shadow mode never blocks", () => {
  it.each([...stages.slice(0, 8), ...stages.filter(([name]) => name.startsWith("J06"))])(
    "%s: forwarded as it came, and counted",
    async (_name, options, code) => {
      const { status, faults } = await run({ options: { ...options, mode: "shadow" } });
      expect(status).toBe(201);
      expect(upstream.received.map((one) => one.body.toString())).toEqual([body]);
      expect(faults).toContain(`shadow_${code}`);
    },
  );
});
