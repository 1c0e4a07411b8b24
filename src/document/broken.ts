/* Bodies that are nearly JSON or a form: text, in which only the pairs of CC recipients are told apart. */

import type { Document, DocumentLimits, TextEdit } from "../core/document.js";
import { AppError } from "../core/errors.js";
import { createFlatDocument, type FlatNode } from "./flat.js";
import { readText } from "./text.js";
import { wholeCharacters } from "./literal.js";
import { noBytes, toBytes, type Splice } from "./splice.js";

export interface BrokenDocument {
  readonly document: Document;
  /** Nodes that are CC recipients as a whole. */
  readonly recipients: readonly number[];
}

interface Stretch {
  readonly start: number;
  readonly end: number;
}

interface Pair extends Stretch {
  /** Of the value, without its quotes. */
  readonly value: Stretch;
}

/** `"name":` before a string or a list. */
const member = /"([\w@.-]{1,40})"\s{0,8}:\s{0,8}(["[])/g;
/** The first quote that can end a string, as a comma, a bracket or a line end stands behind it; or the line's end. */
const stringEnd = /"(?=[ \t]{0,8}(?:[,}\]\r\n]|$))|[\r\n]|$/g;
const listEnd = /[\]\r\n]|$/g;
const formStart = /^[\w.[\]%+-]{1,64}=/;
const formPair = /(?:^|&)([^&=]{1,64})=([^&]*)/g;

/**
 * Throws AppError `body_too_large`, `invalid_utf8` and `json_too_complex`. `recipients`: names in lower case, without signs. A pair ends
 * at the end of its line at the latest, as nobody can tell where a broken string was meant to end.
 */
export function readBroken(
  body: Buffer,
  recipients: ReadonlySet<string>,
  limits: DocumentLimits,
): BrokenDocument {
  const text = readText(body, limits).text(0);
  const isRecipient = (name: string): boolean => recipients.has(plainName(name));
  const pairs = formStart.test(text) ? formPairs(text, isRecipient) : membersOf(text, isRecipient);
  if (pairs.length * 2 > limits.nodes) throw new AppError("json_too_complex");
  return toDocument(body, text, pairs);
}

/** As people write one name in templates: `CC-Names`, `cc_names`, `ccs[]`. */
const plainName = (name: string): string => name.replace(/%5[bd]|[@._\-[\]]/gi, "").toLowerCase();

type IsRecipient = (name: string) => boolean;

function membersOf(text: string, isRecipient: IsRecipient): readonly Pair[] {
  const pairs: Pair[] = [];
  member.lastIndex = 0;
  for (let match = member.exec(text); match !== null; match = member.exec(text)) {
    const [, name = "", opening] = match;
    if (!isRecipient(name)) {
      // A string may begin here whose text looks like the next name.
      member.lastIndex -= opening === '"' ? 1 : 0;
      continue;
    }
    const start = member.lastIndex;
    const value = { start, end: valueEnd(text, start, opening === "[" ? listEnd : stringEnd) };
    const end = isLineEnd(text, value.end) ? value.end : value.end + 1;
    pairs.push({ value, ...withComma(text, match.index, end) });
    member.lastIndex = end;
  }
  return pairs;
}

const isLineEnd = (text: string, at: number): boolean => at >= text.length || /[\r\n]/.test(text.charAt(at));

function valueEnd(text: string, from: number, closing: RegExp): number {
  closing.lastIndex = from;
  return closing.exec(text)?.index ?? text.length;
}

/** With the comma behind it, or else the one before. */
function withComma(text: string, start: number, end: number): Stretch {
  const behind = /^\s{0,8},/.exec(text.slice(end, end + 9));
  if (behind !== null) return { start, end: end + behind[0].length };
  const before = /,\s{0,8}$/.exec(text.slice(Math.max(0, start - 9), start));
  return { start: start - (before?.[0].length ?? 0), end };
}

function formPairs(text: string, isRecipient: IsRecipient): readonly Pair[] {
  const pairs: Pair[] = [];
  for (const match of text.matchAll(formPair)) {
    const [whole, name = "", value = ""] = match;
    if (!isRecipient(name)) continue;
    const end = match.index + whole.length;
    pairs.push({ start: match.index, end, value: { start: end - value.length, end } });
  }
  return pairs;
}

const inRoot = { kind: "string", parent: 0, keyNode: -1 } as const;
const rootKind = { kind: "array", parent: -1, keyNode: -1, start: 0, text: "" } as const;

/** The value of a pair is a node, what stands around it is text; taking the node out takes out the pair. */
function toDocument(body: Buffer, text: string, pairs: readonly Pair[]): BrokenDocument {
  const toByte = byteMap(text, body.length - Buffer.byteLength(text));
  const nodes: FlatNode[] = [{ ...rootKind, after: 0, end: body.length }];
  const removals = new Map<FlatNode, Stretch>();
  const recipients: number[] = [];
  let from = 0;
  const add = (to: number): FlatNode => {
    const shown = { start: toByte(from), end: toByte(to), text: text.slice(from, to) };
    const node: FlatNode = { ...inRoot, after: nodes.length + 1, ...shown };
    from = to;
    nodes.push(node);
    return node;
  };
  for (const { start, end, value } of pairs) {
    if (value.end === value.start) continue;
    const first = toByte(start);
    add(value.start);
    recipients.push(nodes.length);
    removals.set(add(value.end), { start: first, end: toByte(end) });
  }
  if (from < text.length) add(text.length);
  nodes[0] = { ...rootKind, after: nodes.length, end: body.length };
  const document = createFlatDocument({
    body,
    nodes,
    spliceOf: spliceIn(),
    removalOf: (node) => ({ ...(removals.get(node) ?? node), bytes: noBytes }),
  });
  return { document, recipients };
}

/** Bytes up to a UTF-16 offset, counted from the last place that was asked for. */
function byteMap(text: string, offset: number): (at: number) => number {
  let asked = 0;
  let bytes = offset;
  return (at) => {
    if (at < asked) bytes -= Buffer.byteLength(text.slice(at, asked));
    else bytes += Buffer.byteLength(text.slice(asked, at));
    asked = at;
    return bytes;
  };
}

/** Edits come in order, node by node. */
function spliceIn(): (node: FlatNode, edit: TextEdit) => Splice {
  let current: FlatNode | undefined;
  let toByte = byteMap("", 0);
  return (node, { start, end, replacement }) => {
    if (current !== node) toByte = byteMap(node.text, node.start);
    current = node;
    const [first, last] = wholeCharacters(node.text, start, end);
    return { start: toByte(first), end: toByte(last), bytes: toBytes(replacement) };
  };
}
