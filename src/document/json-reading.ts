/* JSON inside a string: one reading per string, member name and number of the inner value. */

import { defaultLimits, type DocumentLimits } from "../core/document.js";
import { AppError } from "../core/errors.js";
import type { Reading, ScanHint } from "../core/reading.js";
import { walkJson, walkLines } from "./json-walker.js";
import { createOffsetMap, decodeLiteral, type OffsetMap, wholeCharacters } from "./literal.js";
import { kindCodes, type NodeTable } from "./node-table.js";
import { plainDigits } from "./number-text.js";

/** The outer string has been measured already. */
const limits: DocumentLimits = { ...defaultLimits, stringBytes: Infinity, bytes: Infinity };

/** Undefined when the text is no strict JSON value, nor lines of them; the caller then scans it as it stands. */
export function readNestedJson(text: string): readonly Reading[] | undefined {
  const table = tableOf(text);
  if (table === undefined) return undefined;
  const readings: Reading[] = [];
  for (let node = 0; node < table.size; node++) {
    const kind = table.kind[node];
    if (kind === kindCodes.string || kind === kindCodes.key) readings.push(literalReading(text, table, node));
    else if (kind === kindCodes.number) readings.push(...numberReading(text, table, node));
  }
  return readings;
}

function tableOf(text: string): NodeTable | undefined {
  try {
    return text.includes("\n") ? readEither(text) : walkJson(text, limits);
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}

function readEither(text: string): NodeTable {
  try {
    return walkJson(text, limits);
  } catch (error) {
    if (error instanceof AppError && error.code === "json_syntax") return walkLines(text, limits);
    throw error;
  }
}

function spanOf(table: NodeTable, node: number): { readonly start: number; readonly end: number } {
  return { start: table.start[node] ?? 0, end: table.end[node] ?? 0 };
}

function decodeNode(text: string, table: NodeTable, node: number): string {
  const { start, end } = spanOf(table, node);
  const raw = text.slice(start + 1, end - 1);
  return decodeLiteral(raw, table.escaped[node] === 1);
}

function hintOf(text: string, table: NodeTable, node: number): ScanHint {
  for (let at = node; at > 0; at = table.parent[at] ?? -1) {
    const key = table.keyNode[at] ?? -1;
    if (key !== -1) return { key: decodeNode(text, table, key) };
  }
  return {};
}

function literalReading(text: string, table: NodeTable, node: number): Reading {
  const from = (table.start[node] ?? 0) + 1;
  const decoded = decodeNode(text, table, node);
  const raw = text.slice(from, (table.end[node] ?? 0) - 1);
  const plain = table.escaped[node] === 0;
  let map: OffsetMap | undefined;
  let asked = 0;
  return {
    name: "json",
    text: decoded,
    hint: hintOf(text, table, node),
    source(start, end) {
      if (plain) return [{ start: from + start, end: from + end }];
      const [first, last] = wholeCharacters(decoded, start, end);
      if (map === undefined || first < asked) map = createOffsetMap({ raw, utf8: false }, from);
      asked = last;
      return [{ start: map.at(first), end: map.at(last, true) }];
    },
    encode: (replacement) => JSON.stringify(replacement).slice(1, -1),
  };
}

/** Looked at only by detectors that its key triggers; replaced as a whole, by a string. */
function numberReading(text: string, table: NodeTable, node: number): readonly Reading[] {
  const span = spanOf(table, node);
  const { key } = hintOf(text, table, node);
  if (key === undefined) return [];
  return [
    {
      name: "json",
      text: plainDigits(text.slice(span.start, span.end)),
      hint: { key, numeric: true },
      source: () => [span],
      encode: (replacement) => JSON.stringify(replacement),
    },
  ];
}
