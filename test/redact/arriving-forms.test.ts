/* Forms that arrive: whatever pieces they come in, they are cut, refused and written as when they are read at once. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileConfig } from "../../src/config/load.js";
import { AppError } from "../../src/core/errors.js";
import { Sensitive } from "../../src/core/sensitive.js";
import { freshdesk } from "../../src/desks/freshdesk.js";
import { createFramer, frameParts } from "../../src/document/multipart/framing.js";
import { createRedactor } from "../../src/redactor.js";
import { cut, redactArriving } from "../support/arriving-form.js";
import { createDice } from "../support/dice.js";
import { frameWhole } from "../support/framing-reference.js";
import { hostileForm } from "../support/multipart-grammar.js";
import { formOf, part, type TestPart } from "../support/multipart.js";

const key = new Sensitive(Buffer.alloc(32, 7));
const redactor = createRedactor(compileConfig({}, { key }));
const boundary = "bx7Yt";
const type = `multipart/form-data; boundary=${boundary}`;
const desk = { desk: freshdesk, route: freshdesk.route("POST", "/api/v2/tickets") };

const codeOf = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return error instanceof AppError ? error.code : error;
  }
};

interface Framed {
  readonly extent: unknown;
  readonly content: string;
  readonly all: string;
}

function inPieces(chunks: readonly Buffer[], of: string, parts: number): Framed {
  const content: Buffer[] = [];
  const all: Buffer[] = [];
  const ends: number[] = [];
  const framer = createFramer(
    { boundary: of, parts },
    {
      frame: (bytes) => void all.push(bytes),
      content: (bytes) => {
        all.push(bytes);
        content.push(bytes);
      },
      part: ({ start, head, content: from }) => void ends.push(start, head, from),
      partEnd: (at) => {
        ends.push(at);
        content.push(Buffer.from("|"));
      },
    },
  );
  for (const chunk of chunks) framer.push(chunk);
  return {
    extent: [framer.end(), ends],
    content: Buffer.concat(content).toString("latin1"),
    all: Buffer.concat(all).toString("latin1"),
  };
}

const lengths = fc.array(fc.integer({ min: 1, max: 120 }), { minLength: 1, maxLength: 4 });

describe("framing", () => {
  it("is that of the whole body, whatever pieces it comes in", () => {
    fc.assert(
      fc.property(fc.integer(), lengths, fc.constantFrom(2, 100), (seed, sizes, most) => {
        const form = hostileForm(createDice(seed));
        const { body } = form;
        const expected = codeOf(() => frameWhole(body, form.boundary, most));
        const options = { boundary: form.boundary, parts: most };
        expect(codeOf(() => frameParts(body, { ...options, start: 0, end: body.length }))).toEqual(expected);
        const pieces = codeOf(() => inPieces(cut(body, sizes), form.boundary, most));
        if (typeof expected === "string") expect(pieces).toBe(expected);
        else {
          expect((pieces as Framed).all).toBe(body.toString("latin1"));
          expect(pieces).toEqual(inPieces([body], form.boundary, most));
        }
      }),
      // Found by chance: the last delimiter is one too many, and the body ends with it.
      { numRuns: 300, examples: [[-461744333, [1], 2]] },
    );
  });

  it("holds no more of a content than may begin a delimiter", () => {
    let out = 0;
    const sink = { frame: () => undefined, part: () => undefined, partEnd: () => undefined };
    const framer = createFramer(
      { boundary, parts: 1 },
      { ...sink, content: (bytes) => void (out += bytes.length) },
    );
    framer.push(Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="a"\r\n\r\n`));
    framer.push(Buffer.alloc(1000, "\n"));
    expect(out).toBeGreaterThan(1000 - boundary.length - 6);
  });

  it("a head without an end is refused before it is held", () => {
    const sink = {
      frame: () => undefined,
      part: () => undefined,
      partEnd: () => undefined,
      content: () => undefined,
    };
    const framer = createFramer({ boundary, parts: 1 }, sink);
    framer.push(Buffer.from(`--${boundary}\r\n`));
    expect(() => {
      for (let count = 0; count < 40; count++) framer.push(Buffer.alloc(1024, "a"));
    }).toThrow("more than one way");
  });
});

const line = "2026-01-02 login from 203.0.113.7 by jane@leak.test\n";
const log = { filename: "jane@leak.test.log", type: "text/plain" };
const field = fc.record({
  name: fc.constantFrom("subject", "description", "email", "cc_emails[]", "custom_fields[cf_host]", "name"),
  content: fc.constantFrom(
    "hello",
    "host 203.0.113.7",
    "jane@leak.test",
    "call +44 7700 900123",
    "é 漢字",
    "",
  ),
});
const file = fc
  .record({
    content: fc.constantFrom(line, line.repeat(9), "nothing here\n".repeat(3), "\r\n--bx7\r\n", "{}\n"),
  })
  .map(({ content }): TestPart => part("attachments[]", content, log));
const parts = fc.array(fc.oneof(field, file), { minLength: 1, maxLength: 7 });
const longText = 16;

describe("what arrives", () => {
  it("is what a form that is read at once gives, with the same account, or is refused", async () => {
    const seen = { same: 0, late: 0 };
    await fc.assert(
      fc.asyncProperty(parts, lengths, async (given, sizes) => {
        const body = formOf(boundary, given);
        const whole = await redactor.redact(
          { body, mediaType: type },
          { ...desk, query: "a=jane@leak.test" },
        );
        const options = { type, uploadTextBytes: longText, redact: { ...desk, query: "a=jane@leak.test" } };
        const arrived = await redactArriving(redactor, cut(body, sizes), options).catch((error: unknown) => {
          // A field behind a text may change what was sent before it.
          expect(error).toMatchObject({ code: "body_too_large" });
          seen.late++;
          return undefined;
        });
        if (arrived === undefined) return;
        if (arrived.texts > 0) seen.same++;
        expect(arrived.body.toString("latin1")).toBe(whole.payload.body.toString("latin1"));
        const byName = (a: object, b: object): number => JSON.stringify(a).localeCompare(JSON.stringify(b));
        const { counts, files = [], ...rest } = arrived.report;
        const { counts: wholeCounts, files: wholeFiles = [], ...wholeRest } = whole.report;
        expect([...counts].sort(byName)).toEqual([...wholeCounts].sort(byName));
        expect([...files].sort(byName)).toEqual([...wholeFiles].sort(byName));
        expect(rest).toEqual(wholeRest);
      }),
      { numRuns: 25 },
    );
    expect(seen.same).toBeGreaterThan(6);
    expect(seen.late).toBeLessThan(seen.same);
  });

  it("has eight long texts at most: each has the form read once more", async () => {
    const many = Array.from({ length: 10 }, (_, at) => part(`f${String(at)}`, line.repeat(at + 1), log));
    const body = formOf(boundary, many);
    const { payload } = await redactor.redact({ body, mediaType: type }, desk);
    const arrived = await redactArriving(redactor, [body], { type, uploadTextBytes: longText, redact: desk });
    expect([arrived.texts, arrived.body.equals(payload.body)]).toEqual([8, true]);
  });

  it("numbers its labels throughout, where there is no key", async () => {
    const numbered = createRedactor(compileConfig({}));
    const body = formOf(boundary, [
      part("description", "198.51.100.9"),
      part("f", line, log),
      part("subject", "203.0.113.7"),
    ]);
    const { body: out } = await redactArriving(numbered, [body], {
      type,
      uploadTextBytes: longText,
      redact: desk,
    });
    const labels = out.toString().match(/\[IP_ADDRESS \d\]/g);
    expect(labels).toEqual(["[IP_ADDRESS 1]", "[IP_ADDRESS 2]", "[IP_ADDRESS 2]"]);
  });
});

const short = { type, uploadTextBytes: longText, redact: desk };
const arrive = async (given: readonly TestPart[], own = redactor) =>
  redactArriving(own, [formOf(boundary, given)], short);

describe("what cannot be taken back", () => {
  it("a name behind the text that stands in a field before it: refused", async () => {
    const before = part("description", "Zorblatt Quennik called");
    const name = part("name", "Zorblatt Quennik");
    expect((await arrive([name, before, part("f", line, log)])).body.toString()).toContain("[PERSON");
    await expect(arrive([before, part("f", line, log), name])).rejects.toMatchObject({
      code: "body_too_large",
    });
  });

  it("a text that redaction would make a delimiter of: refused, as in the whole", async () => {
    const removing = createRedactor(
      compileConfig({ rules: [{ name: "gone", entity: "PHONE_NUMBER", action: "remove" }] }, { key }),
    );
    const own = { ...short, type: 'multipart/form-data; boundary="b()c"' };
    const body = formOf("b()c", [part("f", "call --b(+44 7700 900123)c\n", log)]);
    const refused = { code: "multipart_malformed" };
    await expect(removing.redact({ body, mediaType: own.type }, desk)).rejects.toMatchObject(refused);
    await expect(redactArriving(removing, [body], own)).rejects.toMatchObject(refused);
    const near = formOf("b()c", [part("f", "call --b(+44 7700 900123)d\n", log)]);
    expect((await redactArriving(removing, [near], own)).body.toString()).toContain("call --b()d");
  });

  it.each([
    [
      "a rule that rejects",
      { rules: [{ name: "no", entity: "CREDENTIAL", role: "content", action: "reject" }] },
    ],
    ["files that are rejected", { attachments: { pdf: "reject" } }],
    ["shadow mode", { mode: "shadow" }],
    ["strict", { preset: "strict" }],
  ] as const)("%s needs the whole of it", (_, config) => {
    expect(createRedactor(compileConfig(config as object, { key })).openForm(type)).toBeUndefined();
  });
});
