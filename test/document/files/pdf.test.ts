/* PDF: everything it says is told, nothing is written anew, and no file stops or outgrows the process. */

import { describe, expect, it } from "vitest";
import { compileConfig } from "../../../src/config/load.js";
import type { AppError } from "../../../src/core/errors.js";
import { defaultHttpLimits } from "../../../src/core/limits.js";
import { Sensitive } from "../../../src/core/sensitive.js";
import { desks } from "../../../src/desks/index.js";
import { readPdf } from "../../../src/document/files/pdf/reader.js";
import { readPdfText } from "../../../src/document/pdf-thread.js";
import { noteFor } from "../../../src/redact/file-notes.js";
import { createRedactor } from "../../../src/redactor.js";
import { docx, paragraph } from "../../support/office.js";
import { uploadRead } from "../../support/office-read.js";
import { show, simplePdf, stream, type PdfSource } from "../../support/pdf.js";
import { redactor } from "../../support/redactor.js";

const open = async (source: PdfSource | Buffer) =>
  readPdf(Buffer.isBuffer(source) ? source : simplePdf(source), defaultHttpLimits);

const codeOf = async (opening: Promise<unknown>): Promise<string> =>
  opening.then(
    () => "read",
    (error: unknown) => (error as AppError).code,
  );

const xmp = (text: string): string =>
  `<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>${text}</dc:creator></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>`;

const everywhere: PdfSource = {
  pages: [
    show("first page of one@leak.test") +
      show("@leak.test", 64.7, 600) +
      show("jo", 55, 600) +
      show("below", 50, 500),
    show("second: two@leak.test"),
  ],
  page: "/Annots [100 0 R 101 0 R 102 0 R 103 0 R]",
  catalog:
    "/AcroForm << /Fields [102 0 R] >> /Outlines 110 0 R /Metadata 120 0 R /Names << /EmbeddedFiles << /Names [(note.docx) 130 0 R] >> >>",
  trailer: "/Info 121 0 R",
  objects: {
    100: "<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (mailto:link@leak.test) >> >>",
    101: "<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents (ask note@leak.test) /T (title@leak.test) >>",
    102: "<< /Type /Annot /Subtype /Widget /FT /Tx /T (mail) /V (field@leak.test) /Rect [0 0 9 9] >>",
    103: "<< /Type /Annot /Subtype /FileAttachment /Rect [0 0 9 9] /FS 130 0 R >>",
    110: "<< /Type /Outlines /First 111 0 R /Last 111 0 R /Count 1 >>",
    111: "<< /Title (outline@leak.test) /Parent 110 0 R /Dest [10 0 R /Fit] >>",
    120: stream(xmp("xmp@leak.test"), "/Type /Metadata /Subtype /XML"),
    121: "<< /Author (info@leak.test) /Custom (custom@leak.test) >>",
    130: "<< /Type /Filespec /F (file@leak.test) /UF (file@leak.test) /EF << /F 131 0 R >> >>",
    131: stream(docx(paragraph("in", "ner@leak.test")), "/Type /EmbeddedFile"),
  },
};

describe("D19: what a PDF says", async () => {
  const { document, annotation, unread, writable } = await open(everywhere);
  const texts = Array.from({ length: document.size }, (_text, node) => document.text(node));
  it.each("one two link note title field outline xmp info custom file".split(" "))("%s", (place) => {
    expect(texts.some((text) => text.includes(`${place}@leak.test`))).toBe(true);
  });
  it("pieces as they stand on the page, in whatever order they are drawn; lines and pages apart", () => {
    expect(texts.filter((text) => text.includes("first page"))).toHaveLength(2);
    expect(texts).toContainEqual("first page of one@leak.test\njo@leak.test\nbelow");
  });
  it("attached files are files of their own", () => {
    expect(annotation.files).toHaveLength(1);
    expect(document.content?.(annotation.files?.[0]?.node ?? 0).toString("latin1", 0, 2)).toBe("PK");
  });
  it("cannot be written, and has nothing unread", () => {
    expect([writable, unread]).toEqual([false, false]);
    expect(() => document.write([{ node: 1, start: 0, end: 1, replacement: "" }])).toThrow();
  });
});

describe("D19: what a PDF does not say", () => {
  const image = stream(
    Buffer.alloc(48),
    "/Type /XObject /Subtype /Image /Width 4 /Height 4 /ColorSpace /DeviceRGB /BitsPerComponent 8",
  );
  it.each<[string, PdfSource, boolean]>([
    ["a picture alone", { pages: ["q 500 0 0 500 0 0 cm /P Do Q"], objects: { 90: image } }, true],
    [
      "a scan with a line of its scanner",
      {
        pages: ["q 500 0 0 500 0 0 cm /P Do Q " + show("Scanned by an app")],
        objects: { 90: image },
      },
      true,
    ],
    ["a line of text alone", { pages: [show("some text here")], objects: { 90: image } }, false],
    [
      "a picture in a page of text",
      {
        pages: [
          "q 50 0 0 50 0 0 cm /P Do Q " +
            [1, 2, 3].map((line) => show("many words of a letter, ".repeat(3), 50, 100 * line)).join(""),
        ],
        objects: { 90: image },
      },
      false,
    ],
    ["letters drawn as shapes", { pages: ["0 0 m 100 100 l S"] }, true],
    ["an empty page", { pages: [""] }, false],
  ])("%s", async (_name, source, expected) => {
    expect((await open(source)).unread).toBe(expected);
  });
});

describe("D19: pictures beside text", () => {
  const words = [1, 2, 3].map((line) => show("many words of a letter, ".repeat(3), 50, 100 * line)).join("");
  const image = (head: string): Buffer =>
    stream(Buffer.alloc(48), `${head} /Width 4 /Height 4 /ColorSpace /DeviceRGB /BitsPerComponent 8`);
  const placed = `q 50 0 0 50 0 0 cm /P Do Q ${words}`;
  const inline = `q 50 0 0 50 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \xff EI Q ${words}`;
  it.each<[string, PdfSource, boolean]>([
    ["a picture", { pages: [placed], objects: { 90: image("/Type /XObject /Subtype /Image") } }, true],
    ["a name spelled with codes", { pages: [placed], objects: { 90: image("/Subtype/Im#61ge") } }, true],
    ["a comment in between", { pages: [placed], objects: { 90: image("/Subtype % a\n /Image") } }, true],
    [
      "a name that stands elsewhere",
      { pages: [placed], objects: { 90: image("/Subtype 91 0 R"), 91: "/Image" } },
      true,
    ],
    ["one in the text of the page", { pages: [words, Buffer.from(inline, "latin1")] }, true],
    ["none", { pages: [words] }, false],
  ])("%s", async (_name, source, expected) => {
    const { pictures, unread } = await open(source);
    expect([pictures, unread]).toEqual([expected, false]);
  });
  const file = simplePdf({ pages: [placed], objects: { 90: image("/Type /XObject /Subtype /Image") } });
  const payload = { body: file, mediaType: "application/pdf" };
  const route = desks.zendesk.route("POST", "/api/v2/uploads");
  it("need the permission: `strict` refuses them", async () => {
    const strict = createRedactor(
      compileConfig({ preset: "strict" }, { key: new Sensitive(Buffer.alloc(32, 7)) }),
    );
    const { body } = (await redactor.redact(payload, { desk: desks.zendesk, route })).payload;
    expect(body).toBe(file);
    await expect(strict.redact(payload, { desk: desks.zendesk, route })).rejects.toMatchObject({
      code: "attachment_unscannable",
    });
    expect(await uploadRead(file)).toEqual(noteFor("pdf", []));
  });
  it("are counted as unread where they pass", async () => {
    const { report } = await redactor.redact(payload, { desk: desks.zendesk, route });
    expect(report.files).toEqual([{ class: "pdf", fate: "unread", count: 1 }]);
  });
});

const secret =
  "<< /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <" +
  "28".repeat(32) +
  "> /U <" +
  "5e".repeat(32) +
  "> >>";
const id = "/ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>]";

describe("D19: what is not seen", () => {
  const textsOf = async (file: Buffer): Promise<string> => {
    const { document } = await open(file);
    return Array.from({ length: document.size }, (_text, node) => document.text(node)).join("\n");
  };
  it("what a later revision replaced is read, as it is still there", async () => {
    const first = simplePdf({ pages: [show("old@leak.test")] });
    const content = `11 0 obj\n<< /Length 60 >>\nstream\n${show("new words").padEnd(60)}\nendstream\nendobj\n`;
    const [, before = ""] = /startxref\n(\d+)/.exec(first.toString("latin1")) ?? [];
    const table = `xref\n11 1\n${String(first.length).padStart(10, "0")} 00000 n \ntrailer\n<< /Size 12 /Root 1 0 R /Prev ${before} >>\n`;
    const end = `startxref\n${String(first.length + content.length)}\n%%EOF\n`;
    expect(await textsOf(Buffer.concat([first, Buffer.from(content + table + end)]))).toBe(
      "\nnew words\nold@leak.test",
    );
  });
  it("limit: text beside the page is not read", async () => {
    expect(
      await textsOf(
        simplePdf({
          pages: [show("beside@leak.test", 900) + show("on the page")],
        }),
      ),
    ).toBe("\non the page");
  });
});

describe("D19: hostile PDFs are refused, and in time", () => {
  it.each<[string, PdfSource | Buffer]>([
    [
      "encrypted",
      {
        pages: [show("jane@leak.test")],
        objects: { 80: secret },
        trailer: `/Encrypt 80 0 R ${id}`,
      },
    ],
    ["cut off", simplePdf({ pages: [show("jane@leak.test")] }).subarray(0, 60)],
    [
      "pages in a circle",
      {
        pages: [show("jane@leak.test")],
        objects: { 2: "<< /Type /Pages /Kids [2 0 R] /Count 1 >>" },
      },
    ],
    ["no PDF at all", Buffer.from("%PDF-1.7\nnothing")],
  ])("%s", async (_name, source) => {
    expect(await codeOf(open(source))).toBe("attachment_unscannable");
  });
  it("ends what inflates to more than its buffers may be, and only that", async () => {
    const file = simplePdf({ pages: [Buffer.alloc(4 << 20, 32)] });
    const limits = { pages: 10, units: 1e7, ms: 10_000 };
    expect(await codeOf(readPdfText(file, { ...limits, allocated: 8 << 20 }))).toBe("attachment_unscannable");
    expect(await codeOf(readPdfText(file, { ...limits, allocated: 256 << 20 }))).toBe("read");
  });
  it("ends what takes too long", async () => {
    const file = simplePdf({ pages: [show("jane@leak.test ").repeat(20_000)] });
    const limits = { pages: 10, units: 1e7, allocated: 1e9, ms: 30 };
    const from = performance.now();
    expect(await codeOf(readPdfText(file, limits))).toBe("attachment_unscannable");
    expect(performance.now() - from).toBeLessThan(2000);
  });
});

describe("D19: in an upload", () => {
  it("a PDF with findings is replaced by a note, one without passes as it is", async () => {
    const route = desks.zendesk.route("POST", "/api/v2/uploads");
    const upload = async (body: Buffer) =>
      redactor.redact({ body, mediaType: "application/pdf" }, { desk: desks.zendesk, route });
    const { payload, report } = await upload(simplePdf({ pages: [show("jane@leak.test")] }));
    expect(payload.body.toString("latin1")).toMatch(/removed(?![\s\S]*leak\.test)/);
    expect(report.counts).toMatchObject([{ entity: "EMAIL_ADDRESS" }]);
    const clean = simplePdf({ pages: [show("nothing to see")] });
    expect((await upload(clean)).payload.body).toBe(clean);
  });
});
