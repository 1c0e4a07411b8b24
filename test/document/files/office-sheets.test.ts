/* Sheets and OpenDocument: shared strings, numbers below a heading, formulas, spans, metadata. */

import { describe, expect, it } from "vitest";
import { odf, openMeta, relations, xlsx } from "../../support/office.js";
import { textsOf, upload } from "../../support/office-read.js";
import { pythonZip } from "../../support/python.js";

const mail = "[EMAIL_ADDRESS 1]";

const cell = (at: string, type: string, content: string): string =>
  `<c r="${at}"${type === "" ? "" : ` t="${type}"`}>${content}</c>`;
const value = (text: string | number): string => `<v>${String(text)}</v>`;
const shared = (at: string, position: number): string => cell(at, "s", value(position));

const book = (): Buffer =>
  xlsx(
    [
      [shared("A1", 0), shared("B1", 1), shared("C1", 2), shared("D1", 3)],
      [
        shared("A2", 4),
        cell("B2", "", value("4915112345678")),
        shared("C2", 5),
        cell("D2", "", value("3.14")),
      ],
      [shared("A3", 6), cell("B3", "n", `<f>B2+1</f>${value("4.915112345679E12")}`), shared("C3", 5)],
      [cell("A4", "inlineStr", "<is><r><t>bob@</t></r><r><t>leak.test</t></r></is>")],
      [cell("A5", "str", `<f>A2&amp;"@leak.test"</f>${value("carol@leak.test")}`)],
      [cell("D6", "", value("4915112345678"))],
    ]
      .map((cells, at) => `<row r="${String(at + 1)}">${cells.join("")}</row>`)
      .join(""),
    [
      "<t>Name</t>",
      "<t>Phone</t>",
      "<t>Password</t>",
      "<t>Amount</t>",
      "<r><t>ja</t></r><r><rPr><b/></rPr><t>ne@leak.test</t></r>",
      "<t>Elmtree-Rust9</t>",
      "<t>nothing</t>",
    ],
    {
      "xl/comments1.xml": `<comments><authors><author>dora@leak.test</author></authors><commentList><comment ref="A1" authorId="0"><text><r><t>erin</t></r><r><t>@leak.test</t></r></text></comment></commentList></comments>`,
      "xl/printerSettings/printerSettings1.bin": Buffer.from([0, 1, 2, 3, 0xff]),
    },
  );

describe("D18: sheets", async () => {
  const out = await upload(book());
  const parts = new Map(pythonZip(out).map(({ name, content }) => [name, content]));
  const rows = textsOf(out)["xl/worksheets/sheet1.xml"];
  const strings = textsOf(out)["xl/sharedStrings.xml"];
  it("shared strings are masked over their runs, and by the heading over their cells; none is lost", () => {
    expect(strings).toEqual([
      "Name",
      "Phone",
      "Password",
      "Amount",
      expect.stringMatching(/^\[EMAIL_ADDRESS \d\]$/),
      "[CREDENTIAL 1]",
      "nothing",
    ]);
    expect(parts.get("xl/sharedStrings.xml")).toContain('count="7" uniqueCount="7"');
  });
  it("numbers under a heading that names them become texts, with their formula; others stay numbers", () => {
    const sheet = parts.get("xl/worksheets/sheet1.xml") ?? "";
    expect(sheet).toContain('<c r="B2" t="str"><v>[PHONE_NUMBER 1]</v></c>');
    expect(sheet).toMatch(
      /<c r="B3" t="str"><f>&quot;\[PHONE_NUMBER \d\]&quot;<\/f><v>\[PHONE_NUMBER \d\]<\/v><\/c>/,
    );
    expect(sheet).toContain('<c r="D2"><v>3.14</v></c>');
    expect(sheet).toContain('<c r="D6"><v>4915112345678</v></c>');
    expect(rows).toHaveLength(14);
  });
  it("formulas do not bring a value back", () => {
    expect(parts.get("xl/worksheets/sheet1.xml")).not.toContain("leak.test");
  });
  it("comments and their authors", () => {
    expect(parts.get("xl/comments1.xml")).not.toContain("leak.test");
  });
});

describe("D18: where a label may not stand as it is", async () => {
  const out = await upload(
    xlsx("<row><c r=\"A1\"><f>'jane@leak.test'!A2</f><v>1</v></c></row>", [], {
      "xl/workbook.xml": '<workbook><sheets><sheet name="jane@leak.test"/></sheets></workbook>',
      "xl/media/jane@leak.test.txt": "nothing",
      "xl/worksheets/_rels/sheet1.xml.rels": relations(
        "mailto:jane@leak.test",
        "../media/jane@leak.test.txt",
      ),
    }),
  );
  const parts = new Map(pythonZip(out).map(({ name, content }) => [name, content]));
  it("names of sheets, and formulas that name them, hold no brackets", () => {
    const [, name = ""] = /<sheet name="([^"]*)"/.exec(parts.get("xl/workbook.xml") ?? "") ?? [];
    expect(name).toMatch(/^\(EMAIL_ADDRESS \d\)$/);
    expect(parts.get("xl/worksheets/sheet1.xml")).toContain(`<f>'${name}'!A2</f>`);
  });
  it("targets are URIs, and lead to the part that has another name now", () => {
    const targets = [
      ...(parts.get("xl/worksheets/_rels/sheet1.xml.rels") ?? "").matchAll(/Target="([^"]*)"/g),
    ];
    const [mailto = "", media = ""] = targets.map(([, target = ""]) => target);
    expect(mailto).toMatch(/^mailto:%5BEMAIL_ADDRESS%20\d%5D$/);
    expect(parts.get(`xl/${media.slice(3)}`)).toBe("nothing");
  });
});

const open = (): Buffer =>
  odf(
    "spreadsheet",
    `<table:table table:name="A"><table:table-row>${["Name", "Phone"].map((text) => `<table:table-cell office:value-type="string"><text:p>${text}</text:p></table:table-cell>`).join("")}</table:table-row>
     <table:table-row><table:table-cell office:value-type="string"><text:p>x <text:span>ja</text:span><text:span>ne@</text:span>leak.test</text:p></table:table-cell>
     <table:table-cell table:formula="of:=[.A1]" office:value-type="float" office:value="4915112345678"><text:p>4.9E+12</text:p></table:table-cell></table:table-row></table:table>
     <text:p>call<text:s text:c="2"/><text:span>bob</text:span> <text:span>carol@leak.test</text:span><text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>no<text:tab/>te</text:p></text:note-body></text:note>.</text:p>`,
    {
      "meta.xml": openMeta(
        '<meta:initial-creator>dora@leak.test</meta:initial-creator><meta:user-defined meta:name="Password">Elmtree-Rust9</meta:user-defined>',
      ),
      "layout-cache": Buffer.from([0, 1, 2, 3, 0xff]),
    },
  );

describe("D18: OpenDocument", async () => {
  const out = await upload(open());
  const parts = new Map(pythonZip(out).map(({ name, content }) => [name, content]));
  const content = parts.get("content.xml") ?? "";
  it("spans are one text, blanks between them part words", () => {
    expect(textsOf(out)["content.xml"]).toContain(`x ${mail}`);
    expect(textsOf(out)["content.xml"]?.some((text) => text.startsWith("callbob [EMAIL_ADDRESS "))).toBe(
      true,
    );
  });
  it("a masked number is a text: neither its value nor its formula is left", () => {
    expect(content).toContain(
      '<table:table-cell office:value-type="string"><text:p>[PHONE_NUMBER 1]</text:p></table:table-cell>',
    );
  });
  it("metadata; the type of the package stands first and stored", () => {
    expect(parts.get("meta.xml")).toMatch(/>\[EMAIL_ADDRESS \d\]<.*>\[CREDENTIAL 1\]</);
    expect(out.toString("latin1", 30, 46)).toBe("mimetypeapplicat");
  });
});
