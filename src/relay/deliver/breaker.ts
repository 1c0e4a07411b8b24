/* The circuit breaker of one destination: no attempts are burnt on one that is down. */

const consecutive = 10;
const share = 0.7;
const fewest = 10;
const openMs = 30_000;
/** The window of 5 minutes slides in steps. */
const step = 10_000;
const steps = 30;

export type BreakerState = "closed" | "open" | "half-open";

export interface Breaker {
  state(): BreakerState;
  /** Ms until the probe; 0 unless open. */
  waitMs(): number;
  /** Whether the one probe of a half-open breaker is under way. */
  probing(): boolean;
  /** Before an attempt; what it returns takes the outcome. Undefined: it says nothing of the destination. */
  begin(): (succeeded: boolean | undefined) => void;
}

/** Counts of the last 5 minutes. */
function createWindow(monotonic: () => number) {
  let cells: { at: number; ok: number; failed: number }[] = [];
  return {
    clear: () => {
      cells = [];
    },
    add: (succeeded: boolean) => {
      const at = Math.floor(monotonic() / step);
      let cell = cells.at(-1);
      if (cell?.at !== at) cells.push((cell = { at, ok: 0, failed: 0 }));
      cell[succeeded ? "ok" : "failed"]++;
      while ((cells[0]?.at ?? at) <= at - steps) cells.shift();
    },
    isBad: () => {
      let [all, failed] = [0, 0];
      for (const cell of cells) {
        all += cell.ok + cell.failed;
        failed += cell.failed;
      }
      return all >= fewest && failed >= share * all;
    },
  };
}

/** `onChange` is told every new state. */
export function createBreaker(monotonic: () => number, onChange: (state: BreakerState) => void): Breaker {
  const window = createWindow(monotonic);
  let state: BreakerState = "closed";
  let opensAt = 0;
  let failures = 0;
  let probing = false;
  /** What began before the last change of state says nothing of the time after it. */
  let epoch = 0;
  const become = (next: BreakerState): void => {
    [state, failures, probing] = [next, 0, false];
    epoch++;
    window.clear();
    if (next === "open") opensAt = monotonic() + openMs;
    onChange(next);
  };
  const current = (): BreakerState => {
    if (state === "open" && monotonic() >= opensAt) become("half-open");
    return state;
  };
  const record = (succeeded: boolean): void => {
    if (state === "half-open") {
      become(succeeded ? "closed" : "open");
      return;
    }
    failures = succeeded ? 0 : failures + 1;
    window.add(succeeded);
    if (!succeeded && (failures >= consecutive || window.isBad())) become("open");
  };
  return {
    state: current,
    waitMs: () => (current() === "open" ? opensAt - monotonic() : 0),
    probing: () => probing,
    begin: () => {
      if (current() === "half-open") probing = true;
      const begun = epoch;
      return (succeeded) => {
        if (begun !== epoch) return;
        if (succeeded === undefined) probing = false;
        else record(succeeded);
      };
    },
  };
}
