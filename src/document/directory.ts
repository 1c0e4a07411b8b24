/* vCard and iCalendar (RFC 6350, RFC 5545; vCard 2.1): content lines, unfolded, with the names of people in nodes of their own. */

import type { Annotation, FilePlace } from "../core/desk.js";
import type { Document, NodeKind, TextEdit } from "../core/document.js";
import { AppError } from "../core/errors.js";
import type { FieldRole } from "../core/types.js";
import { createFlatDocument, type FlatNode } from "./flat.js";
import { toBytes } from "./splice.js";
import { createByteCounter, Offsets } from "./mail/offsets.js";

/** A line as it was before it was folded: bytes as latin1, and where each of them stands. */
interface ContentLine {
  readonly bytes: string;
  readonly offsets: Pick<Offsets, "startOf" | "endOf">;
}

/** Marks a file by its first line. */
export const looksLikeDirectory = (head: string): boolean =>
  /^BEGIN:V(?:CARD|CALENDAR)[\t ]*\r?\n/i.test(head);

const quotedPrintable = /^[^:]{0,200};(?:ENCODING=)?QUOTED-PRINTABLE[;:]/i;

/** In one pass. A line of quoted-printable that ends with `=` goes on in the next (vCard 2.1). */
function* readLines(source: string, start: number): Generator<ContentLine> {
  for (let at = start; at < source.length;) {
    const offsets = new Offsets(at);
    const pieces: string[] = [];
    let length = 0;
    let soft = false;
    let end = at;
    for (let from = at; ;) {
      const broken = source.indexOf("\n", from);
      end = broken === -1 ? source.length : broken + 1;
      const textEnd = broken === -1 ? end : source[broken - 1] === "\r" ? broken - 1 : broken;
      const piece = source.slice(from, textEnd);
      pieces.push(piece);
      length += piece.length;
      if (end >= source.length) break;
      if (from === at) soft = quotedPrintable.test(piece.slice(0, 256));
      if (soft && piece.endsWith("=")) {
        // The break stays: what it joins is read as quoted-printable.
        pieces.push("\n");
        from = end;
        offsets.step(length++, end - 1);
        offsets.step(length, from);
      } else if (source[end] === " " || source[end] === "\t") {
        from = end + 1;
        offsets.step(length, from);
      } else break;
    }
    yield { bytes: pieces.join(""), offsets };
    at = end;
  }
}

/** RFC 6350, 3.4; RFC 5545, 3.3.11. */
const escape = /\\[\\,;:n]/gi;

/** The line as it is shown: its escapes undone. */
function unescaped({ bytes, offsets }: ContentLine): ContentLine {
  if (!bytes.includes("\\")) return { bytes, offsets };
  const inner = new Offsets(0);
  const pieces: string[] = [];
  let from = 0;
  let length = 0;
  for (const { 0: found, index } of bytes.matchAll(escape)) {
    const sign = /n/i.test(found) ? "\n" : found.slice(1);
    pieces.push(bytes.slice(from, index), sign);
    length += index - from;
    inner.step(length++, index, 2);
    from = index + 2;
    inner.step(length, from);
  }
  pieces.push(bytes.slice(from));
  return {
    bytes: pieces.join(""),
    offsets: {
      startOf: (at) => offsets.startOf(inner.startOf(at)),
      endOf: (at) => offsets.endOf(inner.endOf(at)),
    },
  };
}

interface Piece {
  readonly kind: NodeKind;
  readonly key?: string;
  readonly from: number;
  readonly to: number;
  readonly form?: "base64" | "data-url";
}

const commonName = /;(?:CN|X-CN)=(?:"([^"]{1,200})"|([^";:,]{1,200}))/i;
/** Semicolons divide its value; escaped ones do not. */
const structured = /^(?:[\w-]{1,60}\.)?N[;:]/i;
const nameKeys = ["lastname", "firstname", "middlename", "prefix", "suffix"];

/** Name and parameters of a line; quoted ones hold any sign. */
const lineHead = /^(?:[\w-]{1,60}\.)?([\w-]{1,60})(?:;(?:[^":]|"[^"]{0,400}"){0,600})?:/;

/** Under what name a property is told to those who look for values. */
const keys: Readonly<Record<string, string>> = {
  tel: "phone",
  fn: "name",
  nickname: "name",
  org: "organization",
  adr: "address",
  bday: "birthdate",
  organizer: "email",
  attendee: "email",
};

/** Parts of a line that do not overlap; what is no content line is one. */
function piecesOf(bytes: string): readonly Piece[] {
  const [head, property = ""] = lineHead.exec(bytes.slice(0, 2000)) ?? [];
  if (head === undefined) return [{ kind: "string", from: 0, to: bytes.length }];
  const [from, to] = [head.length, bytes.length];
  const name = property.toLowerCase();
  if (name === "n" && !quotedPrintable.test(head)) return [...headPieces(head), ...namePieces(bytes, from)];
  const form = formOf(head, bytes.slice(from, from + 256));
  const key = keys[name] ?? name;
  return [...headPieces(head), { kind: "string", key, from, to, ...(form && { form }) }];
}

function formOf(head: string, value: string): Piece["form"] {
  if (/;(?:ENCODING=(?:b|base64)|BASE64)[;:]/i.test(head)) return "base64";
  return /^data:[^,]{0,200};base64,/i.test(value) ? "data-url" : undefined;
}

/** `ATTENDEE;CN=Jane Doe:`: what stands before the name, the name, and what stands behind it. */
function headPieces(head: string): readonly Piece[] {
  const common = commonName.exec(head);
  if (common === null) return [{ kind: "string", from: 0, to: head.length }];
  const { 0: all, 1: quoted, 2: plain, index } = common;
  const from = index + all.indexOf("=") + (quoted === undefined ? 1 : 2);
  const to = from + (quoted ?? plain ?? "").length;
  return [
    { kind: "string", from: 0, to: from },
    { kind: "string", key: "name", from, to },
    { kind: "string", from: to, to: head.length },
  ];
}

/** `N:Doe;Jane;;;`: family name, given name, others. */
function namePieces(bytes: string, start: number): readonly Piece[] {
  const pieces: Piece[] = [];
  let from = start;
  for (const part of bytes.slice(start).split(/(?<!\\);/, nameKeys.length)) {
    pieces.push({ kind: "string", key: nameKeys[pieces.length] ?? "name", from, to: from + part.length });
    from += part.length + 1;
  }
  return from >= bytes.length ? pieces : [...pieces, { kind: "string", from, to: bytes.length }];
}

interface DirectoryNode extends FlatNode {
  readonly line?: ContentLine;
  readonly piece?: Piece;
}

export interface Directory {
  readonly document: Document;
  annotation(role: FieldRole): Annotation;
}

/** `body` is UTF-8. Throws AppError `json_too_complex`. */
export function readDirectory(body: Buffer, limits: { readonly nodes: number }): Directory {
  const source = body.toString("latin1");
  const nodes: DirectoryNode[] = [node("object", { parent: -1, start: 0, end: body.length })];
  const files: FilePlace[] = [];
  const names = new Map<number, string>();
  for (const raw of readLines(source, source.startsWith("\xef\xbb\xbf") ? 3 : 0)) {
    const owner = nodes.length;
    const line = structured.test(raw.bytes.slice(0, 80)) ? raw : unescaped(raw);
    const pieces = piecesOf(line.bytes);
    const place = { start: line.offsets.startOf(0), end: line.offsets.endOf(line.bytes.length) };
    nodes.push({
      ...node("object", { parent: 0, ...place }),
      after: owner + 1 + pieces.length,
    });
    names.set(owner, "contact");
    for (const piece of pieces) {
      const { from, to, key, form } = piece;
      if (key !== undefined) names.set(nodes.length, key);
      if (form !== undefined) files.push({ node: nodes.length, form });
      const text = Buffer.from(line.bytes.slice(from, to), "latin1").toString("utf8");
      const span = { start: line.offsets.startOf(from), end: line.offsets.endOf(to) };
      nodes.push({
        ...node("string", { parent: owner, ...span }),
        after: nodes.length + 1,
        text,
        line,
        piece,
      });
    }
    if (nodes.length > limits.nodes) throw new AppError("json_too_complex");
  }
  nodes[0] = {
    ...node("object", { parent: -1, start: 0, end: body.length }),
    after: nodes.length,
  };
  const flat = createFlatDocument({ body, nodes, spliceOf: createSplices(), removalOf });
  return {
    document: { ...flat, key: (at) => names.get(at) },
    annotation: (role) => annotate(role, files),
  };
}

const annotate = (role: FieldRole, files: readonly FilePlace[]): Annotation => ({
  role: () => role,
  audience: () => undefined,
  format: () => "plain",
  cc: [],
  ...(files.length > 0 && { files }),
});

function node(
  kind: NodeKind,
  { parent, start, end }: Pick<FlatNode, "parent" | "start" | "end">,
): DirectoryNode {
  return { kind, parent, keyNode: -1, after: 0, start, end, text: "" };
}

function createSplices() {
  const counters = new Map<DirectoryNode, (offset: number) => number>();
  return (node: DirectoryNode, { start, end, replacement }: TextEdit) => {
    const { line, piece, text } = node;
    if (line === undefined || piece === undefined) throw new AppError("internal");
    let bytesAt = counters.get(node);
    if (bytesAt === undefined) counters.set(node, (bytesAt = createByteCounter(text)));
    const from = line.offsets.startOf(piece.from + bytesAt(start));
    const bytes = toBytes(piece.form === undefined ? escapeText(replacement) : replacement);
    return { start: from, end: line.offsets.endOf(piece.from + bytesAt(end)), bytes };
  };
}

const removalOf = ({ start, end }: DirectoryNode) => ({ start, end, bytes: "" });

/** RFC 6350, 3.4. */
const escapeText = (text: string): string => text.replace(/[\\,;]/g, "\\$&").replace(/\r?\n/g, "\\n");
