/* What a heading says of the cells below it and a label of the cell beside it, in sheets and tables alike. */

import type { Document } from "../../../core/document.js";
import { AppError } from "../../../core/errors.js";

/** How a text in a cell is read. */
export interface CellHint {
  /** Headings and labels that name it; it is read once with each. */
  readonly keys: readonly string[];
  /** A value that is typed as a number. */
  readonly number: boolean;
}

export interface TableHints {
  /** By XML node. */
  readonly texts: ReadonlyMap<number, CellHint>;
  /** Headings over the cells that show a shared string, by its position. */
  readonly shared: ReadonlyMap<number, ReadonlySet<string>>;
}

const rowNames = new Set(["row", "tr", "table-row"]);
/** `cell`: what a sheet keeps of another workbook. */
const cellNames = new Set(["c", "cell", "tc", "table-cell", "covered-table-cell"]);
const sheetCells = new Set(["c", "cell"]);
/** Elements around the cells of a row that are no part of the table. */
const wrappers = new Set(["sdt", "sdtContent", "customXml", "ins", "del", "smartTag"]);
const tableNames = new Set(["sheetData", "tbl", "table"]);

/** Cells of a row that can be told apart; a sheet of Excel has as many. */
const mostColumns = 16_384;
/** UTF-16 units of a heading. */
const longestTitle = 40;
/** Headings one shared string is read with. */
const mostKeys = 4;

interface Cell {
  readonly column: number;
  readonly text: string;
  /** Nodes of its texts. */
  readonly texts: readonly number[];
  /** Node of its number; -1 where it has none. */
  readonly number: number;
  /** Position of its shared string; -1 where it has none. */
  readonly shared: number;
}

interface Table {
  readonly headings: Map<number, string>;
  /** Headings in the row of headings; 0: none was seen. */
  settled: number;
  /** Rows seen. */
  seen: number;
  /** Number of the last row. */
  row: number;
}

interface Collected {
  readonly texts: Map<number, CellHint>;
  readonly shared: Map<number, Set<string>>;
}

/**
 * `shared`: text of a shared string by its position. One pass over the document. Throws AppError `attachment_unscannable`
 * for rows out of order: some readers show a heading above what stands before it here, Excel refuses them.
 */
export function readTables(document: Document, shared: (position: number) => string): TableHints {
  const hints: Collected = { texts: new Map(), shared: new Map() };
  let table = newTable();
  for (let node = 0; node < document.size; node++) {
    if (document.kind(node) === "key" || document.keyNode(node) === -1) continue;
    const name = document.key(node) ?? "";
    if (tableNames.has(name)) table = newTable();
    else if (rowNames.has(name)) {
      requireOrder(table, attributeOf(document, node, "@r"));
      readRow(cellsOf(document, node, shared), table, hints);
    }
  }
  return hints;
}

const newTable = (): Table => ({ headings: new Map(), settled: 0, seen: 0, row: 0 });

function requireOrder(table: Table, given: string | undefined): void {
  if (given === undefined) return;
  const row = Number(given);
  if (!(row > table.row)) throw new AppError("attachment_unscannable");
  table.row = row;
}

const isFilled = ({ text, number }: Cell): boolean => text !== "" || number !== -1;

/** Rows at the top of a table in which a title may stand above the headings. */
const topRows = 5;

function readRow(cells: readonly Cell[], table: Table, hints: Collected): void {
  const filled = cells.filter(isFilled);
  const isTop = table.settled === 0 || (table.seen < topRows && filled.length > table.settled);
  if (filled.length > 1 && isTop && filled.every(isTitle)) {
    for (const { column, text } of filled) table.headings.set(column, text);
    table.settled = filled.length;
  }
  table.seen++;
  for (const [place, cell] of filled.entries()) {
    const keys = [table.headings.get(cell.column), labelOf(filled, place, table)].filter(
      (key): key is string => key !== undefined && key !== cell.text,
    );
    if (keys.length > 0) addHint(cell, keys, hints);
    else if (table.settled === 0 && isTitle(cell)) table.headings.set(cell.column, cell.text);
  }
}

/** Rows of two cells may be a label and its value; without headings each cell may be one for the next. */
function labelOf(filled: readonly Cell[], place: number, { settled }: Table): string | undefined {
  const before = filled[place - 1];
  const mayBe = before !== undefined && (filled.length === 2 || settled === 0) && isTitle(before);
  return mayBe ? before.text : undefined;
}

function addHint({ texts, number, shared }: Cell, keys: readonly string[], hints: Collected): void {
  for (const node of texts) hints.texts.set(node, { keys, number: false });
  if (number !== -1) hints.texts.set(number, { keys, number: true });
  if (shared === -1) return;
  const known = hints.shared.get(shared) ?? new Set();
  for (const key of keys) if (known.size < mostKeys) known.add(key);
  hints.shared.set(shared, known);
}

/** With a number at most that tells it from others: `Phone 2`. */
const isTitle = ({ text, number }: Cell): boolean =>
  number === -1 &&
  text.length <= longestTitle &&
  /\p{L}/u.test(text) &&
  !(notTitle.test(text) && notTitle.test(text.replace(/(?<=\p{L}[ #]?)\d{1,2}(?=\W|$)/u, "")));

const notTitle = /[@\p{Nd}]/u;

function cellsOf(document: Document, row: number, shared: (position: number) => string): readonly Cell[] {
  const cells: Cell[] = [];
  let column = 0;
  for (let node = row + 1, next = node; node < document.after(row); node = next) {
    const name = document.kind(node) === "key" ? "" : (document.key(node) ?? "");
    next = wrappers.has(name) ? node + 1 : document.after(node);
    if (!cellNames.has(name)) continue;
    const given = attributeOf(document, node, "@r");
    column = given === undefined ? column : columnOf(given);
    if (column > mostColumns) return cells;
    cells.push(readCell(document, { node, column, shared }));
    column += repeats(attributeOf(document, node, "@number-columns-repeated"));
  }
  return cells;
}

interface CellAt {
  readonly node: number;
  readonly column: number;
  readonly shared: (position: number) => string;
}

function readCell(document: Document, { node, column, shared }: CellAt): Cell {
  const type = sheetCells.has(document.key(node) ?? "") ? (attributeOf(document, node, "@t") ?? "n") : "";
  const texts: number[] = [];
  let [text, number] = ["", -1];
  for (let at = node + 1; at < document.after(node); at++) {
    const name = nameOfText(document, at);
    if (name === undefined) continue;
    if (name === "v" && type === "s") return sharedCell(column, Number(document.text(at)), shared);
    const isNumber = name === "@value" || (name === "v" && type === "n");
    if (isNumber) number = at;
    else {
      texts.push(at);
      text = titleWith(text, name, document.text(at));
    }
  }
  return { column, text: text.trim(), texts, number, shared: -1 };
}

/** As much of a cell's text as a heading could have, and a little more. */
const titleWith = (text: string, name: string, more: string): string =>
  name.startsWith("@") || text.length > longestTitle ? text : text + more;

/** Name of a text or value in a cell; undefined for all else in it. */
function nameOfText(document: Document, node: number): string | undefined {
  const name = document.kind(node) === "string" ? (document.key(node) ?? "") : "f";
  return noText.test(name) ? undefined : name;
}

const noText = /^@(?!(?:date-|string-|time-)?value$)|^f$/;

const sharedCell = (column: number, position: number, shared: CellAt["shared"]): Cell => ({
  column,
  text: shared(position).trim(),
  texts: [],
  number: -1,
  shared: position,
});

/** Attributes looked at: no element has more that matters, and many elements may ask the one around them. */
const mostAttributes = 32;

/** An attribute of an element; they stand before everything else in it, each behind its name. */
export function attributeOf(document: Document, element: number, name: string): string | undefined {
  const end = Math.min(document.after(element), element + 1 + 2 * mostAttributes);
  for (let node = element + 1; node < end; node = document.after(node)) {
    if (document.kind(node) === "key") continue;
    const key = document.key(node) ?? "";
    if (!key.startsWith("@")) return undefined;
    if (key === name) return document.text(node);
  }
  return undefined;
}

/** `B2` is column 1. */
function columnOf(reference: string): number {
  const [letters = ""] = /^[A-Z]{1,3}/.exec(reference) ?? [];
  return [...letters].reduce((column, letter) => column * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

const repeats = (count: string | undefined): number => Math.max(1, Number.parseInt(count ?? "1", 10) || 1);
