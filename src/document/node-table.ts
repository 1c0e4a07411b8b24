/* The flat node table: one row per value, container or member name, in source order. */

import type { NodeKind } from "../core/document.js";

export const kindCodes = { object: 0, array: 1, string: 2, number: 3, literal: 4, key: 5 } as const;
export const kindNames: readonly NodeKind[] = ["object", "array", "string", "number", "literal", "key"];

/** Offsets are units of the source (bytes of a payload, UTF-16 units of a text), quotes included. */
export interface NodeTable {
  size: number;
  kind: Uint8Array;
  /** 1 where a string or key holds escapes. */
  escaped: Uint8Array;
  start: Int32Array;
  end: Int32Array;
  parent: Int32Array;
  /** First node behind this one and all inside it. */
  after: Int32Array;
  /** Key node of a member's value, -1 otherwise. */
  keyNode: Int32Array;
  /** Position in its array, -1 otherwise. */
  index: Int32Array;
}

/** Columns of one piece of memory: a payload has a table, and eight pieces cost more than its walk. */
export function createNodeTable(capacity = 64): NodeTable {
  const rows = (capacity + 3) & ~3;
  const memory = new ArrayBuffer(rows * 26);
  const words = (column: number): Int32Array => new Int32Array(memory, column * 4 * rows, rows);
  return {
    size: 0,
    start: words(0),
    end: words(1),
    parent: words(2),
    after: words(3),
    keyNode: words(4),
    index: words(5),
    kind: new Uint8Array(memory, 24 * rows, rows),
    escaped: new Uint8Array(memory, 25 * rows, rows),
  };
}

/** Doubles every column. */
export function growTable(table: NodeTable): void {
  const capacity = table.kind.length * 2;
  const bytes = (old: Uint8Array): Uint8Array => {
    const grown = new Uint8Array(capacity);
    grown.set(old);
    return grown;
  };
  const words = (old: Int32Array): Int32Array => {
    const grown = new Int32Array(capacity);
    grown.set(old);
    return grown;
  };
  table.kind = bytes(table.kind);
  table.escaped = bytes(table.escaped);
  table.start = words(table.start);
  table.end = words(table.end);
  table.parent = words(table.parent);
  table.after = words(table.after);
  table.keyNode = words(table.keyNode);
  table.index = words(table.index);
}
