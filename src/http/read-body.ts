/* Reads a whole body within its limit, its deadline and the budget of all bodies. */

import type { IncomingMessage } from "node:http";
import { AppError } from "../core/errors.js";
import { createPieces } from "../core/pieces.js";
import type { InFlight } from "./in-flight.js";

export interface BodyLimits {
  /** Bytes. */
  readonly limit: number;
  /** Bytes announced; -1 for a chunked body. */
  readonly announced: number;
  /** From now to the last byte, ms. */
  readonly deadlineMs: number;
  readonly inFlight: InFlight;
}

const empty = Buffer.alloc(0);

/**
 * Rejects with AppError `body_too_large`, `overloaded`, `request_timeout`, `body_length_mismatch` (the client went
 * away), `trailers_not_allowed`, `body_already_read`, and an AppError the request itself is failed with (the listener
 * does so when the rest cannot be parsed). The bytes stay taken from the budget when it succeeds.
 */
export async function readBody(req: IncomingMessage, limits: BodyLimits): Promise<Buffer> {
  if (req.readableDidRead || req.readableEnded) throw new AppError("body_already_read");
  if (limits.announced > limits.limit) throw new AppError("body_too_large");
  return new Promise((resolve, reject) => {
    collect(req, limits, { resolve, reject });
  });
}

interface Settle {
  resolve(body: Buffer): void;
  reject(error: Error): void;
}

function collect(req: IncomingMessage, { limit, deadlineMs, inFlight }: BodyLimits, settle: Settle): void {
  const pieces = createPieces();
  const stop = (): void => {
    clearTimeout(timer);
    req.off("data", onData).off("end", onEnd).off("error", onGone).off("close", onGone);
  };
  const fail = (error: unknown): void => {
    stop();
    req.pause();
    inFlight.give(pieces.size);
    settle.reject(error instanceof AppError ? error : new AppError("internal"));
  };
  const onData = (chunk: Buffer): void => {
    try {
      if (pieces.size + chunk.length > limit) throw new AppError("body_too_large");
      inFlight.take(chunk.length);
      pieces.push(chunk);
    } catch (error) {
      fail(error);
    }
  };
  const onEnd = (): void => {
    if (!req.complete) {
      fail(new AppError("body_length_mismatch"));
      return;
    }
    if (req.rawTrailers.length > 0) {
      fail(new AppError("trailers_not_allowed"));
      return;
    }
    stop();
    const chunks = pieces.take();
    const [only = empty] = chunks;
    settle.resolve(chunks.length < 2 ? only : Buffer.concat(chunks));
  };
  const onGone = (error?: unknown): void => {
    fail(error instanceof AppError ? error : new AppError("body_length_mismatch"));
  };
  const timer = setTimeout(() => {
    fail(new AppError("request_timeout"));
  }, deadlineMs);
  req.on("data", onData).on("end", onEnd).on("error", onGone).on("close", onGone);
}
