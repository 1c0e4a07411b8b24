/* Documents whose nodes are stretches of text with an encoding of their own: forms and plain text. */

import type { Document, NodeKind, RemoveEdit, TextEdit } from "../core/document.js";
import { pathOf } from "./json.js";
import { applySplices, type Splice } from "./splice.js";

export interface FlatNode {
  readonly kind: NodeKind;
  readonly parent: number;
  readonly keyNode: number;
  readonly after: number;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export interface FlatGrammar {
  readonly body: Buffer;
  readonly nodes: readonly FlatNode[];
  /** Splice of one text edit; offsets of the edit are UTF-16 units of the node's text. Edits come in order of start. */
  spliceOf(node: FlatNode, edit: TextEdit): Splice;
  removalOf(node: FlatNode): Splice;
}

const none: FlatNode = { kind: "literal", parent: -1, keyNode: -1, after: 0, start: 0, end: 0, text: "" };

export function createFlatDocument(grammar: FlatGrammar): Document {
  const { body, nodes } = grammar;
  const at = (node: number): FlatNode => nodes[node] ?? none;
  const document: Document = {
    size: nodes.length,
    kind: (node) => at(node).kind,
    parent: (node) => at(node).parent,
    key: (node) => (at(node).kind === "key" ? at(node).text : nodes[at(node).keyNode]?.text),
    keyNode: (node) => at(node).keyNode,
    index: () => -1,
    after: (node) => at(node).after,
    text: (node) => at(node).text,
    path: (node) => pathOf(document, node),
    bytes: (node) => ({ start: at(node).start, end: at(node).end }),
    write(edits) {
      const removals = edits.filter((edit): edit is RemoveEdit => "remove" in edit);
      const texts = edits.filter((edit): edit is TextEdit => "node" in edit);
      const inOrder = texts.sort((a, b) => a.node - b.node || a.start - b.start);
      return applySplices(body, body.toString("latin1"), [
        ...removals.map(({ remove }) => grammar.removalOf(at(remove))),
        ...inOrder.map((edit) => grammar.spliceOf(at(edit.node), edit)),
      ]);
    },
  };
  return document;
}
