/* A file as a list of members, texts and bytes, for formats whose writers put them together anew. */

import type { Annotation } from "../../core/desk.js";
import type { Document, DocumentEdit, TextEdit } from "../../core/document.js";
import { wholeCharacters } from "../literal.js";

/** A text of the format, or bytes with a form of their own. */
export type Member = { readonly text: string } | { readonly content: Buffer };

export interface MemberChange {
  readonly text?: string;
  readonly content?: Buffer;
  readonly removed?: boolean;
}

/** What becomes of members, by their place in the list. */
export type MemberChanges = ReadonlyMap<number, MemberChange>;

/** Node 0 is the file, node n + 1 member n. `write` is asked for changes only; it gives the bytes of the whole. */
export function createMemberDocument(
  bytes: Buffer,
  members: readonly Member[],
  write: (changes: MemberChanges) => Buffer,
): Document {
  const size = members.length + 1;
  const at = (node: number): Member | undefined => members[node - 1];
  const text = (node: number): string => {
    const member = at(node);
    return member !== undefined && "text" in member ? member.text : "";
  };
  return {
    size,
    kind(node) {
      const member = at(node);
      if (member === undefined) return "object";
      return "text" in member ? "string" : "file";
    },
    parent: (node) => (node === 0 ? -1 : 0),
    key: () => undefined,
    keyNode: () => -1,
    index: () => -1,
    after: (node) => (node === 0 ? size : node + 1),
    text,
    path: (node) => (node === 0 ? "" : `/${String(node - 1)}`),
    bytes: () => ({ start: 0, end: bytes.length }),
    content(node) {
      const member = at(node);
      return member !== undefined && "content" in member ? member.content : Buffer.alloc(0);
    },
    write: (edits) => (edits.length === 0 ? bytes : write(changesOf(edits, text))),
  };
}

function changesOf(edits: readonly DocumentEdit[], text: (node: number) => string): MemberChanges {
  const changes = new Map<number, MemberChange>();
  const texts = new Map<number, TextEdit[]>();
  for (const edit of edits) {
    if ("remove" in edit) changes.set(edit.remove - 1, { removed: true });
    else if ("file" in edit) changes.set(edit.file - 1, { content: edit.content });
    else if (texts.get(edit.node)?.push(edit) === undefined) texts.set(edit.node, [edit]);
  }
  for (const [node, list] of texts) {
    if (!changes.has(node - 1)) changes.set(node - 1, { text: edited(text(node), list) });
  }
  return changes;
}

function edited(text: string, edits: readonly TextEdit[]): string {
  let out = "";
  let from = 0;
  for (const edit of [...edits].sort((a, b) => a.start - b.start)) {
    const [start, end] = wholeCharacters(text, edit.start, edit.end);
    out += text.slice(from, start) + edit.replacement;
    from = end;
  }
  return out + text.slice(from);
}

/** All texts are attachment texts, all bytes files. */
export const annotateMembers = (members: readonly Member[]): Annotation => ({
  role: () => "attachment",
  audience: () => undefined,
  format: () => "plain",
  cc: [],
  files: members.flatMap((member, at) =>
    "content" in member ? [{ node: at + 1, form: "raw" as const }] : [],
  ),
});

const extension = /\.[a-z][a-z\d]{0,4}$/i;

/** A file's new name keeps what says how to open it; a name that went leaves a plain one. */
export function renamed(old: string, { text, removed }: MemberChange): string | undefined {
  if (removed !== true && text === undefined) return undefined;
  const ending = extension.exec(old)?.[0] ?? (old.endsWith("/") ? "/" : "");
  const name = removed === true || text === undefined || text === "" ? "file" : text;
  return name.endsWith(ending) ? name : name + ending;
}
