/* multipart/form-data (RFC 7578), read strictly and written anew without anything that was not read. */

import { nodeOfEdit, type Document, type DocumentEdit, type TextEdit } from "../core/document.js";
import { AppError } from "../core/errors.js";
import { editText } from "./edit-text.js";
import { pathOf } from "./json.js";
import type { MediaType } from "./media-type.js";
import type { Extent } from "./multipart/framing.js";
import { readParts, type MultipartLimits, type Node, type Part, type Place } from "./multipart/nodes.js";
import { writeParameter } from "./multipart/parameters.js";
import { spliceBytes, type ByteSplice } from "./multipart/splice.js";
import { decodeTransfer, encodeTransfer } from "./multipart/transfer.js";

/**
 * The root is an object. A part without a file name is a member with a text (or with what its JSON holds); one with a
 * file name is an object of `filename` (and `filename*`) and `content`, which is a `file`; parts inside a part are an array.
 *
 * Throws AppError `multipart_malformed` for what can be read in more than one way, `too_many_parts`, `body_too_large`,
 * `string_too_large` (one field), `invalid_utf8`, `charset_unsupported`, `media_type_unscannable`, and for parts of JSON
 * what `readJson` throws.
 */
export function readMultipart(body: Buffer, type: MediaType, limits: MultipartLimits): Document {
  if (type.boundary === undefined) throw new AppError("multipart_malformed");
  if (body.length > limits.uploadBytes) throw new AppError("body_too_large");
  const { nodes, dropped } = readParts(body, type.boundary, limits);
  return createMultipartDocument({ body, boundary: type.boundary, nodes, dropped });
}

interface Source {
  readonly body: Buffer;
  readonly boundary: string;
  readonly nodes: readonly Node[];
  readonly dropped: readonly Extent[];
}

const nothing = Buffer.alloc(0);
const noPlace: Place = { is: "made" };

function createMultipartDocument(source: Source): Document {
  const { body, nodes, dropped } = source;
  const at = (node: number): Node | undefined => nodes[node];
  const document: Document = {
    size: nodes.length,
    recodes: dropped.length > 0,
    kind: (node) => at(node)?.kind ?? "literal",
    parent: (node) => at(node)?.parent ?? -1,
    key: (node) => (at(node)?.kind === "key" ? at(node)?.text : at(at(node)?.keyNode ?? -1)?.text),
    keyNode: (node) => at(node)?.keyNode ?? -1,
    index: (node) => at(node)?.index ?? -1,
    after: (node) => at(node)?.after ?? nodes.length,
    text: (node) => at(node)?.text ?? "",
    path: (node) => pathOf(document, node),
    bytes: (node) => extentOf(at(node), body.length),
    content: (node) => {
      const { place = noPlace } = at(node) ?? {};
      return place.is === "content" ? contentOf(body, place.part) : nothing;
    },
    write: (edits) => write(source, edits),
  };
  return document;
}

function extentOf(node: Node | undefined, length: number): Extent {
  if (node?.part === undefined) return { start: 0, end: length };
  if (node.place.is === "parameter") return { start: node.place.at.start, end: node.place.at.end };
  return { start: node.part.span.content, end: node.part.span.end };
}

const contentOf = (body: Buffer, { span, head }: Part): Buffer =>
  decodeTransfer(body.subarray(span.content, span.end), head.transfer);

/** Throws AppError `multipart_malformed` where new content would hold the boundary. */
function write({ body, boundary, nodes, dropped }: Source, edits: readonly DocumentEdit[]): Buffer {
  const pending: Pending = { inner: new Map(), texts: new Map(), splices: [] };
  for (const edit of edits) addEdit(nodes, edit, pending);
  const delimiter = `--${boundary}`;
  const { inner, texts, splices } = pending;
  for (const [place, list] of inner) splices.push(contentSplice(place.part, place.document.write(list)));
  for (const [place, list] of texts) splices.push(textSplice(place, list));
  if (splices.some(({ bytes }) => bytes.includes(delimiter, 0, "latin1"))) {
    throw new AppError("multipart_malformed");
  }
  return spliceBytes(body, [...dropped.map((extent) => ({ ...extent, bytes: nothing })), ...splices]);
}

type Inner = Extract<Place, { is: "inner" }>;
type Written = Extract<Place, { is: "content" | "parameter" }>;

interface Pending {
  readonly inner: Map<Inner, DocumentEdit[]>;
  /** A name of a file is read in two ways, which have one place. */
  readonly texts: Map<Written, TextEdit[]>;
  readonly splices: ByteSplice[];
}

function addEdit(nodes: readonly Node[], edit: DocumentEdit, { inner, texts, splices }: Pending): void {
  const number = nodeOfEdit(edit);
  const node = nodes[number];
  if (node?.part === undefined) return;
  const { place, part } = node;
  if (place.is === "inner" && !("remove" in edit && number === place.first)) {
    push(inner, place, moved(edit, place.first));
  } else if ("node" in edit) {
    if (place.is === "content" || place.is === "parameter") push(texts, place, edit);
  } else if ("file" in edit) splices.push(contentSplice(part, edit.content));
  else splices.push(removalOf(node, part));
}

/** A file without its name would become a field to its reader: it keeps one that says nothing. */
function removalOf({ place, kind }: Node, { span }: Part): ByteSplice {
  if (place.is !== "parameter" || kind !== "string") {
    return { start: span.start, end: span.end + 2, bytes: nothing };
  }
  const { start, end, parameter } = place.at;
  return { start, end, bytes: writeParameter(parameter, `file${extensionOf(parameter.text)}`) };
}

const contentSplice = ({ span, head }: Part, bytes: Buffer): ByteSplice => ({
  start: span.content,
  end: span.end,
  bytes: encodeTransfer(bytes, head.transfer),
});

function moved(edit: DocumentEdit, by: number): DocumentEdit {
  if ("remove" in edit) return { remove: edit.remove - by };
  return "file" in edit ? edit : { ...edit, node: edit.node - by };
}

function push<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

function textSplice(place: Written, edits: readonly TextEdit[]): ByteSplice {
  if (place.is === "content") return contentSplice(place.part, Buffer.from(editText(place.text, edits)));
  const { start, end, parameter } = place.at;
  return { start, end, bytes: writeParameter(parameter, editName(parameter.text, edits)) };
}

/** An extension stays, so that the file can still be opened. */
const extensionShape = new RegExp(
  "\\.(?:txt|log|csv|tsv|json|xml|ya?ml|html?|md|pdf|docx?|xlsx?|pptx?|od[tsp]|rtf|eml|msg|ics|vcf|jpe?g|png|gif|webp|" +
    "bmp|tiff?|svg|heic|mp[34]|wav|ogg|avi|mov|webm|zip|gz|tgz|tar|7z|rar|bz2|xz|conf|cfg|ini|env|sql|pem|key|crt|cer)$",
  "i",
);

const extensionOf = (name: string): string => extensionShape.exec(name)?.[0] ?? "";

function editName(text: string, edits: readonly TextEdit[]): string {
  const written = editText(text, edits);
  const extension = extensionOf(text);
  return written.endsWith(extension) ? written : written + extension;
}
