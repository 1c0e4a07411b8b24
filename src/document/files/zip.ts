/* Zip archives: names, comments and the files in them. */

import type { OpenedFile } from "../../core/files.js";
import type { OpenLimits } from "./index.js";
import { openMembers, renamed, type Member, type MemberChange, type MemberChanges } from "./members.js";
import { openOffice } from "./office/reader.js";
import { readZip, type ZipArchive } from "./zip/read.js";
import { writeZip, type ZipChange } from "./zip/write.js";

/** Where a member stands: a part of an entry, or the comment of the archive (entry -1). */
interface Slot {
  readonly entry: number;
  readonly part: "name" | "comment" | "content";
}

/** An office package, whatever its bytes looked like, or an archive of files. Throws what `readZip` and `openOffice` throw. */
export function openZip(bytes: Buffer, limits: OpenLimits): OpenedFile {
  const archive = readZip(bytes, limits);
  return openOffice(archive, limits) ?? openArchive(archive);
}

function openArchive(archive: ZipArchive): OpenedFile {
  const members: Member[] = [];
  const slots: Slot[] = [];
  const add = (slot: Slot, member: Member): void => {
    slots.push(slot);
    members.push(member);
  };
  for (const [entry, { name, comment, content }] of archive.entries.entries()) {
    add({ entry, part: "name" }, { text: name });
    if (comment !== "") add({ entry, part: "comment" }, { text: comment });
    if (!name.endsWith("/")) add({ entry, part: "content" }, { content });
  }
  if (archive.comment !== "") add({ entry: -1, part: "comment" }, { text: archive.comment });
  return openMembers(archive.bytes, members, (changes) => write(archive, slots, changes));
}

function write(archive: ZipArchive, slots: readonly Slot[], changes: MemberChanges): Buffer {
  const entries = new Map<number, ZipChange>();
  const names = new Set(archive.entries.map(({ name }) => name));
  let comment: string | undefined;
  for (const [at, change] of changes) {
    const { entry, part } = slots[at] ?? { entry: -1, part: "comment" };
    if (entry === -1) comment = change.text ?? "";
    else {
      const old = archive.entries[entry]?.name ?? "";
      entries.set(entry, { ...entries.get(entry), ...changeOf(part, change, { old, names }) });
    }
  }
  return writeZip(archive, { entries, ...(comment === undefined ? {} : { comment }) });
}

function changeOf(
  part: Slot["part"],
  change: MemberChange,
  { old, names }: { readonly old: string; readonly names: Set<string> },
): ZipChange {
  if (part === "name") return { name: uniqueName(names, renamed(old, change) ?? old) };
  if (part === "comment") return { comment: change.text ?? "" };
  return change.content === undefined ? {} : { content: change.content };
}

/** Two masked names may be one: then a number tells them apart. */
function uniqueName(names: Set<string>, wanted: string): string {
  const [, stem = wanted, ending = ""] = /^(.*?)(\.[a-z][a-z\d]{0,4}|\/)?$/is.exec(wanted) ?? [];
  let name = wanted;
  for (let count = 2; names.has(name); count++) name = `${stem}-${String(count)}${ending}`;
  names.add(name);
  return name;
}
