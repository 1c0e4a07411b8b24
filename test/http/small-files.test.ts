/* Small bodies that may hold files are read in threads: what they inflate to would hold up everybody else. */

import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compileConfig } from "../../src/config/load.js";
import type { Observer } from "../../src/core/observer.js";
import type { RedactOptions, Redactor } from "../../src/core/redaction.js";
import { Sensitive } from "../../src/core/sensitive.js";
import type { Payload } from "../../src/core/types.js";
import { desks, type DeskName } from "../../src/desks/index.js";
import { redactInThreads, type ThreadedRedactor } from "../../src/http/redact-in-threads.js";
import { createRedactor } from "../../src/redactor.js";
import { formOf, part } from "../support/multipart.js";
import { docx, paragraph } from "../support/office.js";
import { zip } from "../support/zip.js";

const script = new URL("../../dist/http/worker-entry.js", import.meta.url);
const observer: Observer = { request: () => undefined, event: () => undefined };
const config = compileConfig({}, { key: new Sensitive(Buffer.alloc(32, 7)) });
const inline = createRedactor(config);
let threads: ThreadedRedactor;
let hereToo = 0;

beforeAll(async () => {
  const redact: Redactor["redact"] = async (payload, options) => {
    hereToo++;
    return inline.redact(payload, options);
  };
  threads = await redactInThreads({ ...inline, redact }, config, { threads: 1, observer, script });
});

afterAll(async () => {
  await threads.close();
});

function optionsFor(name: DeskName, path: string): RedactOptions {
  const desk = desks[name];
  return { desk, route: desk.route("POST", path), routedBy: { method: "POST", path } };
}

const upload = optionsFor("zendesk", "/api/v2/uploads");
const ticket = optionsFor("zendesk", "/api/v2/tickets");
const line = "2026-01-02 worker 7 served a request in 12 ms, cache warm, from 203.0.113.7\n";
const lineAt = (at: number): string =>
  line.replace("worker 7", `worker ${String(at)}`).replace("12 ms", `${String((at * 7919) % 9973)} ms`);
const log = Array.from({ length: 4000 }, (_, at) =>
  at % 50 === 0 ? lineAt(at) : lineAt(at).replace(/, from.*/, ""),
).join("");
const packed = zip([{ name: "app.log", content: log }]);
const boundary = "b7x";
const form = {
  body: formOf(boundary, [part("f", "@", { filename: "a.zip" })]),
  mediaType: `multipart/form-data; boundary=${boundary}`,
};
const inForm = (bytes: Buffer): Payload => {
  const [head = "", tail = ""] = form.body.toString().split("@");
  return { ...form, body: Buffer.concat([Buffer.from(head), bytes, Buffer.from(tail)]) };
};
const json = (value: unknown): Payload => ({
  body: Buffer.from(JSON.stringify(value)),
  mediaType: "application/json",
});
const raw = (body: Buffer): Payload => ({ body, mediaType: "application/binary" });
const wrapped = packed.toString("base64").replace(/.{76}/g, "$&\r\n");

describe("a small body with a file in it", () => {
  it.each([
    ["an archive", raw(packed), upload],
    ["a packed log", raw(gzipSync(log)), upload],
    ["a document", raw(docx(paragraph(log.slice(0, 200_000)))), upload],
    ["one in a form", inForm(packed), optionsFor("generic", "/x")],
    [
      "one in base64",
      json({ to: "a", attachment_files: [{ data: packed.toString("base64") }] }),
      optionsFor("intercom", "/conversations/1/reply"),
    ],
    [
      "one in base64 with line ends",
      json({ attachments: [{ data: wrapped }] }),
      optionsFor("zammad", "/api/v1/tickets"),
    ],
    ["one as a data URL", json({ a: `data:application/zip;base64,${packed.toString("base64")}` }), ticket],
  ])("%s: is read in a thread, with the same outcome", async (_, payload, options) => {
    expect(payload.body.length).toBeLessThan(256 * 1024);
    const here = await inline.redact({ ...payload }, options);
    hereToo = 0;
    const there = await threads.redactor.redact({ ...payload }, options);
    expect([hereToo, there.payload.body.equals(here.payload.body)]).toEqual([0, true]);
    expect(there.report).toEqual(here.report);
  });

  it.each([
    ["prose", json({ ticket: { comment: { body: line.repeat(200) } } }), ticket],
    [
      "addresses and tokens",
      json({
        ticket: { comment: { body: `see https://a.example/${"ab/cd?e=f&".repeat(99)} ${"k7".repeat(60)}` } },
      }),
      ticket,
    ],
    ["a tiny upload", raw(Buffer.from(line)), upload],
  ])("%s stays where it is", async (_, payload, options) => {
    hereToo = 0;
    await threads.redactor.redact(payload, options);
    expect(hereToo).toBe(1);
  });

  it("does not hold up the others", async () => {
    // The least of five: what else runs on the machine can only add.
    const busy = async (redactor: Redactor): Promise<number> => {
      let least = Infinity;
      for (let round = 0; round < 5; round++) {
        const before = performance.eventLoopUtilization();
        await redactor.redact(raw(Buffer.from(packed)), upload);
        least = Math.min(least, performance.eventLoopUtilization(before).active);
      }
      return least;
    };
    const [here, there] = [await busy(inline), await busy(threads.redactor)];
    expect(there).toBeLessThan(here / 3);
  });
});
