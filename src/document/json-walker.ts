/* A strict JSON reader (RFC 8259) that notes where everything stands and changes nothing. */

import type { DocumentLimits } from "../core/document.js";
import { AppError } from "../core/errors.js";
import { findControlByte, findControlUnit } from "./control.js";
import { createNodeTable, growTable, kindCodes, type NodeTable } from "./node-table.js";

const quote = 34;
const backslash = 92;
const numberShape = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[+-]?\d+)?/iy;
const hexFour = /[\da-f]{4}/iy;

interface Walk {
  readonly source: string;
  readonly limits: DocumentLimits;
  readonly table: NodeTable;
  readonly body: Buffer | undefined;
  at: number;
  /** Next backslash and next control character at or behind the last place that asked; the length when none is left. */
  nextBackslash: number;
  nextControl: number;
}

const syntax = (): AppError => new AppError("json_syntax");

/** What is known of a source besides its text. */
export interface WalkOptions {
  /** Where the value begins. */
  readonly from?: number;
  /** The bytes of which the source is the latin1 view: they are faster to look through. */
  readonly body?: Buffer;
}

function createWalk(source: string, limits: DocumentLimits, { from = 0, body }: WalkOptions): Walk {
  const dense = Math.min(source.length >> 3, 256);
  const capacity = Math.min(limits.nodes + 1, Math.max(16, dense, source.length >> 5));
  const table = createNodeTable(capacity);
  return { source, limits, table, body, at: from, nextBackslash: -1, nextControl: -1 };
}

/**
 * Reads one JSON value that fills the source from `from` on. The source is a latin1 view of bytes, or a text.
 * Throws AppError `json_syntax`, `json_depth`, `json_too_complex`, `string_too_large`.
 */
export function walkJson(source: string, limits: DocumentLimits, options: WalkOptions = {}): NodeTable {
  const walk = createWalk(source, limits, options);
  skipBlank(walk);
  readValue(walk, -1, -1);
  skipBlank(walk);
  if (walk.at < source.length) throw syntax();
  return walk.table;
}

/** Reads lines of one JSON value each into an array that has no brackets of its own; blank lines are skipped. */
export function walkLines(source: string, limits: DocumentLimits, options: WalkOptions = {}): NodeTable {
  const walk = createWalk(source, limits, options);
  const root = addNode(walk, kindCodes.array, -1);
  skipBlank(walk);
  for (let index = 0; walk.at < source.length; index++) {
    const node = walk.table.size;
    readValue(walk, root, -1);
    walk.table.index[node] = index;
    const line = source.indexOf("\n", walk.table.start[node]);
    if (line !== -1 && line < walk.at) throw syntax();
    skipBlank(walk);
    if (walk.at < source.length && (line === -1 || line >= walk.at)) throw syntax();
  }
  closeNode(walk, root);
  return walk.table;
}

function addNode(walk: Walk, kind: number, parent: number): number {
  const { table } = walk;
  const node = table.size++;
  if (node >= walk.limits.nodes) throw new AppError("json_too_complex");
  if (node >= table.kind.length) growTable(table);
  table.kind[node] = kind;
  table.start[node] = walk.at;
  table.parent[node] = parent;
  table.keyNode[node] = -1;
  table.index[node] = -1;
  return node;
}

function closeNode({ table, at }: Walk, node: number): void {
  table.end[node] = at;
  table.after[node] = table.size;
}

function skipBlank(walk: Walk): void {
  const { source } = walk;
  for (;;) {
    const unit = source.charCodeAt(walk.at);
    if (unit !== 32 && unit !== 10 && unit !== 13 && unit !== 9) return;
    walk.at++;
  }
}

/** Containers are followed without recursion: `open` is the innermost one. */
function readValue(walk: Walk, parent: number, key: number): void {
  const { table, source, limits } = walk;
  let open = parent;
  let keyNode = key;
  let depth = 0;
  for (;;) {
    const node = openValue(walk, open, keyNode);
    if (isContainer(table, node) && !closesAtOnce(walk, node)) {
      if (++depth > limits.depth) throw new AppError("json_depth");
      open = node;
    } else {
      while (open !== parent && !continues(walk, open)) {
        closeNode(walk, open);
        open = table.parent[open] ?? -1;
        depth--;
      }
      if (open === parent) return;
    }
    keyNode = table.kind[open] === kindCodes.object ? readKey(walk, open) : -1;
    skipBlank(walk);
    if (walk.at >= source.length) throw syntax();
  }
}

const isContainer = (table: NodeTable, node: number): boolean => (table.kind[node] ?? 9) <= kindCodes.array;

/** Starts any value; scalars are complete when it returns. */
function openValue(walk: Walk, parent: number, keyNode: number): number {
  const { table, source } = walk;
  const unit = source.charCodeAt(walk.at);
  const node = addNode(walk, kindOf(unit), parent);
  table.keyNode[node] = keyNode;
  if (keyNode === -1 && parent !== -1) table.index[node] = positionIn(table, parent, node);
  if (unit === 123 || unit === 91) walk.at++;
  else if (unit === quote) readString(walk, node);
  else if (table.kind[node] === kindCodes.literal) readLiteral(walk, node);
  else readNumber(walk, node);
  return node;
}

function kindOf(unit: number): number {
  if (unit === quote) return kindCodes.string;
  if (unit === 123) return kindCodes.object;
  if (unit === 91) return kindCodes.array;
  return unit === 116 || unit === 102 || unit === 110 ? kindCodes.literal : kindCodes.number;
}

/** Elements are counted in the array's own `index` slot of its last element, kept in `after` until it closes. */
function positionIn(table: NodeTable, array: number, node: number): number {
  const last = table.after[array] ?? 0;
  table.after[array] = node;
  return last === 0 ? 0 : (table.index[last] ?? 0) + 1;
}

function closesAtOnce(walk: Walk, node: number): boolean {
  skipBlank(walk);
  const closing = walk.table.kind[node] === kindCodes.object ? 125 : 93;
  if (walk.source.charCodeAt(walk.at) !== closing) return false;
  walk.at++;
  closeNode(walk, node);
  return true;
}

/** Behind a value: true at a comma, false when the container ends here. */
function continues(walk: Walk, open: number): boolean {
  skipBlank(walk);
  const unit = walk.source.charCodeAt(walk.at++);
  if (unit === 44) {
    skipBlank(walk);
    return true;
  }
  if (unit !== (walk.table.kind[open] === kindCodes.object ? 125 : 93)) throw syntax();
  return false;
}

function readKey(walk: Walk, object: number): number {
  skipBlank(walk);
  if (walk.source.charCodeAt(walk.at) !== quote) throw syntax();
  const node = addNode(walk, kindCodes.key, object);
  readString(walk, node);
  skipBlank(walk);
  if (walk.source.charCodeAt(walk.at++) !== 58) throw syntax();
  return node;
}

function readLiteral(walk: Walk, node: number): void {
  const word = ["true", "false", "null"].find((one) => walk.source.startsWith(one, walk.at));
  if (word === undefined) throw syntax();
  walk.at += word.length;
  closeNode(walk, node);
}

function readNumber(walk: Walk, node: number): void {
  numberShape.lastIndex = walk.at;
  if (!numberShape.test(walk.source)) throw syntax();
  walk.at = numberShape.lastIndex;
  closeNode(walk, node);
}

/** Stands on the opening quote; leaves behind the closing one. */
function readString(walk: Walk, node: number): void {
  const { source, table, limits } = walk;
  const from = walk.at + 1;
  let end = source.indexOf('"', from);
  if (walk.nextBackslash < from) walk.nextBackslash = findOr(source, "\\", from);
  while (end !== -1 && walk.nextBackslash < end) {
    table.escaped[node] = 1;
    const behind = endOfEscape(source, walk.nextBackslash);
    if (end < behind) end = source.indexOf('"', behind);
    walk.nextBackslash = findOr(source, "\\", behind);
  }
  if (end === -1) throw syntax();
  if (walk.nextControl < from) walk.nextControl = findControl(walk, from);
  if (walk.nextControl < end) throw syntax();
  if (end - from > limits.stringBytes) throw new AppError("string_too_large");
  walk.at = end + 1;
  closeNode(walk, node);
}

function findOr(source: string, text: string, from: number): number {
  const at = source.indexOf(text, from);
  return at === -1 ? source.length : at;
}

const findControl = ({ source, body }: Walk, from: number): number =>
  body === undefined ? findControlUnit(source, from) : findControlByte(body, from);

/** First unit behind the escape at `at`; throws when it is none of JSON's. */
export function endOfEscape(source: string, at: number): number {
  const unit = source.charCodeAt(at + 1);
  if (unit === 117) {
    hexFour.lastIndex = at + 2;
    if (!hexFour.test(source)) throw syntax();
    return at + 6;
  }
  if (unit !== quote && unit !== backslash && !"/bfnrt".includes(source[at + 1] ?? "?")) throw syntax();
  return at + 2;
}
