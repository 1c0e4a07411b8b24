/* The automata of a known list of literals, as bytes: making them anew would take most of the time at the start. */

import { createHash } from "node:crypto";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import { createTables, type AutomatonTables } from "./automaton.js";
import type { Literal } from "./detector.js";

const nonAscii = /[\u0080-\uffff]/;

/** Literals of ASCII only have an automaton of their own, see prefilter.ts. */
export const belongsTo = {
  ascii: (text: string): boolean => !nonAscii.test(text),
  other: (text: string): boolean => nonAscii.test(text),
} as const;

export type Lane = keyof typeof belongsTo;
export const lanes = ["ascii", "other"] as const satisfies readonly Lane[];

/** Over all literals in order: another list has other automata. */
function keyOf(literals: readonly Literal[]): string {
  let all = "";
  for (const { text, exact } of literals) all += exact === true ? `${text}\0\x01` : `${text}\0`;
  return createHash("sha256").update(all, "utf16le").digest("base64");
}

interface PackedTables extends Omit<AutomatonTables, "rows"> {
  /** Of the rows as they are stored. */
  readonly bytes: number;
}

interface Head {
  readonly key: string;
  /** Of the literals. */
  readonly count: number;
  /** In the order of `lanes`; null where no literal belongs. */
  readonly tables: readonly (PackedTables | null)[];
}

/**
 * The rows of the other lane are many and mostly alike, and few programs read them: they are stored deflated (RFC 1951).
 * Those of ASCII are read at every start, as they are.
 */
const isDeflated: Readonly<Record<Lane, boolean>> = { ascii: false, other: true };

const storedRows = (lane: Lane, { rows }: AutomatonTables): Buffer => {
  const bytes = Buffer.from(rows.buffer, rows.byteOffset, rows.byteLength);
  return isDeflated[lane] ? deflateRawSync(bytes) : bytes;
};

/** Bytes: length of the head (u32, little endian), head (JSON, UTF-8), then the rows of each lane (u16, little endian). */
export function packAutomata(literals: readonly Literal[]): Buffer {
  const made = lanes.map((lane) => {
    const tables = createTables(literals, belongsTo[lane]);
    if (tables === undefined) return undefined;
    const stored = storedRows(lane, tables);
    return { stored, tables: { ...tables, rows: undefined, bytes: stored.length } };
  });
  const tables = made.map((one) => one?.tables ?? null);
  const head: Head = { key: keyOf(literals), count: literals.length, tables };
  const text = JSON.stringify(head);
  // The rows behind it begin at an even place: they can be read where they stand.
  const json = Buffer.from(Buffer.byteLength(text) % 2 === 0 ? text : `${text} `);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(json.length);
  return Buffer.concat([length, json, ...made.flatMap((one) => (one === undefined ? [] : [one.stored]))]);
}

/** Tells the tables of a lane, if there are any; undefined when the bytes are of other literals. */
export function openPacked(
  packed: Uint8Array,
  literals: readonly Literal[],
): ((lane: Lane) => AutomatonTables | undefined) | undefined {
  const bytes = Buffer.from(packed.buffer, packed.byteOffset, packed.length);
  const start = 4 + bytes.readUInt32LE(0);
  const head = JSON.parse(bytes.toString("utf8", 4, start)) as Head;
  if (head.count !== literals.length || head.key !== keyOf(literals)) return undefined;
  return (lane) => {
    const at = lanes.indexOf(lane);
    const tables = head.tables[at] ?? undefined;
    const from = head.tables.slice(0, at).reduce((sum, one) => sum + (one?.bytes ?? 0), start);
    return tables && { ...tables, rows: readRows(lane, bytes.subarray(from, from + tables.bytes)) };
  };
}

/** Where they stand, if that is an even place in memory; else a copy. */
function readRows(lane: Lane, stored: Buffer): Uint16Array {
  const bytes = isDeflated[lane] ? inflateRawSync(stored) : stored;
  if (bytes.byteOffset % 2 === 0) return new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2);
  const rows = new Uint16Array(bytes.length / 2);
  Buffer.from(rows.buffer).set(bytes);
  return rows;
}
