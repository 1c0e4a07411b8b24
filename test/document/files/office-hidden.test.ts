/* Office files: places where a reader sees a value that the parts do not spell in one piece. */

import { describe, expect, it } from "vitest";
import {
  docx,
  odf,
  paragraph,
  pptx,
  relations,
  runs,
  wordPart,
  xlsx,
  type Parts,
} from "../../support/office.js";
import { png } from "../../support/images.js";
import { allOf, upload, uploadRead } from "../../support/office-read.js";
import { pythonZips } from "../../support/python.js";
import { zip } from "../../support/zip.js";

const secret = "Elmtree-Rust9";
const phone = "4915112345678";

const mark = (change: string): string => `<w:pPr><w:rPr><w:${change}/></w:rPr></w:pPr>`;
const joined = (change: string): Buffer =>
  docx(`<w:p>${mark(change)}${runs("host 203.0.")}</w:p>${paragraph("113.77 is it")}`);
const signs = (text: string): string =>
  Array.from(text, (sign) => `<w:r><w:sym w:char="F0${sign.charCodeAt(0).toString(16)}"/></w:r>`).join("");
const alternative = (choice: string, fallback: string): string =>
  `<mc:AlternateContent xmlns:mc="urn:mc"><mc:Choice Requires="x">${choice}</mc:Choice><mc:Fallback>${fallback}</mc:Fallback></mc:AlternateContent>`;
const key = [
  "-----BEGIN RSA PRIVATE KEY-----",
  ...Array.from({ length: 8 }, (_line, at) => Buffer.alloc(48, 7 * at + 1).toString("base64")),
  "-----END RSA PRIVATE KEY-----",
];
const table = (...cells: readonly string[]): string => `<w:tbl><w:tr>${cells.join("")}</w:tr></w:tbl>`;
const cell = (text: string): string => `<w:tc>${paragraph(text)}</w:tc>`;
const control = (content: string): string => `<w:sdt><w:sdtContent>${content}</w:sdtContent></w:sdt>`;
const settings = (content: string): Parts => ({ "word/settings.xml": wordPart("settings", content) });
const people = (root: string, one: string): string => `<${root} xmlns:x="urn:x">${one}</${root}>`;

const sheetRow = (row: number, ...cells: readonly string[]): string =>
  `<row r="${String(row)}">${cells
    .map((text, at) => {
      const place = `r="${"ABC".charAt(at)}${String(row)}"`;
      return /^\d+$/.test(text)
        ? `<c ${place}><v>${text}</v></c>`
        : `<c ${place} t="inlineStr"><is><t>${text}</t></is></c>`;
    })
    .join("")}</row>`;
const formula = (text: string): Buffer => xlsx(`<row r="1"><c r="A1" t="str"><f>${text}</f></c></row>`, []);

const deletion = (id: string, ...texts: readonly string[]): string =>
  `<text:changed-region text:id="${id}"><text:deletion>${texts.map((text) => `<text:p>${text}</text:p>`).join("")}</text:deletion></text:changed-region>`;

/** What must be gone from the whole package. */
type Row = readonly [name: string, file: Buffer, gone: RegExp];

const word: readonly Row[] = [
  ["a paragraph's mark that was deleted", joined("del"), /203\.0|113\.77/],
  ["a paragraph's mark that was put in", joined("ins"), /203\.0|113\.77/],
  ["a paragraph's mark that is hidden", joined("vanish"), /203\.0|113\.77/],
  [
    "a text put in between, as it was before",
    docx(`<w:p>${runs("host 203.0.")}<w:ins w:id="1">${runs("or so ")}</w:ins>${runs("113.77")}</w:p>`),
    /203\.0|113\.77/,
  ],
  [
    "codes of fields, some deleted",
    docx(
      '<w:p><w:r><w:instrText>PING "203.0.</w:instrText></w:r><w:del><w:r><w:delInstrText>x</w:delInstrText></w:r></w:del><w:r><w:instrText>113.77"</w:instrText></w:r></w:p>',
    ),
    /203\.0|113\.77/,
  ],
  [
    "what is shown instead of what a program does not know",
    docx(`<w:p>${alternative(runs("somewhere"), runs("host 203.0."))}${runs("113.77")}</w:p>`),
    /203\.0|113\.77/,
  ],
  ["signs of a symbol font", docx(`<w:p>${runs("host ")}${signs("203.0.113.77")}</w:p>`), /sym/],
  [
    "blanks that a program leaves out",
    docx("<w:p><w:r><w:t>host 203.0. </w:t></w:r><w:r><w:t> 113.77</w:t></w:r></w:p>"),
    /203\.0|113\.77/,
  ],
  [
    "a style that hides",
    docx(
      `<w:p>${runs("203.0.")}<w:r><w:rPr><w:rStyle w:val="B"/></w:rPr><w:t>x</w:t></w:r>${runs("113.77")}</w:p>`,
      {
        "word/styles.xml": wordPart(
          "styles",
          '<w:style w:styleId="A"><w:rPr><w:vanish/></w:rPr></w:style><w:style w:styleId="B"><w:basedOn w:val="A"/></w:style>',
        ),
      },
    ),
    /203\.0|113\.77/,
  ],
  [
    "a label, and its value in the next paragraph",
    docx(paragraph("Pass", "word:") + paragraph(secret)),
    /Elmtree/,
  ],
  [
    "a label in a control, its value behind it",
    docx(control(paragraph("Password:")) + control(paragraph(secret))),
    /Elmtree/,
  ],
  [
    "a private key, a paragraph for each line",
    docx(key.map((line) => paragraph(line)).join("")),
    /AQEB|CAgI|MjIy/,
  ],
  [
    "the title of a control",
    docx(
      `<w:sdt><w:sdtPr><w:alias w:val="Password"/></w:sdtPr><w:sdtContent>${paragraph(secret)}</w:sdtContent></w:sdt>`,
    ),
    /Elmtree/,
  ],
  [
    "the name of a form field",
    docx(
      `<w:p><w:r><w:fldChar><w:ffData><w:name w:val="Password"/><w:textInput><w:default w:val="${secret}"/></w:textInput></w:ffData></w:fldChar></w:r></w:p>`,
    ),
    /Elmtree/,
  ],
  ["cells in a control", docx(table(control(cell("Password")), cell(secret))), /Elmtree/],
  [
    "pairs in a row",
    docx(table(cell("Host"), cell("203.0.113.77"), cell("Password"), cell(secret))),
    /Elmtree/,
  ],
  [
    "variables of a document",
    docx("", settings(`<w:docVars><w:docVar w:name="Password" w:val="${secret}"/></w:docVars>`)),
    /Elmtree/,
  ],
  [
    "a part that is called something else",
    docx("", {
      "word/one.dat": Buffer.from(
        `<!-- x --><w:hdr xmlns:w="urn:w">${paragraph("203.0.", "113.77")}</w:hdr>`,
      ),
    }),
    /203\.0|113\.77/,
  ],
  [
    "short values of the customer's own XML",
    docx("", { "customXml/item1.xml": '<c phone="55501234" password="ab9#x"/>' }),
    /55501234|ab9#x/,
  ],
];

const sheets: readonly Row[] = [
  ["literals of a formula", formula('"203.0."&amp; "113.77"'), /203\.0|113\.77/],
  ["literals of a function", formula('CONCATENATE("203.0.","113.77")'), /203\.0|113\.77/],
  [
    "an address put together for a link",
    formula('HYPERLINK("mailto:"&amp;"jane@"&amp;"leak.test","x")'),
    /jane|leak/,
  ],
  [
    "a name that is defined",
    xlsx("", [], {
      "xl/workbook.xml": `<workbook><definedNames><definedName name="Password">"${secret}"</definedName></definedNames></workbook>`,
    }),
    /Elmtree/,
  ],
  [
    "headers with codes between",
    xlsx("", [], {
      "xl/worksheets/sheet2.xml":
        '<worksheet><headerFooter><oddHeader>&amp;Lhost 203.0.&amp;B113&amp;"Arial,Bold"&amp;12&amp;K000000.77&amp;Rx</oddHeader></headerFooter></worksheet>',
    }),
    /203\.0|\.77/,
  ],
  ["blanks that are left out", xlsx("", ["<r><t>203.0. </t></r><r><t> 113.77</t></r>"]), /203\.0|113\.77/],
  [
    "headings with a number",
    xlsx(sheetRow(1, "Name", "Phone 2", "Password 1") + sheetRow(2, "x", phone, secret), []),
    /49151|Elmtree/,
  ],
  [
    "headings below a title",
    xlsx(
      sheetRow(1, "Customers", "Export") +
        sheetRow(2, "Name", "Phone", "Password") +
        sheetRow(3, "x", phone, secret),
      [],
    ),
    /49151|Elmtree/,
  ],
  [
    "what is kept of another workbook",
    xlsx("", [], {
      "xl/externalLinks/externalLink1.xml": `<externalLink><sheetDataSet><sheetData><row r="1"><cell r="A1" t="str"><v>Phone</v></cell></row><row r="2"><cell r="A2"><v>${phone}</v></cell></row></sheetData></sheetDataSet></externalLink>`,
    }),
    /49151/,
  ],
  [
    "who shares a workbook",
    xlsx("", [], {
      "xl/revisions/userNames.xml": people(
        "users",
        '<userInfo name="Margaret Whitfield"/><header userName="Margaret Whitfield"/>',
      ),
    }),
    /Whitfield/,
  ],
  [
    "authors of comments on slides",
    pptx({ "ppt/authors.xml": people("x:authorLst", '<x:author id="{1}" name="Margaret Whitfield"/>') }),
    /Whitfield/,
  ],
];

const oddities: readonly Row[] = [
  ["a position that is none", xlsx('<row r="1"><c r="A1" t="s"><v>jane@leak.test</v></c></row>', []), /leak/],
  [
    "a link that begins like the name of a schema",
    docx("", { "word/_rels/document.xml.rels": relations("http://schemas.microsoft.com/203.0.113.77") }),
    /203\.0/,
  ],
  [
    "a package without its list of types",
    zip([
      { name: "_rels/.rels", content: relations("word/document.xml") },
      { name: "word/document.xml", content: wordPart("document", paragraph("203.0.", "113.77")) },
    ]),
    /203\.0|113\.77/,
  ],
  [
    "a package without its type",
    zip([
      {
        name: "META-INF/manifest.xml",
        content: '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
      },
      { name: "content.xml", content: "<o><p>203.0.<p><q>x</q></p><q>113.77</q></p></o>" },
    ]),
    /203\.0|113\.77/,
  ],
];

const open: readonly Row[] = [
  [
    "what was deleted, where it stood",
    odf(
      "text",
      `<text:tracked-changes>${deletion("a", "113.77")}</text:tracked-changes><text:p>host 203.0.<text:change text:change-id="a"/> x</text:p>`,
    ),
    /203\.0|113\.77/,
  ],
  [
    "what was deleted, where something else stands now",
    odf(
      "text",
      `<text:tracked-changes>${deletion("a", "113.77", "more")}<text:changed-region text:id="b"><text:insertion/></text:changed-region></text:tracked-changes><text:p>host 203.0.<text:change-start text:change-id="b"/>9<text:change-end text:change-id="b"/><text:change text:change-id="a"/></text:p>`,
    ),
    /203\.0|113\.77/,
  ],
  [
    "a style that hides",
    odf("text", '<text:p>203.0.<text:span text:style-name="T">x</text:span>113.77</text:p>', {
      "styles.xml":
        '<o><style:style xmlns:style="urn:s" style:name="T"><style:text-properties xmlns:text="urn:t" text:display="none"/></style:style></o>',
    }),
    /203\.0|113\.77/,
  ],
  [
    "fields of the user",
    odf("text", `<text:user-field-decl office:string-value="${secret}" text:name="Password"/>`),
    /Elmtree/,
  ],
  [
    "a label in a list",
    odf(
      "text",
      `<text:list><text:list-item><text:p>Password:</text:p></text:list-item><text:list-item><text:p>${secret}</text:p></text:list-item></text:list>`,
    ),
    /Elmtree/,
  ],
  [
    "formulas",
    odf("spreadsheet", '<table:table-cell table:formula="of:=&quot;203.0.&quot;&amp;&quot;113.77&quot;"/>'),
    /203\.0|113\.77/,
  ],
];

describe("D18: seen as one", async () => {
  const rows = [...word, ...sheets, ...oddities, ...open];
  const outs: (Buffer | string)[] = [];
  for (const [, file] of rows) outs.push(await uploadRead(file));
  const read = pythonZips(outs.filter((out) => typeof out !== "string"));
  it("none is refused", () => {
    expect(outs.filter((out) => typeof out === "string")).toEqual([]);
  });
  it.each(rows.map(([name, , gone], at) => [name, gone, at] as const))("%s", (_name, gone, at) => {
    expect(allOf(read[at] ?? [])).toMatch(/(?:[[(]|%5B)[A-Z_]+(?: |%20)\d+(?:[\])]|%5D)/);
    expect(allOf(read[at] ?? [])).not.toMatch(gone);
  });
});

describe("D18: bytes that are written as text", async () => {
  const field = (bytes: Buffer): Buffer =>
    docx(`<w:p><w:r><w:fldChar><w:fldData>${bytes.toString("base64")}</w:fldData></w:fldChar></w:r></w:p>`);
  const object = (bytes: Buffer): Buffer =>
    odf(
      "text",
      `<text:p><o><office:binary-data>\n${bytes.toString("base64")}\n</office:binary-data></o></text:p>`,
    );
  it("files of a known kind are opened", async () => {
    const out = await uploadRead(object(docx(paragraph("ja", "ne@leak.test"))));
    const content = pythonZips([out as Buffer])[0]?.find(({ name }) => name === "content.xml")?.content ?? "";
    const [, inner = ""] = /binary-data>([^<]*)</.exec(content) ?? [];
    expect(allOf(pythonZips([Buffer.from(inner, "base64")])[0] ?? [])).toMatch(/\[EMAIL_ADDRESS \d+\]/);
  });
  it("others need the permission", async () => {
    expect(await uploadRead(field(Buffer.from("jane@leak.test", "utf16le")))).toBe("attachment_unscannable");
    expect(await uploadRead(object(Buffer.from([0, 1, 2, 0xff, 0, 3])))).toBe("attachment_unscannable");
  });
});

describe("D18: what cannot be read in one way only", () => {
  it.each<[string, Buffer]>([
    ["rows out of order", xlsx(sheetRow(2, "x", phone) + sheetRow(1, "Name", "Phone"), [])],
    [
      "two tables of shared strings",
      xlsx("", ["<t>x</t>"], { "xl/more.xml": "<sst><si><t>y</t></si></sst>" }),
    ],
    [
      "a part in pieces",
      docx("", { "word/x.xml/[0].piece": "<a>203.0.", "word/x.xml/[1].last.piece": "113.77</a>" }),
    ],
    [
      "a part in UTF-16 with another name",
      docx("", { "word/x.dat": Buffer.from("\ufeff <a>x</a>", "utf16le") }),
    ],
    [
      "numbers in changes that are kept",
      odf(
        "spreadsheet",
        `<table:tracked-changes><table:change-track-table-cell office:value="${phone}"/></table:tracked-changes>`,
      ),
    ],
    [
      "numbers in a log of changes",
      xlsx("", [], { "xl/revisions/log.xml": `<revisions><nc><v>${phone}</v></nc></revisions>` }),
    ],
  ])("%s", async (_name, file) => {
    expect(await uploadRead(file)).toBe("attachment_unscannable");
  });
});

it("the picture of the first page goes once anything is masked, and stays where nothing is", async () => {
  const withPreview = (text: string): Buffer =>
    odf("text", `<text:p>${text}</text:p>`, { "Thumbnails/thumbnail.png": png() });
  const [masked, clean] = [withPreview("jane@leak.test"), withPreview("nothing")];
  const preview = (file: Buffer): string | undefined =>
    pythonZips([file])[0]?.find(({ name }) => name.startsWith("Thumbnails"))?.content;
  expect(preview(await upload(masked))).toBe("");
  expect(await upload(clean)).toBe(clean);
  expect(await uploadRead(clean)).toBe("attachment_unscannable");
});

it("a cell with hundreds of values", async () => {
  const many = (count: number): Buffer =>
    xlsx(`<row r="1"><c r="A1">${"<v>jane@leak.test</v>".repeat(count)}</c></row>`, []);
  const out = (await uploadRead(many(400))) as Buffer;
  expect(allOf(pythonZips([out])[0] ?? [])).not.toContain("leak.test");
});
