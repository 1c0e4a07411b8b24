/* What the proxy promises, whatever it is mounted on: rows of the evasion cases A and B, and of I, by their ids. */

import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { request } from "undici";
import { rawRequest, sendRaw } from "../support/raw.js";
import { startUpstream, type TestUpstream } from "../support/upstream.js";

export interface Mounted {
  readonly origin: string;
  close(): Promise<void>;
}

const clean = '{"ticket":{"subject":"hello"}}';
const dirty = '{"ticket":{"comment":{"body":"write to jane@leak.test"}}}';
const masked = '{"ticket":{"comment":{"body":"write to [EMAIL_ADDRESS 1]"}}}';
const json = "Content-Type: application/json";
const post = ["POST /api/v2/tickets.json HTTP/1.1", "Host: proxy.test"];

/** `strict`: the listener is ours, so heads that the parser refuses are answered in the desk's shape. */
export function describeContract(
  name: string,
  mount: (upstream: URL) => Promise<Mounted>,
  { strict }: { readonly strict: boolean },
): void {
  let upstream: TestUpstream;
  let proxy: Mounted;

  beforeAll(async () => {
    upstream = await startUpstream();
    proxy = await mount(new URL(upstream.origin));
  });

  afterAll(async () => {
    await proxy.close();
    await upstream.close();
  });

  beforeEach(() => {
    upstream.received.length = 0;
  });

  const raw = async (lines: readonly string[], body: string | Buffer = "") =>
    sendRaw(proxy.origin, rawRequest(lines, body));

  const send = async (body: string | Buffer, headers: Record<string, string>) => {
    const answer = await request(`${proxy.origin}/api/v2/tickets.json`, { method: "POST", headers, body });
    const text = await answer.body.text();
    return { status: answer.statusCode, reason: answer.headers["x-deskveil-reason"], text };
  };

  describe(`${name}: A refused before anything is forwarded`, () => {
    const length = `Content-Length: ${String(dirty.length)}`;
    const chunk = `${dirty.length.toString(16)}\r\n${dirty}\r\n0\r\n\r\n`;
    const chunked = "Transfer-Encoding: chunked";
    const rows: readonly [string, readonly string[], string, number, string | undefined][] = [
      ["A01 length and chunked", [...post, json, length, chunked], chunk, 400, undefined],
      ["A02 two lengths", [...post, json, length, "Content-Length: 5"], dirty, 400, undefined],
      ["A03 two equal lengths", [...post, json, length, length], dirty, 400, undefined],
      ["A04 chunked twice", [...post, json, chunked, chunked], chunk, 400, undefined],
      ["A05 ,chunked", [...post, json, "Transfer-Encoding: ,chunked"], chunk, 400, "http_malformed"],
      [
        "A06 gzip, chunked",
        [...post, json, "Transfer-Encoding: gzip, chunked"],
        chunk,
        501,
        "transfer_coding_unsupported",
      ],
      ["A07 xchunked", [...post, json, "Transfer-Encoding: xchunked"], chunk, 400, undefined],
      ["A08 chunk size 0x2", [...post, json, chunked], "0x2\r\n{}\r\n0\r\n\r\n", 400, undefined],
      ["A08 chunk size +2", [...post, json, chunked], "+2\r\n{}\r\n0\r\n\r\n", 400, undefined],
      ["A08 chunk size 2_0", [...post, json, chunked], "2_0\r\n{}\r\n0\r\n\r\n", 400, undefined],
      ["A08 LF chunk ends", [...post, json, chunked], "2\n{}\n0\n\n", 400, undefined],
      [
        "A10 trailer announced",
        [...post, json, chunked, "Trailer: X-Contact"],
        `${chunk.slice(0, -2)}X-Contact: jane@leak.test\r\n\r\n`,
        400,
        "trailers_not_allowed",
      ],
      [
        "A10 trailer not announced",
        [...post, json, chunked],
        `${chunk.slice(0, -2)}X-Contact: jane@leak.test\r\n\r\n`,
        400,
        "trailers_not_allowed",
      ],
      ["A11 folded header", [...post, json, length, "X-A: 1\r\n  folded"], dirty, 400, undefined],
      ["A11 blank before colon", [...post, json, length, "X-A : 1"], dirty, 400, undefined],
      ["A11 NUL in a value", [...post, json, length, "X-A: a\u0000b"], dirty, 400, undefined],
      ["A11 no header name", [...post, json, length, ": b"], dirty, 400, undefined],
      ["A12 two hosts", [...post, "Host: other.test", json, length], dirty, 400, "header_invalid"],
      ["A12 no host", [post[0] ?? "", json, length], dirty, 400, undefined],
      [
        "A13 two content types",
        [...post, "Content-Type: text/plain", json, length],
        dirty,
        415,
        "content_type_ambiguous",
      ],
      ["A15 TRACE", ["TRACE / HTTP/1.1", "Host: proxy.test"], "", 405, "method_not_allowed"],
      [
        "I03 too many headers",
        [...post, ...Array.from({ length: 150 }, (_, at) => `X-${String(at)}: 1`)],
        "",
        431,
        "headers_too_large",
      ],
      [
        "G01 URL too long",
        [`GET /${"a".repeat(9000)} HTTP/1.1`, "Host: proxy.test"],
        "",
        414,
        "uri_too_long",
      ],
      ["no such method", ["PROPFIND / HTTP/1.1", "Host: proxy.test"], "", 405, "method_not_allowed"],
      ["fragment in the target", ["GET /a#b HTTP/1.1", "Host: proxy.test"], "", 400, undefined],
    ];
    it.each(rows)("%s", async (_id, lines, body, status, reason) => {
      const answer = await raw(lines, body);
      expect(answer.status).toBe(status);
      if (reason !== undefined) expect(answer.headers.get("x-deskveil-reason")).toBe(reason);
      expect(answer.text).not.toContain("leak.test");
      expect(upstream.received).toEqual([]);
    });

    it("A08 LF line ends in the head", async () => {
      const head = [...post, json, length, "Connection: close", "", ""].join("\n");
      expect((await sendRaw(proxy.origin, head + dirty)).status).toBe(400);
      expect(upstream.received).toEqual([]);
    });

    it("A08 chunk size of 17 digits", async () => {
      const body = `${"1".padStart(17, "0")}0000000000000000\r\n{}\r\n0\r\n\r\n`;
      expect((await raw([...post, json, chunked], body)).status).toBe(400);
      expect(upstream.received).toEqual([]);
    });

    it("A17 a body that ends too early is never forwarded", async () => {
      const bytes = rawRequest([...post, json, "Content-Length: 500"], dirty);
      await sendRaw(proxy.origin, bytes, { end: true });
      expect(upstream.received).toEqual([]);
    });
  });

  describe(`${name}: A forwarded as understood`, () => {
    it("A09 chunk extensions are dropped", async () => {
      const body = `${dirty.length.toString(16)};a=leak-test\r\n${dirty}\r\n0\r\n\r\n`;
      const answer = await raw([...post, json, "Transfer-Encoding: chunked"], body);
      expect(answer.status).toBe(201);
      expect(upstream.received.map((one) => one.body.toString())).toEqual([masked]);
      expect(upstream.received[0]?.raw).not.toContain("leak-test");
    });

    it("A16 pipelined requests are both read", async () => {
      const one = [...post, json, `Content-Length: ${String(dirty.length)}`, "", dirty].join("\r\n");
      const last = rawRequest([...post, json, `Content-Length: ${String(dirty.length)}`], dirty);
      const answer = await sendRaw(proxy.origin, Buffer.concat([Buffer.from(one), last]));
      expect(answer.text.match(/HTTP\/1\.1 201/g)).toHaveLength(2);
      expect(upstream.received.map((each) => each.body.toString())).toEqual([masked, masked]);
    });

    it.each(["GET", "DELETE"])("A18 %s with a body is read like any other", async (method) => {
      const lines = [`${method} /api/v2/tickets/1.json HTTP/1.1`, "Host: proxy.test", json];
      await raw([...lines, `Content-Length: ${String(dirty.length)}`], dirty);
      expect(upstream.received.map((one) => one.body.toString())).toEqual([masked]);
    });

    it("A20 and A21 and G02: what is hop-by-hop or tells who and where the client is stays here", async () => {
      const dropped = [
        "Connection: x-policy",
        "X-Policy: a",
        "X-HTTP-Method-Override: DELETE",
        "X-Forwarded-For: 203.0.113.7",
        "Forwarded: for=203.0.113.7",
        "X-Real-IP: 203.0.113.7",
        "From: jane@leak.test",
        "Referer: https://example.com/?mail=jane@leak.test",
        "Cookie: sid=abc",
        "Proxy-Authorization: Basic eA==",
        "X-Deskveil-Verdict: pass",
        "TE: trailers",
        "Keep-Alive: timeout=5",
      ];
      await raw(
        [
          ...post,
          json,
          `Content-Length: ${String(clean.length)}`,
          "Authorization: Bearer made-up",
          "X-Kept: yes",
          ...dropped,
        ],
        clean,
      );
      const [seen] = upstream.received;
      expect(Object.keys(seen?.headers ?? {}).sort()).toEqual(
        ["authorization", "connection", "content-length", "content-type", "host", "x-kept"].sort(),
      );
      expect(seen?.method).toBe("POST");
      expect(seen?.headers.authorization).toBe("Bearer made-up");
    });

    it("a clean request arrives byte for byte, and the answer comes back byte for byte", async () => {
      const answer = await raw([...post, json, `Content-Length: ${String(clean.length)}`], clean);
      expect(upstream.received[0]?.body.toString()).toBe(clean);
      expect(answer.headers.get("x-deskveil-verdict")).toMatch(/^pass; policy=[\da-f]{12}$/);
      expect(answer.headers.get("x-upstream")).toBe("kept");
      expect(answer.body).toContain('{"big":12345678901234567890}');
    });

    it("the query is redacted by the roles of its parameters", async () => {
      const path = "/api/v2/uploads.json?filename=jane%40leak.test-crash.log";
      await raw(
        [`POST ${path} HTTP/1.1`, "Host: proxy.test", "Content-Type: text/plain", "Content-Length: 2"],
        "ok",
      );
      expect(upstream.received[0]?.url).toBe(
        "/api/v2/uploads.json?filename=%5BEMAIL_ADDRESS%201%5D-crash.log",
      );
    });

    it("says what it did", async () => {
      const answer = await raw([...post, json, `Content-Length: ${String(dirty.length)}`], dirty);
      expect(answer.headers.get("x-deskveil-verdict")).toMatch(
        /^redact; EMAIL_ADDRESS=1; policy=[\da-f]{12}$/,
      );
      expect(answer.headers.get("x-request-id")).toMatch(/^[\da-f-]{36}$/);
    });
  });

  describe(`${name}: B media types and codings`, () => {
    const type = "application/json";
    const refused: readonly [string, Record<string, string>, string | Buffer, number, string][] = [
      ["B01 utf-7", { "content-type": `${type}; charset=utf-7` }, dirty, 415, "charset_unsupported"],
      [
        "B02 utf-16le",
        { "content-type": `${type}; charset=utf-16le` },
        Buffer.from(dirty, "utf16le"),
        415,
        "charset_unsupported",
      ],
      [
        "B03 two charsets",
        { "content-type": `${type}; charset=utf-8; charset=utf-7` },
        dirty,
        415,
        "content_type_ambiguous",
      ],
      ["B04 ibm037", { "content-type": `${type}; charset=ibm037` }, dirty, 415, "charset_unsupported"],
      ["B05 latin1", { "content-type": `${type}; charset=iso-8859-1` }, dirty, 415, "charset_unsupported"],
      [
        "B07 UTF-16 without saying so",
        { "content-type": type },
        Buffer.from(`\ufeff${dirty}`, "utf16le"),
        400,
        "invalid_utf8",
      ],
      [
        "B08 broken byte in an address",
        { "content-type": type },
        Buffer.from(dirty.replace("@", "\u00ff@"), "latin1"),
        400,
        "invalid_utf8",
      ],
      [
        "B09 overlong at sign",
        { "content-type": type },
        Buffer.from(dirty.replace("@", "\u00c1\u0080"), "latin1"),
        400,
        "invalid_utf8",
      ],
      [
        "B10 unreadable binary",
        { "content-type": "application/octet-stream" },
        Buffer.from([0, 1, 2, 255, 254]),
        415,
        "media_type_unscannable",
      ],
      ["B11 no type", {}, dirty, 415, "content_type_missing"],
      [
        "B14 JSON called a form",
        { "content-type": "application/x-www-form-urlencoded" },
        dirty,
        415,
        "media_type_mismatch",
      ],
      [
        "B14 a form called JSON",
        { "content-type": type },
        "mail=jane%40leak.test",
        415,
        "media_type_mismatch",
      ],
      [
        "B17 junk behind gzip",
        { "content-type": type, "content-encoding": "gzip" },
        Buffer.concat([gzipSync(dirty), Buffer.from("junk")]),
        400,
        "content_encoding_corrupt",
      ],
      [
        "B17 junk behind deflate",
        { "content-type": type, "content-encoding": "deflate" },
        Buffer.concat([deflateSync(dirty), Buffer.from("junk")]),
        400,
        "content_encoding_corrupt",
      ],
      [
        "B18 truncated gzip",
        { "content-type": type, "content-encoding": "gzip" },
        gzipSync(dirty).subarray(0, 30),
        400,
        "content_encoding_corrupt",
      ],
      [
        "B18 wrong checksum",
        { "content-type": type, "content-encoding": "gzip" },
        spoil(gzipSync(dirty)),
        400,
        "content_encoding_corrupt",
      ],
      [
        "B20 gzip twice",
        { "content-type": type, "content-encoding": "gzip, gzip" },
        gzipSync(gzipSync(dirty)),
        415,
        "content_encoding_unsupported",
      ],
      [
        "B20 x-gzip",
        { "content-type": type, "content-encoding": "x-gzip" },
        gzipSync(dirty),
        415,
        "content_encoding_unsupported",
      ],
      [
        "B20 zstd",
        { "content-type": type, "content-encoding": "zstd" },
        dirty,
        415,
        "content_encoding_unsupported",
      ],
      [
        "B21 gzip that is none",
        { "content-type": type, "content-encoding": "gzip" },
        dirty,
        400,
        "content_encoding_corrupt",
      ],
    ];
    it.each(refused)("%s", async (_id, headers, body, status, reason) => {
      const answer = await send(body, headers);
      expect([answer.status, answer.reason]).toEqual([status, reason]);
      expect(answer.text).not.toContain("leak.test");
      expect(upstream.received).toEqual([]);
    });

    it.each([
      ["gzip", gzipSync(Buffer.alloc(50_000_000))],
      ["br", brotliCompressSync(Buffer.alloc(50_000_000))],
    ])("B19 a %s bomb stops early", async (coding, bomb) => {
      const before = process.memoryUsage().rss;
      const started = performance.now();
      const answer = await send(bomb, { "content-type": type, "content-encoding": coding });
      expect(answer.status).toBe(413);
      expect(["decompression_ratio", "body_too_large"]).toContain(answer.reason);
      expect(performance.now() - started).toBeLessThan(500);
      expect(process.memoryUsage().rss - before).toBeLessThan(60e6);
      expect(upstream.received).toEqual([]);
    });

    it("B19 a small bomb is refused for its ratio", async () => {
      const answer = await send(brotliCompressSync(Buffer.alloc(1_000_000, 32)), {
        "content-type": type,
        "content-encoding": "br",
      });
      expect([answer.status, answer.reason]).toEqual([413, "decompression_ratio"]);
    });

    const accepted: readonly [string, Record<string, string>, string | Buffer][] = [
      [
        "B12 the real type counts",
        { "content-type": 'text/plain; x="application/json"' },
        "write to jane@leak.test",
      ],
      ["B10 JSON sent as text/plain", { "content-type": "text/plain" }, dirty],
      ["B13 vendor JSON", { "content-type": "application/vnd.api+json" }, dirty],
      ["B13 upper case", { "content-type": "APPLICATION/JSON" }, dirty],
      ["B13 trailing semicolon", { "content-type": "application/json;" }, dirty],
      ["B22 identity", { "content-type": type, "content-encoding": "identity" }, dirty],
      ["B15 gzip", { "content-type": type, "content-encoding": "gzip" }, gzipSync(dirty)],
      ["B15 deflate", { "content-type": type, "content-encoding": "deflate" }, deflateSync(dirty)],
      ["B15 br", { "content-type": type, "content-encoding": "br" }, brotliCompressSync(dirty)],
      [
        "B16 two members",
        { "content-type": type, "content-encoding": "gzip" },
        Buffer.concat([gzipSync(dirty.slice(0, 9)), gzipSync(dirty.slice(9))]),
      ],
    ];
    it.each(accepted)("%s", async (_id, headers, body) => {
      const answer = await send(body, headers);
      expect(answer.status).toBe(201);
      const [seen] = upstream.received;
      expect(seen?.body.toString()).toContain("write to [EMAIL_ADDRESS 1]");
      expect(seen?.headers["content-length"]).toBe(String(seen?.body.length));
      if (headers["content-encoding"] !== "identity")
        expect(seen?.headers["content-encoding"]).toBeUndefined();
    });

    it("B06 a byte order mark stays", async () => {
      const answer = await send(Buffer.from(`\ufeff${dirty}`), { "content-type": type });
      expect(answer.status).toBe(201);
      expect(upstream.received[0]?.body.toString()).toBe(`\ufeff${masked}`);
    });
  });

  describe(`${name}: limits and answers`, () => {
    it("I04 a body over the limit, announced: refused before it is read", async () => {
      const answer = await raw([...post, json, "Content-Length: 5000000000"], "x");
      expect([answer.status, answer.headers.get("x-deskveil-reason")]).toEqual([413, "body_too_large"]);
      expect(upstream.received).toEqual([]);
    });

    it("I04 a body over the limit, chunked", async () => {
      const part = Buffer.alloc(64 * 1024, 97);
      const chunk = Buffer.concat([
        Buffer.from(`${part.length.toString(16)}\r\n`),
        part,
        Buffer.from("\r\n"),
      ]);
      const body = Buffer.concat([...Array.from({ length: 40 }, () => chunk), Buffer.from("0\r\n\r\n")]);
      const answer = await raw([...post, json, "Transfer-Encoding: chunked"], body);
      expect([answer.status, answer.headers.get("x-deskveil-reason")]).toEqual([413, "body_too_large"]);
      expect(upstream.received).toEqual([]);
    });

    it("refuses in the desk's own shape, in the client's language, with a reason", async () => {
      const answer = await send("{", { "content-type": "application/json", "accept-language": "fr" });
      expect([answer.status, answer.reason]).toEqual([400, "json_syntax"]);
      expect(JSON.parse(answer.text)).toMatchObject({ error: expect.any(String) as string });
    });

    it("passes the desk's own refusals on", async () => {
      const answer = await request(`${proxy.origin}/status/422`, { method: "GET" });
      expect([answer.statusCode, await answer.body.text()]).toEqual([422, '{"status":422}']);
    });

    it("answers 502 when the desk breaks off before its head, and cuts when it breaks off behind", async () => {
      const early = await request(`${proxy.origin}/break/early`);
      expect([early.statusCode, early.headers["x-deskveil-reason"]]).toEqual([502, "upstream_unreachable"]);
      await early.body.dump();
      const late = await request(`${proxy.origin}/break/late`);
      await expect(late.body.text()).rejects.toThrow();
    });

    it("streams a large answer through untouched", async () => {
      const answer = await request(`${proxy.origin}/large`);
      const body = Buffer.from(await answer.body.arrayBuffer());
      expect(body.length).toBe(5_000_000);
      expect(body.every((byte) => byte === 120)).toBe(true);
    });

    it("HEAD and 204 have no body", async () => {
      const head = await request(`${proxy.origin}/large`, { method: "HEAD" });
      expect([head.statusCode, await head.body.text()]).toEqual([200, ""]);
      const empty = await request(`${proxy.origin}/status/204`);
      expect([empty.statusCode, await empty.body.text()]).toEqual([204, ""]);
    });
  });

  describe.runIf(strict)(`${name}: refused by the listener itself`, () => {
    it("A14 another host in the target", async () => {
      const answer = await raw(
        ["POST http://other.test/x HTTP/1.1", "Host: other.test", json, "Content-Length: 2"],
        "{}",
      );
      expect([answer.status, answer.headers.get("x-deskveil-reason")]).toEqual([421, "host_not_allowed"]);
      expect(upstream.received).toEqual([]);
    });

    it.each([
      ["A15 CONNECT", ["CONNECT other.test:443 HTTP/1.1", "Host: other.test:443"]],
      ["A15 websocket", ["GET / HTTP/1.1", "Host: proxy.test", "Upgrade: websocket", "Connection: Upgrade"]],
      [
        "A15 h2c",
        ["GET / HTTP/1.1", "Host: proxy.test", "Upgrade: h2c", "Connection: Upgrade, HTTP2-Settings"],
      ],
    ])("%s", async (_id, lines) => {
      const answer = await sendRaw(proxy.origin, `${lines.join("\r\n")}\r\n\r\n`);
      expect(answer.status).toBe(501);
      expect(upstream.received).toEqual([]);
    });

    it("A19 no 100 Continue for a body that is refused", async () => {
      const lines = [...post, json, "Content-Length: 5000000000", "Expect: 100-continue"];
      const answer = await raw(lines);
      expect(answer.status).toBe(413);
      expect(answer.text).not.toContain("100 Continue");
    });

    it("A19 100 Continue for one that is not", async () => {
      const lines = [...post, json, `Content-Length: ${String(dirty.length)}`, "Expect: 100-continue"];
      const answer = await raw(lines, dirty);
      expect(answer.text).toMatch(/^HTTP\/1\.1 100 Continue[\s\S]*HTTP\/1\.1 201/);
      expect(upstream.received[0]?.headers.expect).toBeUndefined();
    });

    it("I03 16 KiB of headers", async () => {
      const answer = await raw([...post, `X-Long: ${"a".repeat(20_000)}`]);
      expect([answer.status, answer.headers.get("x-deskveil-reason")]).toEqual([431, "headers_too_large"]);
    });

    it("J02 a broken head is answered without its bytes", async () => {
      const answer = await sendRaw(proxy.origin, "GET /jane@leak.test HTTP/9.9\r\nX: jane@leak.test\r\n\r\n");
      expect(answer.status).toBe(400);
      expect(answer.text).not.toContain("leak.test");
      expect(answer.headers.get("x-deskveil-reason")).toBe("http_malformed");
    });
  });
}

function spoil(gzip: Buffer): Buffer {
  const copy = Buffer.from(gzip);
  const at = copy.length - 8;
  copy[at] = (copy[at] ?? 0) ^ 0xff;
  return copy;
}
