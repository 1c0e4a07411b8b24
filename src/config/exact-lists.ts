/* Exact-match lists: rows of CSV files become keyed hashes; no value outlives the loading. */

import { isUtf8 } from "node:buffer";
import { randomBytes } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import type { EntityType } from "../core/types.js";
import {
  createExactTable,
  mostTokens,
  type ExactList,
  type ExactTable,
  type ExactTableBuilder,
} from "../detect/exact/exact-table.js";
import { tokensOf, tokenTables, loneUnit } from "../detect/exact/tokens.js";
import { ConfigError } from "./config-error.js";
import type { Blame } from "./located.js";
import { loadCsv } from "./packages.js";

export interface ExactListData {
  readonly name: string;
  readonly file: string;
  readonly columns: readonly (string | number)[];
  readonly entity: EntityType;
  readonly kind?: string | undefined;
  readonly confidence?: number | undefined;
  readonly delimiter?: string | undefined;
  readonly "match-case"?: boolean | undefined;
  readonly "min-length"?: number | undefined;
  readonly "skip-shorter"?: boolean | undefined;
}

export interface ExactListContext {
  readonly folder: string;
  readonly blame: Blame;
}

/** Bytes of one file, and entries of all lists. */
const exactLimits = { bytes: 64 * 1024 * 1024, entries: 1_000_000 } as const;

/** Throws ConfigError, which names lines and never shows what stands there. */
export function loadExactLists(
  data: readonly ExactListData[],
  context: ExactListContext,
): ExactTable | undefined {
  if (data.length === 0) return undefined;
  const sources = data.map((list, at) => readSource(list, at, context));
  const lines = sources.reduce((sum, { text }) => sum + countLines(text), 0);
  const builder = createExactTable(
    data.map(listOf),
    Math.min(lines, exactLimits.entries),
    new Uint8Array(randomBytes(32)),
  );
  let entries = 0;
  for (const [list, source] of sources.entries()) {
    entries += addRows(builder, { ...source, list, room: exactLimits.entries - entries });
  }
  return builder.finish();
}

function listOf(data: ExactListData): ExactList {
  const { name, entity, kind, confidence = 0.95 } = data;
  return {
    name,
    entity,
    confidence,
    matchCase: data["match-case"] ?? false,
    ...(kind === undefined ? {} : { kind }),
  };
}

interface Source {
  readonly data: ExactListData;
  readonly text: string;
  readonly file: string;
}

function readSource(data: ExactListData, at: number, { folder, blame }: ExactListContext): Source {
  const file = resolve(folder, data.file);
  const unreadable = (why: string): ConfigError =>
    blame(["exact-match", at, "file"], "CONFIG_UNREADABLE", `the file "${data.file}" ${why}.`);
  let bytes: Buffer;
  try {
    if (statSync(file).size > exactLimits.bytes) throw unreadable("is larger than 64 MiB");
    bytes = readFileSync(file);
  } catch (error) {
    throw error instanceof ConfigError ? error : unreadable("cannot be read");
  }
  if (!isUtf8(bytes)) throw unreadable("is not UTF-8 text");
  return { data, text: bytes.toString("utf8"), file: data.file };
}

function countLines(text: string): number {
  let count = 1;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) count++;
  return count;
}

interface Rows extends Source {
  readonly list: number;
  /** Entries that may still come. */
  readonly room: number;
}

/** Fails closed: a row that cannot be kept would be a value that nobody looks for. */
function addRows(builder: ExactTableBuilder, rows: Rows): number {
  const { data, text, file, list, room } = rows;
  const fault = (line: number, code: string, message: string): ConfigError =>
    new ConfigError(file, [{ code, line, column: 1, message }]);
  let columns: readonly number[] | undefined = data.columns.every((one) => typeof one === "number")
    ? data.columns.map((one) => Number(one) - 1)
    : undefined;
  let added = 0;
  eachRow({ text, delimiter: data.delimiter ?? ",", fault }, (row, line) => {
    if (columns === undefined) {
      columns = columnsOf(data, row, (message) => fault(line, "CSV_COLUMN", message));
      return;
    }
    const entry = entryOf(row, columns);
    if (entry === "" || !isKept(entry, data, (message) => fault(line, "CSV_ENTRY", message))) return;
    if (builder.add(list, entry) && ++added > room)
      throw fault(line, "CSV_TOO_MANY", "the lists have more than 1,000,000 entries.");
  });
  if (added === 0) throw fault(1, "CSV_EMPTY", "no entry stands in the named columns.");
  return added;
}

type Fault = (line: number, code: string, message: string) => ConfigError;

/** The parser's own messages quote the row. */
function eachRow(
  { text, delimiter, fault }: { readonly text: string; readonly delimiter: string; readonly fault: Fault },
  take: (row: readonly string[], line: number) => void,
): void {
  try {
    loadCsv()(text, {
      delimiter,
      bom: true,
      relax_column_count: true,
      skip_empty_lines: true,
      on_record: (row: readonly string[], { lines }: { readonly lines: number }) => {
        take(row, lines);
        return null;
      },
    });
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    const line = (error as { readonly lines?: unknown }).lines;
    throw fault(typeof line === "number" ? line : 1, "CSV_SYNTAX", "this is no CSV. Check the quotes.");
  }
}

/** Names stand in the first row; numbers count from 1. */
function columnsOf(
  { columns }: ExactListData,
  head: readonly string[],
  fault: (message: string) => ConfigError,
): readonly number[] {
  return columns.map((column) => {
    if (typeof column === "number") return column - 1;
    const at = head.findIndex((name) => name.trim() === column);
    if (at === -1) throw fault(`the first row names no column "${column}".`);
    return at;
  });
}

const entryOf = (row: readonly string[], columns: readonly number[]): string =>
  columns
    .map((column) => (row[column] ?? "").trim())
    .filter((cell) => cell !== "")
    .join(" ")
    .normalize("NFKC");

function isKept(entry: string, data: ExactListData, fault: (message: string) => ConfigError): boolean {
  const tokens = tokensOf(entry);
  if (tokens.length > mostTokens) throw fault(`an entry may have ${String(mostTokens)} words at most.`);
  const least = data["min-length"] ?? 4;
  if (weightOf(entry) >= least) return true;
  if (data["skip-shorter"] === true) return false;
  throw fault(
    `an entry is shorter than ${String(least)} letters and digits and would be found everywhere. ` +
      "Take it out, lower min-length, or say skip-shorter: true.",
  );
}

/** Letters and digits; a character that is a word by itself says as much as two letters. */
function weightOf(entry: string): number {
  const { classes } = tokenTables();
  let weight = 0;
  for (const { start, end } of tokensOf(entry))
    weight += classes[entry.charCodeAt(start)] === loneUnit ? 2 : end - start;
  return weight;
}
