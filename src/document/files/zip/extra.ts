/* Extra fields of zip entries: times, owners and padding pass; what could say or hide something does not. */

import { crc32 } from "node:zlib";

export interface ExtraBlock {
  readonly id: number;
  readonly data: Buffer;
}

/** Undefined where the blocks do not fill the field. Fewer than four zeros at its end are padding. */
export function extraBlocks(extra: Buffer): readonly ExtraBlock[] | undefined {
  const blocks: ExtraBlock[] = [];
  let at = 0;
  while (at + 4 <= extra.length) {
    const end = at + 4 + extra.readUInt16LE(at + 2);
    if (end > extra.length) return undefined;
    blocks.push({ id: extra.readUInt16LE(at), data: extra.subarray(at + 4, end) });
    at = end;
  }
  return extra.subarray(at).every((byte) => byte === 0) ? blocks : undefined;
}

const isZero = (data: Buffer): boolean => data.every((byte) => byte === 0);
const upTo =
  (most: number) =>
  (data: Buffer): boolean =>
    data.length <= most;

/** Ids and lengths: APPNOTE.TXT 4.5 and 4.6, Info-ZIP's extrafld.txt; 0xa220 and 0xd935 are padding. */
const known: ReadonlyMap<number, (data: Buffer) => boolean> = new Map([
  [0x5455, upTo(13)],
  [0x5855, upTo(12)],
  [0x7855, upTo(4)],
  [0x7875, upTo(24)],
  [0x000a, upTo(32)],
  [0xcafe, upTo(0)],
  [0xa220, (data) => isZero(data.subarray(4))],
  [0xd935, (data) => isZero(data.subarray(2))],
]);

/** A second name in UTF-8 (Info-ZIP). */
const unicodePath = 0x7075;

/** Zip64, encryption, second names that are others, and everything nobody here knows are not harmless. */
export function isHarmlessExtra({ id, data }: ExtraBlock, name: Buffer): boolean {
  if (id === unicodePath) {
    return data.length >= 5 && data.readUInt32LE(1) === crc32(name) && data.subarray(5).equals(name);
  }
  return known.get(id)?.(data) === true;
}

/** For an entry that gets another name: a second one would still be the old. */
export function withoutNames(extra: Buffer): Buffer {
  const blocks = extraBlocks(extra) ?? [];
  if (blocks.every(({ id }) => id !== unicodePath)) return extra;
  const kept = blocks.filter(({ id }) => id !== unicodePath);
  return Buffer.concat(
    kept.flatMap(({ id, data }) => {
      const head = Buffer.alloc(4);
      head.writeUInt16LE(id, 0);
      head.writeUInt16LE(data.length, 2);
      return [head, data];
    }),
  );
}
