/* Files that travel inside a field, in base64: read by their first bytes like uploads, redacted, and encoded again. */

import type { Annotation, FileForm } from "../core/desk.js";
import type { Document, DocumentEdit } from "../core/document.js";
import { AppError } from "../core/errors.js";

/** Where a file stands in the text of a node, and its bytes. */
export interface EmbeddedFile {
  readonly node: number;
  readonly start: number;
  readonly end: number;
  readonly bytes: Buffer;
  /** Units between two line breaks of the encoded text; 0: it has none. */
  readonly lineLength: number;
  readonly lineBreak: string;
  /** The node is the file. */
  readonly raw?: true;
}

const dataHead = /^\s{0,16}data:[\w.+/-]{0,127}(?:;[\w.+-]{1,64}=[^;,\s]{0,128}){0,8};base64,/i;
const encodedText = /^[a-z\d+/]*={0,2}$/i;
const whitespace = /[\t\n\r ]+/g;

/** Where the encoded text begins; -1 where the form is another, and the text is read as it stands. */
function startOf(text: string, form: FileForm): number {
  return form === "base64" ? 0 : (dataHead.exec(text)?.[0].length ?? -1);
}

/** Throws AppError `attachment_unscannable` where it is no base64: decoders skip what they do not know. */
function decode(text: string): Buffer {
  const packed = text.replace(whitespace, "");
  if (!encodedText.test(packed) || packed.length % 4 === 1) throw new AppError("attachment_unscannable");
  return Buffer.from(packed, "base64");
}

/** Throws AppError `attachment_unscannable`. */
export function filesOf(document: Document, { files = [] }: Annotation): readonly EmbeddedFile[] {
  const found: EmbeddedFile[] = [];
  for (const { node, form } of files) {
    if (form === "raw") {
      const bytes = document.content?.(node);
      if (bytes === undefined) throw new AppError("attachment_unscannable");
      found.push({ node, start: 0, end: 0, bytes, lineLength: 0, lineBreak: "", raw: true });
      continue;
    }
    const text = document.text(node);
    const start = startOf(text, form);
    if (start === -1 || text.length === start) continue;
    const encoded = text.slice(start);
    const lineBreak = /\r?\n/.exec(encoded);
    found.push({
      node,
      start,
      end: text.length,
      bytes: decode(encoded),
      lineLength: lineBreak?.index ?? 0,
      lineBreak: lineBreak?.[0] ?? "",
    });
  }
  return found;
}

/** The annotation for everything but the files: nobody else looks at them. */
export function withoutFiles(annotation: Annotation, files: readonly EmbeddedFile[]): Annotation {
  if (files.length === 0) return annotation;
  const nodes = new Set(files.map(({ node }) => node));
  return { ...annotation, role: (node) => (nodes.has(node) ? "secret" : annotation.role(node)) };
}

/** Puts other bytes in the place of a file, in lines as long as they were. */
export function editFile(file: EmbeddedFile, bytes: Buffer): DocumentEdit {
  const { node, start, end, lineLength, lineBreak, raw } = file;
  if (raw === true) return { file: node, content: bytes };
  const encoded = bytes.toString("base64");
  const lines = lineLength === 0 ? [encoded] : (encoded.match(new RegExp(`.{1,${lineLength}}`, "g")) ?? []);
  return { node, start, end, replacement: lines.join(lineBreak) };
}
