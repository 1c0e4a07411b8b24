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

/** Runs until the compiler has seen all it needs: a server runs for days. Returns ms per call of the last quarter. */
async function warmUp(run, warmMs) {
  const started = cpuMs();
  let calls = 0;
  let late = 0;
  let lateFrom = started;
  while (cpuMs() - started < warmMs || calls < 3) {
    await run();
    calls++;
    if (late === 0 && cpuMs() - started > 0.75 * warmMs) {
      late = calls;
      lateFrom = cpuMs();
    }
  }
  return calls > late ? (cpuMs() - lateFrom) / (calls - late) : cpuMs() - started;
}

/**
 * `variants`: name to function; one that returns a promise is waited for. Returns the least CPU ms per call of each: what
 * else runs on the machine can only add. Every round runs all variants in turn.
 */
export async function interleave(variants, { rounds = 5, minMs = 60, warmMs = 3000 } = {}) {
  const times = new Map(Object.keys(variants).map((name) => [name, []]));
  const repeats = new Map();
  for (const [name, run] of Object.entries(variants)) {
    repeats.set(name, Math.max(1, Math.ceil(minMs / Math.max(0.05, await warmUp(run, warmMs)))));
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
