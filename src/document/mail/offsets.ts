/* Where the units of a decoded text stand in its source, as steps between which one unit is one unit. */

export class Offsets {
  readonly #decoded: number[] = [];
  readonly #source: number[] = [];
  /** Units of the source that one decoded unit takes right at the step; 0 where units stand for themselves. */
  readonly #width: number[] = [];

  constructor(source: number) {
    this.step(0, source);
  }

  /** From `decoded` on, units stand at `source`; the first of them takes `width` units there when that is given. */
  step(decoded: number, source: number, width = 0): void {
    this.#decoded.push(decoded);
    this.#source.push(source);
    this.#width.push(width);
  }

  /** Source offset of the unit at `decoded`. */
  startOf(decoded: number): number {
    const step = this.#stepAt(decoded);
    return (this.#source[step] ?? 0) + decoded - (this.#decoded[step] ?? 0);
  }

  /** Source offset behind the unit before `decoded`. */
  endOf(decoded: number): number {
    if (decoded === 0) return this.startOf(0);
    const step = this.#stepAt(decoded - 1);
    const within = decoded - 1 - (this.#decoded[step] ?? 0);
    const width = within === 0 ? this.#width[step] || 1 : 1;
    return (this.#source[step] ?? 0) + within + width;
  }

  /** The last step at or before an offset. */
  #stepAt(decoded: number): number {
    let low = 0;
    let high = this.#decoded.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#decoded[middle] ?? Infinity) <= decoded) low = middle + 1;
      else high = middle;
    }
    return Math.max(0, low - 1);
  }
}

/** Bytes of UTF-8 up to an offset of the text; asked in ascending order it looks at each sign once. */
export function createByteCounter(text: string): (offset: number) => number {
  let [asked, bytes] = [0, 0];
  return (offset) => {
    if (offset < asked) [asked, bytes] = [0, 0];
    bytes += Buffer.byteLength(text.slice(asked, offset));
    asked = offset;
    return bytes;
  };
}
