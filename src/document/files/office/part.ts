/* One XML part of an office document, read into texts and written back. */

import type { DocumentEdit, DocumentLimits, TextEdit } from "../../../core/document.js";
import { encodeEntities } from "../../../core/html-entities.js";
import { plainDigits } from "../../number-text.js";
import { toBytes, type Splice } from "../../splice.js";
import { readXml, type XmlDocument } from "../../xml.js";
import { settleCells, type Writing } from "./cells.js";
import { spellReplacement } from "./spelling.js";
import {
  readStrings,
  repeatId,
  textOfShown,
  type PartRules,
  type PartStrings,
  type Shown,
} from "./strings.js";
import { readTables, type TableHints } from "./tables.js";

/** Replace `[start, end)` of a shown text. */
export interface PartEdit {
  readonly shown: Shown;
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
}

export interface OfficePart {
  readonly strings: PartStrings;
  text(shown: Shown): string;
  write(edits: readonly PartEdit[]): Buffer;
}

/** An XML part whose tables are read, and whose texts are not yet. */
export interface RawPart {
  readonly body: Buffer;
  readonly document: XmlDocument;
}

/** Throws what `readXml` throws. */
export const readRawPart = (body: Buffer, limits: DocumentLimits): RawPart => ({
  body,
  document: readXml(body, limits),
});

/** Local name of the root element. */
export function rootName({ document }: RawPart): string {
  for (let node = 1; node < document.size; node = document.after(node)) {
    if (document.kind(node) !== "key" && document.keyNode(node) !== -1) return document.key(node) ?? "";
  }
  return "";
}

export const tablesOf = ({ document }: RawPart, shared: (position: number) => string): TableHints =>
  readTables(document, shared);

export function finishPart({ body, document }: RawPart, rules: PartRules): OfficePart {
  const source = body.toString("latin1");
  return {
    strings: readStrings(document, source, rules),
    text: (shown) => (shown.number ? plainDigits(document.text(shown.xml)) : textOfShown(document, shown)),
    write: (edits) => writePart({ document, source }, edits),
  };
}

function writePart(at: Pick<Writing, "document" | "source">, edits: readonly PartEdit[]): Buffer {
  const { document } = at;
  const byNode = new Map<number, TextEdit[]>();
  const signs = new Map<number, string>();
  for (const { shown, start, end, replacement } of edits) {
    const { xml, stretch, sign } = shown;
    const from = stretch?.start ?? 0;
    const spelled = spellReplacement(document, xml, replacement);
    const edit = { node: xml, start: from + start, end: from + end, replacement: spelled };
    const list = byNode.get(xml);
    if (sign !== undefined) signs.set(xml, (signs.get(xml) ?? "") + spelled);
    else if (list === undefined) byNode.set(xml, [edit]);
    else list.push(edit);
  }
  const texts = new Map([...byNode].map(([node, list]) => [node, unionOf(list)] as const));
  const writing: Writing = {
    ...at,
    texts: withRepeats(document, texts),
    removed: new Set(),
    splices: [...signs].map(([xml, text]) => spellSign(at, xml, text)),
  };
  settleCells(writing);
  const settled: DocumentEdit[] = [...writing.texts.values()].flat();
  for (const remove of writing.removed) settled.push({ remove });
  return document.writeWith(settled, writing.splices);
}

/** In the place of an element that stood for a sign: a text of the same namespace, or nothing. */
function spellSign(
  { document, source }: Pick<Writing, "document" | "source">,
  xml: number,
  text: string,
): Splice {
  const { start, end } = document.bytes(xml);
  const tag = document.bytes(document.keyNode(xml));
  const name = source.slice(tag.start, tag.end);
  const prefix = name.slice(0, name.indexOf(":") + 1);
  const content = toBytes(encodeEntities(text));
  return {
    start,
    end,
    bytes: text === "" ? "" : `<${prefix}t xml:space="preserve">${content}</${prefix}t>`,
  };
}

type NodeEdits = Map<number, readonly TextEdit[]>;

/** Names and attributes are shown where they stand first, and written wherever they stand. One pass. */
function withRepeats(document: XmlDocument, texts: NodeEdits): NodeEdits {
  const wanted = new Map<string, readonly TextEdit[]>();
  for (const [node, edits] of texts) {
    const id = repeatId(document, node);
    if (id !== undefined) wanted.set(id, edits);
  }
  if (wanted.size === 0) return texts;
  const all: NodeEdits = new Map(texts);
  for (let node = 1; node < document.size; node++) {
    const id = all.has(node) ? undefined : repeatId(document, node);
    const edits = id === undefined ? undefined : wanted.get(id);
    if (edits !== undefined)
      all.set(
        node,
        edits.map((edit) => ({ ...edit, node })),
      );
  }
  return all;
}

/** A text that is read with several names may have edits that overlap: together they cover what each covers. */
function unionOf(edits: readonly TextEdit[]): readonly TextEdit[] {
  const joined: TextEdit[] = [];
  for (const edit of [...edits].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = joined.at(-1);
    if (last === undefined || edit.start >= last.end) joined.push(edit);
    else if (edit.end > last.end) joined[joined.length - 1] = { ...last, end: edit.end };
  }
  return joined;
}
