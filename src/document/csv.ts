/* Tables in text (RFC 4180, and with semicolons, tabs or bars): each cell under the name of its column. */

import { isUtf8 } from "node:buffer";
import type { Document, TextEdit } from "../core/document.js";
import { AppError } from "../core/errors.js";
import { createFlatDocument, type FlatNode } from "./flat.js";
import { createByteCounter, Offsets } from "./mail/offsets.js";
import { toBytes } from "./splice.js";

const delimiters = [";", ",", "\t", "|"] as const;
type Delimiter = (typeof delimiters)[number];

interface Cell {
  /** Of the text, quotes left out. */
  readonly start: number;
  readonly end: number;
  readonly quoted: boolean;
}

type Row = readonly Cell[];

/** Names of columns that tables of people and machines have: a line of prose holds commas, but no such names alone. */
const usual =
  /e-?mail|phone|tele?fon|mobil|passwor[dt]|passwd|login|address|adresse|name|iban|token|secret|api.?key|host|(?:^|[ _])ip(?:$|[ _])|^(?:id|mail|tel|fax|user|pass|pwd|pin|dat(?:e|um)|time|city|ort|stadt|street|zip|plz|country|land|status|type|notes?|comments?|kunde|customer|server|birth.*|nom|nombre)$/i;
const columnName = /^\p{L}[\p{L}\p{N}_ ./#()-]{0,59}$/u;
const mostWords = 4;
const mostColumns = 1000;

/** Undefined where the text is no table with names of its columns. Throws AppError `json_too_complex`. */
export function readTable(body: Buffer, limits: { readonly nodes: number }): Document | undefined {
  const source = body.toString("latin1");
  if (!isUtf8(body)) return undefined;
  const start = source.startsWith("\xef\xbb\xbf") ? 3 : 0;
  for (const delimiter of delimiters) {
    const header = readRow(source, start, delimiter);
    const names = header && namesOf(source, header.row);
    if (header === undefined || names === undefined) continue;
    const most = Math.floor(limits.nodes / (names.length + 1)) - 1;
    const rows = readRows(source, { at: header.next, delimiter, width: names.length, most });
    if (rows === undefined || rows.length === 0) return undefined;
    return createTable({ body, source, delimiter }, header.row, { names, rows });
  }
  return undefined;
}

function namesOf(source: string, row: Row): readonly string[] | undefined {
  const names = row.map(({ start, end }) => utf8(source.slice(start, end)));
  const all = names.every((name) => columnName.test(name) && name.trim() === name && isShort(name));
  return names.length > 1 && all && names.some((name) => usual.test(name)) ? names : undefined;
}

const isShort = (name: string): boolean => name.split(/[ _]/).length <= mostWords;

const utf8 = (bytes: string): string => Buffer.from(bytes, "latin1").toString("utf8");

interface Rows {
  readonly at: number;
  readonly delimiter: Delimiter;
  readonly width: number;
  /** Rows. */
  readonly most: number;
}

/** Undefined where a row has more or fewer cells. Empty lines are none. Throws AppError `json_too_complex`. */
function readRows(source: string, { at: from, delimiter, width, most }: Rows): readonly Row[] | undefined {
  const rows: Row[] = [];
  for (let at = from; at < source.length;) {
    const blank = /^\r?\n/.exec(source.slice(at, at + 2));
    if (blank !== null) {
      at += blank[0].length;
      continue;
    }
    const read = readRow(source, at, delimiter);
    if (read?.row.length !== width) return undefined;
    if (rows.push(read.row) > most) throw new AppError("json_too_complex");
    at = read.next;
  }
  return rows;
}

function readRow(
  source: string,
  from: number,
  delimiter: Delimiter,
): { readonly row: Row; readonly next: number } | undefined {
  const row: Cell[] = [];
  for (let at = from; ;) {
    const cell = readCell(source, at, delimiter);
    if (cell === undefined) return undefined;
    if (row.push(cell) > mostColumns) return undefined;
    at = cell.end + (cell.quoted ? 1 : 0);
    if (source[at] === delimiter) at++;
    else {
      if (source[at] === "\r") at++;
      return at >= source.length || source[at] === "\n" ? { row, next: at + 1 } : undefined;
    }
  }
}

function readCell(source: string, from: number, delimiter: Delimiter): Cell | undefined {
  if (source[from] !== '"') {
    const end = endOfPlain(source, from, delimiter);
    return { start: from, end, quoted: false };
  }
  for (let at = source.indexOf('"', from + 1); at !== -1; at = source.indexOf('"', at + 2)) {
    if (source[at + 1] === '"') continue;
    const behind = source[at + 1];
    const closes = behind === undefined || behind === delimiter || behind === "\r" || behind === "\n";
    return closes ? { start: from + 1, end: at, quoted: true } : undefined;
  }
  return undefined;
}

function endOfPlain(source: string, from: number, delimiter: Delimiter): number {
  let end = from;
  while (end < source.length) {
    const sign = source[end];
    if (sign === delimiter || sign === "\n" || sign === "\r") break;
    end++;
  }
  return end;
}

interface TableSource {
  readonly body: Buffer;
  readonly source: string;
  readonly delimiter: Delimiter;
}

interface Contents {
  readonly names: readonly string[];
  readonly rows: readonly Row[];
}

interface CellNode extends FlatNode {
  readonly cell?: Cell;
}

const people = /mail|phone|fon\b|mobil|^tel/i;

/** An array of objects. Rows with an address or a number are those of people. */
function createTable(at: TableSource, header: Row, { names, rows }: Contents): Document {
  const root = names.some((name) => people.test(name)) ? "contacts" : "rows";
  const keys = names.map((name) => name.toLowerCase().replace(/ /g, "_"));
  const nodes: CellNode[] = [];
  const told: (string | undefined)[] = [];
  const add = (node: Omit<CellNode, "keyNode">, key?: string): void => {
    nodes.push({ ...node, keyNode: -1 });
    told.push(key);
  };
  const cells = names.length + 1;
  const size = 1 + (rows.length + 1) * cells;
  add({ kind: "array", parent: -1, after: size, start: 0, end: at.body.length, text: "" }, root);
  for (const [position, row] of [header, ...rows].entries()) {
    const owner = nodes.length;
    const [start, end] = [row[0]?.start ?? 0, row.at(-1)?.end ?? 0];
    add({ kind: "object", parent: 0, after: owner + cells, start, end, text: "" });
    for (const [column, cell] of row.entries()) {
      const text = textOf(at.source, cell);
      const span = { start: cell.start, end: cell.end };
      const key = position === 0 ? "column" : keys[column];
      add({ kind: "string", parent: owner, after: nodes.length + 1, ...span, text, cell }, key);
    }
  }
  return {
    ...documentOf(at, nodes),
    key: (node) => told[node],
    index: (node) => (nodes[node]?.kind === "object" ? (node - 1) / cells : -1),
  };
}

const documentOf = (at: TableSource, nodes: readonly CellNode[]): Document =>
  createFlatDocument({
    body: at.body,
    nodes,
    spliceOf: createSplices(at),
    removalOf: ({ start, end }) => ({ start, end, bytes: "" }),
  });

function textOf(source: string, { start, end, quoted }: Cell): string {
  const text = utf8(source.slice(start, end));
  return quoted ? text.replaceAll('""', '"') : text;
}

interface Way {
  readonly offsets: Offsets;
  readonly bytesAt: (offset: number) => number;
}

/** The way back of each cell that is edited, made once. */
function createSplices({ source, delimiter }: TableSource) {
  const ways = new Map<CellNode, Way>();
  return (node: CellNode, { start, end, replacement }: TextEdit) => {
    const { cell, text } = node;
    if (cell === undefined) throw new AppError("internal");
    let way = ways.get(node);
    if (way === undefined)
      ways.set(node, (way = { offsets: offsetsOf(source, cell), bytesAt: createByteCounter(text) }));
    const written = cell.quoted ? replacement.replaceAll('"', '""') : inCell(replacement, delimiter);
    const from = way.offsets.startOf(way.bytesAt(start));
    return { start: from, end: way.offsets.endOf(way.bytesAt(end)), bytes: toBytes(written) };
  };
}

/** Signs that would end the cell become blanks. */
const inCell = (text: string, delimiter: Delimiter): string =>
  text.replace(/["\r\n]/g, " ").replaceAll(delimiter, " ");

/** Doubled quotes are one sign. */
function offsetsOf(source: string, { start, end, quoted }: Cell): Offsets {
  const offsets = new Offsets(start);
  if (!quoted) return offsets;
  let halves = 0;
  for (let at = source.indexOf('""', start); at !== -1 && at < end; at = source.indexOf('""', at + 2)) {
    const decoded = at - start - halves;
    offsets.step(decoded, at, 2);
    offsets.step(decoded + 1, at + 2);
    halves++;
  }
  return offsets;
}
