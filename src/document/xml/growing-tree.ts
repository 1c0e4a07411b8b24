/* The tree that is being read: its nodes, the texts between tags, and elements whose texts are read as one. */

import type { DocumentLimits, NodeKind } from "../../core/document.js";
import { AppError } from "../../core/errors.js";
import type { Piece, PieceForm } from "./pieces.js";
import type { XmlScan } from "./scan.js";

/** One node. An element is a string when it has text of its own, and an object when it has only elements in it. */
export interface XmlNode {
  kind: NodeKind;
  readonly parent: number;
  readonly keyNode: number;
  after: number;
  readonly start: number;
  end: number;
  /** As paths name it: an element's local name, `@name`, `#text`, `#comment`, `?target`. */
  name: string | undefined;
  /** What spells its text. */
  pieces: readonly Piece[];
}

export interface OpenElement {
  readonly node: number;
  readonly name: string;
  /** Place in the list of all pieces where its content begins. */
  readonly from: number;
  /** Where the text since the last tag begins in that list. */
  run: number;
  hasElements: boolean;
  /** Has both text and elements. */
  mixed: boolean;
}

/** An element with both text and elements, and where its texts stand in the list of all. */
interface Mixed {
  readonly node: number;
  readonly from: number;
  readonly to: number;
}

export interface Tree extends XmlScan {
  readonly limits: DocumentLimits;
  readonly nodes: XmlNode[];
  /** Pieces of all texts between tags, in source order. */
  readonly texts: Piece[];
  readonly open: OpenElement[];
  readonly mixed: Mixed[];
}

const noPieces: readonly Piece[] = [];

type NewNode = Pick<XmlNode, "kind" | "parent" | "start" | "name"> & Partial<XmlNode>;

/** Number of the new node. Throws AppError `json_too_complex`. */
export function addNode(tree: Tree, given: NewNode): number {
  const node = tree.nodes.length;
  if (node >= tree.limits.nodes) throw new AppError("json_too_complex");
  const { kind, parent, start, name, keyNode = -1, end = start, pieces = noPieces } = given;
  tree.nodes.push({ kind, parent, keyNode, after: node + 1, start, end, name, pieces });
  return node;
}

export function close({ nodes }: Tree, node: number, end: number): void {
  const entry = nodes[node];
  if (entry === undefined) throw new AppError("internal");
  entry.end = end;
  entry.after = nodes.length;
}

/** Throws AppError `string_too_large`. */
export function pieceOf({ limits }: Tree, form: PieceForm, { start, end }: Omit<Piece, "form">): Piece {
  if (end - start > limits.stringBytes) throw new AppError("string_too_large");
  return { form, start, end };
}

/** The element that is open, else the root. */
export const innermost = ({ open }: Tree): number => open.at(-1)?.node ?? 0;

/**
 * Text with elements in it is also read as one: a value may run through them. Only the outermost such element is, so
 * that nothing is read more than twice.
 */
export function joinMixed({ nodes, texts, mixed }: Tree): void {
  let until = 0;
  for (const { node, from, to } of mixed.sort((a, b) => a.node - b.node)) {
    const entry = nodes[node];
    if (node < until || entry === undefined) continue;
    until = entry.after;
    entry.kind = "string";
    entry.pieces = texts.slice(from, to);
  }
}
