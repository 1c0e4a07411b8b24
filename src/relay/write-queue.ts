/* Group commit: what is asked for within one turn of the event loop shares one transaction, and so one sync. */

/** Runs inside the transaction. Throws before it changes anything, or the whole transaction fails. */
export type Operation<T> = () => T;

interface Waiting {
  readonly run: () => void;
  readonly commit: () => void;
  readonly fail: (error: unknown) => void;
}

/** So many operations at most, as the event loop stands still for them. */
const batchLimit = 256;

export interface Transaction {
  /** Runs the operations and commits durably, or throws and leaves nothing of them. */
  run(operations: () => void): void;
  /** What a caller is told of a failed transaction. */
  explain(error: unknown): Error;
}

export class WriteQueue {
  readonly #transaction: Transaction;
  #waiting: Waiting[] = [];
  #scheduled = false;

  constructor(transaction: Transaction) {
    this.#transaction = transaction;
  }

  /** Resolves after the commit. An operation that throws `Refusal` fails alone. */
  add<T>(operation: Operation<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      let settle = (): void => undefined;
      const run = (): void => {
        try {
          const value = operation();
          settle = () => {
            resolve(value);
          };
        } catch (error) {
          if (!(error instanceof Refusal)) throw error;
          settle = () => {
            reject(error.reason);
          };
        }
      };
      this.#waiting.push({
        run,
        fail: reject,
        commit: () => {
          settle();
        },
      });
      this.#schedule();
    });
  }

  /** Commits what waits, now. */
  flush(): void {
    const batch = this.#waiting.splice(0, batchLimit);
    if (batch.length === 0) return;
    try {
      this.#transaction.run(() => {
        for (const { run } of batch) run();
      });
    } catch (error) {
      const reason = this.#transaction.explain(error);
      for (const { fail } of batch) fail(reason);
      return;
    }
    for (const { commit } of batch) commit();
  }

  get length(): number {
    return this.#waiting.length;
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.flush();
      if (this.#waiting.length > 0) this.#schedule();
    });
  }
}

/** Thrown by an operation that refused before it changed anything; the others of its transaction go on. */
export class Refusal extends Error {
  readonly reason: Error;

  constructor(reason: Error) {
    super(reason.message);
    this.name = "Refusal";
    this.reason = reason;
  }
}
