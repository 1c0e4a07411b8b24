/* tar archives: names, owners, pax records and the files in them. */

import type { OpenedFile } from "../../core/files.js";
import type { OpenLimits } from "./index.js";
import { openMembers, renamed, type Member, type MemberChange, type MemberChanges } from "./members.js";
import { readTar, type TarItem } from "./tar/read.js";
import { writeTar, type TarChange } from "./tar/write.js";

/** Where a member stands: a part of an item, or one of its records. */
interface Slot {
  readonly item: number;
  readonly part: "name" | "user" | "group" | "content" | number;
}

/** Times and ids. */
const numeric = /^-?\d{1,20}(?:\.\d{1,20})?$/;

/** Throws what `readTar` throws. */
export function openTar(bytes: Buffer, limits: OpenLimits): OpenedFile {
  const items = readTar(bytes, limits);
  const members: Member[] = [];
  const slots: Slot[] = [];
  for (const [item, one] of items.entries()) {
    for (const [part, member] of membersOf(bytes, one)) {
      slots.push({ item, part });
      members.push(member);
    }
  }
  return openMembers(bytes, members, (changes) => writeTar(bytes, items, changesOf(items, slots, changes)));
}

function membersOf(bytes: Buffer, item: TarItem): readonly (readonly [Slot["part"], Member])[] {
  const { type, name, user, group, records, data, size } = item;
  const texts = [
    ["name", name],
    ["user", user],
    ["group", group],
    ...[...records.entries()].map(([at, { value }]) => [at, numeric.test(value) ? "" : value] as const),
  ] as const;
  return [
    ...texts.flatMap(([part, text]) => (text === "" ? [] : [[part, { text }] as const])),
    ...(type === "0" ? [["content", { content: bytes.subarray(data, data + size) }] as const] : []),
  ];
}

function changesOf(
  items: readonly TarItem[],
  slots: readonly Slot[],
  changes: MemberChanges,
): ReadonlyMap<number, TarChange> {
  const byItem = new Map<number, TarChange>();
  for (const [at, change] of changes) {
    const { item, part } = slots[at] ?? { item: -1, part: "name" };
    const old = items[item];
    if (old === undefined) continue;
    byItem.set(item, { ...byItem.get(item), ...changeOf(old, part, { change, before: byItem.get(item) }) });
  }
  return byItem;
}

function changeOf(
  old: TarItem,
  part: Slot["part"],
  { change, before }: { readonly change: MemberChange; readonly before: TarChange | undefined },
): TarChange {
  if (part === "content") return change.content === undefined ? {} : { content: change.content };
  if (part === "name") return { name: renamed(old.name, change) ?? old.name };
  if (typeof part === "string") return { [part]: change.text ?? "" };
  const records = (before?.records ?? old.records).map((record, at) => {
    if (at !== part) return record;
    const value = record.key === "path" ? renamed(record.value, change) : change.text;
    return { ...record, value: value ?? "" };
  });
  return { records };
}
