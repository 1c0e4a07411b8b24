/* What a file is by its first bytes, never by what it is called. */

import { isUtf8 } from "node:buffer";

export type FileClass = "text" | "image" | "audio" | "video" | "pdf" | "office" | "archive" | "unknown";

interface Signature {
  readonly kind: FileClass;
  /** Latin1 spelling of the bytes. */
  readonly bytes: string;
  readonly at?: number;
}

const sign = (kind: FileClass, bytes: string, at = 0): Signature => ({ kind, bytes, at });

/** Facts: the formats' own specifications. */
const signatures: readonly Signature[] = [
  sign("image", "\x89PNG\r\n\x1a\n"),
  sign("image", "\xff\xd8\xff"),
  sign("image", "GIF87a"),
  sign("image", "GIF89a"),
  sign("image", "WEBP", 8),
  sign("image", "II*\0"),
  sign("image", "MM\0*"),
  sign("image", "\0\0\x01\0"),
  sign("image", "ftypheic", 4),
  sign("image", "ftypheix", 4),
  sign("image", "ftypmif1", 4),
  sign("image", "ftypavif", 4),
  sign("audio", "ID3"),
  sign("audio", "\xff\xfb"),
  sign("audio", "\xff\xf3"),
  sign("audio", "OggS"),
  sign("audio", "fLaC"),
  sign("audio", "WAVE", 8),
  sign("audio", "ftypM4A", 4),
  sign("video", "AVI ", 8),
  sign("video", "\x1a\x45\xdf\xa3"),
  sign("video", "ftyp", 4),
  sign("pdf", "%PDF-"),
  sign("office", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
  sign("archive", "\x1f\x8b"),
  sign("archive", "BZh"),
  sign("archive", "\xfd7zXZ\0"),
  sign("archive", "7z\xbc\xaf\x27\x1c"),
  sign("archive", "Rar!\x1a\x07"),
  sign("archive", "\x28\xb5\x2f\xfd"),
  sign("archive", "ustar", 257),
];

/** Entry names near the start of a zip that office formats have. */
const officeEntry = /\[Content_Types\]\.xml|word\/|xl\/|ppt\/|mimetypeapplication\/vnd\.oasis/;
/** How much of a zip is looked at for them, bytes. */
const zipHead = 4096;

const bitmap = (body: Buffer): boolean =>
  body.toString("latin1", 0, 2) === "BM" && body.readUInt32LE(2) === body.length;

// eslint-disable-next-line no-control-regex -- text holds none of these; escape and form feed do occur in logs
const binaryControl = /[\0-\x06\x0e-\x1a\x1c-\x1f]/;

/** An empty file is text. Text is UTF-8 without control characters that only binary formats have. */
export function sniffFile(body: Buffer): FileClass {
  const head = body.toString("latin1", 0, 512);
  const known = signatures.find(({ bytes, at = 0 }) => head.startsWith(bytes, at));
  if (known !== undefined && !(known.kind === "archive" && isText(body))) return known.kind;
  if (head.startsWith("PK\x03\x04"))
    return officeEntry.test(body.toString("latin1", 0, zipHead)) ? "office" : "archive";
  if (body.length > 6 && bitmap(body)) return "image";
  return isText(body) ? "text" : "unknown";
}

function isText(body: Buffer): boolean {
  return isUtf8(body) && !binaryControl.test(body.toString("latin1"));
}
