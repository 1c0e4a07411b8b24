/* Figures whose measuring takes longer the more there is: measured again only so often that it costs little. */

/** A measurement may take this share of the time. */
const share = 50;

/** Keeps the last figure for as long as measuring it anew would cost too much; small stores are always exact. */
export class Measured<T> {
  #last: { readonly value: T; readonly until: number } | undefined;

  /** `measure` is called when the last figure is too old. */
  get(measure: () => T): T {
    const start = performance.now();
    if (this.#last !== undefined && start < this.#last.until) return this.#last.value;
    const value = measure();
    const end = performance.now();
    const cost = end - start;
    // Below 5 ms nobody waits for it.
    this.#last = { value, until: cost < 5 ? start : end + cost * share };
    return value;
  }
}
