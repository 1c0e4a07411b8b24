/* Headers of an answer as a document: one string for each value, written back in signs that every header takes. */

import { isUtf8 } from "node:buffer";
import type { Document, DocumentEdit, TextEdit } from "../core/document.js";
import { AppError } from "../core/errors.js";

export interface HeaderDocument extends Document {
  /** Flat names and values with the edits applied; the very same list when there are none. */
  writeHeaders(edits: readonly DocumentEdit[]): readonly string[];
}

/** Their values are the protocol's own: nothing of a ticket stands in them, and a changed one would mean something else. */
const protocol: ReadonlySet<string> = new Set(
  (
    "accept-ranges age allow alt-svc cache-control connection content-encoding content-length content-security-policy " +
    "content-security-policy-report-only cross-origin-embedder-policy cross-origin-opener-policy " +
    "cross-origin-resource-policy date expires keep-alive last-modified permissions-policy referrer-policy " +
    "retry-after strict-transport-security vary x-content-type-options x-frame-options x-xss-protection"
  ).split(" "),
);

const isProtocol = (name: string): boolean => protocol.has(name) || name.startsWith("access-control-");

interface Field {
  /** Position of the name in the flat list. */
  readonly at: number;
  readonly name: string;
  readonly text: string;
  /** The bytes are UTF-8, as servers send it where the standard knows only bytes. */
  readonly utf8: boolean;
}

/** `headers`: flat names and values, one byte to a unit. Headers of the protocol itself are no nodes. */
export function readHeaders(headers: readonly string[]): HeaderDocument {
  const fields: Field[] = [];
  for (let at = 0; at + 1 < headers.length; at += 2) {
    const name = (headers[at] ?? "").toLowerCase();
    if (!isProtocol(name)) fields.push({ at, name, ...decode(headers[at + 1] ?? "") });
  }
  const field = (node: number): Field | undefined => fields[node - 1];
  return {
    size: fields.length + 1,
    kind: (node) => (node === 0 ? "object" : "string"),
    parent: (node) => (node === 0 ? -1 : 0),
    key: (node) => field(node)?.name,
    keyNode: () => -1,
    index: () => -1,
    after: (node) => (node === 0 ? fields.length + 1 : node + 1),
    text: (node) => field(node)?.text ?? "",
    path: (node) => `/headers/${field(node)?.name ?? ""}`,
    bytes: () => ({ start: 0, end: 0 }),
    write: () => {
      throw new AppError("internal");
    },
    writeHeaders: (edits) => (edits.length === 0 ? headers : write(headers, fields, edits)),
  };
}

const beyondAscii = /[\x80-\xff]/;

function decode(value: string): Pick<Field, "text" | "utf8"> {
  if (!beyondAscii.test(value)) return { text: value, utf8: false };
  const bytes = Buffer.from(value, "latin1");
  const utf8 = isUtf8(bytes);
  return { text: utf8 ? bytes.toString("utf8") : value, utf8 };
}

function write(
  headers: readonly string[],
  fields: readonly Field[],
  edits: readonly DocumentEdit[],
): readonly string[] {
  const gone = new Set(edits.flatMap((edit) => ("remove" in edit ? [edit.remove] : [])));
  const texts = edits.filter((edit): edit is TextEdit => "node" in edit);
  const written = [...headers];
  for (const [place, field] of fields.entries()) {
    const own = texts.filter(({ node }) => node === place + 1);
    if (own.length > 0) written[field.at + 1] = rewrite(field, own);
  }
  const dropped = new Set([...gone].map((node) => fields[node - 1]?.at));
  return written.filter((_part, at) => !dropped.has(at - (at % 2)));
}

function rewrite({ text, utf8 }: Field, edits: readonly TextEdit[]): string {
  let written = text;
  // From the end on: what stands before keeps its place.
  for (const { start, end, replacement } of [...edits].sort((a, b) => b.start - a.start)) {
    written = written.slice(0, start) + encode(replacement) + written.slice(end);
  }
  return utf8 ? Buffer.from(written, "utf8").toString("latin1") : written;
}

/** Signs that mean the same in a URL, a cookie, a token and a quoted string; a percent sign is already an escape's. */
const unsafe = /[^\w!#$%&'*+.^`|~:/?@=-]/g;

const encode = (replacement: string): string =>
  Buffer.from(replacement, "utf8")
    .toString("latin1")
    .replace(unsafe, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`);
