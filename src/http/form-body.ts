/* The fields and files of a multipart form as plain values, for the app behind the middleware. */

import type { Document } from "../core/document.js";

/** Named as multer names them, which apps know. */
export interface ReceivedFile {
  readonly fieldname: string;
  readonly originalname: string;
  readonly buffer: Buffer;
  /** Bytes. */
  readonly size: number;
}

export interface FormBody {
  readonly body: Readonly<Record<string, unknown>>;
  readonly files: readonly ReceivedFile[];
}

/** Repeated names become arrays. Without a prototype's setters: a field may be called `__proto__`. */
export function byName(pairs: Iterable<readonly [string, unknown]>): Readonly<Record<string, unknown>> {
  const fields = new Map<string, unknown[]>();
  for (const [name, value] of pairs) {
    const before = fields.get(name);
    if (before === undefined) fields.set(name, [value]);
    else before.push(value);
  }
  return Object.fromEntries(
    [...fields].map(([name, values]) => [name, values.length > 1 ? values : values[0]]),
  );
}

/** `bytes`: those that `readMultipart` has read. */
export function formBody(document: Document, bytes: Buffer): FormBody {
  const pairs: (readonly [string, unknown])[] = [];
  const files: ReceivedFile[] = [];
  for (let node = 1; node < document.after(0); node = document.after(node)) {
    if (document.kind(node) === "key") continue;
    const fieldname = document.key(node) ?? "";
    const inside = filesIn(document, node, fieldname);
    if (inside.length > 0) files.push(...inside);
    else pairs.push([fieldname, textOf(document, node, bytes)]);
  }
  return { body: byName(pairs), files };
}

/** A field of JSON is a text to the app, as to any reader of forms. */
function textOf(document: Document, node: number, bytes: Buffer): string {
  if (document.kind(node) === "string") return document.text(node);
  return bytes.toString("utf8", document.bytes(node).start, document.bytes(node).end);
}

function filesIn(document: Document, top: number, fieldname: string): readonly ReceivedFile[] {
  const files: ReceivedFile[] = [];
  let originalname = "";
  for (let node = top; node < document.after(top); node++) {
    const kind = document.kind(node);
    if (kind === "string" && /^filename\*?$/.test(document.key(node) ?? ""))
      originalname = document.text(node);
    if (kind !== "file" || document.content === undefined) continue;
    const buffer = document.content(node);
    files.push({ fieldname, originalname, buffer, size: buffer.length });
    originalname = "";
  }
  return files;
}
