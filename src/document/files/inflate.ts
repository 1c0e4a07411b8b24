/* Inflates the deflate stream at the start of some bytes, bounded while it grows. */

import { inflateRawSync } from "node:zlib";
import { AppError } from "../../core/errors.js";

/** Inflated over packed bytes; text rarely comes to 50, a disk image of zeros to 1000. */
export const mostRatio = 200;
/** Bytes that may come out whatever the ratio. */
export const freeBytes = 1024 * 1024;

export interface Inflated {
  readonly content: Buffer;
  /** Bytes that the stream took. */
  readonly taken: number;
}

/**
 * Throws AppError `body_too_large` for more than `most` bytes, `decompression_ratio` for more than the packed ones may
 * grow to, and `attachment_unscannable` for what is no deflate stream.
 */
export function inflateStart(packed: Buffer, most: number): Inflated {
  const byRatio = Math.max(freeBytes, packed.length * mostRatio);
  const maxOutputLength = Math.max(1, Math.min(most, byRatio));
  try {
    // With `info` the engine comes along, and tells how much it took.
    const { buffer, engine } = inflateRawSync(packed, { maxOutputLength, info: true }) as unknown as {
      readonly buffer: Buffer;
      readonly engine: { readonly bytesWritten: number };
    };
    return { content: buffer, taken: engine.bytesWritten };
  } catch (error) {
    const isOver = error instanceof RangeError && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE";
    if (!isOver) throw new AppError("attachment_unscannable");
    throw new AppError(byRatio < most ? "decompression_ratio" : "body_too_large");
  }
}
