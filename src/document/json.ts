/* JSON payloads: a document over the body bytes, which it never parses into objects. */

import { isAscii, isUtf8 } from "node:buffer";
import {
  textEditsByNode,
  type Document,
  type DocumentEdit,
  type DocumentLimits,
  type NodeKind,
  type TextEdit,
} from "../core/document.js";
import { AppError } from "../core/errors.js";
import { walkJson, walkLines } from "./json-walker.js";
import { createOffsetMap, decodeLiteral, wholeCharacters } from "./literal.js";
import { kindCodes, kindNames, type NodeTable } from "./node-table.js";
import { plainDigits } from "./number-text.js";
import { removalSplices } from "./removal.js";
import { applySplices, toBytes, type Splice } from "./splice.js";

/** Throws AppError `body_too_large`, `invalid_utf8` and what `walkJson` throws. */
export function readJson(body: Buffer, limits: DocumentLimits): Document {
  const bytes = viewOf(body, limits);
  return new JsonDocument(bytes, walkJson(bytes.source, limits, { from: markLength(bytes.source), body }));
}

/** NDJSON: an array whose elements are the lines. */
export function readLines(body: Buffer, limits: DocumentLimits): Document {
  const bytes = viewOf(body, limits);
  return new JsonDocument(bytes, walkLines(bytes.source, limits, { from: markLength(bytes.source), body }));
}

/** Latin1 keeps byte offsets and costs almost nothing. */
function viewOf(body: Buffer, limits: DocumentLimits): Body {
  if (body.length > limits.bytes) throw new AppError("body_too_large");
  const ascii = isAscii(body);
  if (!ascii && !isUtf8(body)) throw new AppError("invalid_utf8");
  return { body, source: body.toString("latin1"), ascii };
}

/** A byte order mark at the start is kept and skipped. */
const markLength = (source: string): number => (source.startsWith("\u00ef\u00bb\u00bf") ? 3 : 0);

/** A class: its methods are asked several times for every node of every payload. */
class JsonDocument implements Document {
  readonly size: number;
  readonly #at: Body;
  readonly #table: NodeTable;
  readonly #texts: (string | undefined)[];

  constructor(at: Body, table: NodeTable) {
    this.size = table.size;
    this.#at = at;
    this.#table = table;
    this.#texts = new Array<string | undefined>(table.size);
  }

  kind(node: number): NodeKind {
    return kindNames[this.#table.kind[node] ?? 0] ?? "literal";
  }

  parent(node: number): number {
    return this.#table.parent[node] ?? -1;
  }

  key(node: number): string | undefined {
    if (this.#table.kind[node] === kindCodes.key) return this.text(node);
    const keyNode = this.keyNode(node);
    return keyNode === -1 ? undefined : this.text(keyNode);
  }

  keyNode(node: number): number {
    return this.#table.keyNode[node] ?? -1;
  }

  index(node: number): number {
    return this.#table.index[node] ?? -1;
  }

  after(node: number): number {
    return this.#table.after[node] ?? this.size;
  }

  text(node: number): string {
    return (this.#texts[node] ??= textOf(this.#at, this.#table, node));
  }

  path(node: number): string {
    return pathOf(this, node);
  }

  bytes(node: number): { readonly start: number; readonly end: number } {
    return { start: this.#table.start[node] ?? 0, end: this.#table.end[node] ?? 0 };
  }

  write(edits: readonly DocumentEdit[]): Buffer {
    const { body, source, ascii } = this.#at;
    return applySplices(
      body,
      source,
      splicesOf(edits, { document: this, source, table: this.#table, ascii }),
    );
  }
}

interface Body {
  readonly body: Buffer;
  readonly source: string;
  /** No byte above 0x7F: the latin1 view is the text. */
  readonly ascii: boolean;
}

/** From this length on V8 makes a slice that refers to its parent; below, it copies. */
const longSlice = 13;

function textOf({ body, source, ascii }: Body, table: NodeTable, node: number): string {
  const start = table.start[node] ?? 0;
  const end = table.end[node] ?? 0;
  const kind = table.kind[node];
  if (kind === kindCodes.number) return plainDigits(source.slice(start, end));
  if (kind !== kindCodes.string && kind !== kindCodes.key) return source.slice(start, end);
  return decodeLiteral(between({ body, source, ascii }, start + 1, end - 1), table.escaped[node] === 1);
}

/** A copy, not a slice of the whole body: every look at a character of a slice goes through its parent. */
function between({ body, source, ascii }: Body, start: number, end: number): string {
  if (!ascii) return body.toString("utf8", start, end);
  return end - start < longSlice ? source.slice(start, end) : body.toString("latin1", start, end);
}

/** JSON pointer (RFC 6901). */
export function pathOf(document: Document, node: number): string {
  let path = "";
  for (let at = node; at > 0; at = document.parent(at)) {
    const step = document.key(at) ?? String(document.index(at));
    path = `/${step.replaceAll("~", "~0").replaceAll("/", "~1")}${path}`;
  }
  return path;
}

interface Source {
  readonly document: Document;
  readonly source: string;
  readonly table: NodeTable;
  /** No byte above 0x7F. */
  readonly ascii: boolean;
}

function splicesOf(edits: readonly DocumentEdit[], at: Source): readonly Splice[] {
  const removed = edits.flatMap((edit) => ("remove" in edit ? [edit.remove] : []));
  return [
    ...removalSplices(at.table, removed),
    ...[...textEditsByNode(edits)].flatMap(([node, list]) => nodeSplices(node, list, at)),
  ];
}

function nodeSplices(
  node: number,
  edits: readonly TextEdit[],
  { document, source, table, ascii }: Source,
): readonly Splice[] {
  const start = table.start[node] ?? 0;
  if (table.kind[node] === kindCodes.number) {
    return edits.map(({ replacement }) => ({
      start,
      end: table.end[node] ?? 0,
      bytes: toBytes(JSON.stringify(replacement)),
    }));
  }
  const text = document.text(node);
  const length = (table.end[node] ?? 0) - start - 2;
  // As many units as bytes: no escapes, nothing beyond ASCII.
  if (text.length === length) return edits.map((edit) => evenSplice(edit, start + 1));
  const map = createOffsetMap({ raw: source.slice(start + 1, start + 1 + length), utf8: !ascii }, start + 1);
  return [...edits]
    .sort((a, b) => a.start - b.start)
    .map((edit) => {
      const [from, to] = wholeCharacters(text, edit.start, edit.end);
      const bytes = literalBytes(edit.replacement);
      return { start: map.at(from), end: map.at(to, true), bytes };
    });
}

const evenSplice = ({ start, end, replacement }: TextEdit, from: number): Splice => ({
  start: from + start,
  end: from + end,
  bytes: literalBytes(replacement),
});

const needsNoEscape = /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/;

/** The bytes of a replacement within a JSON string. */
const literalBytes = (text: string): string =>
  needsNoEscape.test(text) ? text : toBytes(JSON.stringify(text).slice(1, -1));

/** Two members of one object with the same decoded name. */
export function hasRepeatedKeys(document: Document): boolean {
  const names = new Map<number, Set<string>>();
  for (let node = 0; node < document.size; node++) {
    if (document.kind(node) !== "key") continue;
    const object = document.parent(node);
    const seen = names.get(object) ?? new Set();
    const name = document.text(node);
    if (seen.has(name)) return true;
    names.set(object, seen.add(name));
  }
  return false;
}
