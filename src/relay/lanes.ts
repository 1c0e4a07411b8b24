/* Calls that come at the same time, carried out together: a few batches under way, the next one gathers meanwhile. */

interface Call<I, O> {
  readonly input: I;
  readonly resolve: (output: O) => void;
  readonly reject: (error: unknown) => void;
}

export interface LaneOptions<I> {
  /** Batches under way at the same time. */
  readonly lanes: number;
  /** Most weight of one batch of several calls. */
  readonly limit: number;
  weigh(input: I): number;
}

/** An answer per call, in order; an error refuses that call alone. */
export type Perform<I, O> = (inputs: readonly I[]) => Promise<readonly (O | Error)[]>;

export class Lanes<I, O> {
  readonly #perform: Perform<I, O>;
  readonly #options: LaneOptions<I>;
  #calls: Call<I, O>[] = [];
  #running = 0;
  #scheduled = false;

  constructor(options: LaneOptions<I>, perform: Perform<I, O>) {
    this.#options = options;
    this.#perform = perform;
  }

  add(input: I): Promise<O> {
    return new Promise((resolve, reject) => {
      this.#calls.push({ input, resolve, reject });
      this.#schedule();
    });
  }

  /** Resolves when nothing is under way any more. */
  async drain(): Promise<void> {
    while (this.#running > 0 || this.#calls.length > 0)
      await new Promise((resolve) => setTimeout(resolve, 1));
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#pump();
    });
  }

  #pump(): void {
    while (this.#running < this.#options.lanes && this.#calls.length > 0) {
      this.#running += 1;
      void this.#run(this.#take()).finally(() => {
        this.#running -= 1;
        this.#pump();
      });
    }
  }

  #take(): readonly Call<I, O>[] {
    let weight = 0;
    const over = this.#calls.findIndex(
      ({ input }) => (weight += this.#options.weigh(input)) > this.#options.limit,
    );
    return this.#calls.splice(0, over === -1 ? this.#calls.length : Math.max(1, over));
  }

  async #run(calls: readonly Call<I, O>[]): Promise<void> {
    try {
      const answers = await this.#perform(calls.map(({ input }) => input));
      for (const [index, { resolve, reject }] of calls.entries()) {
        const answer = answers[index];
        if (answer === undefined || answer instanceof Error) reject(answer);
        else resolve(answer);
      }
    } catch (error) {
      for (const { reject } of calls) reject(error);
    }
  }
}
