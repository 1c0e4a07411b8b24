/* application/x-www-form-urlencoded, and query strings: pairs with an exact map from decoded text to bytes. */

import { isUtf8 } from "node:buffer";
import { defaultLimits, type Document, type DocumentLimits } from "../core/document.js";
import { AppError } from "../core/errors.js";
import { createFlatDocument, type FlatNode } from "./flat.js";
import { wholeCharacters } from "./literal.js";
import { percentBytes } from "./percent.js";
import { noBytes, type Splice } from "./splice.js";

const badEscape = /%(?![\da-f]{2})/i;
const rootKind = { kind: "object", parent: -1, keyNode: -1, text: "" } as const;

/**
 * Throws AppError `form_malformed` for a percent sign that is no escape, `invalid_utf8` when the decoded bytes are not
 * UTF-8, `json_too_complex` and `body_too_large` over the limits.
 */
export function readForm(body: Buffer, limits: DocumentLimits = defaultLimits): Document {
  if (body.length > limits.bytes) throw new AppError("body_too_large");
  if (!isUtf8(body)) throw new AppError("invalid_utf8");
  const source = body.toString("latin1");
  if (badEscape.test(source)) throw new AppError("form_malformed");
  const nodes: FlatNode[] = [{ ...rootKind, after: 0, start: 0, end: body.length }];
  for (let start = 0; start < source.length;) {
    const next = source.indexOf("&", start);
    const end = next === -1 ? source.length : next;
    if (end > start) addPair(nodes, source, { start, end });
    if (nodes.length > limits.nodes) throw new AppError("json_too_complex");
    start = end + 1;
  }
  nodes[0] = { ...rootKind, after: nodes.length, start: 0, end: body.length };
  return createFlatDocument({
    body,
    nodes,
    spliceOf: (node, { start, end, replacement }) => {
      const [from, to] = wholeCharacters(node.text, start, end);
      return { ...sourceSpan(source, node, { from, to }), bytes: encodeForm(replacement) };
    },
    removalOf: (node) => removalOf(source, nodes, node),
  });
}

interface PairSpan {
  readonly start: number;
  readonly end: number;
}

function addPair(nodes: FlatNode[], source: string, { start, end }: PairSpan): void {
  const sign = source.indexOf("=", start);
  const keyEnd = sign === -1 || sign > end ? end : sign;
  const valueStart = Math.min(end, keyEnd + 1);
  const keyNode = nodes.length;
  const common = { parent: 0 };
  nodes.push(
    {
      ...common,
      kind: "key",
      keyNode: -1,
      after: keyNode + 1,
      start,
      end: keyEnd,
      text: decode(source.slice(start, keyEnd)),
    },
    {
      ...common,
      kind: "string",
      keyNode,
      after: keyNode + 2,
      start: valueStart,
      end,
      text: decode(source.slice(valueStart, end)),
    },
  );
}

/** Percent escapes and raw bytes are UTF-8 together. */
function decode(raw: string): string {
  const bytes = Buffer.from(percentBytes(raw.replaceAll("+", " ")), "latin1");
  if (!isUtf8(bytes)) throw new AppError("invalid_utf8");
  return bytes.toString("utf8");
}

/** Forward from the node's start: an escape or a byte is one byte, its lead byte tells how many units it makes. */
function sourceSpan(source: string, node: FlatNode, { from, to }: { from: number; to: number }): PairSpan {
  let at = node.start;
  let units = 0;
  let start = node.start;
  while (units < to) {
    if (units <= from) start = at;
    const lead = byteAt(source, at);
    const count = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    for (let one = 0; one < count; one++) at += source.charCodeAt(at) === 37 ? 3 : 1;
    units += count === 4 ? 2 : 1;
  }
  return { start: from >= units ? at : start, end: at };
}

function byteAt(source: string, at: number): number {
  const unit = source.charCodeAt(at);
  return unit === 37 ? Number.parseInt(source.slice(at + 1, at + 3), 16) : unit;
}

/** `encodeURIComponent` leaves `!'()*`, which some readers treat as special, and throws on lone surrogates. */
function encodeForm(text: string): string {
  return encodeURIComponent(Buffer.from(text).toString()).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** The pair with one `&`. */
function removalOf(source: string, nodes: readonly FlatNode[], node: FlatNode): Splice {
  const start = node.kind === "key" ? node.start : (nodes[node.keyNode]?.start ?? node.start);
  const next = source.indexOf("&", start);
  if (next !== -1) return { start, end: next + 1, bytes: noBytes };
  return { start: Math.max(0, start - 1), end: source.length, bytes: noBytes };
}
