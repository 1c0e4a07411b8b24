/* What of a part nobody reads: numbers without cells that could become texts, and bytes written as text. */

import type { XmlDocument } from "../../xml.js";
import { decodeBase64 } from "../../base64.js";
import { sniffFile } from "../../magic.js";

/** Whether a part, its root so called, holds numbers: of pivot tables, and of changes that are kept. */
export function holdsNumbers(document: XmlDocument, root: string): boolean {
  const named = root.startsWith("pivotCache") ? "n" : root === "revisions" ? "v" : undefined;
  for (let node = 1, until = 0; node < document.size; node++) {
    const name = document.kind(node) === "key" ? undefined : document.key(node);
    if (name === undefined) continue;
    if (name === named) return true;
    if (name === "change-track-table-cell") until = document.after(node);
    else if (name === "@value" && node < until) return true;
  }
  return false;
}

/** Elements whose text is bytes in base64: data of fields, properties, objects and pictures. */
const binary = new Set("fldData binData binary-data blob oblob stream ostream storage ostorage".split(" "));

export interface Bytes {
  /** Texts that are files of a known kind. */
  readonly files: ReadonlySet<number>;
  /** There are others. */
  readonly unread: boolean;
}

/** By XML node. */
export function bytesIn(document: XmlDocument): Bytes {
  const files = new Set<number>();
  let unread = false;
  for (let node = 1; node < document.size; node++) {
    if (document.kind(node) !== "string" || !binary.has(document.key(node) ?? "")) continue;
    const text = document.text(node);
    if (text.trim() === "") continue;
    const bytes = decodeBase64(text);
    if (bytes !== undefined && sniffFile(bytes) !== "unknown") files.add(node);
    else unread = true;
  }
  return { files, unread };
}
