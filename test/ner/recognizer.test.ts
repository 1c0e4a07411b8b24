/* The contract of a recognizer, kept with real functions: what it is asked, what its answer does, and that it fails closed. */

import express from "express";
import request from "supertest";
import { describe, expect, it } from "vitest";
import { withRecognizer } from "../../src/config/recognizer.js";
import { compileConfig } from "../../src/config/load.js";
import type { ConfigInput } from "../../src/config/schema.js";
import type { EntityRecognizer, ExternalFinding } from "../../src/core/recognizer.js";
import { zendesk } from "../../src/desks/zendesk.js";
import { redactRequests } from "../../src/express.js";
import { createRedactor as createFromLibrary } from "../../src/index.js";
import { createRedactor } from "../../src/redactor.js";

const names: readonly (readonly [string, ExternalFinding["entity"]])[] = [
  ["Zorblatt Quennik", "PERSON"],
  ["Tharnwick", "ORGANIZATION"],
];

/** Finds what stands in the list, as sure as it is told. */
const listed =
  (confidence = 0.9): EntityRecognizer =>
  async (texts) =>
    Promise.resolve(
      texts.map((text) =>
        names.flatMap(([name, entity]) => {
          const start = text.indexOf(name);
          return start === -1 ? [] : [{ entity, start, end: start + name.length, confidence }];
        }),
      ),
    );

const openWith = (config: ConfigInput, recognize: EntityRecognizer) =>
  createRedactor(withRecognizer(compileConfig(config), recognize));

let current: EntityRecognizer = listed();
/** Compiled once: tests run one by one. */
const shared = openWith({}, async (texts, signal) => current(texts, signal));

function open(recognize: EntityRecognizer, config?: ConfigInput) {
  if (config !== undefined) return openWith(config, recognize);
  current = recognize;
  return shared;
}

const redactJson = async (recognize: EntityRecognizer, data: unknown, config?: ConfigInput) => {
  const body = Buffer.from(JSON.stringify(data));
  const { payload, report } = await open(recognize, config).redact({ body, mediaType: "application/json" });
  return { data: JSON.parse(payload.body.toString()) as unknown, report };
};

/** Keeps what it was asked. */
function recording() {
  const calls: (readonly string[])[] = [];
  const recognize: EntityRecognizer = async (texts) => {
    calls.push(texts);
    return Promise.resolve(texts.map(() => []));
  };
  return { calls, recognize };
}

describe("what a recognizer is asked", () => {
  it("is every text of a payload once, in one call", async () => {
    const { calls, recognize } = recording();
    await redactJson(recognize, {
      subject: "The parcel is late",
      body: "It was for Zorblatt",
      again: "The parcel is late",
      state: "open",
      count: 7,
      id: "8861-22",
    });
    expect(calls).toEqual([["The parcel is late", "It was for Zorblatt"]]);
  });

  it("is what people read: markup, nested JSON and escapes are taken off", async () => {
    const { calls, recognize } = recording();
    await redactJson(recognize, {
      html: "<p>for <b>Zor</b>blatt &amp; Co</p>",
      json: '{"note":"dear Quennik"}',
    });
    expect(calls.flat().join("|")).toContain("Zorblatt & Co");
    expect(calls.flat()).toContain("dear Quennik");
  });

  it("is the query too, in the same call", async () => {
    const { calls, recognize } = recording();
    const body = Buffer.from('{"a":"first text"}');
    const options = { query: "search=second+text" };
    await open(recognize).redact({ body, mediaType: "application/json" }, options);
    expect(calls).toEqual([["first text", "second text"]]);
  });

  it("is nothing of secret fields and structured copies", async () => {
    const { calls, recognize } = recording();
    const ticket = { subject: "A subject here", collaborators: ["Zorblatt Quennik <z@example.com>"] };
    const route = zendesk.route("POST", "/api/v2/tickets");
    const body = Buffer.from(JSON.stringify({ ticket }));
    await open(recognize).redact({ body, mediaType: "application/json" }, { desk: zendesk, route });
    expect(calls.flat()).toEqual(["A subject here"]);
  });

  it("is not called where there is nothing to ask", async () => {
    const { calls, recognize } = recording();
    await redactJson(recognize, { state: "open", count: 7 });
    expect(calls).toEqual([]);
  });

  it("cannot be changed by it", async () => {
    const recognize: EntityRecognizer = async (texts) => {
      (texts as string[]).pop();
      return Promise.resolve([]);
    };
    await expect(redactJson(recognize, { a: "some text" })).rejects.toMatchObject({
      code: "detector_unavailable",
    });
  });
});

describe("what a recognizer finds", () => {
  it("is masked by the policy, with its own evidence", async () => {
    const redactor = open(listed());
    const { text, findings } = await redactor.redactTextAsync("parcel of Zorblatt Quennik from Tharnwick");
    expect(text).toBe("parcel of [PERSON 1] from [ORGANIZATION 1]");
    expect(findings[0]).toMatchObject({
      detector: "ner",
      confidence: 0.9,
      evidence: [{ by: "ner", name: "recognizer" }],
    });
  });

  it("is flagged where the policy asks for more confidence", async () => {
    const { data, report } = await redactJson(listed(0.6), { a: "parcel of Zorblatt Quennik" });
    expect(data).toEqual({ a: "parcel of Zorblatt Quennik" });
    expect(report.counts).toMatchObject([{ entity: "PERSON", action: "flag", count: 1 }]);
  });

  it("obeys rules on entity and confidence", async () => {
    const rules = [
      { name: "ours", entity: "PERSON" as const, "min-confidence": 0.85, action: "keep" as const },
    ];
    const { data } = await redactJson(listed(), { a: "Zorblatt Quennik of Tharnwick" }, { rules });
    expect(data).toEqual({ a: "Zorblatt Quennik of [ORGANIZATION 1]" });
  });

  it("stays in the requester's own fields", async () => {
    const requester = { name: "Zorblatt Quennik", email: "z@example.com" };
    const ticket = { requester, comment: { body: "I am not Zorblatt Quennik" } };
    const body = Buffer.from(JSON.stringify({ ticket }));
    const route = zendesk.route("POST", "/api/v2/tickets");
    const options = { desk: zendesk, route };
    const { payload } = await open(listed()).redact({ body, mediaType: "application/json" }, options);
    expect(JSON.parse(payload.body.toString())).toMatchObject({
      ticket: { requester, comment: { body: "I am not [PERSON 1]" } },
    });
  });

  it("counts once where a detector finds it too", async () => {
    const { data, report } = await redactJson(listed(), { a: "my name is Zorblatt Quennik" });
    expect(data).toEqual({ a: "my name is [PERSON 1]" });
    expect(report.counts).toMatchObject([{ entity: "PERSON", action: "mask", count: 1 }]);
  });

  it("merges with what it overlaps", async () => {
    const whole: EntityRecognizer = async (texts) =>
      Promise.resolve(texts.map(() => [{ entity: "PERSON", start: 5, end: 25, confidence: 0.95 }]));
    const { text } = await open(whole).redactTextAsync("from jane@example.com Doe, thanks");
    expect(text).toBe("from [PERSON 1], thanks");
  });

  it("is written where it stands, through markup and escapes", async () => {
    const { data } = await redactJson(listed(), {
      html: "<p>to <b>Zorblatt</b> Quennik</p>",
      a: "ünd\nZorblatt Quennik",
    });
    expect(data).toEqual({ html: "<p>to <b>[PERSON 1]</b></p>", a: "ünd\n[PERSON 1]" });
  });

  it("is found again in the other texts as a known person", async () => {
    const { data } = await redactJson(listed(), {
      a: "parcel of Zorblatt Quennik",
      b: "zorblatt quennik called",
    });
    expect(JSON.stringify(data)).not.toContain("quennik");
  });

  it("never touches our own labels: redaction stays idempotent", async () => {
    const label: EntityRecognizer = async (texts) =>
      Promise.resolve(
        texts.map((text) => {
          const start = text.indexOf("PERSON");
          return start === -1 ? [] : [{ entity: "PERSON", start, end: start + 8, confidence: 1 }];
        }),
      );
    const { text } = await open(label).redactTextAsync("for [PERSON 7K3QXD] today");
    expect(text).toBe("for [PERSON 7K3QXD] today");
  });

  it("may be in no order, overlap, and be many", async () => {
    const wild: EntityRecognizer = async (texts) =>
      Promise.resolve(
        texts.map((text) =>
          Array.from({ length: text.length }, (_, at) => ({
            entity: "PERSON" as const,
            start: text.length - 1 - at,
            end: text.length,
            confidence: 0.9,
          })),
        ),
      );
    expect((await open(wild).redactTextAsync("all of it")).text).toBe("[PERSON 1]");
  });
});

const one = (more: object): EntityRecognizer => {
  const finding = { entity: "PERSON", start: 0, end: 4, confidence: 0.9, ...more };
  return async (texts) => Promise.resolve(texts.map(() => [finding])) as ReturnType<EntityRecognizer>;
};
const answering = (answer: unknown): EntityRecognizer =>
  (async () => Promise.resolve(answer)) as unknown as EntityRecognizer;

const wrong: readonly (readonly [string, EntityRecognizer])[] = [
  ["no answer", answering(undefined)],
  ["an answer that is no list", answering({ length: 1 })],
  ["too few lists", answering([])],
  ["too many lists", answering([[], []])],
  ["a list with a hole", answering(Array(1))],
  ["a list that is none", answering(["text"])],
  ["a finding that is none", answering([[null]])],
  ["an entity nobody knows", one({ entity: "ALIEN" })],
  ["a copied recipient", one({ entity: "CC_RECIPIENT" })],
  ["an inherited name for an entity", one({ entity: "constructor" })],
  ["no entity", one({ entity: undefined })],
  ["a begin before the text", one({ start: -1 })],
  ["an end behind the text", one({ end: 99 })],
  ["an empty span", one({ end: 0 })],
  ["a span that runs backwards", one({ start: 3, end: 1 })],
  ["half a unit", one({ start: 0.5 })],
  ["a place in words", one({ start: "0" })],
  ["no place", one({ end: undefined })],
  ["a begin within a character", one({ start: 6, end: 9 })],
  ["an end within a character", one({ end: 6 })],
  ["no confidence", one({ confidence: undefined })],
  ["a confidence that is no number", one({ confidence: Number.NaN })],
  ["an infinite confidence", one({ confidence: Infinity })],
  ["a confidence above 1", one({ confidence: 1.01 })],
  ["a confidence below 0", one({ confidence: -0.1 })],
  ["more findings than characters", answering([Array.from({ length: 99 }, () => ({}))])],
  ["a rejection that quotes the text", async (texts) => Promise.reject(new Error(texts.join()))],
  ["a rejection without an error", async (texts) => Promise.reject(texts as unknown as Error)],
  [
    "an error thrown at once",
    (texts) => {
      throw new TypeError(texts.join());
    },
  ],
  [
    "a trap in its answer",
    answering([
      [
        {
          get entity() {
            throw new Error("quoted text");
          },
        },
      ],
    ]),
  ],
];

describe("a recognizer that breaks the contract", () => {
  /** A pair of surrogates at 5. */
  const text = "text 😀 here";

  it.each(wrong)("refuses the payload: %s", async (_, recognize) => {
    const refused = open(recognize).redactTextAsync(text);
    await expect(refused).rejects.toMatchObject({ name: "AppError", code: "detector_unavailable" });
    await refused.catch((error: unknown) => {
      expect(String((error as Error).stack)).not.toContain("😀");
      expect(error).not.toHaveProperty("cause");
    });
  });

  it.each([
    ["never answers", async () => new Promise<never>(() => undefined)],
    [
      "stops when it is told to",
      async (_: readonly string[], signal: AbortSignal) =>
        new Promise<never>((_resolve, reject) => {
          signal.addEventListener("abort", () => {
            reject(new Error("stopped"));
          });
        }),
    ],
  ] as const)("is refused in time when it %s", async (_, recognize) => {
    const redactor = open(recognize as EntityRecognizer, { limits: { recognizer: "50ms" } });
    await expect(redactor.redactTextAsync(text)).rejects.toMatchObject({ code: "detector_timeout" });
  });

  it("is told that nobody waits any longer, and not before", async () => {
    let signal: AbortSignal | undefined;
    const slow: EntityRecognizer = async (texts, given) => {
      signal = given;
      await new Promise((resolve) => setTimeout(resolve, 200));
      return texts.map(() => []);
    };
    await open(slow, { limits: { recognizer: "5s" } }).redactTextAsync(text);
    expect(signal?.aborted).toBe(false);
    const late = open(slow, { limits: { recognizer: "20ms" } }).redactTextAsync(text);
    await expect(late).rejects.toMatchObject({ code: "detector_timeout" });
    expect(signal?.aborted).toBe(true);
  });

  it("spoils no other payload", async () => {
    const moody: EntityRecognizer = async (texts) =>
      texts.join().includes("bad") ? Promise.reject(new Error("no")) : listed()(texts, AbortSignal.any([]));
    const redactor = open(moody);
    const all = await Promise.allSettled([
      redactor.redactTextAsync("a bad text"),
      redactor.redactTextAsync("for Zorblatt Quennik"),
    ]);
    expect(all).toMatchObject([
      { status: "rejected" },
      { status: "fulfilled", value: { text: "for [PERSON 1]" } },
    ]);
  });
});

describe("with a recognizer", () => {
  it.each(["redactText", "scanText"] as const)("%s, which cannot wait, refuses to work", (name) => {
    expect(() => open(listed())[name]("for Zorblatt Quennik")).toThrow(
      expect.objectContaining({ code: "recognizer_is_async" }),
    );
  });

  it("the library finds names", async () => {
    const redactor = createFromLibrary({ recognizer: listed(), key: new Uint8Array(32).fill(7) });
    expect((await redactor.redactTextAsync("for Zorblatt Quennik")).text).toMatch(/^for \[PERSON \w{6}\]$/);
    expect(await redactor.scanTextAsync("for Zorblatt Quennik")).toHaveLength(1);
  });

  it("shadow mode reports and changes nothing", async () => {
    const { data, report } = await redactJson(listed(), { a: "Zorblatt Quennik" }, { mode: "shadow" });
    expect(data).toEqual({ a: "Zorblatt Quennik" });
    expect(report).toMatchObject({ verdict: "redact", mode: "shadow" });
  });

  it("an Express app gets redacted requests, and refuses those that cannot be judged", async () => {
    const app = express();
    app.use("/good", redactRequests({ recognizer: listed() }));
    app.use("/bad", redactRequests({ recognizer: answering([]) }));
    app.post("/{*any}", (req, res) => {
      res.json({ got: req.body as unknown });
    });
    const good = await request(app).post("/good").send({ a: "for Zorblatt Quennik" });
    expect(good.body).toEqual({ got: { a: "for [PERSON 1]" } });
    const bad = await request(app).post("/bad").send({ a: "for Zorblatt Quennik" });
    expect(bad.status).toBe(503);
    expect(bad.text).toContain("detector_unavailable");
    expect(bad.text).not.toContain("Zorblatt");
  });

  it("a payload that nothing is found in stays the very same bytes", async () => {
    const body = Buffer.from('{"a" : "nobody\\u0020here",  "n":1e2}');
    const { payload } = await open(listed()).redact({ body, mediaType: "application/json" });
    expect(payload.body).toBe(body);
  });

  it("the work of asking counts against the budget", async () => {
    const redactor = open(listed(), { limits: { "detect-units": 40 } });
    await expect(redactor.redactTextAsync("long text ".repeat(10))).rejects.toMatchObject({
      code: "detector_timeout",
    });
  });
});
