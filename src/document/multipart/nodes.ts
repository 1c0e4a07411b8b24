/* The node table of a multipart body: parts as members of one object, files as groups of names and content. */

import { isUtf8 } from "node:buffer";
import type { Document, DocumentLimits, NodeKind } from "../../core/document.js";
import { AppError } from "../../core/errors.js";
import type { FileLimits } from "../../core/files.js";
import { readJson } from "../json.js";
import { frameParts, type Extent, type PartSpan } from "./framing.js";
import { readHead, type PartHead, type Placed } from "./head.js";
import { decodeTransfer } from "./transfer.js";

export interface Part {
  readonly span: PartSpan;
  readonly head: PartHead;
}

/** What a node stands for in the bytes. */
export type Place =
  | { readonly is: "made" }
  | { readonly is: "parameter"; readonly part: Part; readonly at: Placed }
  /** Of a field, or of a file, which has no text. */
  | { readonly is: "content"; readonly part: Part; readonly text: string }
  | {
      readonly is: "inner";
      readonly part: Part;
      readonly document: Document;
      readonly first: number;
    };

export interface Node {
  readonly kind: NodeKind;
  readonly parent: number;
  readonly keyNode: number;
  readonly index: number;
  after: number;
  readonly text: string;
  readonly place: Place;
  /** The part the node belongs to, itself or with what is around it. */
  readonly part: Part | undefined;
}

export interface MultipartLimits extends DocumentLimits, FileLimits {
  /** Bytes of the whole body; `bytes` are those of all its text fields. */
  readonly uploadBytes: number;
}

export interface Tables {
  readonly nodes: readonly Node[];
  /** Preambles, epilogues, and header lines nobody reads. */
  readonly dropped: readonly Extent[];
}

interface Walk {
  readonly body: Buffer;
  readonly limits: MultipartLimits;
  readonly nodes: Node[];
  readonly dropped: Extent[];
  parts: number;
  files: number;
  textBytes: number;
}

interface Level extends Extent {
  readonly boundary: string;
  readonly parent: number;
  readonly depth: number;
}

/** Text fields there may be for each file there may be: forms of tickets have many fields and few files. */
export const fieldsPerFile = 10;

const made: Place = { is: "made" };
const malformed = (): AppError => new AppError("multipart_malformed");

/** See `readMultipart`. */
export function readParts(body: Buffer, boundary: string, limits: MultipartLimits): Tables {
  const walk: Walk = { body, limits, nodes: [], dropped: [], parts: 0, files: 0, textBytes: 0 };
  push(walk, { kind: "object", parent: -1 });
  readLevel(walk, { boundary, start: 0, end: body.length, parent: 0, depth: 1 });
  close(walk, 0);
  return walk;
}

interface NewNode extends Pick<Node, "kind" | "parent"> {
  readonly keyNode?: number;
  readonly index?: number;
  readonly text?: string;
  readonly place?: Place;
  readonly part?: Part;
}

function push({ nodes, limits }: Walk, node: NewNode): number {
  const { keyNode = -1, index = -1, text = "", place = made, part } = node;
  if (nodes.length >= limits.nodes) throw new AppError("too_many_parts");
  nodes.push({ ...node, keyNode, index, text, place, part, after: nodes.length + 1 });
  return nodes.length - 1;
}

function close({ nodes }: Walk, node: number): void {
  const closed = nodes[node];
  if (closed !== undefined) closed.after = nodes.length;
}

function readLevel(walk: Walk, level: Level): void {
  const { body, limits, dropped } = walk;
  const { start, end, parent, depth } = level;
  if (depth > limits.partDepth) throw malformed();
  const most = limits.parts * fieldsPerFile;
  const framing = frameParts(body, { ...level, parts: most });
  if ((walk.parts += framing.parts.length) > most) throw new AppError("too_many_parts");
  if (framing.start > start) dropped.push({ start, end: framing.start });
  if (framing.end < end) dropped.push({ start: framing.end, end });
  for (const [index, span] of framing.parts.entries()) {
    const head = readHead(body.toString("latin1", span.head, span.content), span.head);
    dropped.push(...head.dropped);
    addPart(walk, { span, head }, { parent, depth, index });
  }
}

interface Spot {
  readonly parent: number;
  readonly depth: number;
  readonly index: number;
}

/** A part of the form is a member; one inside a part is an element. */
function addPart(walk: Walk, part: Part, { parent, depth, index }: Spot): void {
  const { disposition, name } = part.head;
  if (depth > 1) {
    if (name !== undefined || !innerDispositions.has(disposition)) throw malformed();
    addValue(walk, part, { at: { parent, index }, depth });
    return;
  }
  if (disposition !== "form-data" || name === undefined) throw malformed();
  const key = push(walk, {
    kind: "key",
    parent,
    text: name.parameter.text,
    place: { is: "parameter", part, at: name },
    part,
  });
  addValue(walk, part, { at: { parent, keyNode: key }, depth });
}

/** Of parts inside a part (RFC 2388, 4.2; RFC 2183). */
const innerDispositions: ReadonlySet<string> = new Set(["attachment", "file", "inline"]);

interface Position {
  readonly at: Pick<NewNode, "parent" | "keyNode" | "index">;
  readonly depth: number;
}

function addValue(walk: Walk, part: Part, { at, depth }: Position): void {
  const { type, fileNames, transfer } = part.head;
  if (type?.boundary !== undefined) {
    if (type.essence !== "multipart/mixed") throw new AppError("media_type_unscannable");
    if (transfer !== "identity" || fileNames.length > 0) throw malformed();
    const { content: start, end } = part.span;
    const array = push(walk, { kind: "array", ...at, part });
    readLevel(walk, { boundary: type.boundary, start, end, parent: array, depth: depth + 1 });
    close(walk, array);
  } else if (isFile(part.head)) addFile(walk, part, at);
  else if (isJson(part)) addJson(walk, part, at);
  else addText(walk, part, at);
}

/** Whether a part is a file: it has a file name, or a type that no field has; a part of parts is none. */
export const isFile = ({ type, fileNames }: PartHead): boolean =>
  type?.boundary === undefined && (fileNames.length > 0 || !mayBeField(type));

const mayBeField = (type: PartHead["type"]): boolean =>
  type === undefined || type.essence.startsWith("text/") || isJsonType(type.essence);

const isJsonType = (essence: string): boolean => essence === "application/json" || essence.endsWith("+json");

/** Request Tracker and others read the part of this name as JSON, whatever it is declared. */
const jsonName = /^(?:payload_)?json$/i;

const isJson = ({ head: { type, name } }: Part): boolean =>
  (type !== undefined && isJsonType(type.essence)) || jsonName.test(name?.parameter.text ?? "");

function contentOf({ body, limits }: Walk, { span, head }: Part, most = limits.stringBytes): Buffer {
  const bytes = decodeTransfer(body.subarray(span.content, span.end), head.transfer);
  if (bytes.length > most) throw new AppError("string_too_large");
  return bytes;
}

function fieldBytes(walk: Walk, part: Part): Buffer {
  const bytes = contentOf(walk, part);
  if ((walk.textBytes += bytes.length) > walk.limits.bytes) throw new AppError("body_too_large");
  return bytes;
}

function addText(walk: Walk, part: Part, at: Position["at"]): void {
  const bytes = fieldBytes(walk, part);
  if (!isUtf8(bytes)) throw new AppError("invalid_utf8");
  const text = bytes.toString();
  if (text.includes("\0") || foreignPart.test(text)) throw malformed();
  // The charset of all fields without one of their own (HTML, 4.10.22.7).
  if (part.head.name?.parameter.text.toLowerCase() === "_charset_" && !utf8Name.test(text)) {
    throw new AppError("charset_unsupported");
  }
  push(walk, { kind: "string", ...at, text, place: { is: "content", part, text }, part });
}

const utf8Name = /^(?:utf-?8|us-ascii)$/i;
/** Inside a field: a part of a form with another boundary, which a reader that looks for any would take. */
const foreignPart = /(?:^|\n)--[^\r\n]{1,72}\r?\ncontent-disposition:[ \t]{0,8}form-data/i;

function addJson(walk: Walk, part: Part, at: Position["at"]): void {
  const document = readJson(fieldBytes(walk, part), walk.limits);
  const first = walk.nodes.length;
  const place: Place = { is: "inner", part, document, first };
  push(walk, { kind: document.kind(0), ...at, text: document.text(0), place, part });
  for (let node = 1; node < document.size; node++) {
    const keyNode = document.keyNode(node);
    push(walk, {
      kind: document.kind(node),
      parent: first + document.parent(node),
      keyNode: keyNode === -1 ? -1 : first + keyNode,
      index: document.index(node),
      text: document.text(node),
      place,
      part,
    });
    const added = walk.nodes[first + node];
    if (added !== undefined) added.after = first + document.after(node);
  }
  close(walk, first);
}

function addFile(walk: Walk, part: Part, at: Position["at"]): void {
  if (++walk.files > walk.limits.parts) throw new AppError("too_many_parts");
  const group = push(walk, { kind: "object", ...at, part });
  for (const name of part.head.fileNames) {
    const place: Place = { is: "parameter", part, at: name };
    const { text } = name.parameter;
    addMember(walk, { group, name: name.parameter.name, part }, { kind: "string", text, place });
    if (!joinedNumber.test(text)) continue;
    const words = { group, name: `${name.parameter.name} words`, part };
    addMember(walk, words, { kind: "string", text: text.replaceAll("_", " "), place });
  }
  addMember(
    walk,
    { group, name: "content", part },
    { kind: "file", place: { is: "content", part, text: "" } },
  );
  close(walk, group);
}

interface Member {
  readonly group: number;
  readonly name: string;
  readonly part: Part;
}

function addMember(walk: Walk, { group, name, part }: Member, value: Omit<NewNode, "parent">): void {
  const key = push(walk, { kind: "key", parent: group, text: name, part });
  push(walk, { ...value, parent: group, keyNode: key, part });
}

/** In names of files an underscore is a blank: it would hide a number that it touches. The name is read both ways. */
const joinedNumber = /_[+(\d]|\d_/;
