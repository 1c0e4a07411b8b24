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
  font: "other",
  // What file managers leave beside files: archives made on a Mac are full of it.
  "folder-notes": "other",
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
  // Pictures of office files: EMF, and WMF with its place.
  sign("other-image", " EMF", 40),
  sign("other-image", "\xd7\xcd\xc6\x9a"),
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
  sign("font", "wOFF"),
  sign("font", "wOF2"),
  sign("font", "OTTO"),
  sign("font", "\0\x01\0\0\0"),
  sign("folder-notes", "\0\x05\x16\x07"),
  sign("folder-notes", "\0\0\0\x01Bud1"),
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
/** Mails may begin with one header as long as that. */
const mailHeadLength = 65_536;

/** What the first entry of an OpenDocument file says; it is stored, so that it can be read here. */
const openDocument = /^mimetypeapplication\/vnd\.(?:oasis|sun\.xml)/i;
/** Entries that every Office Open XML and OpenDocument file has, and other archives have not. */
const officeEntry = /\[Content_Types\]\.xml|META-INF\/manifest\.xml/i;
/** Bytes of the end record of a zip, and of the longest comment behind it. */
const zipEnd = { size: 22, reach: 22 + 0xffff };

/** By the names of the archive itself: those of an archive stored in it stand elsewhere. */
function isOffice(body: Buffer): boolean {
  if (openDocument.test(body.toString("latin1", 30, 80))) return true;
  const tail = body.subarray(Math.max(0, body.length - zipEnd.reach));
  const end = tail.lastIndexOf("PK\x05\x06", undefined, "latin1");
  if (end === -1 || end + zipEnd.size > tail.length) return false;
  const directory = tail.readUInt32LE(end + 16);
  return officeEntry.test(body.toString("latin1", directory, directory + tail.readUInt32LE(end + 12)));
}

const bitmap = (body: Buffer): boolean =>
  body.toString("latin1", 0, 2) === "BM" && body.readUInt32LE(2) === body.length;

// eslint-disable-next-line no-control-regex -- text holds none of these; escape and form feed do occur in logs
const binaryControl = /[\0-\x06\x0e-\x1a\x1c-\x1f]/;

/** Whether a piece of a text holds what no text does. */
export const isBinary = (text: string): boolean => binaryControl.test(text);

/** An empty file is text. Text is UTF-8, or UTF-16 with its mark, without control characters that only binary formats have. */
export function sniffFile(body: Buffer): FileKind {
  const head = body.toString("latin1", 0, headLength);
  const known = signatures.find(({ bytes, at = 0 }) => head.startsWith(bytes, at));
  // A text may begin as a binary file does; of those only a PDF may be text all through.
  if (known !== undefined && (known.kind === "pdf" || !isText(body))) return known.kind;
  if (head.startsWith("PK\x03\x04")) return isOffice(body) ? "office" : "zip";
  if (body.length > 6 && bitmap(body)) return "other-image";
  if (looksLikeMail(body.toString("latin1", 0, mailHeadLength))) return "mail";
  return isText(body) ? "text" : "unknown";
}

function isText(body: Buffer): boolean {
  if (isUtf16(body)) return !binaryControl.test(decodeUtf16(body));
  return isUtf8(body) && !binaryControl.test(body.toString("latin1"));
}
