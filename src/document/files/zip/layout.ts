/* How a zip archive is laid out, read strictly: two readers that disagree about an archive cannot disagree about these. */

import { AppError } from "../../../core/errors.js";
import { extraBlocks, isHarmlessExtra } from "./extra.js";

/** One entry as central directory and local header say alike. Offsets are of the archive. */
export interface ZipRecord {
  readonly name: Buffer;
  readonly comment: Buffer;
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  /** Bytes, compressed and not. */
  readonly packedSize: number;
  readonly size: number;
  /** Of the central header. */
  readonly central: number;
  /** Of the local header, of the data, and of whatever follows the entry. */
  readonly local: number;
  readonly data: number;
  readonly end: number;
}

export interface ZipLayout {
  /** In the order of the central directory. */
  readonly records: readonly ZipRecord[];
  readonly comment: Buffer;
}

/** Sizes and signatures: APPNOTE.TXT 6.3.10, 4.3.7 to 4.3.16. */
export const sizes = { local: 30, central: 46, end: 22 } as const;
export const signatures = {
  local: 0x04034b50,
  central: 0x02014b50,
  end: 0x06054b50,
  descriptor: 0x08074b50,
} as const;

/** Deflate levels, a data descriptor, UTF-8 names. Encryption, patches and masked headers are not to be read. */
const readableFlags = 0x0806 | 0x08;
export const flag = { descriptor: 0x08, utf8: 0x0800 } as const;
const methods: ReadonlySet<number> = new Set([0, 8]);

export const unscannable = (): AppError => new AppError("attachment_unscannable");

/**
 * Throws AppError `attachment_unscannable` where headers disagree, entries overlap or leave room between them, and for
 * everything encrypted, spanned, zip64 or of another method; `body_too_large` for more entries than `most`.
 */
export function readLayout(bytes: Buffer, most: number): ZipLayout {
  const end = endOf(bytes);
  const count = bytes.readUInt16LE(end + 10);
  if (count > most) throw new AppError("body_too_large");
  const directory = bytes.readUInt32LE(end + 16);
  if (directory + bytes.readUInt32LE(end + 12) !== end) throw unscannable();
  const central: CentralRecord[] = [];
  let at = directory;
  for (let entry = 0; entry < count; entry++) {
    const record = readCentral(bytes, at, end);
    central.push(record);
    at = record.after;
  }
  if (at !== end) throw unscannable();
  return { records: withLocals(bytes, central, directory), comment: bytes.subarray(end + sizes.end) };
}

/**
 * The last end record, whose comment ends the archive. A stored archive has one of its own further in front; one from
 * which a comment would reach the end as well is another opinion of what the archive is.
 */
function endOf(bytes: Buffer): number {
  const first = Math.max(0, bytes.length - sizes.end - 0xffff);
  let found = -1;
  for (let at = bytes.length - sizes.end; at >= first; at--) {
    if (bytes[at] !== 0x50 || bytes.readUInt32LE(at) !== signatures.end) continue;
    const fits = at + sizes.end + bytes.readUInt16LE(at + 20) === bytes.length;
    if (fits !== (found === -1)) throw unscannable();
    if (found === -1) found = at;
  }
  if (found === -1) throw unscannable();
  // One disk, as many entries on it as in all; all ones mean zip64.
  const isPlain =
    bytes.readUInt32LE(found + 4) === 0 &&
    bytes.readUInt16LE(found + 8) === bytes.readUInt16LE(found + 10) &&
    bytes.readUInt16LE(found + 10) !== 0xffff;
  if (!isPlain) throw unscannable();
  return found;
}

interface CentralRecord extends Omit<ZipRecord, "data" | "end"> {
  readonly after: number;
}

function readCentral(bytes: Buffer, at: number, end: number): CentralRecord {
  if (at + sizes.central > end || bytes.readUInt32LE(at) !== signatures.central) throw unscannable();
  const nameEnd = at + sizes.central + bytes.readUInt16LE(at + 28);
  const extraEnd = nameEnd + bytes.readUInt16LE(at + 30);
  const after = extraEnd + bytes.readUInt16LE(at + 32);
  if (after > end) throw unscannable();
  const flags = bytes.readUInt16LE(at + 8);
  const method = bytes.readUInt16LE(at + 10);
  const mode = (bytes.readUInt32LE(at + 38) >>> 16) & 0xf000;
  // Of file modes only none, file and folder: a link points somewhere, a device is nothing to send.
  const isPlain =
    (flags & ~readableFlags) === 0 &&
    methods.has(method) &&
    bytes.readUInt16LE(at + 34) === 0 &&
    (mode === 0 || mode === 0x8000 || mode === 0x4000);
  if (!isPlain) throw unscannable();
  const name = bytes.subarray(at + sizes.central, nameEnd);
  requireExtra(bytes.subarray(nameEnd, extraEnd), name);
  return {
    name,
    comment: bytes.subarray(extraEnd, after),
    flags,
    method,
    crc: bytes.readUInt32LE(at + 16),
    packedSize: bytes.readUInt32LE(at + 20),
    size: bytes.readUInt32LE(at + 24),
    central: at,
    local: bytes.readUInt32LE(at + 42),
    after,
  };
}

function requireExtra(extra: Buffer, name: Buffer): void {
  const blocks = extraBlocks(extra);
  if (blocks === undefined || !blocks.every((block) => isHarmlessExtra(block, name))) throw unscannable();
}

/** Entries stand side by side from the first byte to the central directory: nothing is hidden between them. */
function withLocals(
  bytes: Buffer,
  central: readonly CentralRecord[],
  directory: number,
): readonly ZipRecord[] {
  const inOrder = [...central].sort((a, b) => a.local - b.local);
  const ends = new Map<CentralRecord, number>();
  let at = 0;
  for (const [place, record] of inOrder.entries()) {
    if (record.local !== at) throw unscannable();
    at = inOrder[place + 1]?.local ?? directory;
    ends.set(record, at);
  }
  if (at !== directory) throw unscannable();
  return central.map((record) => withLocal(bytes, record, ends.get(record) ?? 0));
}

function withLocal(bytes: Buffer, record: CentralRecord, end: number): ZipRecord {
  const at = record.local;
  if (at + sizes.local > end || bytes.readUInt32LE(at) !== signatures.local) throw unscannable();
  const nameEnd = at + sizes.local + bytes.readUInt16LE(at + 26);
  const data = nameEnd + bytes.readUInt16LE(at + 28);
  const agrees =
    data + record.packedSize <= end &&
    bytes.readUInt16LE(at + 6) === record.flags &&
    bytes.readUInt16LE(at + 8) === record.method &&
    bytes.subarray(at + sizes.local, nameEnd).equals(record.name);
  if (!agrees || !sizesAgree(bytes, record, { data, end })) throw unscannable();
  requireExtra(bytes.subarray(nameEnd, data), record.name);
  return { ...record, data, end };
}

/** In the local header, or behind the data where its writer did not know them yet. */
function sizesAgree(
  bytes: Buffer,
  record: CentralRecord,
  { data, end }: { readonly data: number; readonly end: number },
): boolean {
  const { local, packedSize, flags } = record;
  const behind = end - data - packedSize;
  if ((flags & flag.descriptor) === 0) return behind === 0 && triplesAgree(bytes, local + 14, record);
  const empty = bytes.subarray(local + 14, local + 26).every((byte) => byte === 0);
  if (!empty && !triplesAgree(bytes, local + 14, record)) return false;
  if (behind === 12) return triplesAgree(bytes, end - 12, record);
  return (
    behind === 16 &&
    bytes.readUInt32LE(end - 16) === signatures.descriptor &&
    triplesAgree(bytes, end - 12, record)
  );
}

const triplesAgree = (bytes: Buffer, at: number, { crc, packedSize, size }: CentralRecord): boolean =>
  bytes.readUInt32LE(at) === crc &&
  bytes.readUInt32LE(at + 4) === packedSize &&
  bytes.readUInt32LE(at + 8) === size;
