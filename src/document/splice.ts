/* Writes a payload anew from pieces of the old one and replacements; what is not replaced keeps its bytes. */

/** Replace bytes `[start, end)` of the source. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly bytes: Buffer;
}

export const noBytes = Buffer.alloc(0);

/** Splices in any order; what begins inside an earlier one is dropped. The same Buffer when there are none. */
export function applySplices(body: Buffer, splices: readonly Splice[]): Buffer {
  if (splices.length === 0) return body;
  const pieces: Buffer[] = [];
  let from = 0;
  for (const { start, end, bytes } of [...splices].sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (start < from) continue;
    pieces.push(body.subarray(from, start), bytes);
    from = end;
  }
  pieces.push(body.subarray(from));
  return Buffer.concat(pieces);
}
