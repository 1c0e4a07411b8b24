/* Writes a zip archive anew with other content or names of some entries; all others keep their very bytes. */

import { crc32, deflateRawSync } from "node:zlib";
import { withoutNames } from "./extra.js";
import { flag, signatures, sizes } from "./layout.js";
import type { ZipArchive, ZipEntry } from "./read.js";

export interface ZipChange {
  readonly content?: Buffer;
  readonly name?: string;
  readonly comment?: string;
  /** The entry goes. */
  readonly removed?: boolean;
}

export interface ZipChanges {
  /** By place in `entries`. */
  readonly entries: ReadonlyMap<number, ZipChange>;
  /** Of the archive. */
  readonly comment?: string;
}

interface WrittenEntry {
  readonly entry: ZipEntry;
  readonly change: ZipChange;
  readonly local: readonly Buffer[];
  /** For the central header; undefined where it is as it was. */
  readonly packed: { readonly crc: number; readonly packedSize: number; readonly size: number } | undefined;
  readonly offset: number;
}

/** The same Buffer without changes. What was stored is stored again, what was deflated deflated. */
export function writeZip(archive: ZipArchive, { entries: changes, comment }: ZipChanges): Buffer {
  if (changes.size === 0 && comment === undefined) return archive.bytes;
  const written = new Map<ZipEntry, WrittenEntry>();
  let offset = 0;
  for (const [at, entry] of inLocalOrder(archive)) {
    const change = changes.get(at) ?? unchanged;
    if (change.removed === true) continue;
    const { local, packed } = writeLocal(archive.bytes, entry, change);
    written.set(entry, { entry, change, local, packed, offset });
    offset += local.reduce((sum, piece) => sum + piece.length, 0);
  }
  const locals = [...written.values()].flatMap(({ local }) => local);
  const central = archive.entries.flatMap((entry) => {
    const one = written.get(entry);
    return one === undefined ? [] : writeCentral(archive.bytes, one);
  });
  const end = writeEnd(archive, { central, offset, entries: written.size, comment });
  return Buffer.concat([...locals, ...central, ...end]);
}

const unchanged: ZipChange = Object.freeze({});

const inLocalOrder = ({ entries }: ZipArchive): readonly (readonly [number, ZipEntry])[] =>
  [...entries.entries()].sort(([, a], [, b]) => a.record.local - b.record.local);

function writeLocal(
  bytes: Buffer,
  { record }: ZipEntry,
  { content, name }: ZipChange,
): Pick<WrittenEntry, "local" | "packed"> {
  const { local, data, end, method, flags, packedSize } = record;
  if (content === undefined && name === undefined)
    return { local: [bytes.subarray(local, end)], packed: undefined };
  const head = Buffer.from(bytes.subarray(local, local + sizes.local));
  const named = name === undefined ? record.name : Buffer.from(name);
  const extra = extraOf(bytes, { from: local + sizes.local + record.name.length, to: data }, name);
  const packed =
    content === undefined
      ? { body: bytes.subarray(data, data + packedSize), crc: record.crc, size: record.size }
      : { body: method === 0 ? content : deflateRawSync(content), crc: crc32(content), size: content.length };
  head.writeUInt16LE(flagsOf(flags, name), 6);
  head.writeUInt32LE(packed.crc, 14);
  head.writeUInt32LE(packed.body.length, 18);
  head.writeUInt32LE(packed.size, 22);
  head.writeUInt16LE(named.length, 26);
  head.writeUInt16LE(extra.length, 28);
  return {
    local: [head, named, extra, packed.body],
    packed: { crc: packed.crc, packedSize: packed.body.length, size: packed.size },
  };
}

/** Sizes stand in the header now, so that no descriptor follows. */
const flagsOf = (flags: number, name: string | undefined): number =>
  (flags & ~flag.descriptor) | (name === undefined ? 0 : flag.utf8);

const extraOf = (
  bytes: Buffer,
  { from, to }: { readonly from: number; readonly to: number },
  name: string | undefined,
): Buffer => (name === undefined ? bytes.subarray(from, to) : withoutNames(bytes.subarray(from, to)));

function writeCentral(bytes: Buffer, { entry, change, packed, offset }: WrittenEntry): readonly Buffer[] {
  const { central, name, flags, comment } = entry.record;
  const head = Buffer.from(bytes.subarray(central, central + sizes.central));
  const nameEnd = central + sizes.central + name.length;
  const extraEnd = nameEnd + head.readUInt16LE(30);
  const named = change.name === undefined ? name : Buffer.from(change.name);
  const extra = extraOf(bytes, { from: nameEnd, to: extraEnd }, change.name);
  // Once a name is UTF-8, its comment is.
  const isRaw = change.comment === undefined && change.name === undefined;
  const said = isRaw ? comment : Buffer.from(change.comment ?? entry.comment);
  if (packed !== undefined) {
    head.writeUInt16LE(flagsOf(flags, change.name), 8);
    head.writeUInt32LE(packed.crc, 16);
    head.writeUInt32LE(packed.packedSize, 20);
    head.writeUInt32LE(packed.size, 24);
  }
  head.writeUInt16LE(named.length, 28);
  head.writeUInt16LE(extra.length, 30);
  head.writeUInt16LE(said.length, 32);
  head.writeUInt32LE(offset, 42);
  return [head, named, extra, said];
}

interface End {
  readonly central: readonly Buffer[];
  readonly offset: number;
  readonly entries: number;
  readonly comment: string | undefined;
}

function writeEnd(archive: ZipArchive, { central, offset, entries, comment }: End): readonly Buffer[] {
  const said = comment === undefined ? archive.rawComment : Buffer.from(comment);
  const head = Buffer.alloc(sizes.end);
  head.writeUInt32LE(signatures.end, 0);
  head.writeUInt16LE(entries, 8);
  head.writeUInt16LE(entries, 10);
  head.writeUInt32LE(
    central.reduce((sum, piece) => sum + piece.length, 0),
    12,
  );
  head.writeUInt32LE(offset, 16);
  head.writeUInt16LE(said.length, 20);
  return [head, said];
}
