/* A mail as a document: written back byte for byte but for what is edited, and for what nobody reads of it. */

import {
  nodeOfEdit,
  textEditsByNode,
  type Document,
  type DocumentEdit,
  type NodeKind,
} from "../../core/document.js";
import { AppError } from "../../core/errors.js";
import type { TextFormat } from "../../core/types.js";
import { pathOf } from "../json.js";
import { applySplices, type Splice } from "../splice.js";
import type { MailNode, MailTable } from "./nodes.js";

interface MailBytes {
  readonly body: Buffer;
  /** Its latin1 view. */
  readonly source: string;
}

export class MailDocument implements Document {
  readonly size: number;
  readonly #bytes: MailBytes;
  readonly #table: MailTable;

  constructor(bytes: MailBytes, table: MailTable) {
    this.size = table.nodes.length;
    this.#bytes = bytes;
    this.#table = table;
  }

  kind(node: number): NodeKind {
    return this.#at(node)?.kind ?? "literal";
  }

  parent(node: number): number {
    return this.#at(node)?.parent ?? -1;
  }

  key(node: number): string | undefined {
    return this.#at(node)?.name;
  }

  keyNode(node: number): number {
    return this.#at(node)?.keyNode ?? -1;
  }

  index(node: number): number {
    return this.#at(node)?.index ?? -1;
  }

  after(node: number): number {
    return this.#at(node)?.after ?? this.size;
  }

  text(node: number): string {
    return this.#at(node)?.text ?? "";
  }

  path(node: number): string {
    return pathOf(this, node);
  }

  bytes(node: number): { readonly start: number; readonly end: number } {
    const { start = 0, end = 0 } = this.#at(node) ?? {};
    return { start, end };
  }

  content(node: number): Buffer {
    const bytes = this.#at(node)?.bytes;
    if (bytes === undefined) throw new AppError("internal");
    return bytes();
  }

  /** Grammar of a text. */
  format(node: number): TextFormat {
    return this.#at(node)?.format ?? "plain";
  }

  /** Whether a node is one recipient of a copy. */
  isCopy(node: number): boolean {
    return this.#at(node)?.copy === true;
  }

  write(edits: readonly DocumentEdit[]): Buffer {
    const { body, source } = this.#bytes;
    if (edits.length === 0) return body;
    return applySplices(body, source, [
      ...this.#table.loose,
      ...this.#brokenSeals(edits),
      ...this.#removals(edits),
      ...this.#writes(edits),
    ]);
  }

  #at(node: number): MailNode | undefined {
    return this.#table.nodes[node];
  }

  /** A signature of what is no longer there would make a reader distrust the mail. */
  #brokenSeals(edits: readonly DocumentEdit[]): readonly Splice[] {
    const { seals } = this.#table;
    if (seals.length === 0) return [];
    const touched = edits.map(nodeOfEdit);
    const isIn = (from: number, to: number): boolean => touched.some((node) => node >= from && node < to);
    return seals.flatMap(({ content, after, signature, splices }) =>
      isIn(content, after) || isIn(signature, this.after(signature)) ? splices : [],
    );
  }

  #writes(edits: readonly DocumentEdit[]): readonly Splice[] {
    const splices: Splice[] = [];
    for (const edit of edits) {
      if ("file" in edit) splices.push(...(this.#at(edit.file)?.replace?.(edit.content) ?? []));
    }
    for (const [node, own] of textEditsByNode(edits)) splices.push(...(this.#at(node)?.write?.(own) ?? []));
    return splices;
  }

  #removals(edits: readonly DocumentEdit[]): readonly Splice[] {
    const splices: Splice[] = [];
    const entries = new Map<number, Set<number>>();
    for (const edit of edits) {
      if (!("remove" in edit)) continue;
      const node = this.#goes(edit.remove);
      const { removal, parent = -1 } = this.#at(node) ?? {};
      if (this.index(node) === -1) splices.push(...(removal?.() ?? this.#whole()));
      else if (entries.get(parent)?.add(node) === undefined) entries.set(parent, new Set([node]));
    }
    for (const [list, gone] of entries) splices.push(...this.#withoutEntries(list, gone));
    return splices;
  }

  /** A name goes with its value, and a file with the part it is. */
  #goes(node: number): number {
    if (this.kind(node) === "key") return node + 1;
    const part = this.parent(node);
    return this.kind(node) === "file" && this.index(part) !== -1 ? part : node;
  }

  #whole(): readonly Splice[] {
    return [{ start: 0, end: this.#bytes.source.length, bytes: "" }];
  }

  /** Entries go with the comma behind them, the last ones with the comma before; a list of none goes altogether. */
  #withoutEntries(list: number, gone: ReadonlySet<number>): readonly Splice[] {
    const entries: number[] = [];
    for (let node = list + 1; node < this.after(list); node = this.after(node)) entries.push(node);
    const kept = entries.filter((node) => !gone.has(node));
    const parts = this.key(list) === "parts";
    if (kept.length === 0 && !parts) return this.#at(list)?.removal?.() ?? [];
    return entries.flatMap((node, at): readonly Splice[] => {
      if (!gone.has(node)) return [];
      if (parts) return kept.length === 0 ? this.#emptied(node, at) : (this.#at(node)?.removal?.() ?? []);
      const { start, end } = this.bytes(node);
      const next = entries[at + 1];
      const last = kept.at(-1);
      if (last !== undefined && last < node)
        return [{ start: this.bytes(entries[at - 1] ?? last).end, end, bytes: "" }];
      return [{ start, end: next === undefined ? end : this.bytes(next).start, bytes: "" }];
    });
  }

  /** A multipart has one part at least (RFC 2046, 5.1.1): the first stays, with nothing in it. */
  #emptied(node: number, at: number): readonly Splice[] {
    if (at > 0) return this.#at(node)?.removal?.() ?? [];
    const { start, end } = this.bytes(node);
    const newline = this.#bytes.source.includes("\r\n") ? "\r\n" : "\n";
    return [{ start, end, bytes: newline }];
  }
}
