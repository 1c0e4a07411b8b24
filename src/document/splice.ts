/* Writes a payload anew from pieces of the old one and replacements; what is not replaced keeps its bytes. */

/** Replace bytes `[start, end)` of the source. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  /** Bytes as a latin1 string; see `toBytes`. */
  readonly bytes: string;
}

export const noBytes = "";

const ascii = /^[\0-\x7f]*$/;

/** The UTF-8 bytes of a text, one to a unit. */
export const toBytes = (text: string): string =>
  ascii.test(text) ? text : Buffer.from(text).toString("latin1");

/**
 * Splices in any order; what begins inside an earlier one is dropped. The same Buffer when there are none. `source` is
 * the body as latin1: pieces of a string cost nothing until they are joined.
 */
export function applySplices(body: Buffer, source: string, splices: readonly Splice[]): Buffer {
  if (splices.length === 0) return body;
  let written = "";
  let from = 0;
  for (const { start, end, bytes } of [...splices].sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (start < from) continue;
    written += source.slice(from, start) + bytes;
    from = end;
  }
  return Buffer.from(written + source.slice(from), "latin1");
}
