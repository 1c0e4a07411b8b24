/* Takes the content coding off a body, within limits of size and ratio. */

import { brotliDecompress, gunzip, inflate } from "node:zlib";
import { AppError, type ErrorCode } from "../core/errors.js";
import type { Limits } from "../core/limits.js";
import type { InFlight } from "./in-flight.js";

interface Info {
  readonly buffer: Buffer;
  readonly engine: { readonly bytesWritten: number };
}

type Decoder = (
  input: Buffer,
  options: { readonly maxOutputLength: number; readonly info: true },
  done: (error: Error | null, result: unknown) => void,
) => void;

/** The registered codings (RFC 9110, 8.4.1; RFC 7932) under their one name. */
const decoders: ReadonlyMap<string, Decoder> = new Map([
  ["gzip", gunzip as Decoder],
  ["deflate", inflate as Decoder],
  ["br", brotliDecompress as Decoder],
]);

export const isIdentity = (coding: string): boolean => coding === "" || coding === "identity";

/** Throws AppError `content_encoding_unsupported`; called before the body is read. */
export function requireCoding(coding: string): void {
  if (!isIdentity(coding) && !decoders.has(coding)) throw new AppError("content_encoding_unsupported");
}

export interface InflateOptions {
  /** Bytes of the inflated body. */
  readonly limit: number;
  readonly limits: Limits;
  readonly inFlight: InFlight;
}

/**
 * Rejects with AppError `decompression_ratio`, `body_too_large`, `content_encoding_corrupt`, `overloaded`. Never holds
 * more than the smaller of the two limits in memory. The inflated bytes stay taken from the budget when it succeeds.
 */
export async function inflateBody(body: Buffer, coding: string, options: InflateOptions): Promise<Buffer> {
  const decode = decoders.get(coding);
  if (decode === undefined) throw new AppError("content_encoding_unsupported");
  const { limit, limits, inFlight } = options;
  const byRatio = Math.max(limits.inflateFreeBytes, body.length * limits.inflateRatio);
  const bySize = Math.min(limit, limits.inflatedBytes);
  const most = Math.min(byRatio, bySize);
  inFlight.take(most);
  let inflated = 0;
  try {
    const bytes = await run(decode, body, {
      most,
      tooLong: byRatio < bySize ? "decompression_ratio" : "body_too_large",
    });
    inflated = bytes.length;
    return bytes;
  } finally {
    inFlight.give(most - inflated);
  }
}

interface Bound {
  /** Bytes. */
  readonly most: number;
  readonly tooLong: ErrorCode;
}

/** Bytes behind the end of the compressed stream are bytes nobody has read: corrupt. */
async function run(decode: Decoder, body: Buffer, { most, tooLong }: Bound): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    decode(body, { maxOutputLength: most, info: true }, (error, result) => {
      if (error !== null) {
        const { code } = error as NodeJS.ErrnoException;
        reject(new AppError(code === "ERR_BUFFER_TOO_LARGE" ? tooLong : "content_encoding_corrupt"));
        return;
      }
      const { buffer, engine } = result as Info;
      if (engine.bytesWritten === body.length) resolve(buffer);
      else reject(new AppError("content_encoding_corrupt"));
    });
  });
}
