/* multipart/form-data: what is read, what is refused, and what is written (evasion cases D01 to D13). */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Document } from "../../src/core/document.js";
import { AppError } from "../../src/core/errors.js";
import { readDocument } from "../../src/document/index.js";
import { parseMediaType } from "../../src/document/media-type.js";
import { readWithBusboy } from "../support/busboy.js";
import { formOf, part, type TestPart } from "../support/multipart.js";
import { runs } from "../support/runs.js";

const boundary = "bx7Yt";
const contentType = `multipart/form-data; boundary=${boundary}`;

const read = (body: string | Buffer, type = contentType): Document =>
  readDocument(Buffer.from(body), parseMediaType(type));

function codeOf(body: string | Buffer, type = contentType): string {
  try {
    read(body, type);
    return "read";
  } catch (error) {
    return error instanceof AppError ? `${String(error.status)} ${error.code}` : "crash";
  }
}

/** Paths and texts; a file by its bytes. */
function contentsOf(document: Document): Readonly<Record<string, string>> {
  const contents: Record<string, string> = {};
  for (let node = 1; node < document.size; node++) {
    if (document.kind(node) === "string") contents[document.path(node)] = document.text(node);
    if (document.kind(node) === "file") {
      contents[document.path(node)] = document.content?.(node).toString("latin1") ?? "";
    }
  }
  return contents;
}

const nodeAt = (document: Document, path: string): number => {
  for (let node = 1; node < document.size; node++) {
    if (document.kind(node) !== "key" && document.path(node) === path) return node;
  }
  throw new Error(`no node at ${path}`);
};

const one = formOf(boundary, [part("a", "text"), part("b", "bytes", { filename: "b.txt" })]);

describe("reading", () => {
  it("fields, files, names", () => {
    expect(contentsOf(read(one))).toEqual({ "/a": "text", "/b/filename": "b.txt", "/b/content": "bytes" });
  });

  it("JSON in a part is read as JSON", () => {
    const body = formOf(boundary, [part("JSON", '{"Cc":["x@leak.test"],"Subject":"s"}')]);
    const document = read(body);
    expect(contentsOf(document)).toEqual({ "/JSON/Cc/0": "x@leak.test", "/JSON/Subject": "s" });
    const written = document.write([{ remove: nodeAt(document, "/JSON/Cc") }]).toString();
    expect(written).toBe(formOf(boundary, [part("JSON", '{"Subject":"s"}')]).toString());
  });

  it("D11: parts inside a part, to a depth", () => {
    const inner = formOf("inner", [part("", "deep", { disposition: 'attachment; filename="x.txt"' })]);
    const nested = { type: "multipart/mixed; boundary=inner" };
    expect(contentsOf(read(formOf(boundary, [part("f", inner.toString(), nested)])))).toEqual({
      "/f/0/filename": "x.txt",
      "/f/0/content": "deep",
    });
    let deep = inner;
    for (let level = 0; level < 5; level++) {
      const type = `multipart/mixed; boundary=${level === 0 ? "inner" : `i${String(level - 1)}x`}`;
      deep = formOf(`i${String(level)}x`, [part("", deep.toString(), { disposition: "attachment", type })]);
    }
    const type = "multipart/mixed; boundary=i4x";
    expect(codeOf(formOf(boundary, [part("f", deep.toString(), { type })]))).toBe("400 multipart_malformed");
    const digest = { type: "multipart/digest; boundary=inner" };
    expect(codeOf(formOf(boundary, [part("f", inner.toString(), digest)]))).toBe(
      "415 media_type_unscannable",
    );
  });

  it.each([
    ["base64", "amFuZUBsZWFrLnRlc3Q=", "Ym9i"],
    ["quoted-printable", "jane=40leak.te=\r\nst", "bob"],
  ])("D07: %s is taken off, and put on again", (encoding, content, written) => {
    const document = read(formOf(boundary, [part("a", content, { encoding })]));
    expect(contentsOf(document)).toEqual({ "/a": "jane@leak.test" });
    const bytes = document.write([{ node: 2, start: 0, end: 14, replacement: "bob" }]);
    expect(bytes.toString()).toBe(formOf(boundary, [part("a", written, { encoding })]).toString());
  });
});

const text = one.toString();
const file = 'Content-Disposition: form-data; name="a"';
const raw = (head: string, content = "x"): string =>
  `--${boundary}\r\n${head}\r\n\r\n${content}\r\n--${boundary}--\r\n`;

describe("what can be read in two ways is refused", () => {
  it.each([
    ["D02 no final boundary", text.slice(0, -11)],
    ["D02 bare line feeds", text.replaceAll("\r\n", "\n")],
    ["D02 a bare line feed before a boundary", text.replace(`text\r\n--`, "text\n--")],
    ["D02 more on the last line", text.replace(/--\r\n$/, "--x\r\n")],
    ["D02 a part behind the end", `${text}--${boundary}\r\n${file}\r\n\r\nx\r\n--${boundary}--\r\n`],
    ["D02 boundary inside", text.replace("text", `te--${boundary}xt`)],
    ["D02 foreign boundary inside", text.replace("text", `\r\n--other\r\n${file}\r\n\r\nx\r\n--other--`)],
    ["padding behind a boundary", text.replace(`--${boundary}\r\n`, `--${boundary} \r\n`)],
    ["D08 two names", raw('Content-Disposition: form-data; name="a"; name="b"')],
    ["D08 a name continued", raw('Content-Disposition: form-data; name="a"; filename*0="b"')],
    ["a name with a charset", raw("Content-Disposition: form-data; name*=UTF-8''a")],
    ["a backslash that may mean itself", raw(`${file}; filename="C:\\a.txt"`)],
    [
      "parts inside with a file name",
      raw(`${file}; filename="a"\r\nContent-Type: multipart/mixed; boundary=i`, "--i--"),
    ],
    ["a type that says more", raw(`${file}\r\nContent-Type: text/x203.0.113.7`)],
    ["two dispositions", raw(`${file}\r\n${file}`)],
    ["D10 folded header", raw(`${file};\r\n filename="x"`)],
    ["D10 NUL in a header", raw(`${file}\r\nX-A: a\0b`)],
    ["D10 8 bit in a header name", raw(`${file}\r\nX-\xff: a`)],
    ["D10 a header without colon", raw(`${file}\r\nX-A`)],
    ["a bare line feed in a header", raw(`${file}\nX-A: b`)],
    ["D12 no disposition", raw("Content-Type: text/plain")],
    ["no name", raw("Content-Disposition: form-data")],
    ["no form-data", raw('Content-Disposition: attachment; name="a"')],
    ["NUL in a field", raw(file, "a\0b")],
    ["an encoding nobody knows", raw(`${file}\r\nContent-Transfer-Encoding: x-uuencode`)],
    ["broken base64", raw(`${file}\r\nContent-Transfer-Encoding: base64`, "a-b_c")],
    ["broken quoted-printable", raw(`${file}\r\nContent-Transfer-Encoding: quoted-printable`, "a=4b=zz")],
  ])("%s", (_, body) => {
    expect(codeOf(Buffer.from(body, "latin1"))).toBe("400 multipart_malformed");
  });

  it.each([
    ["D03 two", `${contentType}; boundary=other`],
    ["D03 71 characters", `multipart/form-data; boundary=${"x".repeat(71)}`],
    ["D03 a blank", 'multipart/form-data; boundary="a b"'],
    ["D03 half quoted", `multipart/form-data; boundary="${boundary}"x`],
    ["D03 continued", `multipart/form-data; boundary*0=${boundary}`],
    ["none", "multipart/form-data"],
  ])("boundary: %s", (_, type) => {
    expect(codeOf(one, type)).toBe("400 multipart_malformed");
  });

  it.each([
    ["D03 upper case", `multipart/form-data; BOUNDARY=${boundary}`],
    ["D03 quoted", `Multipart/Form-Data; charset=utf-8; boundary="${boundary}"`],
  ])("%s is the normal case", (_, type) => {
    expect(codeOf(one, type)).toBe("read");
  });

  it.each([
    ["D04 utf-7", raw(`${file}\r\nContent-Type: text/plain; charset=utf-7`), "415 charset_unsupported"],
    ["D05 utf-16le", raw(`${file}\r\nContent-Type: text/plain; charset=utf-16le`), "415 charset_unsupported"],
    ["D06 _charset_", raw(file.replace('"a"', '"_charset_"'), "utf-7"), "415 charset_unsupported"],
    ["D06 utf-8", raw(file.replace('"a"', '"_charset_"'), "UTF-8"), "read"],
    ["D08 filename* in latin1", raw(`${file}; filename*=iso-8859-1''a`), "415 charset_unsupported"],
    ["bytes that are no UTF-8", raw(file, "\xff"), "400 invalid_utf8"],
    ["a field beyond the limit", raw(file, "x".repeat(1_048_577)), "413 string_too_large"],
    [
      "fields beyond the limit",
      formOf(
        boundary,
        [1, 2, 3].map((n) => part(String(n), "x".repeat(800_000))),
      ).toString(),
      "413 body_too_large",
    ],
    [
      "D13 10 000 parts",
      formOf(boundary, new Array<TestPart>(10_000).fill(part("a", "x"))).toString(),
      "413 too_many_parts",
    ],
    [
      "101 files",
      formOf(boundary, new Array<TestPart>(101).fill(part("a", "x", { filename: "a" }))).toString(),
      "413 too_many_parts",
    ],
    ["nothing", "", "400 multipart_malformed"],
  ])("%s", (_, body, code) => {
    expect(codeOf(Buffer.from(body, "latin1"))).toBe(code);
  });
});

describe("writing", () => {
  it("without edits it is the same Buffer", () => {
    const document = read(one);
    expect([document.recodes, document.write([])]).toEqual([false, one]);
    const bytes = Buffer.from(one);
    expect(readDocument(bytes, parseMediaType(contentType)).write([])).toBe(bytes);
  });

  it("D01, D10: preamble, epilogue, unknown headers and parameters are dropped, all else keeps its bytes", () => {
    const noisy = `jane@leak.test\r\n${text
      .replace('name="a"', 'name="a"; size=7')
      .replace("\r\n\r\nbytes", "\r\nX-Contact: jane@leak.test\r\n\r\nbytes")}jane@leak.test`;
    const document = read(noisy);
    expect([document.recodes, document.write([]).toString()]).toEqual([true, text]);
  });

  it("parameters of a part's type are dropped, but for its charset", () => {
    const head = `${file}\r\nContent-Type: text/plain`;
    const document = read(raw(`${head}; name="jane@leak.test"; charset=utf-8; x=203.0.113.7`));
    expect(document.write([]).toString()).toBe(raw(`${head}; charset=utf-8`));
  });

  it("a field, its name, a file's name and its bytes", () => {
    const document = read(one);
    const written = document.write([
      { node: nodeAt(document, "/a"), start: 1, end: 3, replacement: "\"é'" },
      { node: document.keyNode(nodeAt(document, "/a")), start: 0, end: 1, replacement: 'k"\r\n' },
      { node: nodeAt(document, "/b/filename"), start: 0, end: 1, replacement: "[X 1]" },
      { file: nodeAt(document, "/b/content"), content: Buffer.from("\0\r") },
    ]);
    const expected = formOf(boundary, [
      part('k\\"  ', "t\"é't"),
      part("b", "\0\r", { filename: "[X 1].txt" }),
    ]);
    expect(written.toString("latin1")).toBe(expected.toString("latin1"));
  });

  it("D08: filename and filename* are two texts", () => {
    const body = raw(`${file}; filename="jane.txt"; filename*=UTF-8''j%C3%A4ne.txt`);
    const document = read(body);
    expect(contentsOf(document)).toEqual({
      "/a/filename": "jane.txt",
      "/a/filename*": "jäne.txt",
      "/a/content": "x",
    });
    const written = document.write([
      { node: nodeAt(document, "/a/filename*"), start: 0, end: 4, replacement: "[é]" },
    ]);
    expect(written.toString()).toBe(body.replace("j%C3%A4ne", "%5B%C3%A9%5D"));
  });

  it("a removed member takes its part along, a removed file name leaves a file", () => {
    const document = read(one);
    expect(document.write([{ remove: nodeAt(document, "/a") }]).toString()).toBe(
      formOf(boundary, [part("b", "bytes", { filename: "b.txt" })]).toString(),
    );
    expect(document.write([{ remove: nodeAt(document, "/b/filename") }]).toString()).toContain(
      'filename="file.txt"',
    );
  });

  it("D09: the extension stays", () => {
    const name = "me_+49151.zip";
    const document = read(formOf(boundary, [part("a", "x", { filename: name })]));
    const write = (path: string, start: number, end: number): string => {
      const edits = [{ node: nodeAt(document, path), start, end, replacement: "[X 1]" }];
      return document.write(edits).toString();
    };
    expect(write("/a/filename", 0, name.length)).toContain('filename="[X 1].zip"');
    expect(write("/a/filename words", 3, 9)).toContain('filename="me_[X 1].zip"');
  });

  it("content that would hold the boundary is refused", () => {
    const document = read(one);
    const edit = { file: nodeAt(document, "/b/content"), content: Buffer.from(`\r\n--${boundary}`) };
    expect(() => document.write([edit])).toThrow("more than one way");
  });
});

const surrogates = { from: 0xd800, count: 0x800 };

/** Any code point but halves of pairs. Counted, not listed: the `binary` of fast-check keeps a table of all million. */
const unit = fc.integer({ min: 0, max: 0x10ffff - surrogates.count }).map(
  (at) => String.fromCodePoint(at < surrogates.from ? at : at + surrogates.count),
  (given) => {
    const at = typeof given === "string" ? given.codePointAt(0) : undefined;
    if (at === undefined || String.fromCodePoint(at) !== given) throw new Error("no single code point");
    return at < surrogates.from ? at : at - surrogates.count;
  },
);
const name = fc.string({ minLength: 1, maxLength: 8, unit }).map((given) =>
  // eslint-disable-next-line no-control-regex -- what no name holds
  given.replace(/[\0-\x1f\x7f"\\]/g, "_"),
);
const content = fc
  .string({ maxLength: 60, unit })
  .map((given) => given.replaceAll("\0", "").replaceAll(boundary, ""));
const testPart: fc.Arbitrary<TestPart> = fc.record(
  { name, content, filename: name },
  { requiredKeys: ["name", "content"] },
);

describe("busboy reads what we read", () => {
  it("before and after edits", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(testPart, { minLength: 1, maxLength: 5 }), async (parts) => {
        const document = read(formOf(boundary, parts));
        const files: number[] = [];
        for (let node = 0; node < document.size; node++) if (document.kind(node) === "file") files.push(node);
        const written = document.write(files.map((file) => ({ file, content: Buffer.from("new") })));
        const seen = await readWithBusboy(contentType, written);
        expect(seen).toEqual(
          parts.map(({ content: given, ...names }) => ({
            ...names,
            content: names.filename === undefined ? Buffer.from(given).toString("latin1") : "new",
          })),
        );
      }),
      { numRuns: runs(30, 60) },
    );
  });
});
