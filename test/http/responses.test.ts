/* Answers of the desk under `responses: scan`: what the client may see of them, and that `pass` touches nothing. */

import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import type { ServerResponse } from "node:http";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { ConfigInput } from "../../src/config/schema.js";
import { createCanaries } from "../support/canary.js";
import { startProbe, type Probe, type ProbeOptions } from "../support/probe.js";
import { rawRequest } from "../support/raw.js";

let scan: Probe;
let pass: Probe;
const others: Probe[] = [];

beforeAll(async () => {
  scan = await startProbe({ config: { responses: "scan" } });
  pass = await startProbe();
});

afterEach(async () => {
  for (const one of others.splice(0)) await one.close();
});

afterAll(async () => {
  await scan.close();
  await pass.close();
});

let serial = 0;
const fresh = () => createCanaries(serial++);

async function other(config: ConfigInput, options: Omit<ProbeOptions, "config"> = {}): Promise<Probe> {
  const probe = await startProbe({ ...options, config: { responses: "scan", ...config } });
  others.push(probe);
  return probe;
}

interface Scripted {
  readonly status?: number;
  readonly headers?: Record<string, string | string[]>;
  readonly body?: string | Buffer;
  readonly target?: string;
  readonly asking?: readonly string[];
}

const json = { "content-type": "application/json" };
const ticket = "/api/v2/tickets/1.json";

async function ask(probe: Probe, { status = 200, headers = json, body = "", target, asking }: Scripted) {
  const line = target ?? `GET ${ticket}`;
  const path = (line.split(" ")[1] ?? "").replace(/\?.*/, "");
  probe.upstream.answers.set(path, (res) => {
    res.writeHead(status, headers).end(body);
  });
  return probe.post("", { target: line, ...(asking === undefined ? {} : { headers: asking }) });
}

const logOf = (sent: {
  readonly sinks: Readonly<Record<string, unknown>>;
}): readonly Record<string, unknown>[] =>
  String(sent.sinks["logs"])
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe("responses: scan", () => {
  it("G09 a 422 that echoes what was submitted is masked, with the status and the rest as they were", async () => {
    const c = fresh();
    const body = `{ "error":"RecordInvalid", "details":{"email":[{"description":"Email: ${c.mail} is taken","error":"Dup"}]}, "n":1.10 }`;
    const sent = await ask(scan, { status: 422, body });
    expect(sent.status).toBe(422);
    expect(sent.answer.body).toBe(body.replace(c.mail, "[EMAIL_ADDRESS 1]"));
    expect(sent.leaks(c.used)).toEqual([]);
    expect(sent.answer.headers.get("x-deskveil-response-verdict")).toMatch(
      /^redact; EMAIL_ADDRESS=1; policy=/,
    );
    expect(sent.verdict).toMatch(/^pass; policy=/);
    expect(logOf(sent)).toMatchObject([
      {
        status: 422,
        outcome: "forwarded",
        responseVerdict: "redact",
        responseCounts: { "EMAIL_ADDRESS:mask": 1 },
      },
    ]);
    expect(String(sent.sinks["metrics"])).toMatch(
      /deskveil_response_findings_total\{entity="EMAIL_ADDRESS",action="mask"\} \d/,
    );
  });

  it("G09 the answer to a write that echoes all of it", async () => {
    const c = fresh();
    const payload = JSON.stringify({ ticket: { comment: { body: `${c.mail} ${c.phone} ${c.ip}` } } });
    scan.upstream.answers.set("/api/v2/tickets.json", (res) => {
      res.writeHead(201, json).end(payload);
    });
    const sent = await scan.post(payload);
    scan.upstream.answers.delete("/api/v2/tickets.json");
    expect(sent.status).toBe(201);
    expect(sent.leaks(c.used)).toEqual([]);
  });

  it.each([
    ["text", "text/plain; charset=utf-8", "mail #", "mail #"],
    ["HTML", "text/html", "<p title='#'>mail #</p>", "<p title='#'>mail #</p>"],
    ["NDJSON", "application/x-ndjson", '{"a":"#"}\n{"a":"x"}\n', '{"a":"#"}\n{"a":"x"}\n'],
    ["problem+json", "application/problem+json", '{"detail":"#"}', '{"detail":"#"}'],
    ["CSV", "text/csv", "name;mail\nJ;#\n", "name;mail\nJ;#\n"],
    ["a script", "text/javascript", "const a = '#';", "const a = '#';"],
  ])("%s is read", async (_name, type, body, expected) => {
    const c = fresh();
    const sent = await ask(scan, { headers: { "content-type": type }, body: body.replaceAll("#", c.mail) });
    expect(sent.answer.body.replaceAll("[EMAIL_ADDRESS 1]", "#")).toBe(expected);
    expect(sent.leaks(c.used)).toEqual([]);
  });

  it("an answer without findings comes back byte for byte with its headers", async () => {
    const body = '{"big":12345678901234567890, "e":1.10 }';
    const headers = { ...json, etag: '"abc"', "content-md5": "x", "x-kept": "yes" };
    const sent = await ask(scan, { headers, body });
    expect(sent.answer.body).toBe(body);
    expect(Object.fromEntries(sent.answer.headers)).toMatchObject({
      etag: '"abc"',
      "content-md5": "x",
      "x-kept": "yes",
      "content-length": String(body.length),
    });
  });

  it("headers that speak of the bytes go where the bytes are others", async () => {
    const c = fresh();
    const headers = {
      ...json,
      etag: 'W/"abc"',
      "content-md5": "x",
      digest: "sha-256=x",
      "repr-digest": "sha-256=:x:",
      "accept-ranges": "bytes",
    };
    const sent = await ask(scan, { headers, body: JSON.stringify({ a: c.mail }) });
    for (const name of Object.keys(headers).slice(1)) expect(sent.answer.headers.has(name), name).toBe(false);
    expect(sent.answer.headers.get("content-length")).toBe(String(sent.answer.body.length));
    expect(sent.leaks(c.used)).toEqual([]);
  });

  it("B23 the desk is asked for plain, whole answers", async () => {
    const sent = await ask(scan, {
      asking: ["Accept-Encoding: gzip, br", "Range: bytes=0-5", "If-Range: x", "If-None-Match: y"],
      body: "{}",
    });
    const [received] = sent.received;
    expect(received?.headers["accept-encoding"]).toBe("identity");
    expect(received?.headers.range).toBeUndefined();
    expect(received?.headers["if-range"]).toBeUndefined();
    expect(received?.headers["if-none-match"]).toBe("y");
  });

  it.each([
    ["gzip", gzipSync],
    ["br", brotliCompressSync],
    ["deflate", deflateSync],
  ])("B23 %s comes back plain", async (coding, compress) => {
    const c = fresh();
    const body = JSON.stringify({ a: c.mail });
    const headers = { ...json, "content-encoding": coding, etag: '"a"' };
    const sent = await ask(scan, { headers, body: compress(Buffer.from(body)) });
    expect(sent.answer.body).toBe('{"a":"[EMAIL_ADDRESS 1]"}');
    expect(sent.answer.headers.has("content-encoding")).toBe(false);
    expect(sent.leaks(c.used)).toEqual([]);
    const clean = await ask(scan, { headers, body: compress(Buffer.from("{}")) });
    expect([clean.answer.body, clean.answer.headers.has("etag")]).toEqual(["{}", false]);
  });

  const dirty = (c: { readonly mail: string }) => JSON.stringify({ a: c.mail });
  const unreadable: readonly [string, (c: ReturnType<typeof fresh>) => Scripted, string][] = [
    [
      "B23 an unknown coding",
      (c) => ({ headers: { ...json, "content-encoding": "zstd" }, body: dirty(c) }),
      "content_encoding_unsupported",
    ],
    [
      "B23 two codings",
      (c) => ({ headers: { ...json, "content-encoding": "gzip, gzip" }, body: gzipSync(gzipSync(dirty(c))) }),
      "content_encoding_unsupported",
    ],
    [
      "B23 a broken gzip",
      (c) => ({ headers: { ...json, "content-encoding": "gzip" }, body: dirty(c) }),
      "content_encoding_corrupt",
    ],
    [
      "B19 a bomb",
      () => ({
        headers: { ...json, "content-encoding": "gzip" },
        body: gzipSync(Buffer.alloc(50_000_000, 32)),
      }),
      "decompression_ratio",
    ],
    ["broken JSON", (c) => ({ body: `{"a":"${c.mail}",}` }), "json_syntax"],
    ["invalid UTF-8", (c) => ({ body: Buffer.from(`{"a":"\xff${c.mail}"}`, "latin1") }), "invalid_utf8"],
    [
      "another charset",
      (c) => ({ headers: { "content-type": "text/html; charset=iso-8859-1" }, body: c.mail }),
      "charset_unsupported",
    ],
    [
      "XML with a document type",
      (c) => ({ headers: { "content-type": "text/xml" }, body: `<!DOCTYPE a><a>${c.mail}</a>` }),
      "xml_doctype",
    ],
    [
      "multipart",
      (c) => ({ headers: { "content-type": "multipart/mixed; boundary=x" }, body: c.mail }),
      "media_type_unscannable",
    ],
    [
      "two types",
      (c) => ({ headers: { "content-type": ["text/plain", "application/json"] }, body: dirty(c) }),
      "content_type_ambiguous",
    ],
    [
      "bytes of no known file",
      (c) => ({ headers: { "content-type": "application/x-thing" }, body: `\u0000\u0001${c.mail}` }),
      "attachment_unscannable",
    ],
    [
      "a part that nobody asked for",
      (c) => ({ status: 206, headers: { ...json, "content-range": "bytes 0-5/99" }, body: dirty(c) }),
      "media_type_unscannable",
    ],
    ["one string too long", () => ({ body: JSON.stringify("x".repeat(1_100_000)) }), "string_too_large"],
  ];
  it.each(unreadable)("%s is 502 in the desk's shape, and says nothing", async (_name, script, why) => {
    const c = fresh();
    const sent = await ask(scan, script(c));
    expect([sent.status, sent.reason]).toEqual([502, "upstream_response_unscannable"]);
    expect(JSON.parse(sent.answer.body)).toMatchObject({ error: "upstream_response_unscannable" });
    expect(sent.leaks(c.used)).toEqual([]);
    expect(logOf(sent)).toMatchObject([
      { event: `response_${why}` },
      { outcome: "failed", code: "upstream_response_unscannable" },
    ]);
  });

  it("sizes are limited, announced or not", async () => {
    const small = await other({ limits: { "response-bytes": 1000 } });
    const fits = await ask(small, { body: JSON.stringify("x".repeat(900)) });
    expect(fits.status).toBe(200);
    for (const length of [{}, { "content-length": "1200" }]) {
      const sent = await ask(small, {
        headers: { ...json, ...length },
        body: JSON.stringify("x".repeat(1198)),
      });
      expect([sent.status, sent.reason]).toEqual([502, "upstream_response_unscannable"]);
    }
    const inflated = await ask(small, {
      headers: { ...json, "content-encoding": "gzip" },
      body: gzipSync(JSON.stringify("x".repeat(1198))),
    });
    expect(inflated.status).toBe(502);
  });

  it("bodies of answers count against the budget of all bodies", async () => {
    const small = await other({ limits: { "in-flight-bytes": 10_000 } });
    const sent = await ask(small, { body: JSON.stringify("x".repeat(20_000)) });
    expect([sent.status, sent.reason]).toEqual([502, "upstream_response_unscannable"]);
    expect(logOf(sent)[0]).toMatchObject({ event: "response_overloaded" });
    expect((await ask(small, { body: "{}" })).status).toBe(200);
  });

  it("an answer that drips without end is 504", async () => {
    const slow = await other({ limits: { total: "300 ms" } });
    slow.upstream.answers.set("/drip", (res) => {
      res.writeHead(200, json).write("[1");
      const drip = setInterval(() => res.write(",1"), 50);
      res.on("close", () => {
        clearInterval(drip);
      });
    });
    const sent = await slow.post("", { target: "GET /drip" });
    expect([sent.status, sent.reason]).toEqual([504, "upstream_timeout"]);
  });

  it("I10 a client that leaves is told to the desk, and what was held is free again", async () => {
    const small = await other({ limits: { "in-flight-bytes": 100_000 } });
    let gone = 0;
    small.upstream.answers.set("/held", (res) => {
      res.writeHead(200, json).write(`["${"x".repeat(60_000)}"`);
      res.on("close", () => gone++);
    });
    for (let run = 0; run < 5; run++) {
      await small.raw(rawRequest(["GET /held HTTP/1.1", "Host: proxy.test"]), { waitMs: 150 });
    }
    await expect.poll(() => gone).toBe(5);
    const sent = await ask(small, { body: JSON.stringify("x".repeat(80_000)) });
    expect(sent.status).toBe(200);
  });

  it("an answer that breaks off is 502, and nothing of it was sent", async () => {
    const c = fresh();
    scan.upstream.answers.set("/half", (res: ServerResponse) => {
      res.writeHead(200, { ...json, "content-length": "500" });
      res.write(dirty(c), () => res.destroy());
    });
    const sent = await scan.post("", { target: "GET /half" });
    expect(sent.status).toBe(502);
    expect(sent.leaks(c.used)).toEqual([]);
  });

  it.each([204, 304])("%i has no body and keeps what it says", async (status) => {
    const sent = await ask(scan, { status, headers: { etag: '"a"', "x-kept": "yes" } });
    expect([sent.status, sent.answer.body]).toEqual([status, ""]);
    expect(Object.fromEntries(sent.answer.headers)).toMatchObject({ etag: '"a"', "x-kept": "yes" });
    expect(sent.answer.headers.has("content-length")).toBe(false);
  });

  it("HEAD keeps what it says of the body", async () => {
    const headers = { ...json, "content-length": "77", etag: '"a"' };
    const sent = await ask(scan, { headers, target: `HEAD ${ticket}` });
    expect(sent.status).toBe(200);
    expect(Object.fromEntries(sent.answer.headers)).toMatchObject({ "content-length": "77", etag: '"a"' });
  });

  it("files of known binary types pass by the permission, counted, and are refused without it", async () => {
    const png = Buffer.from("\x89PNG\r\n\x1a\n0000", "latin1");
    const headers = { "content-type": "image/png" };
    const sent = await ask(scan, { headers, body: png });
    expect(Buffer.from(sent.answer.body, "latin1").includes("PNG")).toBe(true);
    expect(logOf(sent)).toMatchObject([{ responsePermissions: ["unscanned-attachments"] }]);
    const without = await other({ permissions: [] });
    expect((await ask(without, { headers, body: png })).status).toBe(502);
  });

  it("a file that is text is read whatever it is called", async () => {
    const c = fresh();
    for (const type of ["application/octet-stream", "image/png", "application/x-thing"]) {
      const sent = await ask(scan, { headers: { "content-type": type }, body: `mail ${c.mail}` });
      expect(sent.answer.body).toBe("mail [EMAIL_ADDRESS 1]");
    }
    const unnamed = await ask(scan, { headers: {}, body: `{"a":"\\u006a${c.mail.slice(1)}"}` });
    expect(unnamed.answer.body).not.toContain("leak");
  });

  it("the desk's roles hold in answers: people and handles stay, CC goes, text is masked", async () => {
    const [jane, bob, note] = [fresh().mail, fresh().mail, fresh().mail];
    const body = {
      ticket: {
        requester: { email: jane },
        email_ccs: [{ user_email: bob }],
        description: `from ${note}`,
        external_id: jane,
      },
      users: [{ email: jane, notes: note }],
      next_page: `https://example.zendesk.com/api/v2/search.json?query=${jane}&page=2`,
    };
    const sent = await ask(scan, { body: JSON.stringify(body) });
    expect(JSON.parse(sent.answer.body)).toEqual({
      ticket: { requester: { email: jane }, description: "from [EMAIL_ADDRESS 1]", external_id: jane },
      users: [{ email: jane, notes: "[EMAIL_ADDRESS 1]" }],
      next_page: body.next_page,
    });
    expect(sent.leaks([bob, note])).toEqual([]);
  });

  it("upload tokens come back as they are", async () => {
    const token = "6bk3gql82em5nmf" + "Qz7Xw1Lp9Rt4Yv2K";
    const body = JSON.stringify({ upload: { token, attachment: { file_name: "a.txt" } } });
    const sent = await ask(scan, { status: 201, body });
    expect(sent.answer.body).toBe(body);
  });

  it("what the policy would reject is masked: there is nobody to take it out", async () => {
    const strict = await other({ preset: "strict" }, { keyed: true });
    const c = fresh();
    const body = JSON.stringify({
      ticket: { description: `password: ${c.password}`, email_ccs: [{ user_email: c.mail }] },
    });
    const sent = await ask(strict, { body });
    expect(sent.status).toBe(200);
    expect(sent.leaks(c.used)).toEqual([]);
    expect(JSON.parse(sent.answer.body)).toEqual({
      ticket: { description: expect.stringMatching(/^password: \[CREDENTIAL \w{6}\]$/) as string },
    });
  });

  it("rules may speak of one direction", async () => {
    const rules = [
      {
        name: "addresses may come back",
        entity: "EMAIL_ADDRESS" as const,
        direction: "response" as const,
        action: "keep" as const,
      },
    ];
    const kept = await other({ rules });
    const c = fresh();
    const sent = await ask(kept, { body: dirty(c) });
    expect(sent.answer.body).toBe(dirty(c));
    const written = await kept.post(dirty(c));
    expect(written.forwarded).toBe('{"a":"[EMAIL_ADDRESS 1]"}');
  });

  it("a mask that the desk has comes back: only writing it is refused", async () => {
    const body = '{"ticket":{"requester":{"name":"[PERSON 7K3QXD]"},"email_ccs":[]}}';
    const sent = await ask(scan, { body });
    expect([sent.status, sent.answer.body]).toEqual([200, body]);
  });

  it("the reason phrase is the standard's", async () => {
    const c = fresh();
    scan.upstream.answers.set("/phrase", (res) => {
      res.writeHead(422, `no ${c.mail}`, json).end("{}");
    });
    const sent = await scan.post("", { target: "GET /phrase" });
    expect(sent.answer.text).toMatch(/^HTTP\/1\.1 422 Unprocessable Entity\r\n/);
    expect(sent.leaks(c.used)).toEqual([]);
  });

  it("many findings are all masked, and the count is exact", async () => {
    const list = Array.from({ length: 2000 }, (_, at) => `u${String(at)}@leak.test`);
    const sent = await ask(scan, { body: JSON.stringify(list) });
    expect(sent.answer.body).not.toContain("leak.test");
    expect(sent.answer.headers.get("x-deskveil-response-verdict")).toContain("EMAIL_ADDRESS=2000");
  });
});

describe("G10: headers of answers", () => {
  it("G10 values are masked in signs that every header takes", async () => {
    const c = fresh();
    const headers = {
      ...json,
      location: `/users/${c.mail}`,
      "content-location": `/users/${c.mail.replace("@", "%40")}?x=1`,
      link: `<https://example.com/u?mail=${c.mail.replace("@", "%40")}>; rel="next"`,
      "set-cookie": [`mail=${c.mail}; Path=/`, `ip=${c.ip}; HttpOnly`],
      "content-disposition": `attachment; filename="${c.mail}.txt"; filename*=UTF-8''${c.mail.replace("@", "%40")}.txt`,
      "x-contact": c.phone,
    };
    const sent = await ask(scan, { status: 201, headers, body: "{}" });
    expect(sent.leaks(c.used)).toEqual([]);
    const mail = "%5BEMAIL_ADDRESS%201%5D";
    const got = sent.answer.headers;
    expect(got.get("location")).toBe(`/users/${mail}`);
    expect(got.get("content-location")).toBe(`/users/${mail}?x=1`);
    expect(got.get("link")).toBe(`<https://example.com/u?mail=${mail}>; rel="next"`);
    expect(sent.answer.text).toContain(`mail=${mail}; Path=/`);
    expect(sent.answer.text).toMatch(/ip=%5BIP_ADDRESS%20\d%5D; HttpOnly/);
    expect(got.get("content-disposition")).toMatch(
      /^attachment; filename="%5BEMAIL_ADDRESS%201%5D\.txt"; filename\*=\S*%5BEMAIL_ADDRESS%20\d%5D\.txt$/,
    );
    expect(got.get("x-contact")).toMatch(/^%5BPHONE_NUMBER%20\d%5D$/);
    expect(got.get("x-deskveil-response-verdict")).toMatch(/^redact;/);
  });

  it("G10 a name in the media type, a challenge, an entity tag", async () => {
    const c = fresh();
    const headers = {
      "content-type": `application/json; name="${c.mail}.json"`,
      "www-authenticate": `Basic realm="${c.mail}"`,
      etag: `"${c.mail}"`,
      warning: `199 - "${c.ip}"`,
    };
    const sent = await ask(scan, { headers, body: "{}" });
    expect(sent.leaks(c.used)).toEqual([]);
    expect(sent.answer.headers.get("content-type")).toMatch(
      /^application\/json; name="%5BEMAIL_ADDRESS%20\d%5D\.json"$/,
    );
  });

  it("G10 trailers and informational answers stay here", async () => {
    const c = fresh();
    scan.upstream.answers.set("/trailers", (res) => {
      res.writeEarlyHints({ link: `</${c.mail}>; rel=preload` });
      res.writeHead(200, { ...json, trailer: "x-contact" });
      res.write("{}");
      res.addTrailers({ "x-contact": c.mail });
      res.end();
    });
    const sent = await scan.post("", { target: "GET /trailers" });
    expect([sent.status, sent.answer.body, sent.leaks(c.used)]).toEqual([200, "{}", []]);
  });

  it("G10 an answer without a body has its headers read too", async () => {
    const c = fresh();
    const sent = await ask(scan, { status: 302, headers: { location: `https://example.com/?u=${c.mail}` } });
    expect([sent.status, sent.leaks(c.used)]).toEqual([302, []]);
  });

  it("G10 a rule drops the header", async () => {
    const rules = [
      {
        name: "no cookies",
        role: "metadata" as const,
        path: "/headers/x-contact",
        action: "remove" as const,
      },
    ];
    const dropping = await other({ rules });
    const c = fresh();
    const sent = await ask(dropping, {
      headers: { ...json, "x-contact": c.mail, "x-kept": "yes" },
      body: "{}",
    });
    expect([sent.answer.headers.has("x-contact"), sent.answer.headers.get("x-kept")]).toEqual([false, "yes"]);
    expect(sent.leaks(c.used)).toEqual([]);
  });

  it("G10 UTF-8 in a header, and bytes that are none", async () => {
    const c = fresh();
    const utf8 = Buffer.from(`Jürgen ${c.mail} ü`).toString("latin1");
    const headers = { ...json, "x-a": utf8, "x-b": `J\u00fcrgen ${c.mail} \u00fc` };
    const sent = await ask(scan, { headers, body: "{}" });
    expect(sent.leaks(c.used)).toEqual([]);
    expect(sent.answer.text).toContain(
      `x-a: ${Buffer.from("Jürgen %5BEMAIL_ADDRESS%201%5D ü").toString("latin1")}\r\n`,
    );
  });
});

describe("responses: pass, the default", () => {
  it("streams: the client has the beginning before the desk has the end", async () => {
    const events: string[] = [];
    pass.upstream.answers.set("/slow", (res) => {
      res.writeHead(200, { ...json, "content-encoding": "gzip" }).write("first");
      setTimeout(() => {
        events.push("end");
        res.end("last");
      }, 150);
    });
    const { request } = await import("undici");
    const answer = await request(`${pass.origin}/slow`, {
      headers: { "accept-encoding": "gzip", range: "bytes=0-" },
    });
    for await (const chunk of answer.body) events.push(String(chunk));
    expect(events).toEqual(["first", "end", "last"]);
    const seen = pass.upstream.received.at(-1)?.headers;
    expect([seen?.["accept-encoding"], seen?.range]).toEqual(["gzip", "bytes=0-"]);
    expect(answer.headers["x-deskveil-response-verdict"]).toBeUndefined();
  });
});

describe("responses: scan in shadow mode", () => {
  it("says what would be masked, and sends what came", async () => {
    const shadow = await other({ mode: "shadow" });
    const c = fresh();
    const body = JSON.stringify({ a: c.mail });
    const headers = { ...json, "content-encoding": "gzip", location: `/${c.mail}`, etag: '"a"' };
    const sent = await ask(shadow, { headers, body: gzipSync(body), asking: ["Accept-Encoding: gzip"] });
    expect(sent.received[0]?.headers["accept-encoding"]).toBe("gzip");
    expect(sent.answer.headers.get("content-encoding")).toBe("gzip");
    expect(sent.answer.headers.get("location")).toBe(`/${c.mail}`);
    expect(sent.answer.headers.get("x-deskveil-response-verdict")).toMatch(
      /^pass; shadow=redact; EMAIL_ADDRESS=2;/,
    );
    expect(sent.leaks(c.used, ["client"])).toEqual([]);
  });

  it("never blocks: what cannot be read or is too large passes, and says so", async () => {
    const shadow = await other({ mode: "shadow", limits: { "response-bytes": 1000 } });
    const sent = await ask(shadow, { headers: { ...json, "content-length": "7" }, body: "{broken" });
    expect([sent.status, sent.answer.body]).toEqual([200, "{broken"]);
    expect(sent.answer.headers.get("x-deskveil-response-verdict")).toBe("pass; shadow=unread");
    const body = JSON.stringify("x".repeat(300_000));
    const large = await ask(shadow, { headers: { ...json, "content-length": String(body.length) }, body });
    expect([large.status, large.answer.body.length]).toEqual([200, body.length]);
    expect(large.answer.headers.get("x-deskveil-response-verdict")).toBe("pass; shadow=unread");
    expect(logOf(large)[0]).toMatchObject({ event: "response_body_too_large" });
  });
});
