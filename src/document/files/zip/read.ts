/* A zip archive with the content of its entries, inflated within bounds and verified. */

import { isUtf8 } from "node:buffer";
import { crc32, inflateRawSync } from "node:zlib";
import { AppError } from "../../../core/errors.js";
import type { OpenLimits } from "../index.js";
import { freeBytes, mostRatio } from "../inflate.js";
import { readLayout, unscannable, type ZipRecord } from "./layout.js";

export interface ZipEntry {
  readonly record: ZipRecord;
  /** With slashes; a folder's ends with one. Never used as a path. */
  readonly name: string;
  readonly comment: string;
  /** Empty for a folder. */
  readonly content: Buffer;
}

export interface ZipArchive {
  readonly bytes: Buffer;
  /** In the order of the central directory. */
  readonly entries: readonly ZipEntry[];
  readonly comment: string;
  readonly rawComment: Buffer;
}

/**
 * Throws AppError `attachment_unscannable` for what is damaged, ambiguous, encrypted, linked, named like a path out of
 * the archive or named twice; `body_too_large` and `decompression_ratio` over the limits, before anything is inflated.
 */
export function readZip(bytes: Buffer, limits: OpenLimits): ZipArchive {
  const { records, comment } = readLayout(bytes, limits.archiveEntries);
  requireSizes(records, limits.openedBytes);
  const entries = records.map((record) => ({
    record,
    name: textOf(record.name),
    comment: textOf(record.comment),
    content: contentOf(bytes, record),
  }));
  requireNames(entries);
  return { bytes, entries, comment: textOf(comment), rawComment: comment };
}

/** Bytes of all entries. */
export const inflatedOf = ({ entries }: ZipArchive): number =>
  entries.reduce((sum, { record }) => sum + record.size, 0);

/** What the headers say is what is inflated at most. */
function requireSizes(records: readonly ZipRecord[], most: number): void {
  let [whole, packed] = [0, 0];
  for (const { size, packedSize } of records) {
    whole += size;
    packed += packedSize;
  }
  if (whole > most) throw new AppError("body_too_large");
  if (whole > freeBytes && whole > packed * mostRatio) throw new AppError("decompression_ratio");
}

function contentOf(bytes: Buffer, { method, data, packedSize, size, crc }: ZipRecord): Buffer {
  const packed = bytes.subarray(data, data + packedSize);
  const content = method === 0 ? packed : inflateExactly(packed, size);
  if (content.length !== size || crc32(content) !== crc) throw unscannable();
  return content;
}

/** Throws where more comes out than was announced, or bytes are left over. */
function inflateExactly(packed: Buffer, size: number): Buffer {
  try {
    // With `info` the engine comes along, and tells how much it took.
    const { buffer, engine } = inflateRawSync(packed, {
      maxOutputLength: Math.max(1, size),
      info: true,
    }) as unknown as { readonly buffer: Buffer; readonly engine: { readonly bytesWritten: number } };
    if (engine.bytesWritten === packed.length) return buffer;
  } catch {
    // The library's error quotes nothing, but says nothing to the reader either.
  }
  throw unscannable();
}

/** Names without the flag are of the writer's own code page: then each byte is a character. */
const textOf = (text: Buffer): string => text.toString(isUtf8(text) ? "utf8" : "latin1");

// eslint-disable-next-line no-control-regex -- no honest name holds any
const unsafeName = /^$|^\/|^[a-z]:|[\0-\x1f\x7f\\]|(?:^|\/)\.{1,2}(?:\/|$)|\/\//i;

function requireNames(entries: readonly ZipEntry[]): void {
  const names = new Set<string>();
  for (const { name, content } of entries) {
    const isFolder = name.endsWith("/");
    if (unsafeName.test(name) || names.has(name) || (isFolder && content.length > 0)) throw unscannable();
    names.add(name);
  }
}
