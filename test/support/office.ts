/* Makes office packages for tests from the parts that matter to them. */

import { zip, type ZipSource } from "./zip.js";

const declared = (xml: string): string => `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${xml}`;

const word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const sheet = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const relationType = "http://schemas.openxmlformats.org/package/2006/relationships";

export type Parts = Readonly<Record<string, string | Buffer>>;

/** Parts whose text begins with `<` get the XML declaration. */
const sourcesOf = (parts: Parts): readonly ZipSource[] =>
  Object.entries(parts).map(([name, content]) => ({
    name,
    content: typeof content === "string" && content.startsWith("<") ? declared(content) : content,
  }));

interface MainPart {
  readonly main: string;
  readonly type: string;
}

function ooxml({ main, type }: MainPart, parts: Parts): Buffer {
  const overrides = Object.keys(parts)
    .filter((name) => contentTypes[name] !== undefined)
    .map((name) => `<Override PartName="/${name}" ContentType="${contentTypes[name] ?? ""}"/>`);
  return zip(
    sourcesOf({
      "[Content_Types].xml":
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">' +
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>' +
        `<Override PartName="/${main}" ContentType="${type}"/>${overrides.join("")}</Types>`,
      "_rels/.rels":
        `<Relationships xmlns="${relationType}"><Relationship Id="rId1" Type="${relation}/officeDocument" Target="${main}"/>` +
        '<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>',
      ...parts,
    }),
  );
}

const vendor = "application/vnd.openxmlformats-officedocument";
const contentTypes: Readonly<Record<string, string>> = {
  "xl/worksheets/sheet1.xml": `${vendor}.spreadsheetml.worksheet+xml`,
  "xl/sharedStrings.xml": `${vendor}.spreadsheetml.sharedStrings+xml`,
  "word/comments.xml": `${vendor}.wordprocessingml.comments+xml`,
  "word/header1.xml": `${vendor}.wordprocessingml.header+xml`,
  "word/footer1.xml": `${vendor}.wordprocessingml.footer+xml`,
  "word/footnotes.xml": `${vendor}.wordprocessingml.footnotes+xml`,
  "word/endnotes.xml": `${vendor}.wordprocessingml.endnotes+xml`,
  "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
  "docProps/app.xml": `${vendor}.extended-properties+xml`,
  "docProps/custom.xml": `${vendor}.custom-properties+xml`,
};

/** `body`: content of `w:body`. */
export const docx = (body: string, parts: Parts = {}): Buffer =>
  ooxml(
    { main: "word/document.xml", type: `${vendor}.wordprocessingml.document.main+xml` },
    {
      "word/document.xml": `<w:document ${word} xmlns:r="${relation}"><w:body>${body}</w:body></w:document>`,
      ...parts,
    },
  );

/** Parts of Word that stand beside the document. */
export const wordPart = (root: string, content: string): string =>
  `<w:${root} ${word}>${content}</w:${root}>`;

export const relations = (...targets: readonly string[]): string =>
  `<Relationships xmlns="${relationType}">${targets
    .map(
      (target, at) =>
        `<Relationship Id="rId${String(at + 1)}" Type="${relation}/hyperlink" Target="${target}" TargetMode="External"/>`,
    )
    .join("")}</Relationships>`;

/** One run, or several, of `w:t`. */
export const runs = (...texts: readonly string[]): string =>
  texts.map((text) => `<w:r><w:t xml:space="preserve">${text}</w:t></w:r>`).join("");
export const paragraph = (...texts: readonly string[]): string => `<w:p>${runs(...texts)}</w:p>`;

/** `rows`: content of `sheetData`; `strings`: content of each `si`. */
export const xlsx = (rows: string, strings: readonly string[], parts: Parts = {}): Buffer =>
  ooxml(
    { main: "xl/workbook.xml", type: `${vendor}.spreadsheetml.sheet.main+xml` },
    {
      "xl/workbook.xml": `<workbook ${sheet} xmlns:r="${relation}"><sheets><sheet name="Kunden" sheetId="1" r:id="rId1"/></sheets></workbook>`,
      "xl/_rels/workbook.xml.rels":
        `<Relationships xmlns="${relationType}"><Relationship Id="rId1" Type="${relation}/worksheet" Target="worksheets/sheet1.xml"/>` +
        `<Relationship Id="rId2" Type="${relation}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
      "xl/worksheets/sheet1.xml": `<worksheet ${sheet}><sheetData>${rows}</sheetData></worksheet>`,
      "xl/sharedStrings.xml": `<sst ${sheet} count="${String(strings.length)}" uniqueCount="${String(strings.length)}">${strings
        .map((string) => `<si>${string}</si>`)
        .join("")}</sst>`,
      ...parts,
    },
  );

/** `parts` beside an empty presentation. */
export const pptx = (parts: Parts): Buffer =>
  ooxml(
    { main: "ppt/presentation.xml", type: `${vendor}.presentationml.presentation.main+xml` },
    {
      "ppt/presentation.xml":
        '<p:presentation xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"/>',
      ...parts,
    },
  );

const open = "urn:oasis:names:tc:opendocument:xmlns";
const openNames = `xmlns:office="${open}:office:1.0" xmlns:text="${open}:text:1.0" xmlns:table="${open}:table:1.0" xmlns:meta="${open}:meta:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2"`;

/** `kind`: `text` or `spreadsheet`; `body`: content of that element. */
export function odf(kind: "text" | "spreadsheet", body: string, parts: Parts = {}): Buffer {
  const type = `application/vnd.oasis.opendocument.${kind}`;
  return zip([
    { name: "mimetype", content: type, stored: true },
    ...sourcesOf({
      "content.xml": `<office:document-content ${openNames}><office:body><office:${kind}>${body}</office:${kind}></office:body></office:document-content>`,
      ...parts,
      "META-INF/manifest.xml": `<manifest:manifest xmlns:manifest="${open}:manifest:1.0" manifest:version="1.2"><manifest:file-entry manifest:full-path="/" manifest:media-type="${type}"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>`,
    }),
  ]);
}

export const openMeta = (content: string): string =>
  `<office:document-meta ${openNames}><office:meta>${content}</office:meta></office:document-meta>`;
