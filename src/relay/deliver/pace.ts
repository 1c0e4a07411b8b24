/* How fast one destination is served: deliveries a second, and a slow start after an outage. */

export interface Rate {
  /** Deliveries that may begin now. */
  available(): number;
  take(): void;
  /** Ms until one more may begin. */
  waitMs(): number;
}

/** A bucket that holds a tenth of a second's worth, at least one. Undefined `rate`: no limit. */
export function createRate(rate: number | undefined, monotonic: () => number): Rate {
  if (rate === undefined) return { available: () => Infinity, take: () => undefined, waitMs: () => 0 };
  const size = Math.max(1, Math.ceil(rate / 10));
  let level = size;
  let at = monotonic();
  const fill = (): number => {
    const now = monotonic();
    level = Math.min(size, level + (Math.max(0, now - at) * rate) / 1000);
    at = now;
    return level;
  };
  return {
    available: () => Math.floor(fill()),
    take: () => {
      level--;
    },
    waitMs: () => Math.max(0, Math.ceil(((1 - fill()) * 1000) / rate)),
  };
}

export interface Ramp {
  /** Deliveries allowed at the same time. */
  allowed(): number;
  record(succeeded: boolean): void;
  /** From one again. */
  restart(): void;
}

const growMs = 1000;

/** After `restart` one delivery at a time, twice as many after each second in which as many succeeded, half after a failure. */
export function createRamp(most: number, monotonic: () => number): Ramp {
  let allowed = most;
  let succeededSince = 0;
  let since = 0;
  const become = (next: number): void => {
    allowed = Math.min(most, Math.max(1, next));
    [succeededSince, since] = [0, monotonic()];
  };
  return {
    allowed: () => allowed,
    record: (succeeded) => {
      if (allowed === most) return;
      if (!succeeded) become(Math.floor(allowed / 2));
      else if (++succeededSince >= allowed && monotonic() - since >= growMs) become(allowed * 2);
    },
    restart: () => {
      become(1);
    },
  };
}
