/* Long texts in forms are forwarded while they arrive: complete and redacted, or broken off before their end. */

import { connect } from "node:net";
import { Readable } from "node:stream";
import { request } from "undici";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { desks } from "../../src/desks/index.js";
import { readWithBusboy } from "../support/busboy.js";
import { startDeskStack, type DeskStack } from "../support/desk-stack.js";
import { formOf, part, type TestPart } from "../support/multipart.js";

const path = "/api/v2/tickets";
const boundary = "----form7MA4YWxk";
const contentType = `multipart/form-data; boundary=${boundary}`;
const line = "2026-01-02T03:04:05Z info worker 7 served a request in 12 ms, ünïcode 漢字 🙂\n";
const filler = line.repeat(Math.ceil((80 * 1024) / Buffer.byteLength(line)));
const planted = "login from 203.0.113.7 by jane@leak.test\n";
const limits = { "upload-text-bytes": "64KiB" };
const log = { filename: "jane@leak.test.log", type: "text/plain" };

let stack: DeskStack;

beforeAll(async () => {
  stack = await startDeskStack(desks.freshdesk, { config: { limits } });
});

afterAll(async () => {
  await stack.close();
});

async function send(body: Buffer, to: DeskStack = stack) {
  to.upstream.received.length = 0;
  to.upstream.wire.length = 0;
  const pieces: Buffer[] = [];
  for (let at = 0; at < body.length; at += 10_007) pieces.push(body.subarray(at, at + 10_007));
  const answer = await request(`${to.proxy}${path}?note=jane@leak.test`, {
    method: "POST",
    headers: { "content-type": contentType },
    body: Readable.from(pieces, { objectMode: false }),
  });
  await answer.body.dump();
  const { statusCode: status, headers } = answer;
  return { status, headers, reason: headers["x-deskveil-reason"], arrived: to.upstream.received[0] };
}

const wire = (of = stack): string => Buffer.concat(of.upstream.wire).toString("latin1");
const form = (...parts: readonly TestPart[]): Buffer => formOf(boundary, parts);
const gif = `GIF89a\x01${"x".repeat(90_000)}`;

describe("a form with long texts", () => {
  const sent = [
    part("email", "jane@leak.test"),
    part("description", "host 203.0.113.7"),
    part("attachments[]", planted + filler + planted, log),
    part("cc_emails[]", "bob@leak.test"),
    part("attachments[]", `short ${planted}`, log),
    part("attachments[]", filler, { filename: "clean.log" }),
  ];

  it("arrives redacted, in chunks, fields and short files as ever", async () => {
    const { status, headers, arrived } = await send(form(...sent));
    expect([status, arrived?.headers["transfer-encoding"], arrived?.headers["content-type"]]).toEqual([
      201,
      "chunked",
      contentType,
    ]);
    expect(headers["x-deskveil-verdict"]).toMatch(/^redact;.*EMAIL_ADDRESS=6;.*files-masked=2/);
    expect(arrived?.url).toMatch(/note=%5BEMAIL_ADDRESS/);
    expect(/bob@|203\.0\.113|jane@leak\.test(?!\r\n)/.exec(arrived?.body.toString() ?? "none")).toBeNull();
    const seen = await readWithBusboy(contentType, arrived?.body ?? Buffer.alloc(0));
    const masked = /^login from \[IP_ADDRESS \w{6}\] by \[EMAIL_ADDRESS \w{6}\]\n/;
    expect(seen.map(({ name }) => name)).toEqual([
      "email",
      "description",
      ...new Array<string>(3).fill("attachments[]"),
    ]);
    const [email, , long, small, clean] = seen;
    expect(email?.content).toBe("jane@leak.test");
    expect(long?.filename).toMatch(/^\[EMAIL_ADDRESS \w{6}\]\.log$/);
    const text = Buffer.from(long?.content ?? "", "latin1").toString();
    const label = masked.exec(text)?.[0] ?? "";
    expect(label.length > 0 && text === label + filler + label).toBe(true);
    expect(small?.content).toBe(`short ${label}`);
    expect(Buffer.from(clean?.content ?? "", "latin1").toString() === filler).toBe(true);
  });

  it("is what a proxy that holds texts of this length makes of it", async () => {
    const whole = await startDeskStack(desks.freshdesk);
    try {
      const { arrived } = await send(form(...sent), whole);
      expect(arrived?.headers["transfer-encoding"]).toBeUndefined();
      const held = arrived?.body;
      expect((await send(form(...sent))).arrived?.body.equals(held ?? Buffer.alloc(0))).toBe(true);
    } finally {
      await whole.close();
    }
  });

  it("without findings arrives byte-identical", async () => {
    const body = form(part("subject", "hello"), part("attachments[]", filler, { filename: "a.log" }));
    const { headers, arrived } = await send(body);
    expect([arrived?.body.equals(body), arrived?.headers["transfer-encoding"]]).toEqual([true, "chunked"]);
    expect(headers["x-deskveil-verdict"]).toMatch(/^redact; EMAIL_ADDRESS=1;/);
  });
});

const begin = [part("subject", "hello"), part("attachments[]", filler + planted, log)];

describe("a form that is refused behind a long text", () => {
  it.each([
    [
      "a byte that no text has",
      form(...begin)
        .toString()
        .replace(planted, "\0"),
      "attachment_unscannable",
    ],
    [
      "a file that cannot be read",
      form(...begin, part("f", "\0\x01", { filename: "a" })),
      "attachment_unscannable",
    ],
    [
      "a field in another charset",
      form(...begin, part("f", "x", { type: "text/plain; charset=utf-7" })),
      "charset_unsupported",
    ],
    [
      "a repeated header",
      form(...begin, part("f", "x", { disposition: 'form-data; name="a"; name="b"' })),
      "multipart_malformed",
    ],
    [
      "the boundary in a text",
      form(...begin)
        .toString()
        .replace(planted, `--${boundary}`),
      "multipart_malformed",
    ],
    ["no closing boundary", form(...begin).subarray(0, -6), "multipart_malformed"],
    ["a part behind its end", Buffer.concat([form(...begin), form(...begin)]), "multipart_malformed"],
    [
      "a name that a sent field holds",
      form(part("description", "Zorblatt Quennik called"), ...begin, part("name", "Zorblatt Quennik")),
      "body_too_large",
    ],
  ])("%s: never ends at the desk", async (_, body, reason) => {
    const refused = await send(Buffer.from(body));
    expect([refused.reason, refused.arrived]).toEqual([reason, undefined]);
    await expect.poll(() => wire().startsWith(`POST ${path}`)).toBe(true);
    expect(wire().endsWith("0\r\n\r\n")).toBe(false);
    expect(wire().includes("leak.test")).toBe(false);
  });

  it("is told of with the file that cannot be read, and not with those that came out", async () => {
    await send(form(...begin, part("f", "\0\x01", { filename: "a" })));
    await send(
      Buffer.from(
        form(...begin)
          .toString()
          .replace(planted, "\0"),
      ),
    );
    const told = (): readonly unknown[] =>
      stack.logs.map((line) => (JSON.parse(line) as { readonly files?: unknown }).files).slice(-2);
    await expect.poll(told).toEqual([{ "other:refused": 1 }, { "text:refused": 1 }]);
  });

  it("whose client goes away never ends at the desk", async () => {
    stack.upstream.received.length = 0;
    stack.upstream.wire.length = 0;
    const body = form(...begin, part("attachments[]", filler + filler, log));
    const socket = connect(Number(new URL(stack.proxy).port), "127.0.0.1");
    socket.on("error", () => undefined);
    const head = `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: ${contentType}\r\nContent-Length: ${String(body.length)}\r\n\r\n`;
    socket.write(head);
    socket.write(body.subarray(0, -300), () => setTimeout(() => socket.destroy(), 300));
    await new Promise((resolve) => socket.once("close", resolve));
    await expect.poll(() => wire().length > 0).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect([stack.upstream.received.length, wire().endsWith("0\r\n\r\n")]).toEqual([0, false]);
  });
});

describe("what is taken whole", () => {
  it("a form whose long file is no text", async () => {
    const body = form(part("subject", "hello"), part("attachments[]", gif, { filename: "a.gif" }));
    const { arrived } = await send(body);
    expect([arrived?.body.equals(body), arrived?.headers["content-length"]]).toEqual([
      true,
      String(body.length),
    ]);
  });

  it.each([
    ["texts in a transfer encoding", Buffer.from(filler).toString("base64"), { ...log, encoding: "base64" }],
    ["markup", `<a>${filler}</a>`, log],
  ])("%s: too large to be held, nothing is sent", async (_, content, more) => {
    const refused = await send(form(part("subject", "hello"), part("f", content, more)));
    expect([refused.status, wire().length]).toEqual([413, 0]);
  });

  it("what is refused before a long text: nothing is sent", async () => {
    const broken = part("f", "x", { type: "text/plain; charset=utf-7" });
    const refused = await send(form(broken, ...begin));
    expect([refused.reason, wire().length]).toEqual(["charset_unsupported", 0]);
  });

  it("a form under a policy that may refuse it", async () => {
    const strict = await startDeskStack(desks.freshdesk, { config: { preset: "strict", limits } });
    try {
      const refused = await send(form(...begin), strict);
      expect([refused.reason, wire(strict).length]).toEqual(["body_too_large", 0]);
    } finally {
      await strict.close();
    }
  });

  it("a form in shadow mode arrives as it came", async () => {
    const shadow = await startDeskStack(desks.freshdesk, {
      config: { mode: "shadow", limits: { "upload-text-bytes": "10MiB" } },
    });
    try {
      const body = form(...begin).subarray(0, -4);
      expect((await send(body, shadow)).arrived?.body.equals(body)).toBe(true);
    } finally {
      await shadow.close();
    }
  });
});
