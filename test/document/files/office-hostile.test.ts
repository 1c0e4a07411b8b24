/* Office packages that are refused, and oddities that are read all the same. */

import { describe, expect, it } from "vitest";
import type { AppError } from "../../../src/core/errors.js";
import { defaultHttpLimits } from "../../../src/core/limits.js";
import { openZip } from "../../../src/document/files/zip.js";
import { docx, paragraph } from "../../support/office.js";
import { zip } from "../../support/zip.js";

describe("D18: what an office package may not be", () => {
  const opened = (file: Buffer): string => {
    try {
      const { document, unread } = openZip(file, defaultHttpLimits);
      const texts = Array.from({ length: document.size }, (_text, node) => document.text(node));
      return `${texts.includes("jane@leak.test") ? "read" : "blind"}${unread ? ", unread" : ""}`;
    } catch (error) {
      return (error as AppError).code;
    }
  };
  const body = paragraph("jane@leak.test");
  const entity = '<!DOCTYPE a [<!ENTITY at "@">]><a/>';
  const locked = `<manifest:manifest xmlns:manifest="urn:m"><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>`;
  const type = {
    name: "mimetype",
    content: "application/vnd.oasis.opendocument.text",
  };
  const content = {
    name: "content.xml",
    content: "<text><p>jane@leak.test</p></text>",
  };
  it.each<[string, Buffer, string]>([
    ["as it should be", docx(body), "read"],
    ["a document type in a part", docx(body, { "word/settings.xml": entity }), "attachment_unscannable"],
    [
      "a part that is not well-formed",
      docx(body, { "word/settings.xml": "<a><b></a>" }),
      "attachment_unscannable",
    ],
    [
      "a part in UTF-16",
      docx(body, {
        "customXml/item1.xml": Buffer.from("\ufeff<a/>", "utf16le"),
      }),
      "attachment_unscannable",
    ],
    [
      "settings of a printer",
      docx(body, { "word/printerSettings1.bin": Buffer.from([0, 1, 0xff]) }),
      "read, unread",
    ],
    [
      "a text that calls itself so",
      docx(body, { "word/printerSettings1.bin": "mail bob@leak.test" }),
      "read",
    ],
    [
      "encrypted OpenDocument",
      zip([type, content, { name: "META-INF/manifest.xml", content: locked }]),
      "attachment_unscannable",
    ],
    ["its type not in the first place", zip([content, type]), "read"],
    [
      "both families at once",
      zip([type, content, { name: "[Content_Types].xml", content: "<Types/>" }]),
      "attachment_unscannable",
    ],
    ["a comment of the package", zip([type, content], "jane@leak.test"), "read"],
  ])("%s", (_name, file, expected) => {
    expect(opened(file)).toBe(expected);
  });
});
