/* Finds secrets in tables: the label heads a column (HTML, Markdown, tabs, commas), the secrets stand below it. */

import type { Span } from "../../core/types.js";
import { isNewlineAt } from "./characters.js";

/** Rows below the head that are read, and units of all of them. */
const mostRows = 40;
const longestTable = 4000;
/** Units before the label in which the row of the head begins. */
const headReach = 500;

interface Row {
  readonly start: number;
  readonly end: number;
}

/** Spans of the cells in the label's column, nearest first, and where the table ends. */
export interface Column {
  readonly cells: readonly Span[];
  readonly end: number;
}

const without = (end: number): Column => ({ cells: [], end });

function lineEnd(text: string, at: number): number {
  let end = at;
  const stop = Math.min(text.length, at + longestTable);
  while (end < stop && !isNewlineAt(text, end)) end++;
  return end;
}

function lineStart(text: string, at: number): number {
  let start = at;
  const stop = Math.max(0, at - headReach);
  while (start > stop && !isNewlineAt(text, start - 1)) start--;
  return start;
}

/** Behind the line's end, `\r\n` as one. */
function nextLine(text: string, end: number): number {
  return text.charCodeAt(end) === 0x0d && text.charCodeAt(end + 1) === 0x0a ? end + 2 : end + 1;
}

type Delimiter = "|" | "\t" | ";" | "," | "  ";

/** Cells of one line; a Markdown row begins and ends with its bar, a column of blanks has two of them between. */
function cellsOf(text: string, row: Row, delimiter: Delimiter): readonly Span[] {
  const line = text.slice(row.start, row.end);
  const parts =
    delimiter === "  " ? line.split(/( {2,})/).filter((_, at) => at % 2 === 0) : line.split(delimiter);
  const cells: Span[] = [];
  let from = 0;
  for (const part of parts) {
    const start = line.indexOf(part, from);
    from = start + part.length + (delimiter === "  " ? 0 : 1);
    cells.push(trimmed(text, row.start + start, row.start + start + part.length));
  }
  return cells;
}

/** Without blanks, quote marks, emphasis and code marks around it. */
function trimmed(text: string, start: number, end: number): Span {
  let [first, last] = [start, end];
  while (first < last && /[\s>]/.test(text.charAt(first))) first++;
  while (last > first && /\s/.test(text.charAt(last - 1))) last--;
  for (const mark of ["**", "`", '"', "'"]) {
    if (last - first <= 2 * mark.length || !text.startsWith(mark, first)) continue;
    if (!text.startsWith(mark, last - mark.length)) continue;
    first += mark.length;
    last -= mark.length;
  }
  return { start: first, end: last };
}

const ruler = /^[\s|:+=-]{3,}$/;

/** The delimiter of the head: bars and tabs anywhere, commas only between short names. */
function delimiterOf(head: string): Delimiter | undefined {
  if (head.includes("|")) return "|";
  if (head.includes("\t")) return "\t";
  const name = "[\"']?[\\p{L}\\d_.() /-]{1,32}[\"']?";
  if (new RegExp(`^[>\\s]{0,4}${name}(?:;${name})+\\s?$`, "u").test(head)) return ";";
  if (new RegExp(`^[>\\s]{0,4}${name}(?:,${name})+\\s?$`, "u").test(head) && !/[.,] /.test(head)) return ",";
  return /^[>\s]{0,4}[\p{L}\d_().-]+(?: [\p{L}\d_().-]+)?(?: {2,}[\p{L}\d_().-]+(?: [\p{L}\d_().-]+)?)+\s{0,8}$/u.test(
    head,
  )
    ? "  "
    : undefined;
}

/** True below another row: the label is a cell of the table, not its head. */
function followsRow(text: string, start: number, delimiter: Delimiter): boolean {
  return start > 1 && text.slice(lineStart(text, start - 1), start - 1).includes(delimiter);
}

/** The column of a head in plain text that holds `label`. */
function readPlainColumn(text: string, label: Span): Column {
  const head = { start: lineStart(text, label.start), end: lineEnd(text, label.end) };
  const delimiter = delimiterOf(text.slice(head.start, head.end));
  if (delimiter === undefined || followsRow(text, head.start, delimiter)) return without(head.end);
  const names = cellsOf(text, head, delimiter);
  const place = names.findIndex(({ start, end }) => start <= label.start && label.end <= end);
  const name = names[place];
  if (name === undefined || name.end - name.start > 40) return without(head.end);
  const cells: Span[] = [];
  let at = nextLine(text, head.end);
  for (let rows = 0; rows < mostRows && at < text.length && at - head.end < longestTable; rows++) {
    const row = { start: at, end: lineEnd(text, at) };
    at = nextLine(text, row.end);
    if (ruler.test(text.slice(row.start, row.end))) continue;
    const values = cellsOf(text, row, delimiter);
    if (values.length !== names.length) break;
    const cell = values[place];
    if (cell !== undefined && cell.end > cell.start) cells.push(cell);
  }
  return { cells, end: at };
}

const cellTag = /<(\/?)(tr|td|th|table|tbody|thead)\b[^<>]{0,120}>/gi;

/** Which cell of its row the label stands in; -1 outside of tables. */
function placeInRow(text: string, at: number): number {
  const before = text.slice(Math.max(0, at - headReach), at);
  const lower = before.toLowerCase();
  if (lower.lastIndexOf("</tr") > lower.lastIndexOf("<table")) return -1;
  const row = before.slice(lower.lastIndexOf("<tr"));
  return [...row.matchAll(/<t[hd]\b/gi)].length - 1;
}

/** Walks the tags below a head and gathers the cells of one column. */
interface Walk {
  readonly place: number;
  column: number;
  rows: number;
  /** Start of the cell of our column that is being read, else -1. */
  open: number;
}

function openTag(walk: Walk, name: string, end: number): void {
  if (name === "tr") {
    walk.column = -1;
    walk.rows++;
  } else if (name === "td" || name === "th") {
    walk.open = walk.rows > 0 && ++walk.column === walk.place ? end : -1;
  }
}

/** The column of a head in HTML: cells before the label in its row tell which. */
function readHtmlColumn(text: string, label: Span): Column {
  const walk: Walk = { place: placeInRow(text, label.start), column: -1, rows: 0, open: -1 };
  if (walk.place < 0) return without(label.end);
  const cells: Span[] = [];
  let end = label.end;
  for (const found of text.slice(label.end, label.end + longestTable).matchAll(cellTag)) {
    const start = label.end + found.index;
    const name = (found[2] ?? "").toLowerCase();
    end = start + found[0].length;
    if (name === "table" || walk.rows > mostRows) break;
    if (found[1] === "") openTag(walk, name, end);
    else if (walk.open >= 0 && name.startsWith("t") && name.length === 2) {
      cells.push(withoutTags(text, walk.open, start));
      walk.open = -1;
    }
  }
  return { cells, end };
}

/** Without the tags around the cell's text. */
function withoutTags(text: string, start: number, end: number): Span {
  const source = text.slice(start, end);
  const head = /^(?:\s|&nbsp;|<[^<>]{1,80}>){0,8}/i.exec(source)?.[0].length ?? 0;
  const tail = /(?:\s|&nbsp;|<\/?[a-z][^<>]{0,80}>){0,8}$/i.exec(source)?.[0].length ?? 0;
  return { start: start + head, end: Math.max(start + head, end - tail) };
}

/** Marks and blanks that may stand right behind the label of a cell. */
const closing = new Set([..."*\"'` )"].map((sign) => sign.charCodeAt(0)));
const isClosing = (unit: number): boolean => closing.has(unit);

/** True where the label may head a column: its cell ends behind it. */
export function mayHeadColumn(text: string, labelEnd: number): boolean {
  let at = labelEnd;
  while (at < labelEnd + 4 && isClosing(text.charCodeAt(at))) at++;
  const code = text.charCodeAt(at);
  if (code === 0x3c) return /^<\/(?:th|td|b|strong|p|span)>/i.test(text.slice(at, at + 9));
  // In prose a blank follows the comma.
  if (code === 0x2c || code === 0x3b) return text.charCodeAt(at + 1) !== 0x20;
  return code === 0x7c || code === 0x09 || isNewlineAt(text, at) || text.startsWith("  ", at);
}

/** The cells below the label, when it heads a column. */
export function readColumn(text: string, label: Span): Column {
  const behind = text.slice(label.end, label.end + 8);
  return /^[*"'` )]{0,4}<\//.test(behind) ? readHtmlColumn(text, label) : readPlainColumn(text, label);
}
