/* WebP (RFC 9649): Exif, XMP and chunks nobody here knows are cut out. */

import type { OpenedFile } from "../../../core/files.js";
import { keptTiff } from "./exif.js";
import { malformed, openImage, trailing, type Cut } from "./open.js";

const shown: ReadonlySet<string> = new Set(["VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF", "ICCP"]);
const inFrame: ReadonlySet<string> = new Set(["VP8 ", "VP8L", "ALPH"]);
/** Bits of VP8X. */
const flag = { exif: 0x08, xmp: 0x04 } as const;
const head = 12;
/** Of VP8X, which is the first chunk where it is there. */
const flagsAt = 20;
/** In front of the chunks of a frame. */
const frameHead = 16;

/** Throws AppError `attachment_unscannable` for what is not well-formed. */
export function openWebp(bytes: Buffer): OpenedFile {
  if (bytes.length < head) throw malformed();
  const end = 8 + bytes.readUInt32LE(4);
  if (end < head || end > bytes.length || !bytes.toString("latin1", 0, 4).startsWith("RIFF"))
    throw malformed();
  const cuts: Cut[] = [];
  for (const chunk of chunksOf(bytes, head, end)) {
    if (chunk.type === "ANMF") requireFrame(bytes, chunk);
    const cut = shown.has(chunk.type) ? undefined : cutOf(bytes, chunk);
    if (cut !== undefined) cuts.push(cut);
  }
  return openImage(bytes, [...cuts, ...trailing(bytes, end)], finish);
}

interface Chunk {
  readonly type: string;
  readonly start: number;
  readonly data: number;
  /** Without the padding, and with it. */
  readonly dataEnd: number;
  readonly end: number;
}

function* chunksOf(bytes: Buffer, from: number, to: number): Generator<Chunk> {
  for (let start = from; start < to;) {
    const data = start + 8;
    if (data > to) throw malformed();
    const dataEnd = data + bytes.readUInt32LE(start + 4);
    const end = dataEnd + (dataEnd & 1);
    if (end > to || (end > dataEnd && bytes[dataEnd] !== 0)) throw malformed();
    yield { type: bytes.toString("latin1", start, start + 4), start, data, dataEnd, end };
    start = end;
  }
}

function requireFrame(bytes: Buffer, { data, dataEnd }: Chunk): void {
  for (const { type } of chunksOf(bytes, data + frameHead, dataEnd)) {
    if (!inFrame.has(type)) throw malformed();
  }
}

function cutOf(bytes: Buffer, { type, start, data, dataEnd, end }: Chunk): Cut | undefined {
  if (type !== "EXIF") return { start, end };
  const { kept, asItIs } = keptTiff(bytes.subarray(data, dataEnd));
  if (asItIs) return undefined;
  if (kept === undefined) return { start, end };
  const chunk = Buffer.alloc(8);
  chunk.write("EXIF", "latin1");
  chunk.writeUInt32LE(kept.length, 4);
  return { start, end, instead: Buffer.concat([chunk, kept]) };
}

/** The size of the whole, and the bits that say which chunks there are. */
function finish(written: Buffer): Buffer {
  written.writeUInt32LE(written.length - 8, 4);
  if (written.toString("latin1", head, head + 4) !== "VP8X") return written;
  const types = new Set<string>();
  for (const { type } of chunksOf(written, head, written.length)) types.add(type);
  const flags = (written[flagsAt] ?? 0) & ~(flag.exif | flag.xmp);
  written[flagsAt] = flags | (types.has("EXIF") ? flag.exif : 0);
  return written;
}
