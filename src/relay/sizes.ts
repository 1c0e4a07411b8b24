/* Figures whose measuring takes longer the more there is: measured again only so often that it costs little. */

/** Below that, in ms, nobody waits for it: small stores are always exact. */
const cheap = 5;

/** Keeps the last figure for as long as measuring it anew would cost too much. */
export class Measured<T> {
  readonly #reuse: number;
  #last: { readonly value: T; readonly until: number } | undefined;

  /** `reuse`: times as long as a measurement took, its figure is used again. */
  constructor(reuse: number) {
    this.#reuse = reuse;
  }

  get(measure: () => T): T {
    const start = performance.now();
    return this.#recent(start) ?? this.#keep(measure(), start);
  }

  async getLater(measure: () => Promise<T>): Promise<T> {
    const start = performance.now();
    return this.#recent(start) ?? this.#keep(await measure(), start);
  }

  #recent(now: number): T | undefined {
    return this.#last !== undefined && now < this.#last.until ? this.#last.value : undefined;
  }

  #keep(value: T, start: number): T {
    const end = performance.now();
    const cost = end - start;
    this.#last = { value, until: cost < cheap ? start : end + cost * this.#reuse };
    return value;
  }
}
