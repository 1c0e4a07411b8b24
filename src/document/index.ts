/* The table of media types, and the one door through which payloads become documents. */

import type { Document, DocumentLimits } from "../core/document.js";
import { defaultLimits } from "../core/document.js";
import { AppError } from "../core/errors.js";
import { defaultHttpLimits, type Limits } from "../core/limits.js";
import type { TextFormat } from "../core/types.js";
import { readForm } from "./form.js";
import { hasRepeatedKeys, readJson, readLines } from "./json.js";
import { readMail } from "./mail.js";
import type { MediaType } from "./media-type.js";
import { readMultipart } from "./multipart.js";
import { readText } from "./text.js";
import { readXml } from "./xml.js";

type Reader = (body: Buffer, limits: ReadLimits, type: MediaType) => Document;

/** Limits of files default to those of the proxy. */
type ReadLimits = DocumentLimits & Partial<Limits>;

/** Media type to reader; `+json` types are JSON too, and `+xml` types XML. */
const readers: Readonly<Record<string, Reader>> = {
  "application/json": readDeclaredJson,
  "text/json": readDeclaredJson,
  "application/x-www-form-urlencoded": readDeclaredForm,
  "multipart/form-data": readDeclaredMultipart,
  "application/x-ndjson": readLines,
  "application/ndjson": readLines,
  "application/jsonl": readLines,
  "application/xml": readXml,
  "text/xml": readXml,
  "message/rfc822": readMail,
  "text/plain": readText,
  "text/html": readText,
  "text/markdown": readText,
  "text/csv": readText,
};

const formats: Readonly<Record<string, TextFormat>> = { "text/html": "html", "text/markdown": "markdown" };

/** Grammar of the single text node of a text payload. */
export function formatOf(type: MediaType): TextFormat {
  return formats[type.essence] ?? "plain";
}

/** Whether a payload of this type is read by its grammar, without a look at its bytes. */
export const hasReader = ({ essence }: MediaType): boolean => readerOf(essence) !== undefined;

function readerOf(essence: string): Reader | undefined {
  if (Object.hasOwn(readers, essence)) return readers[essence];
  if (essence.endsWith("+json")) return readDeclaredJson;
  return essence.endsWith("+xml") ? readXml : undefined;
}

/** Throws AppError when the payload cannot be read: every code of the failure contract for media types and syntax. */
export function readDocument(body: Buffer, type: MediaType, limits: ReadLimits = defaultLimits): Document {
  const { essence } = type;
  const reader = readerOf(essence);
  if (reader !== undefined) return reader(body, limits, type);
  if (sniffed.test(essence)) return readUnknown(body, limits);
  throw new AppError("media_type_unscannable");
}

/** What a reader may sniff; nobody looks for JSON in an image. */
const sniffed = /^(?:application|text)\//;

/** A reader that sniffs takes JSON and forms for what they are (evasion case B10); all else has a grammar unknown to us. */
function readUnknown(body: Buffer, limits: DocumentLimits): Document {
  const json = jsonOf(body, limits);
  if (json !== undefined) return json;
  if (wholeForm.test(body.toString("latin1"))) return readForm(body);
  throw new AppError("media_type_unscannable");
}

/** Pairs without a blank or a line end between them. */
const wholeForm = /^[\w.[\]%*+-]{1,64}=[^\s<>{}"]*$/;
const formStart = /^[\w.[\]%-]{1,64}=/;

function readDeclaredJson(body: Buffer, limits: DocumentLimits): Document {
  try {
    return readJson(body, limits);
  } catch (error) {
    const isForm =
      error instanceof AppError &&
      error.code === "json_syntax" &&
      formStart.test(body.toString("latin1", 0, 80));
    throw isForm ? new AppError("media_type_mismatch") : error;
  }
}

function readDeclaredMultipart(body: Buffer, limits: ReadLimits, type: MediaType): Document {
  return readMultipart(body, type, { ...defaultHttpLimits, ...limits });
}

/** A reader that sniffs would take JSON for JSON, whatever it is called. */
function readDeclaredForm(body: Buffer, limits: DocumentLimits): Document {
  if (/^\s*[[{]/.test(body.toString("latin1", 0, 64)) && jsonOf(body, limits) !== undefined)
    throw new AppError("media_type_mismatch");
  return readForm(body, limits);
}

/** Undefined when the body is no JSON within the limits. */
function jsonOf(body: Buffer, limits: DocumentLimits): Document | undefined {
  try {
    return readJson(body, limits);
  } catch {
    return undefined;
  }
}

/** Their members are lists, and repeat as they like: elements of XML, files of one field. */
const repeating: ReadonlySet<Reader | undefined> = new Set([readXml, readDeclaredMultipart]);

/** True when an object repeats a member name. */
export function hasDuplicateKeys(document: Document, type: MediaType): boolean {
  return !repeating.has(readerOf(type.essence)) && hasRepeatedKeys(document);
}
