/* Text in UTF-16 with its mark, as Windows writes it: one string node, written back in the same byte order. */

import type { Document } from "../core/document.js";
import { AppError } from "../core/errors.js";
import { createFlatDocument } from "./flat.js";
import { wholeCharacters } from "./literal.js";
import { noBytes } from "./splice.js";

const mark = 2;

/** Whether a body has a mark of UTF-16, and whole units behind it. */
export const isUtf16 = (body: Buffer): boolean =>
  body.length % 2 === 0 && /^(?:\xff\xfe(?!\0\0)|\xfe\xff)/.test(body.toString("latin1", 0, 4));

const isBigEndian = (body: Buffer): boolean => body[0] === 0xfe;

export function decodeUtf16(body: Buffer): string {
  const units = body.subarray(mark);
  return (isBigEndian(body) ? Buffer.from(units).swap16() : units).toString("utf16le");
}

function encode(text: string, bigEndian: boolean): string {
  const bytes = Buffer.from(text, "utf16le");
  return (bigEndian ? bytes.swap16() : bytes).toString("latin1");
}

/** Throws AppError `charset_unsupported` where there is no mark. */
export function readUtf16(body: Buffer): Document {
  if (!isUtf16(body)) throw new AppError("charset_unsupported");
  const [start, end] = [mark, body.length];
  const text = decodeUtf16(body);
  return createFlatDocument({
    body,
    nodes: [{ kind: "string", parent: -1, keyNode: -1, after: 1, start, end, text }],
    spliceOf(_node, edit) {
      const [from, to] = wholeCharacters(text, edit.start, edit.end);
      const bytes = encode(edit.replacement, isBigEndian(body));
      return { start: start + 2 * from, end: start + 2 * to, bytes };
    },
    removalOf: () => ({ start, end, bytes: noBytes }),
  });
}
