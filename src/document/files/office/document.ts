/* An office document as one table of nodes: its parts with their texts, and the files in it. */

import type { Document, DocumentEdit, NodeKind, TextEdit } from "../../../core/document.js";
import { AppError } from "../../../core/errors.js";
import { pathOf } from "../../json.js";
import { editedText } from "./cells.js";
import type { OfficePart, PartEdit } from "./part.js";
import { asUri } from "./spelling.js";
import type { Shown } from "./strings.js";

/** What an entry of the package is. */
export type MemberContent =
  | { readonly part: OfficePart }
  /** A part that is no XML, read as one text with this document. */
  | { readonly text: Document }
  /** Of an entry, or of the package. */
  | { readonly comment: string }
  | { readonly file: Buffer };

export interface Member {
  /** Place among the entries of the package; -1: the package itself. */
  readonly entry: number;
  readonly name: string;
  readonly content: MemberContent;
}

/** What becomes of one entry. */
export interface EntryChange {
  readonly name?: string;
  readonly content?: Buffer;
  readonly comment?: string;
}

export interface Row {
  readonly kind: NodeKind;
  readonly parent: number;
  readonly keyNode: number;
  after: number;
  readonly key: string | undefined;
  readonly member: Member | undefined;
  readonly shown: Shown | undefined;
}

const root: Row = {
  kind: "object",
  parent: -1,
  keyNode: -1,
  after: 0,
  key: undefined,
  member: undefined,
  shown: undefined,
};

/** Rows for all members; calls `onPart` with the first node of each part's texts. */
export function createRows(
  members: readonly Member[],
  onPart: (member: Member, first: number) => void,
): readonly Row[] {
  const rows: Row[] = [{ ...root }];
  for (const member of members) {
    const { name, content } = member;
    const isComment = "comment" in content;
    const key = isComment ? -1 : rows.length;
    if (!isComment)
      rows.push({
        ...root,
        kind: "key",
        parent: 0,
        after: key + 1,
        key: name,
        member,
      });
    const isPart = "part" in content;
    const kind = isPart ? "object" : "file" in content ? "file" : "string";
    const value: Row = {
      ...root,
      kind,
      parent: 0,
      keyNode: key,
      after: 0,
      key: name,
      member,
    };
    rows.push(value);
    if (isPart) {
      onPart(member, rows.length);
      for (const shown of content.part.strings.shown) {
        const own = {
          kind: shown.number ? "number" : "string",
          key: shown.key,
        } as const;
        rows.push({
          ...root,
          ...own,
          parent: key + 1,
          after: rows.length + 1,
          member,
          shown,
        });
      }
    }
    value.after = rows.length;
  }
  if (rows[0] !== undefined) rows[0].after = rows.length;
  return rows;
}

export interface PackageWriter {
  readonly bytes: Buffer;
  /** Names of entries are URIs (OOXML). */
  readonly uriNames: boolean;
  /** The package with the changes, by place of the entry; everything else keeps its bytes. */
  write(changes: ReadonlyMap<number, EntryChange>): Buffer;
}

export class OfficeDocument implements Document {
  readonly size: number;
  readonly #rows: readonly Row[];
  readonly #writer: PackageWriter;

  constructor(rows: readonly Row[], writer: PackageWriter) {
    this.size = rows.length;
    this.#rows = rows;
    this.#writer = writer;
  }

  kind(node: number): NodeKind {
    return this.#row(node).kind;
  }

  parent(node: number): number {
    return this.#row(node).parent;
  }

  key(node: number): string | undefined {
    return this.#row(node).key;
  }

  keyNode(node: number): number {
    return this.#row(node).keyNode;
  }

  index(): number {
    return -1;
  }

  after(node: number): number {
    return this.#row(node).after;
  }

  text(node: number): string {
    const { kind, member, shown } = this.#row(node);
    if (member === undefined) return "";
    if (kind === "key") return member.name;
    if ("text" in member.content) return member.content.text.text(0);
    if ("comment" in member.content) return member.content.comment;
    return "part" in member.content && shown !== undefined ? member.content.part.text(shown) : "";
  }

  path(node: number): string {
    return pathOf(this, node);
  }

  /** Texts stand compressed in their entries: nothing has a place in the payload that could be told. */
  bytes(): { readonly start: number; readonly end: number } {
    return { start: 0, end: this.#writer.bytes.length };
  }

  content(node: number): Buffer {
    const content = this.#row(node).member?.content;
    if (content === undefined || !("file" in content)) throw new AppError("internal");
    return content.file;
  }

  write(edits: readonly DocumentEdit[]): Buffer {
    if (edits.length === 0) return this.#writer.bytes;
    const byMember = new Map<Member, MemberEdits>();
    for (const edit of edits) {
      const row = this.#row("node" in edit ? edit.node : "file" in edit ? edit.file : edit.remove);
      if (row.member === undefined) throw new AppError("internal");
      const own = byMember.get(row.member) ?? {
        names: [],
        texts: [],
        shown: [],
      };
      byMember.set(row.member, own);
      this.#sort(row, edit, own);
    }
    const changes = new Map<number, EntryChange>();
    for (const [member, own] of byMember) {
      changes.set(member.entry, {
        ...changes.get(member.entry),
        ...changeOf(member, own, this.#writer),
      });
    }
    return this.#writer.write(changes);
  }

  /** Nothing is taken out: a schema may want it, and relationships may lead to it. It is emptied. */
  #sort({ kind, shown }: Row, edit: DocumentEdit, own: MemberEdits): void {
    if ("file" in edit) own.content = edit.content;
    else if (kind === "file" || kind === "object") own.content = nothing;
    else {
      const { start, end, replacement } =
        "node" in edit ? edit : { start: 0, end: this.text(edit.remove).length, replacement: "" };
      if (shown !== undefined) own.shown.push({ shown, start, end, replacement });
      else
        (kind === "key" ? own.names : own.texts).push({
          node: 0,
          start,
          end,
          replacement,
        });
    }
  }

  #row(node: number): Row {
    return this.#rows[node] ?? root;
  }
}

const nothing = Buffer.alloc(0);

interface MemberEdits {
  content?: Buffer;
  readonly names: TextEdit[];
  readonly texts: TextEdit[];
  readonly shown: PartEdit[];
}

const inOrder = (edits: readonly TextEdit[]): readonly TextEdit[] =>
  [...edits].sort((a, b) => a.start - b.start);

/** Relationships lead to names as URIs. */
const spelled = (edits: readonly TextEdit[]): readonly TextEdit[] =>
  edits.map((edit) => ({ ...edit, replacement: asUri(edit.replacement) }));

function changeOf({ name, content }: Member, edits: MemberEdits, { uriNames }: PackageWriter): EntryChange {
  const { names, texts, shown } = edits;
  if ("comment" in content) return { comment: editedText(content.comment, inOrder(texts)) };
  const written =
    edits.content ??
    ("text" in content && texts.length > 0
      ? content.text.write(texts)
      : "part" in content && shown.length > 0
        ? content.part.write(shown)
        : undefined);
  return {
    ...(names.length === 0 ? {} : { name: editedText(name, inOrder(uriNames ? spelled(names) : names)) }),
    ...(written === undefined ? {} : { content: written }),
  };
}
