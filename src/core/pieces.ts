/* Bytes that are held until all have come: in however small pieces, they take little more than themselves. */

export interface Pieces {
  /** Bytes. */
  readonly size: number;
  push(bytes: Buffer): void;
  /** All of them in their order; then there are none. */
  take(): Buffer[];
}

/** A Buffer takes some hundred bytes of its own; a chunked body may have one for every byte. */
const lookedAt = 128;
const smallBytes = 512;

export function createPieces(): Pieces {
  let pieces: Buffer[] = [];
  let [size, news, newBytes] = [0, 0, 0];
  return {
    get size() {
      return size;
    },
    push(bytes) {
      pieces.push(bytes);
      size += bytes.length;
      newBytes += bytes.length;
      if (++news < lookedAt) return;
      if (newBytes < lookedAt * smallBytes) pieces.push(Buffer.concat(pieces.splice(-news)));
      [news, newBytes] = [0, 0];
    },
    take() {
      const all = pieces;
      pieces = [];
      [size, news, newBytes] = [0, 0, 0];
      return all;
    },
  };
}
