/* One JavaScript string as a document of one node, for the synchronous text calls. */

import type { Document, DocumentEdit } from "../core/document.js";
import { AppError } from "../core/errors.js";

export function createTextDocument(text: string): Document {
  return {
    size: 1,
    kind: () => "string",
    parent: () => -1,
    key: () => undefined,
    keyNode: () => -1,
    index: () => -1,
    after: () => 1,
    text: () => text,
    path: () => "",
    bytes: () => ({ start: 0, end: Buffer.byteLength(text) }),
    write: () => {
      throw new AppError("internal");
    },
  };
}

/** Applies edits that do not overlap, in any order, to the text itself. */
export function editText(text: string, edits: readonly DocumentEdit[]): string {
  let out = "";
  let from = 0;
  const inOrder = edits.flatMap((edit) => ("node" in edit ? [edit] : [])).sort((a, b) => a.start - b.start);
  for (const { start, end, replacement } of inOrder) {
    out += text.slice(from, start) + replacement;
    from = end;
  }
  return out + text.slice(from);
}
