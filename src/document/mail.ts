/* Mails (RFC 5322 and MIME): read strictly, scanned header by header and part by part, written back byte for byte. */

import { annotateAll } from "../core/annotation.js";
import type { Annotation } from "../core/desk.js";
import type { Document, DocumentLimits } from "../core/document.js";
import { AppError } from "../core/errors.js";
import { readInFull, type FileLimits, type OpenedFile } from "../core/files.js";
import type { FieldRole } from "../core/types.js";
import { addEntity } from "./mail/entity.js";
import { MailBuilder } from "./mail/nodes.js";
import { MailDocument } from "./mail/document.js";
import { readText } from "./text.js";

export type MailReadLimits = DocumentLimits & Partial<Pick<FileLimits, "parts" | "partDepth">>;

/** Sources: operations.md section 2, and evasion case D11. */
const defaultParts = { parts: 100, partDepth: 4 };

/**
 * Paths: `/headers/subject`, `/headers/cc/0`, `/headers/content-type/name`, `/text`, `/html`, `/file`, `/parts/0/…`,
 * `/message/…`. Throws AppError `body_too_large`, `json_too_complex`, and what `addEntity` throws.
 */
export function readMail(body: Buffer, limits: MailReadLimits): MailDocument {
  if (body.length > limits.bytes) throw new AppError("body_too_large");
  const source = body.toString("latin1");
  const builder = new MailBuilder(limits.nodes);
  const newline = source.slice(0, source.indexOf("\n")).endsWith("\r") ? "\r\n" : "\n";
  const { parts, partDepth } = { ...defaultParts, ...limits };
  const place = { start: 0, end: source.length, mails: 0, depth: 0, fallback: "text/plain" };
  addEntity({ builder, source, newline, limits: { parts, partDepth }, parts: 0 }, place);
  return new MailDocument({ body, source }, builder);
}

/** Who gets a copy is a recipient; everything else has one role. */
export function annotateMail(document: MailDocument, role: FieldRole): Annotation {
  const cc: number[] = [];
  const files: { node: number; form: "raw" }[] = [];
  for (let node = 0; node < document.size; node++) {
    if (document.isCopy(node)) cc.push(node);
    if (document.kind(node) === "file") files.push({ node, form: "raw" });
  }
  return {
    role: (node) => (document.isCopy(node) ? "cc" : role),
    audience: () => undefined,
    format: (node) => document.format(node),
    cc,
    ...(files.length > 0 && { files }),
  };
}

/** What a desk knows of a mail with what the mail says itself: grammars, files, and who gets a copy. */
export function withMailParts(document: Document, annotation: Annotation): Annotation {
  if (!(document instanceof MailDocument)) return annotation;
  const { cc: copies, format, files } = annotateMail(document, "content");
  const known = new Set(annotation.cc);
  const added = copies.filter((node) => !known.has(node));
  return {
    ...annotation,
    role: (node) => (document.isCopy(node) ? "cc" : annotation.role(node)),
    format,
    cc: [...annotation.cc, ...added].sort((a, b) => a - b),
    ...(files && { files }),
  };
}

/** What a text of a malformed mail could hide from those who read it as text. */
const encoded =
  /content-transfer-encoding|multipart\/|=\?|\*\d{0,3}\*?=|delsp|text\/(?:html|enriched|richtext)|utf-(?:7|16)|iso-2022/i;

/** Where the next mail of a mailbox file begins: its line of the envelope, with a year, and a header. */
const nextMail = /\n\r?\nFrom [^\r\n]{1,100} \d{4}(?: [^\r\n]{1,20})?\r?\n[\x21-\x39\x3b-\x7e]{1,80}:/;

/**
 * A mail that is a file: what it says of its sender is content like the rest. What is no mail after all is text, where
 * nothing in it is encoded. Throws what `readMail` throws.
 */
export function openMail(body: Buffer, limits: DocumentLimits & FileLimits): OpenedFile {
  const source = body.toString("latin1");
  try {
    // One reader takes the rest for a part of the first mail, another for mails.
    if (nextMail.test(source)) throw new AppError("mail_malformed");
    const document = readMail(body, limits);
    return readInFull(document, annotateMail(document, "attachment"));
  } catch (error) {
    const isText = error instanceof AppError && error.code === "mail_malformed";
    if (!isText || encoded.test(source)) throw error;
    return readInFull(readText(body, limits), annotateAll("attachment"));
  }
}
