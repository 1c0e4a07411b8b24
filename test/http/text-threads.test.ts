/* Long texts in threads: the same as where they arrive; never all threads at once; a thread that dies costs one text. */

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compileConfig } from "../../src/config/load.js";
import type { Observer } from "../../src/core/observer.js";
import type { RedactOptions, Redactor, TextStream } from "../../src/core/redaction.js";
import { zendesk } from "../../src/desks/zendesk.js";
import { redactInThreads, type ThreadedRedactor } from "../../src/http/redact-in-threads.js";
import { createPool } from "../../src/http/worker-pool.js";
import { settingsOf } from "../../src/http/worker-job.js";
import { createRedactor } from "../../src/redactor.js";
import { runs } from "../support/runs.js";
import { cut, redactArriving } from "../support/arriving-form.js";
import { formOf, part } from "../support/multipart.js";

const script = new URL("../../dist/http/worker-entry.js", import.meta.url);
const silent: Observer = { request: () => undefined, event: () => undefined };
const config = compileConfig({});
const route = { method: "POST", path: "/api/v2/uploads" } as const;
const options: RedactOptions = {
  desk: zendesk,
  route: zendesk.route(route.method, route.path),
  routedBy: route,
  query: "filename=jane@leak.test.log",
};
const inline = createRedactor(config);
let threads: ThreadedRedactor;

beforeAll(async () => {
  threads = await redactInThreads(inline, config, { threads: 2, observer: silent, script });
});

afterAll(async () => {
  await threads.close();
});

function open(redactor: Redactor): TextStream {
  const stream = redactor.openText(options);
  if (stream === undefined) throw new Error("the default policy streams");
  return stream;
}

async function drain(stream: TextStream): Promise<string> {
  let out = "";
  for (let text = await stream.next(); text !== undefined; text = await stream.next()) out += text;
  return out;
}

const text = `jane@leak.test\n${"2026-01-02 request served, cache warm\n".repeat(3000)}from 203.0.113.7 by jane@leak.test`;

async function whole(stream: TextStream) {
  let out = "";
  for (let at = 0; at < text.length; at += 40_000) {
    stream.push(text.slice(at, at + 40_000));
    out += await drain(stream);
  }
  stream.end();
  out += await drain(stream);
  const report = stream.report();
  stream.close();
  return { out, report, query: stream.query };
}

describe("a long text in a thread", () => {
  it("comes out as it would here, numbered labels and the query too", async () => {
    const [here, there] = [await whole(open(inline)), await whole(open(threads.redactor))];
    expect(there.out === here.out).toBe(true);
    expect([there.report, there.query]).toEqual([here.report, here.query]);
    expect(there.out.startsWith("[EMAIL_ADDRESS 1]")).toBe(true);
  });

  it("leaves a thread for everybody else, and none is lost by texts that are given up", async () => {
    for (let round = 0; round < runs(2, 5); round++) {
      const streams = [open(threads.redactor), open(threads.redactor), open(threads.redactor)];
      for (const stream of streams) stream.push(text.slice(0, 80_000));
      await Promise.all(streams.map(async (stream) => stream.next()));
      const body = Buffer.from(JSON.stringify({ ticket: { comment: { body: `${text}\n`.repeat(3) } } }));
      const { payload } = await threads.redactor.redact({ body, mediaType: "application/json" }, options);
      expect(payload.body.includes("leak.test")).toBe(false);
      for (const stream of streams) {
        stream.close();
        stream.close();
      }
    }
    expect((await whole(open(threads.redactor))).out.includes("leak.test")).toBe(false);
  });

  it("does not see what another text began", async () => {
    const first = open(threads.redactor);
    first.push(text.slice(0, 70_000));
    await first.next();
    first.close();
    const { out } = await whole(open(threads.redactor));
    expect(out === (await whole(open(inline))).out).toBe(true);
  });
});

describe("a form with long texts in a thread", () => {
  const type = "multipart/form-data; boundary=b7x";
  const file = { filename: "jane@leak.test.log" };
  const body = formOf("b7x", [
    part("note", "from 198.51.100.9"),
    part("a", text, file),
    part("cc", "jane@leak.test"),
    part("b", text, file),
    part("host", "203.0.113.7"),
  ]);
  const redact: RedactOptions = {
    ...options,
    route: zendesk.route("POST", "/api/v2/any"),
    routedBy: { method: "POST", path: "/api/v2/any" },
  };
  const arrive = async (redactor: Redactor) =>
    redactArriving(redactor, cut(body, [40_000, 7001]), { type, uploadTextBytes: 9000, redact });

  it("comes out as it would here, numbered labels and account too; the thread is free again", async () => {
    const here = await arrive(inline);
    for (let round = 0; round < 3; round++) {
      const there = await arrive(threads.redactor);
      expect(there.body.equals(here.body)).toBe(true);
      expect(there.report).toEqual(here.report);
      expect([there.texts, there.body.includes("leak.test")]).toEqual([2, false]);
    }
  });

  it("a refusal there has its code here", async () => {
    const broken = Buffer.from(body.toString().replace("from 198.51.100.9", "\0"));
    const given = redactArriving(threads.redactor, [broken], { type, uploadTextBytes: 9000, redact });
    await expect(given).rejects.toMatchObject({ code: "multipart_malformed" });
  });
});

describe("a thread that ends with a text in hand", () => {
  it("costs that text; the next one has another thread", async () => {
    const pool = createPool({
      settings: settingsOf(config),
      threads: 2,
      withinMs: 5000,
      onFault: () => undefined,
      script,
    });
    await pool.ready();
    const thread = pool.reserve();
    expect([thread === undefined, pool.reserve()]).toEqual([false, undefined]);
    const piece = { open: { desk: "zendesk", routedBy: route } as const, text, last: false };
    const asked = thread?.runPiece(piece, 5000);
    await thread?.end();
    await expect(asked).rejects.toMatchObject({ code: "detector_unavailable" });
    if (thread !== undefined) pool.release(thread);
    await expect.poll(() => pool.reserve() !== undefined, { timeout: 10_000 }).toBe(true);
    await pool.close();
  });
});
