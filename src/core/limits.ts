/* Every limit in one place. Defaults: operations.md section 2. */

import { defaultLimits, type DocumentLimits } from "./document.js";
import type { FileLimits } from "./files.js";

export interface Limits extends DocumentLimits, FileLimits {
  /** Bytes of the request line and headers. */
  readonly headBytes: number;
  readonly headerCount: number;
  readonly urlBytes: number;
  /** Bytes of a raw file. */
  readonly uploadBytes: number;
  /** Bytes of a raw file that is text, and so is read. */
  readonly uploadTextBytes: number;
  /** Bytes of an answer of the desk that is read. */
  readonly responseBytes: number;
  /** Inflated over compressed bytes, judged once more than `inflateFreeBytes` have come out. */
  readonly inflateRatio: number;
  readonly inflateFreeBytes: number;
  /** Bytes of an inflated body. */
  readonly inflatedBytes: number;
  /** Work units of one payload; one is about one character looked at by one part of the engine. */
  readonly detectUnits: number;
  /** The answer of a recognizer of named entities. */
  readonly recognizerMs: number;
  /** Bytes of all bodies in memory at once. */
  readonly inFlightBytes: number;
  readonly headMs: number;
  readonly bodyMs: number;
  /** Connect and first byte of the answer. */
  readonly upstreamMs: number;
  readonly totalMs: number;
  readonly shutdownMs: number;
  /** After SIGTERM, from /readyz being 503 to no more connections being taken: balancers need to learn of it. */
  readonly noticeMs: number;
  /** Work on invented payloads before /readyz is 200: requests are answered meanwhile, more slowly. */
  readonly warmUpMs: number;
  /** An event loop that is later than this for two seconds turns new work away. */
  readonly lagMs: number;
}

const kib = 1024;
const mib = 1024 * kib;

export const defaultHttpLimits: Limits = {
  ...defaultLimits,
  headBytes: 16 * kib,
  headerCount: 100,
  urlBytes: 8 * kib,
  uploadBytes: 50 * mib,
  uploadTextBytes: 10 * mib,
  responseBytes: 10 * mib,
  openedBytes: 10 * mib,
  archiveDepth: 2,
  archiveEntries: 1000,
  parts: 100,
  partDepth: 4,
  inflateRatio: 100,
  inflateFreeBytes: 64 * kib,
  inflatedBytes: 20 * mib,
  detectUnits: 100_000_000,
  recognizerMs: 10_000,
  inFlightBytes: 256 * mib,
  headMs: 10_000,
  bodyMs: 30_000,
  upstreamMs: 15_000,
  totalMs: 30_000,
  shutdownMs: 25_000,
  noticeMs: 1000,
  warmUpMs: 3000,
  lagMs: 200,
};

/** Base64 with a line break after every 57 bytes of the file, and some room. */
const encodedPerByte = 1.4;

/** For bodies whose fields hold files: one of the largest that is opened fits. */
export function withRoomForFiles(limits: Limits): Limits {
  const encoded = Math.ceil(limits.openedBytes * encodedPerByte);
  return {
    ...limits,
    bytes: limits.bytes + encoded,
    stringBytes: Math.max(limits.stringBytes, encoded),
  };
}
