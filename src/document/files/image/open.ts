/* An image as a file whose pixels stay unread, and whose other parts can be cut out of it. */

import { AppError } from "../../../core/errors.js";
import type { OpenedFile } from "../../../core/files.js";
import { openMembers, type Member } from "../members.js";

/** Bytes `[start, end)` that say something about the image or its maker, and what stands in their place. */
export interface Cut {
  readonly start: number;
  readonly end: number;
  readonly instead?: Buffer;
}

export const malformed = (): AppError => new AppError("attachment_unscannable");

/** `finish` puts in order what counts the cut parts. Cuts stand in order; each is a node, all of them metadata. */
export function openImage(
  bytes: Buffer,
  cuts: readonly Cut[],
  finish: (written: Buffer) => Buffer = (written) => written,
): OpenedFile {
  const members: readonly Member[] = cuts.map(() => ({ text: "" }));
  const opened = openMembers(bytes, members, (changes) => {
    const pieces: Buffer[] = [];
    let from = 0;
    for (const [at, { start, end, instead }] of cuts.entries()) {
      if (changes.get(at)?.removed !== true) continue;
      pieces.push(bytes.subarray(from, start), ...(instead === undefined ? [] : [instead]));
      from = end;
    }
    return finish(Buffer.concat([...pieces, bytes.subarray(from)]));
  });
  return {
    ...opened,
    unread: true,
    metadata: cuts.map((_cut, at) => at + 1),
  };
}

/** What follows the end of the image is no part of it. */
export const trailing = (bytes: Buffer, end: number): readonly Cut[] =>
  end < bytes.length ? [{ start: end, end: bytes.length }] : [];
