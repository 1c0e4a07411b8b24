/* redactRequests: an app sees redacted bodies, whatever it does with them afterwards. */

import express from "express";
import request from "supertest";
import { describe, expect, it } from "vitest";
import { ConfigError } from "../../src/config/config-error.js";
import { startUpstream } from "../support/upstream.js";
import {
  createProxy,
  redactRequests,
  type RedactedRequest,
  type RedactRequestsOptions,
} from "../../src/express.js";

function createApp(options: RedactRequestsOptions = {}, before?: express.RequestHandler) {
  const app = express();
  if (before !== undefined) app.use(before);
  app.use(redactRequests(options));
  app.use(express.json());
  app.all("/tickets", (req, res) => {
    const { deskveil } = req as unknown as { deskveil?: { verdict: string } };
    res.json({ body: req.body as unknown, query: req.query, verdict: deskveil?.verdict });
  });
  return app;
}

describe("redactRequests", () => {
  it("hands over JSON, redacted and parsed", async () => {
    const answer = await request(createApp()).post("/tickets").send({ note: "mail jane@leak.test", id: 7 });
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      body: { note: "mail [EMAIL_ADDRESS 1]", id: 7 },
      query: {},
      verdict: "redact",
    });
    expect(answer.headers["x-deskveil-verdict"]).toMatch(/^redact; EMAIL_ADDRESS=1/);
  });

  it("hands over forms, repeated fields as arrays", async () => {
    const answer = await request(createApp())
      .post("/tickets")
      .type("form")
      .send("a=jane%40leak.test&b=1&b=203.0.113.7");
    expect((answer.body as { body: unknown }).body).toEqual({
      a: "[EMAIL_ADDRESS 1]",
      b: ["1", "[IP_ADDRESS 1]"],
    });
  });

  it("hands over text", async () => {
    const answer = await request(createApp()).post("/tickets").type("text").send("call +44 7700 900123");
    expect((answer.body as { body: unknown }).body).toBe("call [PHONE_NUMBER 1]");
  });

  it("hands over the fields and files of a multipart form", async () => {
    const app = express();
    app.use(redactRequests());
    app.post("/tickets", (req: express.Request & RedactedRequest, res) => {
      const files = req.files?.map(({ buffer, ...file }) => ({ ...file, text: buffer.toString() }));
      res.json({ body: req.body as unknown, files, raw: req.rawBody?.includes("leak.test") });
    });
    const answer = await request(app)
      .post("/tickets")
      .field("note", "mail jane@leak.test")
      .field("a", "1")
      .field("a", "2")
      .field("json", '{"b": 1}')
      .attach("file", Buffer.from("host 203.0.113.7"), "jane@leak.test.log");
    expect(answer.body).toEqual({
      body: { note: "mail [EMAIL_ADDRESS 1]", a: ["1", "2"], json: '{"b": 1}' },
      files: [
        { fieldname: "file", originalname: "[EMAIL_ADDRESS 1].log", size: 19, text: "host [IP_ADDRESS 1]" },
      ],
      raw: false,
    });
  });

  it("redacts the query", async () => {
    const answer = await request(createApp()).get("/tickets?note=host+203.0.113.7");
    expect((answer.body as { query: unknown }).query).toEqual({ note: "host [IP_ADDRESS 1]" });
  });

  it("says clearly that a body parser was first", async () => {
    const answer = await request(createApp({}, express.json()))
      .post("/tickets")
      .send({ note: "jane@leak.test" });
    expect(answer.status).toBe(500);
    expect(answer.headers["x-deskveil-reason"]).toBe("body_already_read");
    expect(answer.text).not.toContain("leak.test");
  });

  it("answers what the policy rejects with problem+json in the client's language", async () => {
    const config = {
      rules: [{ name: "no cards", entity: ["CREDIT_CARD" as const], action: "reject" as const }],
    };
    const answer = await request(createApp({ config }))
      .post("/tickets")
      .set("accept-language", "de")
      .send({ note: "card 4111 1111 1111 1111" });
    expect(answer.status).toBe(422);
    expect(answer.headers["content-type"]).toMatch(/^application\/problem\+json/);
    const problem = JSON.parse(answer.text) as { code: string; title: string; errors: unknown[] };
    expect(problem).toMatchObject({
      code: "pii_rejected",
      errors: [{ pointer: "/note", entity: "CREDIT_CARD", rule: "no cards" }],
    });
    expect(problem.title).toMatch(/Karte/i);
    expect(answer.text).not.toContain("4111");
  });

  it("J01 answers broken JSON without a word of it", async () => {
    const answer = await request(createApp()).post("/tickets").type("json").send('{"note": "jane@leak.test"');
    expect(answer.status).toBe(400);
    expect(answer.text).not.toContain("leak");
  });

  it("leaves requests without a body alone", async () => {
    const answer = await request(createApp()).get("/tickets");
    expect(answer.body).toEqual({ query: {}, verdict: "pass" });
  });
});

describe("redactRequests, the rest of the request", () => {
  it("takes the value out of the URL that access logs print, too", async () => {
    const app = express();
    const urls: string[] = [];
    app.use("/desk", redactRequests(), (req, res) => {
      urls.push(req.url, req.originalUrl);
      res.json({});
    });
    await request(app).get("/desk/tickets?note=host+203.0.113.7");
    expect(urls).toEqual([
      "/tickets?note=host+%5BIP_ADDRESS%201%5D",
      "/desk/tickets?note=host+%5BIP_ADDRESS%201%5D",
    ]);
  });

  it("K33 shadow mode hands over what it cannot read, and says so", async () => {
    const answer = await request(createApp({ config: { mode: "shadow", limits: { "detect-units": 50 } } }))
      .post("/tickets")
      .send({ note: `mail jane@leak.test ${"x ".repeat(200)}` });
    expect(answer.status).toBe(200);
    expect(answer.headers["x-deskveil-verdict"]).toBe("pass; shadow=unread");
    expect((answer.body as { body: { note: string } }).body.note).toContain("jane@leak.test");
  });

  it("hands over nothing of what the policy rejects", async () => {
    const app = express();
    let seen: express.Request | undefined;
    app.use((req, _res, next) => {
      seen = req;
      next();
    });
    const rules = [{ name: "no cards", entity: ["CREDIT_CARD" as const], action: "reject" as const }];
    app.use(redactRequests({ config: { rules } }));
    const answer = await request(app).post("/").send({ note: "card 4111 1111 1111 1111" });
    expect(answer.status).toBe(422);
    expect([seen?.body, (seen as { rawBody?: Buffer }).rawBody]).toEqual([undefined, undefined]);
  });
});

describe("createProxy", () => {
  it.each([
    ["no address", "example"],
    ["another protocol", "ftp://example.test"],
    ["a login, which would be dropped", "https://jane:Pw7leak@example.test"],
    ["a query, which would be dropped", "https://example.test/?a=1"],
  ])("K29 %s refuses the start, and is not shown", (_name, to) => {
    const start = (): unknown => createProxy({ to });
    expect(start).toThrow(ConfigError);
    expect(start).not.toThrow(/Pw7leak|ftp:|a=1/);
  });
});

describe("createProxy", () => {
  it("G09 reads the desk's answers where the policy says so", async () => {
    const upstream = await startUpstream();
    const proxy = createProxy({ to: upstream.origin, config: { responses: "scan" } });
    const app = express();
    app.use("/desk", proxy);
    const answer = await request(app).get("/desk/echo/jane@leak.test");
    await proxy.close();
    await upstream.close();
    expect([answer.status, answer.text]).toEqual([422, '{"error":"[EMAIL_ADDRESS 1]"}']);
    expect(answer.headers["location"]).toBe("/users/%5BEMAIL_ADDRESS%201%5D");
  });
});
