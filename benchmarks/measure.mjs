/* CPU time of variants, interleaved round by round, so that only figures of one run are compared. */

/** User and system CPU of this process, ms. */
export function cpuMs() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/** CPU ms of one look at how fast a side is, and of the whole warm-up at least and at most. */
const windowMs = 1000;
const leastMs = 3000;
const mostMs = 15_000;
/** A window that gained less than this over all before it says that the compiler is done. */
const gain = 0.03;

/**
 * Calls `step` until it gets no faster: a server runs for days. `step` does some of the work and returns its CPU ms for
 * each call. Returns those of the last one.
 */
export async function untilSteady(step) {
  let spent = 0;
  let least = Infinity;
  for (;;) {
    const { each, total } = await step();
    spent += total;
    const steady = each > least * (1 - gain);
    least = Math.min(least, each);
    if ((steady && spent >= leastMs) || spent >= mostMs) return each;
  }
}

/** CPU ms per call of one window. */
async function windowOf(run) {
  const started = cpuMs();
  let calls = 0;
  while (cpuMs() - started < windowMs) {
    await run();
    calls++;
  }
  const total = cpuMs() - started;
  return { each: total / calls, total };
}

/**
 * `variants`: name to function; one that returns a promise is waited for. Returns the least CPU ms per call of each: what
 * else runs on the machine can only add. Every round runs all variants in turn.
 */
export async function interleave(variants, { rounds = 5, minMs = 60 } = {}) {
  const times = new Map(Object.keys(variants).map((name) => [name, []]));
  const repeats = new Map();
  for (const [name, run] of Object.entries(variants)) {
    const each = await untilSteady(() => windowOf(run));
    repeats.set(name, Math.max(1, Math.ceil(minMs / Math.max(0.05, each))));
  }
  for (let round = 0; round < rounds; round++) {
    for (const [name, run] of Object.entries(variants)) {
      const count = repeats.get(name);
      const started = cpuMs();
      for (let call = 0; call < count; call++) await run();
      times.get(name).push((cpuMs() - started) / count);
    }
  }
  return new Map([...times].map(([name, values]) => [name, Math.min(...values)]));
}

export const perSecond = (bytes, ms) => bytes / 1e6 / (ms / 1000);

export function printTable(title, columns, rows) {
  const widths = columns.map((name, at) =>
    Math.max(name.length, ...rows.map((row) => String(row[at]).length)),
  );
  const line = (row) =>
    row
      .map((cell, at) => (at === 0 ? String(cell).padEnd(widths[at]) : String(cell).padStart(widths[at])))
      .join("  ");
  console.log(`\n${title}\n${line(columns)}`);
  for (const row of rows) console.log(line(row));
}
