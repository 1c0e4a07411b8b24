/* Plain text payloads: one string node over the whole body. */

import { isUtf8 } from "node:buffer";
import type { Document, DocumentLimits } from "../core/document.js";
import { AppError } from "../core/errors.js";
import { createFlatDocument, type FlatNode } from "./flat.js";
import { wholeCharacters } from "./literal.js";
import { noBytes, toBytes } from "./splice.js";

/** A byte order mark at the start belongs to the body, not to the text. Throws `body_too_large`, `invalid_utf8`. */
export function readText(body: Buffer, limits: DocumentLimits): Document {
  if (body.length > limits.bytes) throw new AppError("body_too_large");
  if (!isUtf8(body)) throw new AppError("invalid_utf8");
  const start = body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf ? 3 : 0;
  const text = body.toString("utf8", start);
  const end = body.length;
  const root: FlatNode = { kind: "string", parent: -1, keyNode: -1, after: 1, start, end, text };
  const ascii = text.length === end - start;
  let asked = 0;
  let bytes = start;
  /** Bytes up to a UTF-16 offset; asked in ascending order. */
  const byteAt = (offset: number): number => {
    if (ascii) return start + offset;
    if (offset < asked) [asked, bytes] = [0, start];
    bytes += Buffer.byteLength(text.slice(asked, offset));
    asked = offset;
    return bytes;
  };
  return createFlatDocument({
    body,
    nodes: [root],
    spliceOf(_node, edit) {
      const [from, to] = wholeCharacters(text, edit.start, edit.end);
      return { start: byteAt(from), end: byteAt(to), bytes: toBytes(edit.replacement) };
    },
    removalOf: () => ({ start, end, bytes: noBytes }),
  });
}
