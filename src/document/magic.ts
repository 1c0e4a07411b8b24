/* What a file is by its first bytes, never by what it is called. */

import { isUtf8 } from "node:buffer";
import type { FileClass } from "../core/files.js";
import { decodeUtf16, isUtf16 } from "./utf16.js";
import { looksLikeMail } from "./mail/looks.js";

/** Each kind has one reader at most. `zip` may still be an office file: its reader looks. */
const classes = {
  text: "text",
  mail: "mail",
  pdf: "pdf",
  jpeg: "image",
  png: "image",
  gif: "image",
  webp: "image",
  tiff: "image",
  "other-image": "image",
  zip: "archive",
  office: "office",
  "old-office": "office",
  gzip: "archive",
  tar: "archive",
  "other-archive": "archive",
  audio: "other",
  video: "other",
  unknown: "other",
} as const satisfies Record<string, FileClass>;

export type FileKind = keyof typeof classes;

export const classOf = (kind: FileKind): FileClass => classes[kind];

interface Signature {
  readonly kind: FileKind;
  /** Latin1 spelling of the bytes. */
  readonly bytes: string;
  readonly at?: number;
}

const sign = (kind: FileKind, bytes: string, at = 0): Signature => ({ kind, bytes, at });

/** Facts: the formats' own specifications. */
const signatures: readonly Signature[] = [
  sign("png", "\x89PNG\r\n\x1a\n"),
  sign("jpeg", "\xff\xd8\xff"),
  sign("gif", "GIF87a"),
  sign("gif", "GIF89a"),
  sign("webp", "WEBP", 8),
  sign("tiff", "II*\0"),
  sign("tiff", "MM\0*"),
  sign("other-image", "\0\0\x01\0"),
  sign("other-image", "ftypheic", 4),
  sign("other-image", "ftypheix", 4),
  sign("other-image", "ftypmif1", 4),
  sign("other-image", "ftypavif", 4),
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
  sign("old-office", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
  sign("gzip", "\x1f\x8b"),
  sign("other-archive", "BZh"),
  sign("other-archive", "\xfd7zXZ\0"),
  sign("other-archive", "7z\xbc\xaf\x27\x1c"),
  sign("other-archive", "Rar!\x1a\x07"),
  sign("other-archive", "\x28\xb5\x2f\xfd"),
  sign("tar", "ustar", 257),
];

/** How much of a file is looked at for what it is, bytes. */
const headLength = 4096;

/** Entry names near the start of a zip that office formats have. */
const officeEntry = /\[Content_Types\]\.xml|word\/|xl\/|ppt\/|mimetypeapplication\/vnd\.oasis/;
/** How much of a zip is looked at for them, bytes. */
const zipHead = 4096;

const bitmap = (body: Buffer): boolean =>
  body.toString("latin1", 0, 2) === "BM" && body.readUInt32LE(2) === body.length;

// eslint-disable-next-line no-control-regex -- text holds none of these; escape and form feed do occur in logs
const binaryControl = /[\0-\x06\x0e-\x1a\x1c-\x1f]/;

/** An empty file is text. Text is UTF-8, or UTF-16 with its mark, without control characters that only binary formats have. */
export function sniffFile(body: Buffer): FileKind {
  const head = body.toString("latin1", 0, headLength);
  const known = signatures.find(({ bytes, at = 0 }) => head.startsWith(bytes, at));
  if (known !== undefined && !(classes[known.kind] === "archive" && isText(body))) return known.kind;
  if (head.startsWith("PK\x03\x04"))
    return officeEntry.test(body.toString("latin1", 0, zipHead)) ? "office" : "zip";
  if (body.length > 6 && bitmap(body)) return "other-image";
  if (looksLikeMail(head)) return "mail";
  return isText(body) ? "text" : "unknown";
}

function isText(body: Buffer): boolean {
  if (isUtf16(body)) return !binaryControl.test(decodeUtf16(body));
  return isUtf8(body) && !binaryControl.test(body.toString("latin1"));
}
