/* Writes a body of bytes anew from pieces of the old one: files in it are big, and must not become strings. */

export interface ByteSplice {
  readonly start: number;
  readonly end: number;
  readonly bytes: Buffer;
}

/** In any order; what begins inside an earlier one is dropped. The same Buffer when there are none. */
export function spliceBytes(body: Buffer, splices: readonly ByteSplice[]): Buffer {
  if (splices.length === 0) return body;
  const pieces: Buffer[] = [];
  let from = 0;
  for (const { start, end, bytes } of [...splices].sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (start < from) continue;
    pieces.push(body.subarray(from, start), bytes);
    from = end;
  }
  return Buffer.concat([...pieces, body.subarray(from)]);
}
