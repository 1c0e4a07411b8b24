/* XML 1.0 in UTF-8 without document types, read into named nodes and written back byte for byte but for the edits. */

import { isUtf8 } from "node:buffer";
import {
  defaultLimits,
  textEditsByNode,
  type Document,
  type DocumentEdit,
  type DocumentLimits,
  type NodeKind,
  type TextEdit,
} from "../core/document.js";
import { AppError } from "../core/errors.js";
import { pathOf } from "./json.js";
import { wholeCharacters } from "./literal.js";
import { noBytes, type Splice } from "./splice.js";
import { createPieceMap, spliceOf, textOfPieces, type Piece, type XmlSource } from "./xml/pieces.js";
import { readTree } from "./xml/tree.js";
import type { XmlNode } from "./xml/growing-tree.js";

/** What XML 1.0 does not let stand anywhere, in the latin1 view of UTF-8. */
// eslint-disable-next-line no-control-regex -- C0 without tab and line ends; U+FFFE and U+FFFF
const notXml = /[\0-\x08\v\f\x0e-\x1f]|\xef\xbf[\xbe\xbf]/;

const declaration =
  /^<\?xml[ \t\r\n]+version[ \t\r\n]*=[ \t\r\n]*["']1\.0["'](?:[ \t\r\n]+encoding[ \t\r\n]*=[ \t\r\n]*["']([A-Za-z][\w.-]*)["'])?(?:[ \t\r\n]+standalone[ \t\r\n]*=[ \t\r\n]*["'](?:yes|no)["'])?[ \t\r\n]*\?>/;

/** `US-ASCII` is UTF-8 too. */
const encodings = new Set(["utf-8", "utf8", "us-ascii", "ascii"]);

/** `<` in two or four bytes, and the marks of UTF-16. */
const wideStart = /^(?:\xfe\xff|\xff\xfe|\0*<\0|\0+<)/;

/**
 * A path names elements without their prefixes, attributes as `@name`. Throws AppError `xml_doctype`, `xml_syntax`,
 * `charset_unsupported`, `invalid_utf8`, and over the limits `body_too_large`, `json_depth`, `json_too_complex` and
 * `string_too_large`.
 */
export function readXml(body: Buffer, limits: DocumentLimits = defaultLimits): XmlDocument {
  if (body.length > limits.bytes) throw new AppError("body_too_large");
  const source = body.toString("latin1");
  if (wideStart.test(source)) throw new AppError("charset_unsupported");
  if (!isUtf8(body)) throw new AppError("invalid_utf8");
  if (notXml.test(source)) throw new AppError("xml_syntax");
  return new XmlTree({ body, source }, readTree(body, source, { limits, from: startOf(source) }));
}

/** Behind the byte order mark and the declaration. */
function startOf(source: string): number {
  const mark = source.startsWith("\u00ef\u00bb\u00bf") ? 3 : 0;
  if (!/^<\?xml[ \t\r\n]/.test(source.slice(mark, mark + 6))) return mark;
  const [whole, encoding = "utf-8"] = declaration.exec(source.slice(mark, mark + longestDeclaration)) ?? [];
  if (whole === undefined) throw new AppError("xml_syntax");
  if (!encodings.has(encoding.toLowerCase())) throw new AppError("charset_unsupported");
  return mark + whole.length;
}

const longestDeclaration = 512;

export interface XmlDocument extends Document {
  /** Besides the edits, bytes that the caller spells himself; where both meet, what begins first is written. */
  writeWith(edits: readonly DocumentEdit[], splices: readonly Splice[]): Buffer;
}

class XmlTree implements XmlDocument {
  readonly size: number;
  readonly #at: XmlSource;
  readonly #nodes: readonly XmlNode[];
  readonly #texts: (string | undefined)[];

  constructor(at: XmlSource, nodes: readonly XmlNode[]) {
    this.size = nodes.length;
    this.#at = at;
    this.#nodes = nodes;
    this.#texts = new Array<string | undefined>(nodes.length);
  }

  kind(node: number): NodeKind {
    return this.#nodes[node]?.kind ?? "literal";
  }

  parent(node: number): number {
    return this.#nodes[node]?.parent ?? -1;
  }

  key(node: number): string | undefined {
    return this.#nodes[node]?.name;
  }

  keyNode(node: number): number {
    return this.#nodes[node]?.keyNode ?? -1;
  }

  index(): number {
    return -1;
  }

  after(node: number): number {
    return this.#nodes[node]?.after ?? this.size;
  }

  text(node: number): string {
    return (this.#texts[node] ??= textOfPieces(this.#at, this.#piecesOf(node)));
  }

  path(node: number): string {
    return pathOf(this, node);
  }

  bytes(node: number): { readonly start: number; readonly end: number } {
    const { start = 0, end = 0 } = this.#nodes[node] ?? {};
    return { start, end };
  }

  write(edits: readonly DocumentEdit[]): Buffer {
    return this.writeWith(edits, []);
  }

  writeWith(edits: readonly DocumentEdit[], given: readonly Splice[]): Buffer {
    const { body, source } = this.#at;
    if (edits.length === 0 && given.length === 0) return body;
    const splices: Splice[] = [...given];
    for (const edit of edits) if ("remove" in edit) splices.push(this.#removal(edit.remove));
    for (const [node, list] of textEditsByNode(edits)) splices.push(...this.#splices(node, list));
    return applyUnion(source, splices);
  }

  /** A name is read where it stands first. */
  #piecesOf(node: number): readonly Piece[] {
    const { kind, pieces = [] } = this.#nodes[node] ?? {};
    return kind === "key" ? pieces.slice(0, 1) : pieces;
  }

  #splices(node: number, edits: readonly TextEdit[]): readonly Splice[] {
    const text = this.text(node);
    const { kind, pieces = [] } = this.#nodes[node] ?? {};
    const inOrder = [...edits].sort((a, b) => a.start - b.start);
    const write = (list: readonly Piece[]): readonly Splice[] => {
      const coveredBy = createPieceMap(this.#at, list);
      return inOrder.flatMap(({ start, end, replacement }) =>
        coveredBy(...wholeCharacters(text, start, end)).map((covered, position) =>
          spliceOf(this.#at, covered, position === 0 ? replacement : ""),
        ),
      );
    };
    // The closing tag says the same name once more.
    return kind === "key" ? pieces.flatMap((piece) => write([piece])) : write(pieces);
  }

  #removal(node: number): Splice {
    const { source } = this.#at;
    const entry = this.#nodes[this.kind(node) === "key" ? node + 1 : node];
    if (entry === undefined) throw new AppError("internal");
    const { start, end, parent, name = "", keyNode } = entry;
    if (name.startsWith("@")) return { start: behindBlanks(source, start), end, bytes: noBytes };
    const isRoot = parent === 0 && keyNode !== -1;
    if (!isRoot) return { start, end, bytes: noBytes };
    const [tag] = this.#nodes[keyNode]?.pieces ?? [];
    return { start, end, bytes: `<${source.slice(tag?.start, tag?.end)}/>` };
  }
}

/** An attribute goes with the blanks before it. */
function behindBlanks(source: string, start: number): number {
  let at = start;
  while (/[ \t\r\n]/.test(source.charAt(at - 1))) at--;
  return at;
}

/**
 * What is read as one and in its parts has splices that may overlap: together they cover what each of them covers, and
 * the first one says what is written.
 */
function applyUnion(source: string, splices: readonly Splice[]): Buffer {
  let written = "";
  let from = 0;
  for (const { start, end, bytes } of [...splices].sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (start >= from) written += source.slice(from, start) + bytes;
    from = Math.max(from, end);
  }
  return Buffer.from(written + source.slice(from), "latin1");
}
