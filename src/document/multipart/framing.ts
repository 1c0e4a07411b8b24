/* Where the parts of a multipart body stand (RFC 2046, 5.1.1), told only where every reader cuts at the same bytes. */

import { AppError } from "../../core/errors.js";

/** Bytes of the whole body. */
export interface PartSpan {
  /** Of the delimiter line before the part. */
  readonly start: number;
  readonly head: number;
  /** Behind the empty line. */
  readonly content: number;
  /** Before the line end that belongs to the next delimiter. */
  readonly end: number;
}

export interface Framing {
  readonly parts: readonly PartSpan[];
  /** Of the first delimiter: what stands before it is the preamble. */
  readonly start: number;
  /** Behind the closing delimiter and its line end: what follows is the epilogue. */
  readonly end: number;
}

export interface Extent {
  readonly start: number;
  readonly end: number;
}

export interface FramingOptions extends Extent {
  readonly boundary: string;
  /** Delimiters at most. */
  readonly parts: number;
}

/** Bytes of the header lines of one part. busboy and others take 16 KiB at most. */
const headBytes = 16 * 1024;
const dash = 0x2d;

const malformed = (): AppError => new AppError("multipart_malformed");

/**
 * One pass. Throws AppError `multipart_malformed` without a closing delimiter, with bare line ends or padding at a
 * delimiter, and where the boundary occurs anywhere else; `too_many_parts`.
 */
export function frameParts(body: Buffer, { start, end, boundary, parts: most }: FramingOptions): Framing {
  const bytes = body.subarray(start, end);
  const delimiter = Buffer.from(`--${boundary}`, "latin1");
  const parts: PartSpan[] = [];
  let open = -1;
  let first = -1;
  for (let at = bytes.indexOf(delimiter); at !== -1; at = bytes.indexOf(delimiter, at + delimiter.length)) {
    const behind = at + delimiter.length;
    if (at > 0 && !isLineEnd(bytes, at - 2)) throw malformed();
    if (open !== -1) parts.push(partOf(bytes, { start: open, end: at - 2 }, delimiter.length));
    if (parts.length > most) throw new AppError("too_many_parts");
    if (first === -1) first = at;
    if (bytes[behind] === dash && bytes[behind + 1] === dash) {
      const last = closingEnd(bytes, behind + 2, delimiter);
      return { parts: parts.map((part) => shifted(part, start)), start: start + first, end: start + last };
    }
    if (!isLineEnd(bytes, behind)) throw malformed();
    open = at;
  }
  throw malformed();
}

const isLineEnd = (bytes: Buffer, at: number): boolean =>
  at >= 0 && bytes[at] === 0x0d && bytes[at + 1] === 0x0a;

function partOf(bytes: Buffer, { start, end }: Extent, length: number): PartSpan {
  const head = start + length + 2;
  const limit = Math.min(end, head + headBytes);
  const blank = bytes.subarray(head, limit).indexOf("\r\n\r\n");
  if (blank === -1) throw malformed();
  return { start, head, content: head + blank + 4, end };
}

/** Nothing stands on the line of the closing delimiter, and no delimiter behind it. */
function closingEnd(bytes: Buffer, behind: number, delimiter: Buffer): number {
  if (behind < bytes.length && !isLineEnd(bytes, behind)) throw malformed();
  if (bytes.includes(delimiter, behind)) throw malformed();
  return Math.min(bytes.length, behind + 2);
}

const shifted = ({ start, head, content, end }: PartSpan, by: number): PartSpan => ({
  start: start + by,
  head: head + by,
  content: content + by,
  end: end + by,
});
