/* Makes zip archives for tests byte by byte, sound ones and others. */

import { crc32, deflateRawSync } from "node:zlib";

export interface ZipSource {
  readonly name: string | Buffer;
  readonly content: string | Buffer;
  /** Default: deflate. */
  readonly stored?: boolean;
  readonly comment?: string;
  readonly extra?: Buffer;
  readonly flags?: number;
  readonly mode?: number;
  /** Sizes and CRC behind the data. */
  readonly streamed?: boolean;
  /** What stands in the headers instead of the truth. */
  readonly lies?: { readonly size?: number; readonly crc?: number; readonly localName?: string };
}

export interface MadeZip {
  readonly bytes: Buffer;
  /** Where each local header begins, where the central directory does, and where the end record does. */
  readonly locals: readonly number[];
  readonly directory: number;
  readonly end: number;
}

export const zip = (sources: readonly ZipSource[], comment = ""): Buffer => makeZip(sources, comment).bytes;

export function makeZip(sources: readonly ZipSource[], comment = ""): MadeZip {
  const pieces: Buffer[] = [];
  const central: Buffer[] = [];
  const locals: number[] = [];
  let at = 0;
  for (const source of sources) {
    const one = entryOf(source, at);
    locals.push(at);
    pieces.push(one.local);
    central.push(one.central);
    at += one.local.length;
  }
  const directory = Buffer.concat(central);
  const said = Buffer.from(comment);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(sources.length, 8);
  end.writeUInt16LE(sources.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  end.writeUInt16LE(said.length, 20);
  const bytes = Buffer.concat([...pieces, directory, end, said]);
  return { bytes, locals, directory: at, end: at + directory.length };
}

function entryOf(source: ZipSource, offset: number): { local: Buffer; central: Buffer } {
  const { stored = false, streamed = false, extra = Buffer.alloc(0), mode = 0o100644, lies = {} } = source;
  const name = Buffer.from(source.name as string);
  const content = Buffer.from(source.content as string);
  const packed = stored ? content : deflateRawSync(content);
  const flags = (source.flags ?? 0) | (streamed ? 8 : 0);
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  common.writeUInt16LE(flags, 2);
  common.writeUInt16LE(stored ? 0 : 8, 4);
  common.writeUInt32LE(0x5a21_6000, 6);
  common.writeUInt32LE(lies.crc ?? crc32(content), 10);
  common.writeUInt32LE(packed.length, 14);
  common.writeUInt32LE(lies.size ?? content.length, 18);
  common.writeUInt16LE(name.length, 22);
  common.writeUInt16LE(extra.length, 24);
  const said = Buffer.from(source.comment ?? "");
  const tail = Buffer.alloc(14);
  tail.writeUInt16LE(said.length, 0);
  tail.writeUInt32LE(mode * 0x10000, 6);
  tail.writeUInt32LE(offset, 10);
  const head = Buffer.from([0x50, 0x4b, 1, 2, 20, 3]);
  const localHead = Buffer.from(common);
  if (streamed) localHead.fill(0, 10, 22);
  const localName = lies.localName === undefined ? name : Buffer.from(lies.localName);
  const descriptor = streamed
    ? Buffer.concat([Buffer.from([0x50, 0x4b, 7, 8]), common.subarray(10, 22)])
    : Buffer.alloc(0);
  return {
    local: Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), localHead, localName, extra, packed, descriptor]),
    central: Buffer.concat([head, common, tail, name, extra, said]),
  };
}
