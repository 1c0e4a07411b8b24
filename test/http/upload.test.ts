/* Long texts are forwarded while they arrive: complete and redacted, or broken off before their end. */

import { connect } from "node:net";
import { Readable } from "node:stream";
import { request } from "undici";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { desks } from "../../src/desks/index.js";
import { startDeskStack, type DeskStack } from "../support/desk-stack.js";

const path = "/api/v2/uploads.json";
const line = "2026-01-02T03:04:05Z info worker 7 served a request in 12 ms, ünïcode 漢字 🙂\n";
const filler = Buffer.from(line.repeat(Math.ceil((1.05 * 1024 * 1024) / Buffer.byteLength(line))));
const planted = Buffer.from("login from 203.0.113.7 by jane@leak.test\n");

let stack: DeskStack;

beforeAll(async () => {
  stack = await startDeskStack(desks.zendesk, { config: { limits: { "upload-text-bytes": "1MiB" } } });
});

afterAll(async () => {
  await stack.close();
});

async function upload(pieces: readonly Buffer[], query = "?filename=a.log") {
  stack.upstream.received.length = 0;
  stack.upstream.wire.length = 0;
  const answer = await request(stack.proxy + path + query, {
    method: "POST",
    headers: { "content-type": "application/binary" },
    body: Readable.from(pieces, { objectMode: false }),
  });
  await answer.body.dump();
  return { status: answer.statusCode, headers: answer.headers, arrived: stack.upstream.received[0] };
}

const wire = (): string => Buffer.concat(stack.upstream.wire).toString("latin1");

describe("a long text", () => {
  it("arrives redacted, in chunks, whatever pieces it came in", async () => {
    const body = Buffer.concat([planted, filler, planted]);
    const pieces: Buffer[] = [];
    for (let at = 0; at < body.length; at += 70_001) pieces.push(body.subarray(at, at + 70_001));
    const { status, headers, arrived } = await upload(pieces, "?filename=jane@leak.test.log");
    expect([status, arrived?.headers["transfer-encoding"]]).toEqual([201, "chunked"]);
    expect(headers["x-deskveil-verdict"]).toMatch(/^redact; EMAIL_ADDRESS=3/);
    const text = arrived?.body.toString() ?? "";
    const [first = "", last = ""] = [text.slice(0, 80), text.slice(-80)].map(
      (end) => /login from \[IP_ADDRESS \w{6}\] by \[EMAIL_ADDRESS \w{6}\]\n/.exec(end)?.[0],
    );
    expect([first.length > 0, first === last]).toEqual([true, true]);
    expect(text === `${first}${filler.toString()}${last}`).toBe(true);
    expect(arrived?.url).toMatch(/filename=%5BEMAIL_ADDRESS/);
  });

  it("without findings arrives byte-identical", async () => {
    const { headers, arrived } = await upload([filler]);
    expect(arrived?.body.equals(filler)).toBe(true);
    expect(headers["x-deskveil-verdict"]).toMatch(/^pass/);
  });

  it.each([
    ["a byte that no text has", Buffer.from("\0")],
    ["what is no UTF-8", Buffer.from([0xff])],
    ["a character that is cut off", Buffer.from([0xe6, 0xbc])],
  ])("with %s behind its begin is broken off before its end", async (_, tail) => {
    const { status, headers, arrived } = await upload([filler, planted, tail]);
    expect([status, headers["x-deskveil-reason"], arrived]).toEqual([
      422,
      "attachment_unscannable",
      undefined,
    ]);
    expect(wire().startsWith("POST /api/v2/uploads")).toBe(true);
    expect(wire().endsWith("0\r\n\r\n")).toBe(false);
  });

  it("over the limit is broken off", async () => {
    const small = await startDeskStack(desks.zendesk, {
      config: { limits: { "upload-bytes": "1050KiB", "upload-text-bytes": "1MiB" } },
    });
    try {
      const body = Readable.from([filler], { objectMode: false });
      const answer = await request(small.proxy + path, { method: "POST", body });
      await answer.body.dump();
      expect([answer.statusCode, small.upstream.received.length]).toEqual([413, 0]);
    } finally {
      await small.close();
    }
  });

  it("whose client goes away never ends at the desk", async () => {
    stack.upstream.received.length = 0;
    stack.upstream.wire.length = 0;
    const socket = connect(Number(new URL(stack.proxy).port), "127.0.0.1");
    socket.on("error", () => undefined);
    const head = `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: ${String(filler.length + 1)}\r\n\r\n`;
    socket.write(head);
    socket.write(filler, () => setTimeout(() => socket.destroy(), 300));
    await new Promise((resolve) => socket.once("close", resolve));
    await expect.poll(() => wire().length > 0).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect([stack.upstream.received.length, wire().endsWith("0\r\n\r\n")]).toEqual([0, false]);
  });
});

describe("what is taken whole", () => {
  it("a long file that is no text", async () => {
    const png = Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), Buffer.alloc(1_300_000, 0x9f)]);
    const { arrived } = await upload([png]);
    expect([arrived?.body.equals(png), arrived?.headers["content-length"]]).toEqual([
      true,
      String(png.length),
    ]);
  });

  it("a short text: nothing is sent when it is refused", async () => {
    const { status } = await upload([planted, Buffer.from("\0")]);
    expect([status, wire().includes("POST ")]).toEqual([422, false]);
  });

  it("a long text under a policy that may refuse it", async () => {
    const strict = await startDeskStack(desks.zendesk, { config: { preset: "strict" } });
    try {
      const body = Buffer.concat([filler, Buffer.from("password: Tr0ub4dor&3\n")]);
      const answer = await request(`${strict.proxy}${path}?filename=a.log`, { method: "POST", body });
      await answer.body.dump();
      expect([answer.statusCode, strict.upstream.wire.length]).toEqual([422, 0]);
    } finally {
      await strict.close();
    }
  });
});
