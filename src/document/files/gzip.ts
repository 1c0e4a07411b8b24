/* gzip (RFC 1952): the file in it, its name and its comment. */

import { crc32, deflateRawSync } from "node:zlib";
import { AppError } from "../../core/errors.js";
import type { OpenedFile } from "../../core/files.js";
import type { OpenLimits } from "./index.js";
import { inflateStart } from "./inflate.js";
import { openMembers, renamed, type Member, type MemberChanges } from "./members.js";

const unscannable = (): AppError => new AppError("attachment_unscannable");

/** FTEXT says nothing, FEXTRA says what nobody here knows. */
const bits = { headCrc: 2, name: 8, comment: 16 } as const;
const readableBits = 1 | bits.headCrc | bits.name | bits.comment;
const fixed = 10;
const trailer = 8;

interface Head {
  readonly name?: string;
  readonly comment?: string;
  readonly end: number;
}

/**
 * One member only: what follows the first is left out by some readers. Throws AppError `attachment_unscannable`,
 * `body_too_large` and `decompression_ratio`.
 */
export function openGzip(bytes: Buffer, { openedBytes }: OpenLimits): OpenedFile {
  const head = readHead(bytes);
  const { content, taken } = inflateStart(bytes.subarray(head.end), openedBytes);
  const end = head.end + taken;
  const isSound =
    end + trailer === bytes.length &&
    bytes.readUInt32LE(end) === crc32(content) &&
    bytes.readUInt32LE(end + 4) === content.length;
  if (!isSound) throw unscannable();
  const members: Member[] = [{ content }];
  const names = [head.name, head.comment].map((text) =>
    text === undefined || text === "" ? -1 : members.push({ text }) - 1,
  );
  return openMembers(bytes, members, (changes) => write(bytes, { head, names, changes }));
}

function readHead(bytes: Buffer): Head {
  const flags = bytes[3] ?? 0xff;
  if (bytes.length < fixed + trailer || bytes[2] !== 8 || (flags & ~readableBits) !== 0) throw unscannable();
  let end: number = fixed;
  const string = (bit: number): string | undefined => {
    if ((flags & bit) === 0) return undefined;
    const stop = bytes.indexOf(0, end);
    if (stop === -1) throw unscannable();
    const text = bytes.toString("latin1", end, stop);
    end = stop + 1;
    return text;
  };
  const [name, comment] = [string(bits.name), string(bits.comment)];
  if ((flags & bits.headCrc) !== 0) {
    if (end + 2 > bytes.length || bytes.readUInt16LE(end) !== (crc32(bytes.subarray(0, end)) & 0xffff))
      throw unscannable();
    end += 2;
  }
  return { ...(name === undefined ? {} : { name }), ...(comment === undefined ? {} : { comment }), end };
}

interface Rewrite {
  readonly head: Head;
  /** Places of name and comment among the members, -1 where there is none. */
  readonly names: readonly number[];
  readonly changes: MemberChanges;
}

function write(bytes: Buffer, { head, names, changes }: Rewrite): Buffer {
  const content = changes.get(0)?.content;
  const [nameAt = -1, commentAt = -1] = names;
  const [name, comment] = [changes.get(nameAt), changes.get(commentAt)];
  const first =
    name === undefined && comment === undefined
      ? bytes.subarray(0, head.end)
      : headOf(bytes, {
          name: name === undefined ? head.name : renamed(head.name ?? "", name),
          comment: comment === undefined ? head.comment : comment.text,
        });
  if (content === undefined) return Buffer.concat([first, bytes.subarray(head.end)]);
  const last = Buffer.alloc(trailer);
  last.writeUInt32LE(crc32(content), 0);
  last.writeUInt32LE(content.length, 4);
  return Buffer.concat([first, deflateRawSync(content), last]);
}

/** Without the check sum of the head, which nobody asks for. A label is ASCII, and so latin1. */
function headOf(
  bytes: Buffer,
  { name = "", comment = "" }: { readonly name: string | undefined; readonly comment: string | undefined },
): Buffer {
  const head = Buffer.from(bytes.subarray(0, fixed));
  head[3] = (name === "" ? 0 : bits.name) | (comment === "" ? 0 : bits.comment);
  const strings = [name, comment].filter((text) => text !== "").map((text) => `${text}\0`);
  return Buffer.concat([head, Buffer.from(strings.join(""), "latin1")]);
}
