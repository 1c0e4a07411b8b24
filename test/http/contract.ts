/* What the proxy promises, whatever it is mounted on: rows of the evasion cases A and B, and of I, by their ids. */

import { Readable } from "node:stream";
import { brotliCompressSync, constants, deflateSync, gzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { request } from "undici";
import { findLeaks, type Content } from "../support/canary.js";
import { cpuMs } from "../support/cpu.js";
import { captureOutput, type Output } from "../support/output.js";
import { rawRequest, sendRaw, type RawOptions } from "../support/raw.js";
import { startUpstream, type TestUpstream } from "../support/upstream.js";

export interface Mounted {
  readonly origin: string;
  /** Logs and metrics so far. */
  sinks(): Promise<Readonly<Record<string, Content>>>;
  close(): Promise<void>;
}

/** A body, or what to make of the body with the row's own address. */
type Body = string | Buffer | ((dirty: Buffer) => Buffer);

const clean = '{"ticket":{"subject":"hello"}}';
const dirty = '{"ticket":{"comment":{"body":"write to jane@leak.test"}}}';
const masked = '{"ticket":{"comment":{"body":"write to [EMAIL_ADDRESS 1]"}}}';
const json = "Content-Type: application/json";
const post = ["POST /api/v2/tickets.json HTTP/1.1", "Host: proxy.test"];

/** 50 MB each; made once for all suites. */
const bombs = {
  gzip: gzipSync(Buffer.alloc(50_000_000, 32)),
  brotli: brotliCompressSync(Buffer.alloc(50_000_000), { params: { [constants.BROTLI_PARAM_QUALITY]: 3 } }),
};

/** `strict`: the listener is ours, so heads that the parser refuses are answered in the desk's shape. */
export function describeContract(
  name: string,
  mount: (upstream: URL) => Promise<Mounted>,
  { strict }: { readonly strict: boolean },
): void {
  let upstream: TestUpstream;
  let proxy: Mounted;
  let output: Output;
  /** Every row has a mail address of its own, as long as the one its texts are written with. */
  let row = 0;
  let mail = "";
  const answers: string[] = [];

  beforeAll(async () => {
    output = captureOutput();
    upstream = await startUpstream();
    proxy = await mount(new URL(upstream.origin));
  });

  afterAll(async () => {
    await proxy.close();
    await upstream.close();
    output.stop();
  });

  beforeEach(() => {
    upstream.received.length = 0;
    upstream.wire.length = 0;
    answers.length = 0;
    row++;
    mail = `j${String(row).padStart(3, "0")}@leak.test`;
  });

  afterEach(async () => {
    const sinks = {
      ...(await proxy.sinks()),
      upstream: Buffer.concat(upstream.wire),
      client: answers.join("\n"),
      stdout: output.stdout,
      stderr: output.stderr,
    };
    expect(findLeaks(sinks, [mail, "leak.test"])).toEqual([]);
  });

  const own = (bytes: string | Buffer): Buffer => {
    const text = typeof bytes === "string" ? Buffer.from(bytes).toString("latin1") : bytes.toString("latin1");
    return Buffer.from(text.replaceAll("jane@leak.test", mail), "latin1");
  };

  const sendBytes = async (bytes: string | Buffer, options?: RawOptions) => {
    const answer = await sendRaw(proxy.origin, own(bytes), options);
    answers.push(answer.text);
    return answer;
  };

  const raw = async (lines: readonly string[], body: string | Buffer = "") =>
    sendBytes(rawRequest(lines, body));

  const send = async (body: Body, headers: Record<string, string>) => {
    const bytes = typeof body === "function" ? body(own(dirty)) : own(body);
    const options = { method: "POST", headers, body: bytes } as const;
    const answer = await request(`${proxy.origin}/api/v2/tickets.json`, options);
    const text = await answer.body.text();
    answers.push(text);
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
      [
        "A08 chunk size of 17 hex digits",
        [...post, json, chunked],
        "10000000000000002\r\n{}\r\n0\r\n\r\n",
        400,
        undefined,
      ],
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
      [
        "A13 no type behind a Connection header that strips it",
        [...post, json, length, "Connection: content-type"],
        dirty,
        400,
        "header_invalid",
      ],
      [
        "A20 Connection strips the length",
        [...post, json, length, "Connection: Content-Length, close"],
        dirty,
        400,
        "header_invalid",
      ],
      [
        "A14 another host in the target",
        ["POST http://other.test/x HTTP/1.1", "Host: other.test", json, length],
        dirty,
        421,
        "host_not_allowed",
      ],
      [
        "A14 our own host in the target: nobody needs it",
        ["POST HTTP://proxy.test/x HTTP/1.1", "Host: proxy.test", json, length],
        dirty,
        421,
        "host_not_allowed",
      ],
      ["A15 TRACE", ["TRACE / HTTP/1.1", "Host: proxy.test"], "", 405, "method_not_allowed"],
      [
        "I03 2,000 headers",
        [...post, ...Array.from({ length: 2000 }, (_, at) => `X${String(at)}: 1`)],
        "",
        431,
        undefined,
      ],
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

    it("A05 a refused head ends the connection, and what is pipelined behind it is not forwarded", async () => {
      const bad = [...post, json, "Transfer-Encoding: ,chunked", "", chunk].join("\r\n");
      const good = rawRequest([...post, json, length], dirty);
      const answer = await sendBytes(Buffer.concat([Buffer.from(bad), good]));
      expect(answer.headers.get("connection")).toBe("close");
      expect(answer.text).not.toContain(" 201 ");
      expect(upstream.received).toEqual([]);
    });

    it("A08 LF line ends in the head", async () => {
      const head = [...post, json, length, "Connection: close", "", ""].join("\n");
      expect((await sendBytes(head + dirty)).status).toBe(400);
      expect(upstream.received).toEqual([]);
    });

    it("A08 chunk size of 17 digits", async () => {
      const body = `${"1".padStart(17, "0")}0000000000000000\r\n{}\r\n0\r\n\r\n`;
      expect((await raw([...post, json, chunked], body)).status).toBe(400);
      expect(upstream.received).toEqual([]);
    });

    it("A17 a body that ends too early is never forwarded", async () => {
      const bytes = rawRequest([...post, json, "Content-Length: 500"], dirty);
      await sendBytes(bytes, { end: true });
      expect(upstream.received).toEqual([]);
    });
  });

  describe(`${name}: A forwarded as understood`, () => {
    it("A09 chunk extensions are dropped", async () => {
      const body = `${dirty.length.toString(16)};a="jane@leak.test"\r\n${dirty}\r\n0;b=leak-test\r\n\r\n`;
      const answer = await raw([...post, json, "Transfer-Encoding: chunked"], body);
      expect(answer.status).toBe(201);
      expect(upstream.received.map((one) => one.body.toString())).toEqual([masked]);
      expect(Buffer.concat(upstream.wire).toString("latin1")).not.toMatch(/leak-test|;a=/);
    });

    it("A16 pipelined requests are both read", async () => {
      const one = [...post, json, `Content-Length: ${String(dirty.length)}`, "", dirty].join("\r\n");
      const last = rawRequest([...post, json, `Content-Length: ${String(dirty.length)}`], dirty);
      const answer = await sendBytes(Buffer.concat([Buffer.from(one), last]));
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

    it("A20 what Connection names goes, what we say ourselves stays", async () => {
      const lines = [...post, json, `Content-Length: ${String(clean.length)}`, "X-Own: a"];
      const answer = await raw([...lines, "Connection: X-Own, x-request-id, x-deskveil-verdict"], clean);
      expect(answer.headers.get("x-request-id")).toMatch(/^[\da-f-]{36}$/);
      expect(answer.headers.get("x-deskveil-verdict")).toMatch(/^pass;/);
      expect(upstream.received[0]?.headers["x-own"]).toBeUndefined();
      expect(upstream.received[0]?.headers["content-length"]).toBe(String(clean.length));
    });

    it.each(["_method=DELETE&note=x", "note=x&_method=DELETE", "note=x&%5Fmethod=DELETE;_METHOD=PUT"])(
      "A21 a method in a form or query stays here: %s",
      async (form) => {
        const lines = [`POST /api/v2/tickets?${form} HTTP/1.1`, "Host: proxy.test"];
        const type = "Content-Type: application/x-www-form-urlencoded";
        await raw([...lines, type, `Content-Length: ${String(form.length)}`], form);
        const [seen] = upstream.received;
        expect([seen?.url, seen?.body.toString()]).toEqual(["/api/v2/tickets?note=x", "note=x"]);
      },
    );

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
    const refused: readonly [string, Record<string, string>, Body, number, string][] = [
      [
        "B01 utf-7, the at sign in it",
        { "content-type": `${type}; charset=utf-7` },
        dirty.replace("@", "+AEA-"),
        415,
        "charset_unsupported",
      ],
      ["B01 utf-7", { "content-type": `${type}; charset=utf-7` }, dirty, 415, "charset_unsupported"],
      [
        "B02 utf-16le",
        { "content-type": `${type}; charset=utf-16le` },
        (body) => Buffer.from(body.toString(), "utf16le"),
        415,
        "charset_unsupported",
      ],
      [
        "B02 utf-16be",
        { "content-type": `${type}; charset=utf-16be` },
        (body) => Buffer.from(body.toString(), "utf16le").swap16(),
        415,
        "charset_unsupported",
      ],
      ["B02 utf-32", { "content-type": `${type}; charset=utf-32` }, utf32, 415, "charset_unsupported"],
      [
        "B04 iso-2022-jp",
        { "content-type": `${type}; charset=iso-2022-jp` },
        dirty,
        415,
        "charset_unsupported",
      ],
      [
        "B04 x-user-defined",
        { "content-type": `${type}; charset=x-user-defined` },
        dirty,
        415,
        "charset_unsupported",
      ],
      [
        "B03 two charsets, the good one last",
        { "content-type": `${type}; charset=utf-7; charset=utf-8` },
        dirty,
        415,
        "content_type_ambiguous",
      ],
      [
        "B03 two charsets",
        { "content-type": `${type}; charset=utf-8; charset=utf-7` },
        dirty,
        415,
        "content_type_ambiguous",
      ],
      [
        "B03 a charset in another spelling",
        { "content-type": `${type}; charset*=us-ascii''utf-7` },
        dirty.replace("@", "+AEA-"),
        415,
        "content_type_ambiguous",
      ],
      [
        "B03 a charset in pieces",
        { "content-type": `${type}; CHARSET*0=utf-; charset*1=7` },
        dirty,
        415,
        "content_type_ambiguous",
      ],
      ["B04 ibm037", { "content-type": `${type}; charset=ibm037` }, dirty, 415, "charset_unsupported"],
      ["B05 latin1", { "content-type": `${type}; charset=iso-8859-1` }, dirty, 415, "charset_unsupported"],
      [
        "B07 UTF-16 without saying so",
        { "content-type": type },
        (body) => Buffer.from(`\ufeff${body.toString()}`, "utf16le"),
        400,
        "invalid_utf8",
      ],
      ["B08 broken byte in an address", { "content-type": type }, broken("\u00ff@"), 400, "invalid_utf8"],
      ["B09 overlong at sign", { "content-type": type }, broken("\u00c1\u0080"), 400, "invalid_utf8"],
      [
        "B07 UTF-16 big end first, without saying so",
        { "content-type": type },
        (body) => Buffer.from(`\ufeff${body.toString()}`, "utf16le").swap16(),
        400,
        "invalid_utf8",
      ],
      ["B09 surrogate bytes", { "content-type": type }, broken("\u00ed\u00a0\u0080@"), 400, "invalid_utf8"],
      [
        "B09 five bytes",
        { "content-type": type },
        broken("\u00f8\u0080\u0080\u0081\u0080"),
        400,
        "invalid_utf8",
      ],
      [
        "B10 and D15: XML with a document type",
        { "content-type": "text/xml" },
        '<!DOCTYPE a [<!ENTITY at "@">]><a>jane&at;leak.test</a>',
        400,
        "xml_doctype",
      ],
      [
        "B10 unreadable binary",
        { "content-type": "application/octet-stream" },
        Buffer.from([0, 1, 2, 255, 254]),
        415,
        "media_type_unscannable",
      ],
      [
        "B10 text under a name nobody knows",
        { "content-type": "application/x-anything" },
        "write to jane@leak.test",
        415,
        "media_type_unscannable",
      ],
      [
        "B10 text of an unknown kind",
        { "content-type": "text/anything" },
        "write to jane@leak.test",
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
        (body) => Buffer.concat([gzipSync(body), Buffer.from("junk")]),
        400,
        "content_encoding_corrupt",
      ],
      [
        "B17 junk behind deflate",
        { "content-type": type, "content-encoding": "deflate" },
        (body) => Buffer.concat([deflateSync(body), Buffer.from("junk")]),
        400,
        "content_encoding_corrupt",
      ],
      [
        "B18 truncated gzip",
        { "content-type": type, "content-encoding": "gzip" },
        (body) => gzipSync(body).subarray(0, 30),
        400,
        "content_encoding_corrupt",
      ],
      [
        "B18 wrong checksum",
        { "content-type": type, "content-encoding": "gzip" },
        (body) => spoil(gzipSync(body)),
        400,
        "content_encoding_corrupt",
      ],
      [
        "B20 gzip twice",
        { "content-type": type, "content-encoding": "gzip, gzip" },
        (body) => gzipSync(gzipSync(body)),
        415,
        "content_encoding_unsupported",
      ],
      [
        "B20 compress",
        { "content-type": type, "content-encoding": "compress" },
        dirty,
        415,
        "content_encoding_unsupported",
      ],
      [
        "B20 identity, gzip",
        { "content-type": type, "content-encoding": "identity, gzip" },
        (body) => gzipSync(body),
        415,
        "content_encoding_unsupported",
      ],
      [
        "B20 x-gzip",
        { "content-type": type, "content-encoding": "x-gzip" },
        (body) => gzipSync(body),
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
      ["gzip", bombs.gzip],
      ["br", bombs.brotli],
    ])("B19 a %s bomb stops early", async (coding, bomb) => {
      const before = process.memoryUsage().rss;
      const from = cpuMs();
      const answer = await send(bomb, { "content-type": type, "content-encoding": coding });
      expect(answer.status).toBe(413);
      expect(["decompression_ratio", "body_too_large"]).toContain(answer.reason);
      expect(cpuMs() - from).toBeLessThan(500);
      expect(process.memoryUsage().rss - before).toBeLessThan(60e6);
      expect(upstream.received).toEqual([]);
    });

    it("B20 two content codings in two headers", async () => {
      const body = gzipSync(own(dirty));
      const lines = [...post, json, `Content-Length: ${String(body.length)}`];
      const answer = await raw([...lines, "Content-Encoding: gzip", "Content-Encoding: identity"], body);
      const reason = answer.headers.get("x-deskveil-reason");
      expect([answer.status, reason]).toEqual([415, "content_encoding_unsupported"]);
      expect(upstream.received).toEqual([]);
    });

    it("B22 an empty content coding is none", async () => {
      const lines = [...post, json, `Content-Length: ${String(dirty.length)}`, "Content-Encoding:"];
      expect((await raw(lines, dirty)).status).toBe(201);
      expect(upstream.received[0]?.body.toString()).toBe(masked);
    });

    it("B19 gzip in gzip: the outer one is taken off, what comes out is no JSON", async () => {
      const bomb = gzipSync(bombs.gzip);
      expect(bomb.length).toBeLessThan(1000);
      const answer = await send(bomb, { "content-type": type, "content-encoding": "gzip" });
      expect([answer.status, answer.reason]).toEqual([400, "invalid_utf8"]);
      expect(upstream.received).toEqual([]);
    });

    it("B19 a small bomb is refused for its ratio", async () => {
      const answer = await send(brotliCompressSync(Buffer.alloc(1_000_000, 32)), {
        "content-type": type,
        "content-encoding": "br",
      });
      expect([answer.status, answer.reason]).toEqual([413, "decompression_ratio"]);
    });

    const accepted: readonly [string, Record<string, string>, Body][] = [
      [
        "B12 the real type counts",
        { "content-type": 'text/plain; x="application/json"' },
        "write to jane@leak.test",
      ],
      [
        "B12 a boundary changes nothing",
        { "content-type": 'text/plain; boundary="application/json"' },
        "write to jane@leak.test",
      ],
      ["B10 JSON sent as text/plain", { "content-type": "text/plain" }, dirty],
      [
        "B10 JSON sent as text/plain, escaped",
        { "content-type": "text/plain" },
        dirty.replace("@", "\\u0040"),
      ],
      ["B10 JSON sent as bytes", { "content-type": "application/octet-stream" }, dirty],
      [
        "B10 JSON sent as AMF, escaped",
        { "content-type": "application/x-amf" },
        dirty.replace("@", "\\u0040"),
      ],
      [
        "B10 a form sent as bytes",
        { "content-type": "application/octet-stream" },
        "note=write+to+jane%40leak.test&x=1",
      ],
      ["B10 a form sent as text", { "content-type": "text/plain" }, "note=write to jane%40leak.test"],
      ["B10 markup sent as text", { "content-type": "text/plain" }, "<a>write to jane&#64;leak.test</a>"],
      ["B13 tabs", { "content-type": "application/json\t;\tcharset=utf-8" }, dirty],
      ["B13 vendor JSON", { "content-type": "application/vnd.api+json" }, dirty],
      ["B13 upper case", { "content-type": "APPLICATION/JSON" }, dirty],
      ["B13 trailing semicolon", { "content-type": "application/json;" }, dirty],
      ["B22 identity", { "content-type": type, "content-encoding": "identity" }, dirty],
      ["B15 gzip", { "content-type": type, "content-encoding": "gzip" }, (body) => gzipSync(body)],
      ["B15 deflate", { "content-type": type, "content-encoding": "deflate" }, (body) => deflateSync(body)],
      ["B15 br", { "content-type": type, "content-encoding": "br" }, (body) => brotliCompressSync(body)],
      [
        "B16 two members",
        { "content-type": type, "content-encoding": "gzip" },
        (body) => Buffer.concat([gzipSync(body.subarray(0, 9)), gzipSync(body.subarray(9))]),
      ],
    ];
    it.each(accepted)("%s", async (_id, headers, body) => {
      const answer = await send(body, headers);
      expect(answer.status).toBe(201);
      const [seen] = upstream.received;
      expect(seen?.body.toString()).toMatch(
        /write.to.(?:\[EMAIL_ADDRESS 1\]|%5BEMAIL_ADDRESS(?:%20|\+)1%5D)/,
      );
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
    it.each([true, false])(
      "I04 one byte over the limit (announced: %s), and the limit itself",
      async (announced) => {
        const limit = 2 * 1024 * 1024;
        const bodyOf = (bytes: number): string => {
          const words = `${"x".repeat(1000)} `.repeat(900);
          const filled = JSON.stringify({ a: words, b: words, mail: "jane@leak.test", c: "" });
          return filled.replace('"c":""', `"c":"${"y".repeat(bytes - filled.length)}"`);
        };
        const post = async (body: string) => {
          const bytes = own(body);
          const options = {
            method: "POST" as const,
            headers: { "content-type": "application/json" },
            body: announced
              ? bytes
              : Readable.from([bytes.subarray(0, 1_000_000), bytes.subarray(1_000_000)]),
          };
          const answer = await request(`${proxy.origin}/api/v2/tickets.json`, options);
          answers.push(await answer.body.text());
          return [answer.statusCode, answer.headers["x-deskveil-reason"]];
        };
        expect(await post(bodyOf(limit + 1))).toEqual([413, "body_too_large"]);
        expect(upstream.received).toEqual([]);
        expect(await post(bodyOf(limit))).toEqual([201, undefined]);
      },
    );

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

    it("304 and informational answers pass as they are", async () => {
      const unchanged = await request(`${proxy.origin}/status/304`);
      expect([unchanged.statusCode, await unchanged.body.text()]).toEqual([304, ""]);
      const hinted = await request(`${proxy.origin}/hints`);
      expect([hinted.statusCode, await hinted.body.text()]).toEqual([200, "after hints"]);
    });

    it("HEAD and 204 have no body", async () => {
      const head = await request(`${proxy.origin}/large`, { method: "HEAD" });
      expect([head.statusCode, await head.body.text()]).toEqual([200, ""]);
      const empty = await request(`${proxy.origin}/status/204`);
      expect([empty.statusCode, await empty.body.text()]).toEqual([204, ""]);
    });
  });

  describe.runIf(strict)(`${name}: refused by the listener itself`, () => {
    it.each([
      ["A15 HTTP/2 from the start", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"],
      [
        "A15 a tunnel through an absolute target",
        "CONNECT 127.0.0.1:25 HTTP/1.1\r\nHost: a\r\n\r\njane@leak.test",
      ],
    ])("%s", async (_id, bytes) => {
      const answer = await sendBytes(bytes);
      expect([400, 501]).toContain(answer.status);
      expect(upstream.wire).toEqual([]);
    });

    it.each([
      ["A15 CONNECT", ["CONNECT other.test:443 HTTP/1.1", "Host: other.test:443"]],
      ["A15 websocket", ["GET / HTTP/1.1", "Host: proxy.test", "Upgrade: websocket", "Connection: Upgrade"]],
      [
        "A15 h2c",
        ["GET / HTTP/1.1", "Host: proxy.test", "Upgrade: h2c", "Connection: Upgrade, HTTP2-Settings"],
      ],
    ])("%s", async (_id, lines) => {
      const answer = await sendBytes(`${lines.join("\r\n")}\r\n\r\n`);
      expect(answer.status).toBe(501);
      expect(upstream.received).toEqual([]);
    });

    it("A19 no 100 Continue for a body that is refused", async () => {
      const lines = [...post, json, "Content-Length: 5000000000", "Expect: 100-continue"];
      const answer = await raw(lines);
      expect(answer.status).toBe(413);
      expect(answer.text).not.toContain("100 Continue");
    });

    it("A19 an expectation that nobody knows", async () => {
      const answer = await raw(
        [...post, json, `Content-Length: ${String(dirty.length)}`, "Expect: 200-ok"],
        dirty,
      );
      expect([answer.status, answer.headers.get("x-deskveil-reason")]).toEqual([400, "http_malformed"]);
      expect(upstream.received).toEqual([]);
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
      const answer = await sendBytes("GET /jane@leak.test HTTP/9.9\r\nX: jane@leak.test\r\n\r\n");
      expect(answer.status).toBe(400);
      expect(answer.text).not.toContain("leak.test");
      expect(answer.headers.get("x-deskveil-reason")).toBe("http_malformed");
    });
  });
}

const utf32 = (body: Buffer): Buffer => Buffer.concat([...body].map((byte) => Buffer.from([byte, 0, 0, 0])));

/** The at sign in other bytes; latin1 keeps them as they are written. */
const broken =
  (at: string) =>
  (body: Buffer): Buffer =>
    Buffer.from(body.toString("latin1").replace("@", at), "latin1");

function spoil(gzip: Buffer): Buffer {
  const copy = Buffer.from(gzip);
  const at = copy.length - 8;
  copy[at] = (copy[at] ?? 0) ^ 0xff;
  return copy;
}
