/* Where the parts of a multipart body stand, read from the whole of it at once: what the reader in pieces is compared with. */

import { AppError } from "../../src/core/errors.js";
import type { Framing, PartSpan } from "../../src/document/multipart/framing.js";

const malformed = (): AppError => new AppError("multipart_malformed");
const isLineEnd = (bytes: Buffer, at: number): boolean =>
  at >= 0 && bytes[at] === 0x0d && bytes[at + 1] === 0x0a;

/** Throws as `frameParts` does. */
export function frameWhole(body: Buffer, boundary: string, most: number): Framing {
  const delimiter = `--${boundary}`;
  const places: number[] = [];
  for (let at = body.indexOf(delimiter); at !== -1; at = body.indexOf(delimiter, at + delimiter.length))
    places.push(at);
  const parts: PartSpan[] = [];
  for (const [count, at] of places.entries()) {
    const behind = at + delimiter.length;
    if (at > 0 && !isLineEnd(body, at - 2)) throw malformed();
    const open = places[count - 1];
    if (open !== undefined) parts.push(partOf(body, open, { end: at - 2, length: delimiter.length }));
    if (count > most) throw new AppError("too_many_parts");
    if (body.toString("latin1", behind, behind + 2) === "--") {
      const isLast =
        count === places.length - 1 && (behind + 2 === body.length || isLineEnd(body, behind + 2));
      if (!isLast) throw malformed();
      return { parts, start: places[0] ?? 0, end: Math.min(body.length, behind + 4) };
    }
    if (!isLineEnd(body, behind)) throw malformed();
  }
  throw malformed();
}

interface Place {
  readonly end: number;
  /** Of a delimiter. */
  readonly length: number;
}

function partOf(body: Buffer, start: number, { end, length }: Place): PartSpan {
  const head = start + length + 2;
  const blank = body.subarray(head, Math.min(end, head + 16 * 1024)).indexOf("\r\n\r\n");
  if (blank === -1) throw malformed();
  return { start, head, content: head + blank + 4, end };
}
