/* D18, D19: files written by LibreOffice are redacted and opened by it again; Poppler reads what we read of a PDF. */

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { defaultHttpLimits } from "../../src/core/limits.js";
import { desks } from "../../src/desks/index.js";
import { readPdf } from "../../src/document/files/pdf/reader.js";
import { docx, odf, paragraph, runs, xlsx } from "../support/office.js";
import { redactor } from "../support/redactor.js";
import { missing, pdfText, startOffice, type Office } from "./libreoffice.js";

const absent = missing();
if (absent !== undefined) console.warn(`test:office is skipped: ${absent}`);

const route = desks.zendesk.route("POST", "/api/v2/uploads");

async function upload(body: Buffer): Promise<Buffer> {
  const payload = { body, mediaType: "application/octet-stream" };
  return (await redactor.redact(payload, { desk: desks.zendesk, route })).payload.body;
}

const letter = `<html><head><title>A letter of dora@leak.test</title></head><body>
<h1>About ja<b>ne@le</b><i>ak.test</i></h1><p>Call <u>+49 1511</u> 2345678 or write to <a href="mailto:bob@leak.test">bob</a>.</p>
<table><tr><td>Server</td><td>203.0.113.7</td></tr></table><p>${"Nothing is in these words that anyone would want to hide. ".repeat(20)}</p></body></html>`;
const list = `Name,Phone,Mail,Amount\nOne,4915112345678,jane@leak.test,3.5\nTwo,4915112345679,bob@leak.test,4.5\n`;

/** Neither the planted values nor pieces of them. */
const planted = /leak|jane|dora|15112345|2345678|203\.0\.113/;
const label = /\[[A-Z_]+ \d+\]/g;

describe.skipIf(absent !== undefined)("D18: files of LibreOffice", () => {
  let office: Office;
  /** HTML is a document of its own kind, which is written as ODT first. */
  let written: Buffer;
  beforeAll(() => {
    office = startOffice();
    written = office.convert({ "letter.html": letter }, "odt")["letter"] ?? Buffer.alloc(0);
  });
  afterAll(() => {
    office.close();
  });

  it.each(["docx", "odt"])("%s of a letter", async (kind) => {
    const made =
      kind === "odt"
        ? written
        : (office.convert({ "letter.odt": written }, kind)["letter"] ?? Buffer.alloc(0));
    const out = await upload(made);
    expect(out.equals(made)).toBe(false);
    const before = office.convert({ [`letter.${kind}`]: made }, "txt:Text")["letter"]?.toString() ?? "";
    const after = office.convert({ [`letter.${kind}`]: out }, "txt:Text")["letter"]?.toString() ?? "";
    expect(before).toMatch(/jane@leak\.test/);
    expect(after).not.toMatch(planted);
    const words = before
      .replace("jane@leak.test", "[EMAIL_ADDRESS 1]")
      .replace("+49 1511 2345678", "[PHONE_NUMBER 1]")
      .replace("203.0.113.7", "[IP_ADDRESS 1]");
    expect(after.replace(label, "#")).toBe(words.replace(label, "#"));
  });

  it.each(["xlsx", "ods"])("%s of a list", async (kind) => {
    const made = office.convert({ "list.csv": list }, kind)["list"] ?? Buffer.alloc(0);
    const out = await upload(made);
    const after = office.convert({ [`list.${kind}`]: out }, "csv")["list"]?.toString() ?? "";
    expect(after.replace(label, "#")).toBe("Name,Phone,Mail,Amount\nOne,#,#,3.5\nTwo,#,#,4.5\n");
  });

  it("without findings they pass byte for byte: nothing in their settings and styles is taken for a value", async () => {
    const plain = `<html><head><title>Notes</title></head><body><h1>Notes</h1><p>Nothing to see here.</p></body></html>`;
    const notes = office.convert({ "notes.html": plain }, "odt")["notes"] ?? Buffer.alloc(0);
    const made = [
      notes,
      ...["docx", "pdf"].map(
        (kind) => office.convert({ "notes.odt": notes }, kind)["notes"] ?? Buffer.alloc(0),
      ),
      ...["xlsx", "ods"].map(
        (kind) => office.convert({ "n.csv": "Part,Amount\nScrew,12\n" }, kind)["n"] ?? Buffer.alloc(0),
      ),
    ];
    for (const file of made) expect(await upload(file)).toBe(file);
  });

  it("packages of our own tests", async () => {
    const rows =
      '<row r="1"><c r="A1" t="s"><v>0</v></c></row><row r="2"><c r="A2"><f>1+1</f><v>4915112345678</v></c></row>';
    const files = {
      "a.docx": docx(
        `${paragraph("ja", "ne@leak.test")}<w:p><w:del w:id="1" w:author="A">${runs("x").replaceAll("w:t", "w:delText")}</w:del></w:p>`,
      ),
      "b.xlsx": xlsx(rows, ["<t>Phone</t>"]),
      "c.odt": odf("text", "<text:p>ja<text:span>ne@leak.test</text:span></text:p>"),
      "d.docx": docx(
        `<w:p><w:pPr><w:rPr><w:del w:id="1" w:author="A"/></w:rPr></w:pPr>${runs("host 203.0.")}</w:p><w:p>${runs("113")}<w:r><w:sym w:font="Arial" w:char="F02E"/></w:r>${runs("7 and ")}${[..."203.0.113.7"].map((sign) => `<w:r><w:sym w:font="Arial" w:char="F0${sign.charCodeAt(0).toString(16)}"/></w:r>`).join("")}</w:p>`,
      ),
      "e.odt": odf(
        "text",
        '<text:tracked-changes><text:changed-region text:id="c"><text:deletion><office:change-info><dc:creator>A</dc:creator><dc:date>2024-01-01T00:00:00</dc:date></office:change-info><text:p>ne@leak.test</text:p></text:deletion></text:changed-region></text:tracked-changes><text:p>ja<text:change text:change-id="c"/> here</text:p>',
      ),
    };
    for (const [name, file] of Object.entries(files)) {
      const to = name.endsWith("xlsx") ? "csv" : "txt:Text";
      const text = Object.values(office.convert({ [name]: await upload(file) }, to))[0]?.toString() ?? "";
      expect(text).toMatch(label);
      expect(text).not.toMatch(planted);
    }
  });

  it("D19: every word that Poppler finds in a PDF is read", async () => {
    const made = office.convert({ "letter.odt": written }, "pdf")["letter"] ?? Buffer.alloc(0);
    const { document, unread } = await readPdf(made, defaultHttpLimits);
    const texts = Array.from({ length: document.size }, (_text, node) => document.text(node)).join("\n");
    const missed = pdfText(made)
      .split(/\s+/)
      .filter((word) => !texts.includes(word));
    expect([missed, unread]).toEqual([[], false]);
    expect(texts).toContain("dora@leak.test");
    expect((await upload(made)).toString("latin1")).toContain("removed");
  });
});
