/* One line of progress on a terminal, for input that takes more than a moment. */

/** Silent until this many milliseconds have passed, then redrawn as often. */
const interval = 500;

export interface Progress {
  /** Bytes (or any units) done so far. */
  at(done: number): void;
  done(): void;
}

/** Writes to stderr, and only when it is a terminal. */
export function createProgress(label: string, total?: number): Progress {
  if (!process.stderr.isTTY) return { at: () => undefined, done: () => undefined };
  let last = performance.now();
  let drawn = false;
  return {
    at(done) {
      const now = performance.now();
      if (now - last < interval) return;
      last = now;
      drawn = true;
      const share =
        total === undefined || total === 0 ? "" : ` (${String(Math.floor((100 * done) / total))} %)`;
      process.stderr.write(`\r${label}: ${(done / 1e6).toFixed(1)} MB${share} `);
    },
    done() {
      if (drawn) process.stderr.write("\n");
    },
  };
}
