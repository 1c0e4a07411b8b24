/* A document is a payload read into a flat node table that can write itself back byte-exactly. */

/**
 * Kinds of node. `key` is the name of a member: it is its own node, placed before its value.
 * `literal` is true, false or null. `file` is bytes with a form of their own: a part of a multipart body or mail, an
 * entry of an archive; its text is empty.
 */
export type NodeKind = "object" | "array" | "string" | "number" | "literal" | "key" | "file";

/**
 * Replace `[start, end)` (UTF-16 units of `text(node)`) by `replacement`, given in decoded form.
 * On a `number` node the whole number becomes a string.
 */
export interface TextEdit {
  readonly node: number;
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
}

/** Take out the node: an array element with its comma, or a member with its key and comma. */
export interface RemoveEdit {
  readonly remove: number;
}

/** Put other bytes in the place of a `file` node's content. */
export interface FileEdit {
  readonly file: number;
  readonly content: Buffer;
}

export type DocumentEdit = TextEdit | RemoveEdit | FileEdit;

/** The node that an edit is of. */
export const nodeOfEdit = (edit: DocumentEdit): number =>
  "node" in edit ? edit.node : "remove" in edit ? edit.remove : edit.file;

/** The edits of texts by node, in the order in which they came. */
export function textEditsByNode(edits: readonly DocumentEdit[]): ReadonlyMap<number, readonly TextEdit[]> {
  const texts = new Map<number, TextEdit[]>();
  for (const edit of edits) {
    if (!("node" in edit)) continue;
    const list = texts.get(edit.node);
    if (list === undefined) texts.set(edit.node, [edit]);
    else list.push(edit);
  }
  return texts;
}

/**
 * Nodes stand in source order; node 0 is the root. A text payload is one `string` node; a form is an object of
 * keys and strings (members may repeat); NDJSON is an array of its lines.
 */
export interface Document {
  /** Number of nodes. */
  readonly size: number;
  kind(node: number): NodeKind;
  /** Enclosing object or array; -1 for the root. A `key` node's parent is its object. */
  parent(node: number): number;
  /** Name of the member this node is the value (or key) of; undefined for array elements and the root. */
  key(node: number): string | undefined;
  /** Number of the `key` node of a member's value; -1 where there is none. */
  keyNode(node: number): number;
  /** Position in its array; -1 for anything else. */
  index(node: number): number;
  /** First node after this one and all inside it. */
  after(node: number): number;
  /** Decoded text of a string or key; digits of a number (`4.9e3` reads `4900` when whole); source of a literal. */
  text(node: number): string;
  /** JSON pointer; for a key node that of its value. Holds payload keys: never log it. */
  path(node: number): string;
  /** Byte span in the payload, quotes included. */
  bytes(node: number): { readonly start: number; readonly end: number };
  /** True: `write([])` gives other bytes, as what nobody reads is dropped (preambles, unknown headers). Absent: false. */
  readonly recodes?: boolean;
  /** Bytes of a `file` node, its transfer encoding taken off. Absent where a document has no such nodes. */
  content?(node: number): Buffer;
  /** The payload with the edits applied; the very same Buffer when there are none, unless it `recodes`. Edits of one node must not overlap. */
  write(edits: readonly DocumentEdit[]): Buffer;
}

/** Limits of what is read; over a limit the payload is refused. */
export interface DocumentLimits {
  /** Bytes of the decoded body. */
  readonly bytes: number;
  readonly depth: number;
  readonly nodes: number;
  /** Bytes of one string literal. */
  readonly stringBytes: number;
}

/** Sources: operations.md section 2, default limits. */
export const defaultLimits: DocumentLimits = {
  bytes: 2 * 1024 * 1024,
  depth: 200,
  nodes: 100_000,
  stringBytes: 1024 * 1024,
};
