/* Files inside fields: read by their first bytes, redacted, encoded again; what is no base64 is refused. */

import { gunzipSync, gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { compileConfig } from "../../src/config/load.js";
import type { ConfigInput } from "../../src/config/schema.js";
import { Sensitive } from "../../src/core/sensitive.js";
import { desks } from "../../src/desks/index.js";
import { createRedactor } from "../../src/redactor.js";
import { exifSegment, jpeg } from "../support/images.js";

const route = desks["request-tracker"].route("POST", "/REST/2.0/ticket");

const key = new Sensitive(Buffer.alloc(32, 7));
const redactorFor = (config: ConfigInput) => createRedactor(compileConfig(config, { key }));
const byDefault = createRedactor(compileConfig({}));

async function redact(content: string, redactor = byDefault) {
  const body = Buffer.from(
    JSON.stringify({
      Queue: "General",
      Attachments: [{ FileContent: content }],
    }),
  );
  const options = { desk: desks["request-tracker"], route };
  const { payload, report } = await redactor.redact({ body, mediaType: "application/json" }, options);
  const parsed = JSON.parse(payload.body.toString()) as {
    Attachments: { FileContent: string }[];
  };
  return {
    out: parsed.Attachments[0]?.FileContent ?? "",
    report,
    same: payload.body === body,
  };
}

const encode = (text: string | Buffer): string => Buffer.from(text).toString("base64");
const decode = (text: string): string => Buffer.from(text, "base64").toString();
const wrapped = (text: string, sign: string): string => text.replace(/.{76}/g, `$&${sign}`);

const log = `${"nothing to see here, ".repeat(9)}\nhost 203.0.113.7\nmail alice.martin@example.com\n`;
const gif = encode(Buffer.from("GIF89a\x01\x00\x01\x00\x80\x00\x00", "latin1"));

describe("files inside fields", () => {
  it("keeps every byte outside what it masks", async () => {
    const { out, report } = await redact(encode(log));
    expect(decode(out)).toBe(
      log.replace("203.0.113.7", "[IP_ADDRESS 1]").replace("alice.martin@example.com", "[EMAIL_ADDRESS 1]"),
    );
    expect(report.counts).toMatchObject([{ entity: "IP_ADDRESS" }, { entity: "EMAIL_ADDRESS" }]);
  });

  it.each([["\n"], ["\r\n"]])("keeps lines as long as they were: %j", async (sign) => {
    const { out } = await redact(wrapped(encode(log), sign));
    expect(
      out
        .split(sign)
        .slice(0, -1)
        .every((line) => line.length === 76),
    ).toBe(true);
    expect(decode(out)).toContain("host [IP_ADDRESS 1]\n");
  });

  it("leaves a file without findings as it came", async () => {
    const { same } = await redact(wrapped(encode("nothing here"), "\n"));
    expect(same).toBe(true);
  });

  it("passes known binary types by their permission, and refuses them without", async () => {
    const { same, report } = await redact(gif);
    expect([same, report.permissions]).toEqual([true, ["unscanned-attachments"]]);
    await expect(redact(gif, redactorFor({ preset: "strict" }))).rejects.toThrow(
      expect.objectContaining({ code: "attachment_unscannable" }) as Error,
    );
  });

  it.each([
    ["no base64", "alice.martin@example.com"],
    ["a length that base64 has not", "QUJDR"],
    ["an unknown binary type", encode(Buffer.from([0, 1, 2, 3, 255, 254, 0, 0]))],
  ])("refuses %s", async (_name, content) => {
    await expect(redact(content)).rejects.toThrow(
      expect.objectContaining({ code: "attachment_unscannable" }) as Error,
    );
  });

  it("names the field when a file is rejected", async () => {
    const rules: ConfigInput["rules"] = [{ name: "no", entity: "IP_ADDRESS", action: "reject" }];
    const { report } = await redact(encode(log), redactorFor({ rules }));
    expect(report.rejected).toEqual([
      { entity: "IP_ADDRESS", rule: "no", field: "/Attachments/*/FileContent" },
    ]);
  });
});

describe("desks whose JSON carries files", () => {
  const file = encode(log);
  it.each<[keyof typeof desks, string, (data: string) => unknown]>([
    ["intercom", "POST /conversations/7/reply", (data) => ({ attachment_files: [{ name: "a.log", data }] })],
    ["helpscout", "POST /v2/conversations", (data) => ({ threads: [{ attachments: [{ data }] }] })],
    ["helpscout", "POST /v2/conversations/7/reply", (data) => ({ attachments: [{ data }] })],
    ["helpscout", "POST /v2/conversations/7/threads/8/attachments", (data) => ({ fileName: "a.log", data })],
    ["zammad", "POST /api/v1/tickets", (data) => ({ article: { attachments: [{ data }] } })],
    [
      "osticket",
      "POST /api/tickets.json",
      (data) => ({
        attachments: [{ "a.log": `data:text/plain;base64,${data}` }],
      }),
    ],
    ["request-tracker", "POST /REST/2.0/ticket", (data) => ({ Attachments: [{ FileContent: data }] })],
  ])("F14 %s, %s", async (name, request, shape) => {
    const desk = desks[name];
    const [method = "", path = ""] = request.split(" ");
    const body = Buffer.from(JSON.stringify(shape(file)));
    const { payload, report } = await byDefault.redact(
      { body, mediaType: "application/json" },
      { desk, route: desk.route(method, path) },
    );
    expect(report.files).toEqual([{ class: "text", fate: "masked", count: 1 }]);
    const masked = log
      .replace("203.0.113.7", "[IP_ADDRESS 1]")
      .replace("alice.martin@example.com", "[EMAIL_ADDRESS 1]");
    expect(payload.body.toString()).toBe(body.toString().replace(file, encode(masked)));
  });

  it("F14 data URLs are opened wherever they are a whole text", async () => {
    const photo = jpeg([exifSegment(1, "alice.martin@example.com")]);
    const urls = [
      `data:image/jpeg;base64,${encode(photo)}`,
      `data:text/plain;base64,${file}`,
      `data:application/x;base64,${encode(Buffer.from([0, 1, 2, 255]))}`,
      "data:image/png;base64,no base64",
    ];
    const { payload, report } = await byDefault.redact({
      body: Buffer.from(JSON.stringify({ avatar: urls[0], notes: urls.slice(1) })),
      mediaType: "application/json",
    });
    const { avatar, notes } = JSON.parse(payload.body.toString()) as {
      avatar: string;
      notes: string[];
    };
    expect(Buffer.from(avatar.split(",")[1] ?? "", "base64").equals(jpeg())).toBe(true);
    expect(decode(notes[0]?.split(",")[1] ?? "")).toContain("host [IP_ADDRESS 1]");
    expect(notes.slice(1)).toEqual(urls.slice(2));
    expect(report.files).toEqual([
      { class: "image", fate: "masked", count: 1 },
      { class: "text", fate: "masked", count: 1 },
    ]);
  });

  it("a file of some megabytes fits, but no text of that size", async () => {
    const large = encode("nothing to see here\n".repeat(160_000) + log);
    const { out } = await redact(large);
    expect(decode(out).endsWith("mail [EMAIL_ADDRESS 1]\n")).toBe(true);
    const body = Buffer.from(JSON.stringify({ ticket: { comment: { body: large } } }));
    await expect(byDefault.redact({ body, mediaType: "application/json" })).rejects.toThrow(
      expect.objectContaining({ code: "body_too_large" }) as Error,
    );
  });

  it("F16 gzip in base64 is masked inside", async () => {
    const { out } = await redact(encode(gzipSync(log)));
    expect(gunzipSync(Buffer.from(out, "base64")).toString()).toContain("host [IP_ADDRESS 1]\n");
  });
});
