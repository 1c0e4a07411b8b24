/* Writes headers, names and contents of a tar archive anew. */

import { block, sumOf, type PaxRecord, type TarItem } from "./read.js";

export interface TarChange {
  readonly name?: string;
  readonly user?: string;
  readonly group?: string;
  readonly content?: Buffer;
  readonly records?: readonly PaxRecord[];
}

/** Items without a change keep their very bytes. */
export function writeTar(
  bytes: Buffer,
  items: readonly TarItem[],
  changes: ReadonlyMap<number, TarChange>,
): Buffer {
  const pieces: Buffer[] = [];
  for (const [at, item] of items.entries()) {
    const change = changes.get(at);
    if (change === undefined) pieces.push(bytes.subarray(item.start, item.end));
    else pieces.push(...writeItem(bytes, item, change));
  }
  return Buffer.concat([...pieces, bytes.subarray(items.at(-1)?.end ?? 0)]);
}

function writeItem(bytes: Buffer, item: TarItem, change: TarChange): readonly Buffer[] {
  const head = Buffer.from(bytes.subarray(item.start, item.data));
  const content = contentOf(bytes, item, change);
  if (change.name !== undefined && item.type !== "L") setName(head, change.name);
  if (change.user !== undefined) setString(head, { at: 265, length: 32 }, change.user);
  if (change.group !== undefined) setString(head, { at: 297, length: 32 }, change.group);
  setString(head, { at: 124, length: 12 }, `${content.length.toString(8).padStart(11, "0")}\0`);
  setString(head, { at: 148, length: 8 }, `${sumOf(head, 0).toString(8).padStart(6, "0")}\0 `);
  return [head, content, Buffer.alloc(-content.length & (block - 1))];
}

function contentOf(bytes: Buffer, item: TarItem, { name, content, records }: TarChange): Buffer {
  if (item.type === "L" && name !== undefined) return Buffer.from(`${name}\0`);
  if (records !== undefined) return Buffer.concat(records.map(recordOf));
  return content ?? bytes.subarray(item.data, item.data + item.size);
}

/** The length counts its own digits. */
function recordOf({ key, value }: PaxRecord): Buffer {
  const rest = Buffer.from(` ${key}=${value}\n`);
  let length = rest.length;
  while (length !== rest.length + String(length).length) length = rest.length + String(length).length;
  return Buffer.concat([Buffer.from(String(length)), rest]);
}

const longestName = 100;
const longestEnding = 6;

/** A label can make a name too long: its end with the extension stays. */
function setName(head: Buffer, name: string): void {
  const bytes = Buffer.from(name);
  const ending = /\.[a-z][a-z\d]{0,4}$/i.exec(name)?.[0] ?? "";
  const kept =
    bytes.length <= longestName
      ? bytes
      : Buffer.concat([cut(bytes, longestName - longestEnding), Buffer.from(ending)]);
  head.fill(0, 0, 100);
  // The prefix of POSIX was a part of the old name; GNU has none there.
  head.fill(0, 345, block);
  kept.copy(head, 0);
}

/** Between two characters. */
function cut(bytes: Buffer, length: number): Buffer {
  let end = length;
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end--;
  return bytes.subarray(0, end);
}

function setString(
  head: Buffer,
  { at, length }: { readonly at: number; readonly length: number },
  text: string,
): void {
  head.fill(0, at, at + length);
  cut(Buffer.from(text), Math.min(Buffer.byteLength(text), length)).copy(head, at);
}
