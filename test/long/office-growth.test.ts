/* Hostile office files: the time to read them, and to write all of their texts anew, grows like their length. */

import { describe, expect, it } from "vitest";
import { defaultHttpLimits } from "../../src/core/limits.js";
import { openZip } from "../../src/document/files/zip.js";
import { growthOf } from "../support/cpu.js";
import { zip } from "../support/zip.js";

const limits = { ...defaultHttpLimits, bytes: 1e8, openedBytes: 1e8, nodes: 1e7, stringBytes: 1e8 };

const run = "<r><t>a</t></r>";
const list = (count: number, make: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => make(at)).join("");

/** Of about `n` elements each. */
const parts: Record<string, (n: number) => string> = {
  values: (n) => `<sheetData><row><c>${"<v>1</v>".repeat(n)}</c></row></sheetData>`,
  attributes: (n) =>
    `<table-row><table-cell${list(n, (at) => ` a${String(at)}:value="1"`)}><p>x</p></table-cell></table-row>`,
  labels: (n) => `<p>${run}:</p><p><r><t>a:</t></r></p>`.repeat(n / 4),
  joined: (n) => `<p><pPr><rPr><del/></rPr></pPr>${run}</p>`.repeat(n / 5),
  wrapped: (n) => `<sdt><p><r><t>a:</t></r></p></sdt>`.repeat(n / 4),
  deep: (n) => "<sdt>".repeat(150) + `<p><alias val="x"/>${run}</p>`.repeat(n / 5) + "</sdt>".repeat(150),
  tables: (n) => "<tbl><tr><tc>".repeat(45) + `<p>${run}</p>`.repeat(n / 30) + "</tc></tr></tbl>".repeat(45),
  row: (n) => `<tbl><tr>${`<tc><p>${run}</p></tc>`.repeat(n / 4)}</tr></tbl>`,
  alternatives: (n) => `<p>${`<A><Choice>${run}</Choice><Fallback>${run}</Fallback></A>`.repeat(n / 7)}</p>`,
  choices: (n) => `<p><A>${`<Choice>${run}</Choice>`.repeat(n / 3)}</A></p>`,
  signs: (n) => `<p>${'<sym char="F040"/>'.repeat(n)}</p>`,
  trimmed: (n) => `<p>${"<t> a </t>".repeat(n)}</p>`,
  blanks: (n) => `<p><t>${" ".repeat(20 * n)}x</t></p>`,
  quotes: (n) => `<f>${'"a"&amp;'.repeat(n)}</f>`,
  open: (n) => `<f>${'"a""'.repeat(n)}</f>`,
  codes: (n) => `<oddHeader>${"&amp;Ba".repeat(n)}</oddHeader>`,
  fonts: (n) => `<oddHeader>${'&amp;"a'.repeat(n)}</oddHeader>`,
  regions: (n) =>
    list(n / 8, (at) => `<changed-region id="${String(at)}"><deletion><p>a</p></deletion></changed-region>`) +
    `<p>${list(n / 8, (at) => `b<change change-id="${String(at)}"/>`)}</p>`,
  region: (n) =>
    `<changed-region id="a"><deletion>${"<p>a</p>".repeat(n / 4)}</deletion></changed-region><p>${'b<change change-id="a"/>'.repeat(n / 4)}</p>`,
  styles: (n) =>
    list(n / 2, (at) => `<style styleId="s${String(at)}"><basedOn val="s${String(at + 1)}"/></style>`),
  gaps: (n) => `<p>${"<s>a</s><!-- ' --> <?b c?><![CDATA[d]]>".repeat(n / 3)}</p>`,
};

const packed = (open: boolean, content: string): Buffer =>
  zip(
    open
      ? [
          { name: "mimetype", content: "application/vnd.oasis.opendocument.text", stored: true },
          { name: "content.xml", content, stored: true },
        ]
      : [
          { name: "[Content_Types].xml", content: "<Types/>", stored: true },
          { name: "word/document.xml", content, stored: true },
        ],
  );

function redact(file: Buffer): void {
  const { document } = openZip(file, limits);
  const edits = [];
  for (let node = 1; node < document.size; node++) {
    if (document.kind(node) === "string" && document.text(node) !== "")
      edits.push({ node, start: 0, end: document.text(node).length, replacement: "[X]" });
  }
  document.write(edits);
}

describe.each([
  ["Office Open XML", false],
  ["OpenDocument", true],
] as const)("growth of hostile %s", (_family, open) => {
  it.each(Object.entries(parts))("32,000 of %s take at most 20 times 4,000", async (_name, make) => {
    const packageOf = (n: number): Buffer => packed(open, `<o xmlns="urn:x">${make(n)}</o>`);
    // Linear is 8; quadratic is 64.
    const pair = [packageOf(4000), packageOf(32_000)] as const;
    expect(await growthOf(redact, pair, { limit: 20, floorMs: 1.25 })).toBeLessThanOrEqual(20);
  });
});
