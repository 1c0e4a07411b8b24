/* GIF89a: comments, plain texts and blocks of applications are cut out, but for the one that says how often to repeat. */

import type { OpenedFile } from "../../../core/files.js";
import { malformed, openImage, trailing, type Cut } from "./open.js";

const introducer = { extension: 0x21, image: 0x2c, trailer: 0x3b } as const;
const label = { control: 0xf9, application: 0xff } as const;
/** Their data is a number. */
const repeats: ReadonlySet<string> = new Set(["NETSCAPE2.0", "ANIMEXTS1.0"]);
const screenEnd = 13;

/** Throws AppError `attachment_unscannable` for what is not well-formed. */
export function openGif(bytes: Buffer): OpenedFile {
  const cuts: Cut[] = [];
  let at = screenEnd + tableLength(bytes[10] ?? 0);
  while (bytes[at] !== introducer.trailer) {
    const end = endOfBlock(bytes, at);
    if (bytes[at] === introducer.extension && !isShown(bytes, at, end)) cuts.push({ start: at, end });
    at = end;
  }
  return openImage(bytes, [...cuts, ...trailing(bytes, at + 1)]);
}

/** Bytes of a colour table, as the packed fields say. */
const tableLength = (packed: number): number => ((packed & 0x80) === 0 ? 0 : 3 * (2 << (packed & 7)));

function endOfBlock(bytes: Buffer, at: number): number {
  if (bytes[at] === introducer.extension) return endOfData(bytes, at + 2);
  if (bytes[at] !== introducer.image) throw malformed();
  return endOfData(bytes, at + 10 + tableLength(bytes[at + 9] ?? 0) + 1);
}

/** Sub-blocks up to an empty one. */
function endOfData(bytes: Buffer, start: number): number {
  let at = start;
  for (;;) {
    const length = bytes[at];
    if (length === undefined) throw malformed();
    at += length + 1;
    if (length === 0) return at;
  }
}

function isShown(bytes: Buffer, start: number, end: number): boolean {
  const kind = bytes[start + 1];
  if (kind === label.control) return end - start === 8;
  if (kind !== label.application) return false;
  // One block of 11 bytes that names it, one of three or five, and the end.
  return repeats.has(bytes.toString("latin1", start + 3, start + 14)) && end - start <= 21;
}
