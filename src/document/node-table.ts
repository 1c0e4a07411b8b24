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

export function createNodeTable(capacity = 64): NodeTable {
  return {
    size: 0,
    kind: new Uint8Array(capacity),
    escaped: new Uint8Array(capacity),
    start: new Int32Array(capacity),
    end: new Int32Array(capacity),
    parent: new Int32Array(capacity),
    after: new Int32Array(capacity),
    keyNode: new Int32Array(capacity),
    index: new Int32Array(capacity),
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
