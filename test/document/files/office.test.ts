/* Office files: values split over runs, in every part and place, are masked; the package stays what it was. */

import { describe, expect, it } from "vitest";
import { docx, paragraph, pptx, relations, runs, wordPart } from "../../support/office.js";
import { allOf, textsOf, upload } from "../../support/office-read.js";
import { pythonZip } from "../../support/python.js";

const mail = "[EMAIL_ADDRESS 1]";

/** A paragraph's content, and what it reads afterwards. */
type Row = readonly [name: string, content: string, expected: string];

const split: readonly Row[] = [
  ["two runs", runs("write to ja", "ne@leak.test, thanks"), `write to ${mail}, thanks`],
  ["a letter each", runs(..."jane@leak.test"), mail],
  [
    "marks between",
    `${runs("ja")}<w:proofErr w:type="spellStart"/><w:bookmarkStart w:id="0" w:name="a"/>${runs("ne@leak.test")}`,
    mail,
  ],
  [
    "inserted and deleted",
    `${runs("jane@")}<w:del w:id="1" w:author="A"><w:r><w:delText>old.test</w:delText></w:r></w:del><w:ins w:id="2" w:author="A">${runs("leak.test")}</w:ins>`,
    mail,
  ],
  ["moved", `<w:moveFrom>${runs("ja")}</w:moveFrom>${runs("ne@leak.test")}`, mail],
  [
    "hidden filler",
    `${runs("jane")}<w:r><w:rPr><w:vanish/></w:rPr><w:t>XX</w:t></w:r>${runs("@leak.test")}`,
    "[EMAIL_ADDRESS 2]",
  ],
  ["CDATA, comment", "<w:r><w:t><![CDATA[ja]]>ne<!-- -->@</w:t></w:r><w:r><w:t>leak.test</w:t></w:r>", mail],
  ["references", runs("jane&#64;", "leak&#x2e;test"), mail],
  [
    "an unknown element between",
    `${runs("jane@")}<x:y xmlns:x="urn:x">ZZ</x:y>${runs("leak.test")}`,
    `${mail}ZZ`,
  ],
  [
    "a sign as symbol",
    `${runs("jane")}<w:r><w:sym w:font="Arial" w:char="F040"/></w:r>${runs("leak.test")}`,
    mail,
  ],
  [
    "a hyphen that does not break",
    `${runs("jane@le")}<w:r><w:noBreakHyphen/></w:r>${runs("ak.test")}`,
    "[EMAIL_ADDRESS 3]",
  ],
  ["a tab parts words", `${runs("tel")}<w:r><w:tab/></w:r>${runs("jane@leak.test")}`, `tel${mail}`],
  [
    "an instruction",
    `<w:r><w:instrText>MAILTO "ja</w:instrText></w:r><w:r><w:instrText>ne@leak.test"</w:instrText></w:r>`,
    `MAILTO "${mail}"`,
  ],
  ["nothing to find", runs("just", " text & more".replace("&", "&amp;")), "just text & more"],
];

describe("D18: text split over runs of a DOCX", async () => {
  const file = docx(split.map(([, content]) => `<w:p>${content}</w:p>`).join(""));
  const texts = textsOf(await upload(file))["word/document.xml"];
  it.each(split.map(([name, , expected], at) => [name, expected, at] as const))(
    "%s",
    (_name, expected, at) => {
      expect(texts?.[at]).toBe(expected);
    },
  );
});

describe("D18: wherever a text is cut", async () => {
  const text = "write to jane@leak.test now";
  const cuts = Array.from(text, (_sign, at) => at).flatMap((from) =>
    Array.from({ length: text.length - from }, (_sign, more) => [from, from + more] as const),
  );
  const file = docx(
    cuts.map(([from, to]) => paragraph(text.slice(0, from), text.slice(from, to), text.slice(to))).join(""),
  );
  const texts = textsOf(await upload(file))["word/document.xml"] ?? [];
  it("it reads the same", () => {
    expect(texts).toHaveLength(cuts.length);
    expect([...new Set(texts)]).toEqual([`write to ${mail} now`]);
  });
});

const canaries = new Map<string, string>();
/** An address for a place; no two are alike. */
const canary = (place: string): string => {
  const made = `${place}.person@leak.test`;
  canaries.set(place, made);
  return made;
};

const inCell = (content: string): string => `<w:tbl><w:tr><w:tc>${content}</w:tc></w:tr></w:tbl>`;
const box = (content: string): string =>
  `<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" alt="${canary("alt")}"><v:textbox><w:txbxContent>${content}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>`;
const comment = (content: string): string =>
  `<w:comment w:id="0" w:author="${canary("author")}" w:initials="JP">${content}</w:comment>`;
const properties = "http://schemas.openxmlformats.org/officeDocument/2006";

const everywhere = (): Buffer =>
  docx(
    paragraph(canary("body")) +
      box(paragraph("box ", canary("box"))) +
      inCell(paragraph(canary("cell"))) +
      `<w:p><w:ins w:id="5" w:author="${canary("inserter")}">${runs("nothing")}</w:ins><w:ins w:id="6" w:author="${canary("inserter")}"/></w:p><!-- ${canary("remark")} --><?note ${canary("note")}?>` +
      `<w:p><w:fldSimple w:instr="HYPERLINK mailto:${canary("field")}"/></w:p><w:sdt><w:sdtPr><w:alias w:val="${canary("alias")}"/></w:sdtPr></w:sdt>`,
    {
      "word/comments.xml": wordPart("comments", comment(paragraph(canary("comment")))),
      "word/header1.xml": wordPart("hdr", paragraph(canary("header"))),
      "word/footer1.xml": wordPart("ftr", paragraph(canary("footer"))),
      "word/footnotes.xml": wordPart(
        "footnotes",
        `<w:footnote>${paragraph(canary("footnote"))}</w:footnote>`,
      ),
      "word/endnotes.xml": wordPart("endnotes", `<w:endnote>${paragraph(canary("endnote"))}</w:endnote>`),
      "word/glossary/document.xml": wordPart("glossaryDocument", paragraph(canary("glossary"))),
      "word/people.xml": `<w15:people xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"><w15:person w15:author="A"><w15:presenceInfo w15:providerId="AD" w15:userId="S::${canary("presence")}::1"/></w15:person></w15:people>`,
      "word/_rels/document.xml.rels": relations(`mailto:${canary("target").replace("@", "%40")}`),
      "customXml/item1.xml": `<customer><mail>${canary("custom")}</mail></customer>`,
      "docProps/core.xml": `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>${canary("creator")}</dc:creator></cp:coreProperties>`,
      "docProps/app.xml": `<Properties xmlns="${properties}/extended-properties"><Manager>${canary("manager")}</Manager></Properties>`,
      "docProps/custom.xml": `<Properties xmlns="${properties}/custom-properties" xmlns:vt="${properties}/docPropsVTypes"><property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="Kunde"><vt:lpwstr>${canary("property")}</vt:lpwstr></property></Properties>`,
      "word/embeddings/inner.docx": docx(paragraph("in", "ner@leak.test")),
      "word/media/readme.txt": `plain ${canary("text")}`,
      "word/drawings/vmlDrawing1.vml": `<xml><br>${canary("drawing")}</xml>`,
      [`word/media/${canary("entry")}.txt`]: "nothing",
    },
  );

describe("D18: every place of a DOCX", async () => {
  const file = everywhere();
  const out = await upload(file);
  const before = pythonZip(file);
  const after = pythonZip(out);
  it("no planted value is left for a second reader, also not in the file inside", () => {
    expect(canaries.size).toBeGreaterThan(20);
    const all = allOf(after);
    const left = [...canaries].filter(([, value]) => all.includes(value.split("@")[0] ?? ""));
    expect(left).toEqual([]);
    const inner = after.find(({ name }) => name.endsWith("inner.docx"))?.content ?? "";
    expect(textsOf(Buffer.from(inner, "latin1"))["word/document.xml"]?.[0]).toMatch(
      /^\[EMAIL_ADDRESS \d+\]$/,
    );
  });
  it("is the same package but for them: order, names, untouched entries, XML", () => {
    expect(after.map(({ name }) => name.replace(/%5B.*%5D\.txt/, "*"))).toEqual(
      before.map(({ name }) => name.replace(/entry.person@leak.test.txt/, "*")),
    );
    expect(after[0]?.content).toBe(before[0]?.content);
    expect(Object.keys(textsOf(out)).length).toBeGreaterThan(14);
  });
  it("without findings is the very same Buffer", async () => {
    const clean = docx(paragraph("nothing ", "here") + inCell(paragraph("at all")));
    expect(await upload(clean)).toBe(clean);
  });
});

describe("D18: PPTX", async () => {
  const a = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"';
  const p = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"';
  const line = (...texts: readonly string[]): string =>
    `<a:p>${texts.map((text) => `<a:r><a:t>${text}</a:t></a:r>`).join("")}</a:p>`;
  const out = await upload(
    pptx({
      "ppt/slides/slide1.xml": `<p:sld ${p} ${a}><p:txBody>${line("ja", "ne@leak.test")}</p:txBody><p:cNvPr descr="shows jane@leak.test"/></p:sld>`,
      "ppt/notesSlides/notesSlide1.xml": `<p:notes ${p} ${a}>${line("no", "te@leak.test")}<a:fld type="x"><a:t>1</a:t></a:fld></p:notes>`,
      "ppt/comments/comment1.xml": `<p:cmLst ${p}><p:cm><p:text>cm@leak.test</p:text></p:cm></p:cmLst>`,
      "ppt/commentAuthors.xml": `<p:cmAuthorLst ${p}><p:cmAuthor id="0" name="author@leak.test" initials="A"/></p:cmAuthorLst>`,
      "ppt/charts/chart1.xml": `<c:chart xmlns:c="urn:c"><c:strCache><c:pt><c:v>chart@leak.test</c:v></c:pt></c:strCache></c:chart>`,
    }),
  );
  it("slides, notes, comments, authors, charts", () => {
    expect(allOf(pythonZip(out))).not.toContain("leak.test");
    expect(textsOf(out)["ppt/slides/slide1.xml"]).toEqual([mail]);
  });
});

describe("D18: tables", () => {
  it("tables: a label in a cell says what the next one holds, a heading what those below it do", async () => {
    const row = (...cells: readonly string[]): string =>
      `<w:tr>${cells.map((cell) => `<w:tc>${paragraph(cell)}</w:tc>`).join("")}</w:tr>`;
    const out = await upload(
      docx(
        `<w:tbl>${row("Host", "Note", "Password")}${row("one", "two", "Elmtree-Rust9")}</w:tbl><w:tbl>${row("Password", "Oaktree-Moss7")}</w:tbl>`,
      ),
    );
    expect(textsOf(out)["word/document.xml"]?.join(" ")).toBe(
      "Host Note Password one two [CREDENTIAL 1] Password [CREDENTIAL 2]",
    );
  });
});
