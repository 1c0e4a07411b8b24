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
