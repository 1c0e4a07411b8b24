/* A file as a list of members, texts and bytes, for formats whose writers put them together anew. */

import { annotateAll } from "../../core/annotation.js";
import type { Annotation } from "../../core/desk.js";
import { textEditsByNode, type Document, type DocumentEdit } from "../../core/document.js";
import { readInFull, type OpenedFile } from "../../core/files.js";
import { editText } from "../edit-text.js";

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
function createMemberDocument(
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
  for (const edit of edits) {
    if ("remove" in edit) changes.set(edit.remove - 1, { removed: true });
    else if ("file" in edit) changes.set(edit.file - 1, { content: edit.content });
  }
  for (const [node, list] of textEditsByNode(edits)) {
    if (!changes.has(node - 1)) changes.set(node - 1, { text: editText(text(node), list) });
  }
  return changes;
}

/** A file that is nothing but its members. */
export const openMembers = (
  bytes: Buffer,
  members: readonly Member[],
  write: (changes: MemberChanges) => Buffer,
): OpenedFile => readInFull(createMemberDocument(bytes, members, write), annotateMembers(members));

/** All texts are attachment texts, all bytes files. */
const annotateMembers = (members: readonly Member[]): Annotation => ({
  ...annotateAll("attachment"),
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
