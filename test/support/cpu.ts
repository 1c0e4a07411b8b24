/* CPU time instead of the clock: what else runs on the machine does not count. */

/** User and system time of this process, ms. */
export function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** CPU ms of one call, the least of `rounds`. */
export function leastCpu(run: () => void, rounds: number): number {
  let least = Infinity;
  for (let round = 0; round < rounds; round++) {
    const from = cpuMs();
    run();
    least = Math.min(least, cpuMs() - from);
  }
  return least;
}

/** CPU ms of one call, the median of `rounds`. */
export function medianCpu(run: () => void, rounds: number): number {
  const times = Array.from({ length: rounds }, () => {
    const from = cpuMs();
    run();
    return cpuMs() - from;
  });
  return times.sort((a, b) => a - b)[rounds >> 1] ?? 0;
}

const sample = "the server has been down since 03:12 and 203.0.113.7 does not answer; ".repeat(1000);

/** CPU ms that an idle machine of two EPYC cores (Zen 3) takes for the work of `slowness`. */
const nominal = 1;

/** How much slower than an idle machine this one is right now: a fixed piece of work, timed. */
export function slowness(): number {
  const ms = leastCpu(() => {
    let sum = 0;
    for (let at = 0; at < sample.length; at++) sum = (sum + sample.charCodeAt(at)) | 0;
    for (const { index } of sample.matchAll(/\d+/g)) sum ^= index;
    if (sum === 1) throw new Error("never: keeps the loop alive");
  }, 5);
  return ms / nominal;
}
