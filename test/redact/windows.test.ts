/* Text in windows: the same as the whole text at once, wherever a value stands and however the text comes in. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileConfig } from "../../src/config/load.js";
import type { InlineText } from "../../src/redact/text-stream.js";
import { Sensitive } from "../../src/core/sensitive.js";
import { createRedactor } from "../../src/redactor.js";
import { createWindows, defaultSizes, type WindowSizes } from "../../src/redact/windows.js";
import { runs } from "../support/runs.js";

const key = new Sensitive(Buffer.alloc(32, 7));
const redactor = createRedactor(compileConfig({}, { key }));
/** The whole of a text at once may be large here. */
const atOnce = createRedactor(compileConfig({ limits: { "upload-text-bytes": "20MiB" } }, { key }));

function open(): InlineText {
  const stream = redactor.openText() as InlineText | undefined;
  if (stream === undefined) throw new Error("the default policy streams");
  return stream;
}

function drain(stream: InlineText): string {
  let out = "";
  for (let text = stream.next(); text !== undefined; text = stream.next()) out += text;
  return out;
}

function inPieces(text: string, size: number): string {
  const stream = open();
  let out = "";
  for (let at = 0; at < text.length; at += size) {
    stream.push(text.slice(at, at + size));
    out += drain(stream);
  }
  stream.end();
  return out + drain(stream);
}

const whole = (text: string): string => atOnce.redactText(text).text;

const { window, before, ahead } = defaultSizes;
const secret = ["Tr0ub", "4dor", "&3"].join("");
const keyBlock = ["-----BEGIN RSA PRIVATE", "KEY-----"].join(" ");
const keyEnd = keyBlock.replace("BEGIN", "END");
const values = [
  "jane.doe@leak.test",
  "call +44 7700 900123 now",
  "203.0.113.7",
  `password: ${secret}`,
  "card 4242 4242 4242 4242",
  "2001:db8::7:1",
  `${keyBlock}\n${"MIIEpAIBAAKCAQEA7bq4Zx9v\n".repeat(90)}${keyEnd}`,
  "jane@le=\nak.test",
  "Ünï 漢字 🙂 jane@leak.test",
] as const;
const line = "2026-01-02T03:04:05Z info worker 7 served request in 12 ms, cache warm\n";
const fillers = { lines: line, "one line": line.replace("\n", " "), beyond: "строка журнала 漢字 🙂 ok\n" };

/** A text that holds `value` at `offset`. */
function planted(filler: string, value: string, offset: number): string {
  const length = offset + value.length + ahead;
  const text = filler.repeat(Math.ceil(length / filler.length));
  return `${text.slice(0, offset)} ${value} ${text.slice(offset, length)}`;
}

const edges = [window, window + ahead, window - before, 2 * window, 2 * window + ahead];

describe("a value around an edge", () => {
  it("is masked as in the whole text, whatever stands around it", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...values),
        fc.constantFrom(...Object.values(fillers)),
        fc.constantFrom(...edges),
        fc.integer({ min: -60, max: 20 }),
        (value, filler, edge, by) => {
          const text = planted(filler, value, edge + by);
          const out = inPieces(text, 64 * 1024);
          expect(out === whole(text)).toBe(true);
          expect(out.includes(value)).toBe(false);
        },
      ),
      { numRuns: runs(4, 8) },
    );
  });

  it("is masked with small windows at every offset", () => {
    const sizes: WindowSizes = { window: 64, before: 64, ahead: 64, longest: 1024 };
    const stream = open();
    stream.push(`${line.repeat(3)}jane.doe@leak.test`);
    stream.end();
    expect(drain(stream)).toContain("[EMAIL_ADDRESS");
    for (let offset = 0; offset < 200; offset++) {
      const text = `${"a b ".repeat(50).slice(0, offset)} jane.doe@leak.test ${"c d ".repeat(50)}`;
      const at = text.indexOf("jane");
      const find = (view: string) => {
        const start = view.indexOf("jane.doe@leak.test");
        return start === -1 ? [] : [itemAt(start, start + 18)];
      };
      const windows = createWindows(
        {
          find,
          write: (piece, items) =>
            items.reduce((out, { parts: [part] }) => {
              const { start = 0, end = 0 } = part ?? {};
              return `${out.slice(0, start)}${"#".repeat(end - start)}${out.slice(end)}`;
            }, piece),
        },
        sizes,
      );
      windows.push(text);
      windows.end();
      let out = "";
      for (let piece = windows.next(); piece !== undefined; piece = windows.next()) out += piece;
      expect(out).toBe(`${text.slice(0, at)}${"#".repeat(18)}${text.slice(at + 18)}`);
    }
  });
});

const itemAt = (start: number, end: number) =>
  ({
    node: 0,
    entity: "EMAIL_ADDRESS",
    confidence: 1,
    role: "attachment",
    parts: [{ start, end }],
    choice: { action: "mask", rule: "default" },
    whole: false,
  }) as const;

describe("a long text", () => {
  it("keeps tags and counts over all windows", () => {
    const text = `${"7,plain,203.0.113.7\n".repeat(5000)}8,password=${secret},203.0.113.9\n`;
    const stream = open();
    stream.push(text);
    stream.end();
    const out = drain(stream);
    expect(out === whole(text)).toBe(true);
    expect(out.includes(secret)).toBe(false);
    expect(new Set(out.match(/\[IP_ADDRESS \w{6}\]/g)).size).toBe(2);
    const { counts, verdict, bytesIn, bytesOut, files } = stream.report();
    expect(counts.find(({ entity }) => entity === "IP_ADDRESS")?.count).toBe(5001);
    expect([verdict, bytesIn, bytesOut]).toEqual(["redact", text.length, out.length]);
    expect(files).toEqual([{ class: "text", fate: "masked", count: 1 }]);
  });

  it("without findings comes out as it went in", () => {
    const text = line.repeat(3000);
    const stream = open();
    stream.push(text);
    stream.end();
    expect(drain(stream) === text).toBe(true);
    expect([stream.report().verdict, stream.report().files]).toEqual([
      "pass",
      [{ class: "text", fate: "clean", count: 1 }],
    ]);
  });

  it("whoever it names is found in later windows too", () => {
    const stream = open();
    stream.push(`Customer name: Zorblatt Quennik\n${line.repeat(3000)}then Zorblatt Quennik called\n`);
    stream.end();
    const out = drain(stream);
    expect(out.slice(0, 60)).toMatch(/^Customer name: \[PERSON \w{6}\]/);
    expect(out.slice(-60)).toMatch(/then \[PERSON \w{6}\] called\n$/);
  });

  it("its query is redacted with the same tags", () => {
    const query = "filename=jane@leak.test.log";
    const stream = redactor.openText({ query }) as InlineText | undefined;
    stream?.push("jane@leak.test");
    stream?.end();
    const tag = /\w{6}(?=\])/.exec(stream?.next() ?? "")?.[0] ?? "none";
    expect(stream?.query).toContain(tag);
    expect(stream?.query).not.toContain("leak.test");
  });

  it.each([
    ["a rule that rejects", { rules: [{ name: "no", entity: "CREDENTIAL", action: "reject" }] }],
    ["files that are removed", { attachments: { text: "remove" } }],
    ["shadow mode", { mode: "shadow" }],
    ["strict", { preset: "strict" }],
  ] as const)("%s needs the whole of it", (_, config) => {
    expect(createRedactor(compileConfig(config as object, { key })).openText()).toBeUndefined();
  });
});
