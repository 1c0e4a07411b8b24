/* PNG (ISO/IEC 15948, third edition, with eXIf and APNG): chunks that do not say how to show it are cut out. */

import { crc32 } from "node:zlib";
import type { OpenedFile } from "../../../core/files.js";
import { keptTiff } from "./exif.js";
import { malformed, openImage, trailing, type Cut } from "./open.js";

const setOf = (names: string): ReadonlySet<string> => new Set(names.split(" "));

const critical = setOf("IHDR PLTE IDAT IEND");
const shown = setOf("tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD hIST pHYs acTL fcTL fdAT");
const signatureLength = 8;
/** Of a chunk besides its data: length, type and check sum. */
const frame = 12;

/** Throws AppError `attachment_unscannable` for wrong check sums and critical chunks nobody here knows. */
export function openPng(bytes: Buffer): OpenedFile {
  const cuts: Cut[] = [];
  let at = signatureLength;
  for (;;) {
    const { type, data, end } = readChunk(bytes, at);
    if ((at === signatureLength) !== (type === "IHDR")) throw malformed();
    if (!critical.has(type) && !shown.has(type)) {
      if (!/^[a-z][A-Za-z]{3}$/.test(type)) throw malformed();
      const cut = cutOf({ type, data, start: at, end });
      if (cut !== undefined) cuts.push(cut);
    }
    at = end;
    if (type === "IEND") break;
  }
  return openImage(bytes, [...cuts, ...trailing(bytes, at)]);
}

interface Chunk {
  readonly type: string;
  readonly data: Buffer;
  readonly end: number;
}

function readChunk(bytes: Buffer, at: number): Chunk {
  if (at + frame > bytes.length) throw malformed();
  const end = at + frame + bytes.readUInt32BE(at);
  if (end > bytes.length || crc32(bytes.subarray(at + 4, end - 4)) !== bytes.readUInt32BE(end - 4))
    throw malformed();
  return { type: bytes.toString("latin1", at + 4, at + 8), data: bytes.subarray(at + 8, end - 4), end };
}

function cutOf({ type, data, start, end }: Chunk & { readonly start: number }): Cut | undefined {
  if (type !== "eXIf") return { start, end };
  const { kept, asItIs } = keptTiff(data);
  if (asItIs) return undefined;
  return kept === undefined ? { start, end } : { start, end, instead: chunkOf(type, kept) };
}

function chunkOf(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}
