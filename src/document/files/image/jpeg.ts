/* JPEG (ITU-T T.81): Exif, XMP, IPTC, comments and whatever applications add are cut out. */

import type { OpenedFile } from "../../../core/files.js";
import { keptTiff } from "./exif.js";
import { malformed, openImage, trailing, type Cut } from "./open.js";

const marker = { start: 0xd8, end: 0xd9, scan: 0xda, comment: 0xfe, app0: 0xe0, app15: 0xef } as const;
const exifHead = "Exif\0\0";
/** What decoders need of the segments of applications: density, colours, and how they are coded. */
const kept = /^(?:\xe0JFIF\0|\xe2ICC_PROFILE\0|\xeeAdobe)/;
/** Bytes of a segment of JFIF without its thumbnail, and of one of Adobe. */
const lengths = { jfif: 18, adobe: 16 } as const;

/** Throws AppError `attachment_unscannable` for what is not well-formed. */
export function openJpeg(bytes: Buffer): OpenedFile {
  const cuts: Cut[] = [];
  let at = nextMarker(bytes, 2);
  while (bytes[at + 1] !== marker.end) {
    const end = endOfSegment(bytes, at);
    const cut = cutOf(bytes, at, end);
    if (cut !== undefined) cuts.push(cut);
    at = nextMarker(bytes, bytes[at + 1] === marker.scan ? endOfScan(bytes, end) : end);
  }
  return openImage(bytes, [...cuts, ...trailing(bytes, at + 2)]);
}

/** Any number of 0xff may stand in front of a marker. */
function nextMarker(bytes: Buffer, start: number): number {
  let at = start;
  if (bytes[at] !== 0xff) throw malformed();
  while (bytes[at + 1] === 0xff) at++;
  return at;
}

/** Markers without a length belong into scans. */
function endOfSegment(bytes: Buffer, at: number): number {
  const code = bytes[at + 1] ?? 0;
  if (code <= 1 || (code >= 0xd0 && code <= marker.start) || at + 4 > bytes.length) throw malformed();
  const end = at + 2 + bytes.readUInt16BE(at + 2);
  if (end < at + 4 || end > bytes.length) throw malformed();
  return end;
}

function cutOf(bytes: Buffer, start: number, end: number): Cut | undefined {
  const code = bytes[start + 1] ?? 0;
  const isSpeaking = code === marker.comment || (code >= marker.app0 && code <= marker.app15);
  const head = String.fromCharCode(code) + bytes.toString("latin1", start + 4, Math.min(end, start + 20));
  if (!isSpeaking || (kept.test(head) && isNoLonger(bytes, start, end))) return undefined;
  if (!head.startsWith(`\xe1${exifHead}`)) return { start, end };
  const rest = keptTiff(bytes.subarray(start + 4 + exifHead.length, end));
  if (rest.asItIs) return undefined;
  return rest.kept === undefined ? { start, end } : { start, end, instead: exifSegment(rest.kept) };
}

/** Than its own fields say. */
function isNoLonger(bytes: Buffer, start: number, end: number): boolean {
  const code = bytes[start + 1];
  if (code === 0xee) return end - start === lengths.adobe;
  const [width = 0, height = 0] = bytes.subarray(start + lengths.jfif - 2, start + lengths.jfif);
  return code !== marker.app0 || end - start === lengths.jfif + 3 * width * height;
}

function exifSegment(tiff: Buffer): Buffer {
  const head = Buffer.from(`\xff\xe1\0\0${exifHead}`, "latin1");
  head.writeUInt16BE(head.length - 2 + tiff.length, 2);
  return Buffer.concat([head, tiff]);
}

/** The next marker that is no restart and no stuffed byte. */
function endOfScan(bytes: Buffer, start: number): number {
  for (let at = bytes.indexOf(0xff, start); at !== -1; at = bytes.indexOf(0xff, at + 1)) {
    const code = bytes[at + 1] ?? 0;
    if (code !== 0 && code !== 0xff && (code < 0xd0 || code > 0xd7)) return at;
  }
  throw malformed();
}
