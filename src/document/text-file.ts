/* Files that are text: by their first signs XML, HTML, JSON, lines of JSON, tables, vCard, iCalendar or UTF-16, else as they stand. */

import { annotateAll } from "../core/annotation.js";
import type { Annotation } from "../core/desk.js";
import type { Document, DocumentLimits } from "../core/document.js";
import { AppError } from "../core/errors.js";
import { readInFull, type OpenedFile } from "../core/files.js";
import type { TextFormat } from "../core/types.js";
import { readTable } from "./csv.js";
import { looksLikeDirectory, readDirectory } from "./directory.js";
import { readJson, readLines } from "./json.js";
import { readText } from "./text.js";
import { decodeUtf16, isUtf16, readUtf16 } from "./utf16.js";
import { readXml } from "./xml.js";

const attached = (format?: TextFormat): Annotation => annotateAll("attachment", format);

const opened = (document: Document, annotation = attached()): OpenedFile => readInFull(document, annotation);

/** What is not as its first signs say is read as it stands. Throws AppError `xml_doctype`, `body_too_large`, `invalid_utf8`. */
export function openText(body: Buffer, limits: DocumentLimits): OpenedFile {
  if (isUtf16(body)) return utf16(body);
  const head = body.toString("latin1", 0, 512).replace(/^\xef\xbb\xbf/, "");
  const read = readerOf(head)?.(body, limits);
  return read ?? opened(readText(body, limits));
}

/** Markup is read as such; what is left of its grammar, edits do not touch. */
function utf16(body: Buffer): OpenedFile {
  const reader = readerOf(decodeUtf16(body.subarray(0, 1024)));
  if (reader === doctype) throw new AppError("xml_doctype");
  return opened(readUtf16(body), attached(reader === html || reader === xml ? "html" : undefined));
}

/** Whether a text that begins so means something else when it is read in pieces as it stands: it is taken whole. */
export function isReadWhole(begin: Buffer): boolean {
  const head = begin.toString("latin1", 0, 512).replace(/^\xef\xbb\xbf/, "");
  const reader = readerOf(head);
  return /^(?:\xff\xfe|\xfe\xff)/.test(head) || wholly.has(reader);
}

type TextReader = (body: Buffer, limits: DocumentLimits) => OpenedFile | undefined;

const richStart = /^\{\\rtf/;

/** Rich text is read as it stands: a value cut by its codes is not found, so that it is not read in full. */
const rich: TextReader = (body, limits) => ({ ...opened(readText(body, limits)), unread: true });

const html: TextReader = (body, limits) => opened(readText(body, limits), attached("html"));

const htmlStart = /^(?:<\?xml[^>]{0,200}\?>)?\s{0,64}<(?:!doctype\s{1,8}html|html)[\s>]/i;

function readerOf(head: string): TextReader | undefined {
  const start = head.trimStart();
  if (htmlStart.test(start)) return html;
  if (/^<(?:\?xml\s|!--|[a-z][\w.:-]{0,63}[\s/>])/i.test(start)) return xml;
  if (/^<!doctype\s/i.test(start)) return doctype;
  if (richStart.test(start)) return rich;
  if (/^[[{]/.test(start)) return json;
  return looksLikeDirectory(head) ? directory : table;
}

/** Broken XML is markup all the same; document types could make any text of it. */
const xml: TextReader = (body, limits) => {
  try {
    return opened(readXml(body, limits));
  } catch (error) {
    if (error instanceof AppError && error.code === "xml_doctype") throw error;
    return html(body, limits);
  }
};

const doctype: TextReader = () => {
  throw new AppError("xml_doctype");
};

const json: TextReader = (body, limits) => {
  const document = documentOf(readJson, body, limits) ?? documentOf(readLines, body, limits);
  return document && opened(document);
};

/** Tables with more cells than are counted are read as they stand. */
const table: TextReader = (body, limits) => {
  const document = documentOf(readTable, body, limits);
  return document && opened(document);
};

const directory: TextReader = (body, limits) => {
  const { document, annotation } = readDirectory(body, limits);
  return opened(document, annotation("attachment"));
};

/** Readers of what means something else in pieces. */
const wholly: ReadonlySet<unknown> = new Set([xml, doctype, directory, rich]);

/** Undefined when it is none within the limits. */
function documentOf(
  read: (body: Buffer, limits: DocumentLimits) => Document | undefined,
  body: Buffer,
  limits: DocumentLimits,
): Document | undefined {
  try {
    return read(body, limits);
  } catch {
    return undefined;
  }
}
