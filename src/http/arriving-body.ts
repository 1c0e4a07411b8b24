/* A body as it arrives, for what must not be held whole: with its deadline, and the truth about its end. */

import type { IncomingMessage } from "node:http";
import { AppError } from "../core/errors.js";

export interface ArrivingBody {
  /**
   * Undefined at the end of a whole body. Rejects with AppError `request_timeout`, `body_length_mismatch` (the client
   * went away), `trailers_not_allowed`, and an AppError the request itself is failed with.
   */
  next(): Promise<Buffer | undefined>;
  /** Nobody asks for more: ends the deadline. */
  stop(): void;
}

/** `deadlineMs`: from now to the last byte. */
export function openArrivingBody(req: IncomingMessage, deadlineMs: number): ArrivingBody {
  if (req.readableDidRead || req.readableEnded) throw new AppError("body_already_read");
  const chunks = req.iterator({ destroyOnReturn: false }) as AsyncIterator<Buffer>;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new AppError("request_timeout"));
    }, deadlineMs);
  });
  late.catch(() => undefined);
  return {
    async next() {
      try {
        const { done, value } = await Promise.race([chunks.next(), late]);
        if (done !== true) return value;
        if (!req.complete) throw new AppError("body_length_mismatch");
        if (req.rawTrailers.length > 0) throw new AppError("trailers_not_allowed");
        clearTimeout(timer);
        return undefined;
      } catch (error) {
        clearTimeout(timer);
        throw error instanceof AppError ? error : new AppError("body_length_mismatch");
      }
    },
    stop() {
      clearTimeout(timer);
      req.on("error", () => undefined);
    },
  };
}
