/* Where files stand in a document, in base64 or as nodes of their own, and how other bytes are put in their place. */

import type { Annotation, FileForm, FilePlace } from "../core/desk.js";
import type { Document, DocumentEdit } from "../core/document.js";
import { AppError } from "../core/errors.js";
import { fileReaders } from "../document/files/index.js";
import { sniffFile } from "../document/magic.js";

/** A file that stands in a document. */
export interface HeldFile {
  readonly node: number;
  readonly bytes: Buffer;
  /** Encoded as the file was, in lines as long as they were. */
  replace(content: Buffer): DocumentEdit;
  /** What the desk knows of a mail. */
  readonly annotate?: FilePlace["annotate"];
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
export function filesOf(document: Document, { files = [] }: Annotation): readonly HeldFile[] {
  const found: HeldFile[] = [];
  for (const { node, form, annotate } of files) {
    const file = fileAt(document, node, form);
    if (file !== undefined) found.push(annotate === undefined ? file : { ...file, annotate });
  }
  return found;
}

function fileAt(document: Document, node: number, form: FileForm): HeldFile | undefined {
  if (form === "raw") return rawFile(document, node);
  return form === "text" ? textFile(document, node) : writtenFile(document, node, form);
}

function textFile(document: Document, node: number): HeldFile {
  const text = document.text(node);
  const replace = (content: Buffer): DocumentEdit => ({
    node,
    start: 0,
    end: text.length,
    replacement: content.toString("utf8"),
  });
  return { node, bytes: Buffer.from(text), replace };
}

function rawFile(document: Document, node: number): HeldFile {
  const bytes = document.content?.(node);
  if (bytes === undefined) throw new AppError("internal");
  return { node, bytes, replace: (content) => ({ file: node, content }) };
}

function writtenFile(document: Document, node: number, form: FileForm): HeldFile | undefined {
  const text = document.text(node);
  const start = startOf(text, form);
  if (start === -1 || text.length === start) return undefined;
  const encoded = text.slice(start);
  const lineBreak = /\r?\n/.exec(encoded);
  const replace = (content: Buffer): DocumentEdit => ({
    node,
    start,
    end: text.length,
    replacement: inLines(content.toString("base64"), lineBreak),
  });
  return { node, bytes: decode(encoded), replace };
}

function inLines(encoded: string, lineBreak: RegExpExecArray | null): string {
  if (lineBreak === null || lineBreak.index === 0) return encoded;
  const lines = encoded.match(new RegExp(`.{1,${String(lineBreak.index)}}`, "g")) ?? [];
  return lines.join(lineBreak[0]);
}

/**
 * Texts that are a data URL from end to end, where no desk says what they are. What no reader opens stays a text: nobody
 * said that it is a file.
 */
export function looseFiles(
  document: Document,
  { role, files = [] }: Pick<Annotation, "role" | "files">,
): readonly FilePlace[] {
  const known = new Set(files.map(({ node }) => node));
  const loose: FilePlace[] = [];
  for (let node = 0; node < document.size; node++) {
    if (document.kind(node) !== "string" || known.has(node) || role(node) === "secret") continue;
    if (isOpenable(document.text(node))) loose.push({ node, form: "data-url" });
  }
  return loose;
}

function isOpenable(text: string): boolean {
  const start = text.startsWith("data:") ? startOf(text, "data-url") : -1;
  if (start === -1) return false;
  try {
    return fileReaders[sniffFile(decode(text.slice(start)))] !== undefined;
  } catch {
    return false;
  }
}

/** The annotation for everything but the files: nobody else looks at them. */
export function withoutFiles(annotation: Annotation, files: readonly HeldFile[]): Annotation {
  if (files.length === 0) return annotation;
  const nodes = new Set(files.map(({ node }) => node));
  return { ...annotation, role: (node) => (nodes.has(node) ? "secret" : annotation.role(node)) };
}
