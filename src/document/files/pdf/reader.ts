/* Opens PDF files: what they say can be told, but nobody writes a PDF anew. */

import { annotateAll } from "../../../core/annotation.js";
import type { Annotation } from "../../../core/desk.js";
import type { Document } from "../../../core/document.js";
import { AppError } from "../../../core/errors.js";
import type { OpenedFile } from "../../../core/files.js";
import { pathOf } from "../../json.js";
import { readPdfText, type PdfText } from "../../pdf-thread.js";
import type { OpenLimits } from "../index.js";

/** A manual has some hundred. */
const mostPages = 1000;
/** Buffers made for a file grow with it: what it inflates to, some times over. */
const allocatedPerByte = 16;
const allocatedAtLeast = 192 * 1024 * 1024;
const longestMs = 10_000;

/** Throws AppError `attachment_unscannable`: damaged, encrypted, too much, or no reader is installed. */
export async function readPdf(bytes: Buffer, limits: OpenLimits): Promise<OpenedFile> {
  const found = await readPdfText(bytes, {
    pages: mostPages,
    units: limits.openedBytes,
    allocated: Math.max(allocatedAtLeast, allocatedPerByte * bytes.length),
    ms: longestMs,
  });
  const document = createPdfDocument(bytes, found);
  const first = 1 + found.texts.length;
  const annotation: Annotation = {
    ...annotateAll("attachment"),
    files: found.files.map((_file, at) => ({ node: first + at, form: "raw" as const })),
  };
  return {
    document,
    annotation,
    writable: false,
    unread: found.unread,
    pictures: found.pictures,
    metadata: [],
  };
}

function createPdfDocument(bytes: Buffer, { texts, files }: PdfText): Document {
  const first = 1 + texts.length;
  const size = first + files.length;
  const document: Document = {
    size,
    kind: (node) => (node === 0 ? "object" : node < first ? "string" : "file"),
    parent: (node) => (node === 0 ? -1 : 0),
    key: (node) => (node === 0 ? undefined : (texts[node - 1]?.key ?? "file")),
    keyNode: () => -1,
    index: () => -1,
    after: (node) => (node === 0 ? size : node + 1),
    text: (node) => texts[node - 1]?.text ?? "",
    path: (node) => pathOf(document, node),
    bytes: () => ({ start: 0, end: bytes.length }),
    content: (node) => Buffer.from(files[node - first] ?? []),
    write(edits) {
      if (edits.length > 0) throw new AppError("attachment_unscannable");
      return bytes;
    },
  };
  return document;
}
