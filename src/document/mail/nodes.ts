/* The flat node table of a mail while it is built: nodes in source order, each with its way back. */

import type { NodeKind, TextEdit } from "../../core/document.js";
import { AppError } from "../../core/errors.js";
import type { TextFormat } from "../../core/types.js";
import type { Splice } from "../splice.js";

/** What a node is written back by. Absent entries cannot be edited that way. */
export interface MailContent {
  readonly kind: NodeKind;
  /** Name of the member. */
  readonly name?: string;
  readonly start: number;
  readonly end: number;
  readonly text?: string;
  readonly format?: TextFormat;
  /** One recipient of a copy. */
  readonly copy?: boolean;
  readonly write?: (edits: readonly TextEdit[]) => readonly Splice[];
  /** Of a file: its bytes. */
  readonly bytes?: () => Buffer;
  readonly replace?: (content: Buffer) => readonly Splice[];
  /** Absent: entries of a list, which go with their comma. */
  readonly removal?: () => readonly Splice[];
}

export interface MailNode extends MailContent {
  readonly parent: number;
  readonly index: number;
  readonly keyNode: number;
  after: number;
}

/** Signed content, and what goes once any of it is changed. */
export interface Seal {
  readonly content: number;
  /** First node behind the content. */
  readonly after: number;
  readonly signature: number;
  readonly splices: readonly Splice[];
}

export interface MailTable {
  readonly nodes: readonly MailNode[];
  /** What goes whenever anything is written. */
  readonly loose: readonly Splice[];
  readonly seals: readonly Seal[];
}

export class MailBuilder implements MailTable {
  readonly nodes: MailNode[] = [];
  readonly loose: Splice[] = [];
  readonly seals: Seal[] = [];
  readonly #open: number[] = [];
  readonly #counts: number[] = [];
  readonly #limit: number;

  /** `limit`: nodes at most. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Throws AppError `json_too_complex`. */
  add(content: MailContent, keyNode = -1): number {
    const parent = this.#open.at(-1) ?? -1;
    const inList = parent !== -1 && this.nodes[parent]?.kind === "array";
    const index = inList ? (this.#counts[this.#counts.length - 1] ?? 0) : -1;
    if (inList) this.#counts[this.#counts.length - 1] = index + 1;
    const node = this.nodes.length;
    if (node >= this.#limit) throw new AppError("json_too_complex");
    this.nodes.push({ ...content, parent, index, keyNode, after: node + 1 });
    return node;
  }

  /** Adds a container and all that `fill` adds inside it. */
  within(content: MailContent, fill: () => void, keyNode = -1): number {
    const node = this.add(content, keyNode);
    this.#open.push(node);
    this.#counts.push(0);
    fill();
    this.#open.pop();
    this.#counts.pop();
    const own = this.nodes[node];
    if (own !== undefined) own.after = this.nodes.length;
    return node;
  }
}
