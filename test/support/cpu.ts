/* CPU time instead of the clock, and only the least of many measurements: what else runs on the machine can only add. */

import { parse } from "parse5";

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

/**
 * CPU ms of `count` calls one after the other; promises are waited for. What they return lives until the last one has ended:
 * collecting garbage costs by what is alive, and all that one call for a long text returns is alive at its end.
 */
async function cpuOf(run: () => unknown, count = 1): Promise<number> {
  const alive: unknown[] = [];
  const from = cpuMs();
  for (let call = 0; call < count; call++) {
    const result = run();
    alive.push(result instanceof Promise ? await result : result);
  }
  return cpuMs() - from;
}

/** Rounds follow each other ever more slowly: a phase in which the machine is slow lasts for seconds, at times minutes. */
async function untilWithin(
  measure: () => Promise<number>,
  { limit, patienceMs }: Required<Limit>,
): Promise<number> {
  const end = performance.now() + patienceMs;
  for (let round = 1; ; round++) {
    const figure = await measure();
    if (figure <= limit || (performance.now() > end && round > 2)) return figure;
    await new Promise((resolve) => setTimeout(resolve, Math.min(10 * round, 300)));
  }
}

interface Limit {
  /** A figure at or below it needs no further rounds. */
  readonly limit: number;
  /** For how long to go on with rounds while the figure is above the limit. */
  readonly patienceMs?: number;
}

export interface GrowthLimit extends Limit {
  /** CPU ms below which the clock and the compiler decide: a short text counts as that much. */
  readonly floorMs?: number;
}

/**
 * CPU time for the long text over that for the short one. Rounds interleave the two, as many calls of the short one as make
 * up the length of the long one, so that a slow phase and collecting garbage hit both alike; a round ends as it began,
 * with the short one, so that a phase that begins or ends inside does not make the long one look cheap.
 */
export async function growthOf<T extends { readonly length: number }>(
  run: (text: T) => unknown,
  [short, long]: readonly [T, T],
  { limit, floorMs = 1, patienceMs = 20_000 }: GrowthLimit,
): Promise<number> {
  const count = Math.max(1, Math.round(long.length / short.length));
  let [least, most] = [Infinity, Infinity];
  const measureShort = async (): Promise<void> => {
    least = Math.min(least, (await cpuOf(() => run(short), count)) / count);
  };
  await cpuOf(() => run(short), 2);
  return untilWithin(
    async () => {
      await measureShort();
      most = Math.min(most, await cpuOf(() => run(long)));
      await measureShort();
      return most / Math.max(least, floorMs);
    },
    { limit, patienceMs },
  );
}

const page = `<div class="a b" title='x'><p>Hello <b>World</b> &amp; you<ul><li>1<li>2</ul><table><tr><td>5</table></div>`;
const sample = page.repeat(150);

/**
 * A fixed piece of work that a slow phase of the machine makes as much slower as an engine: much code and short-lived
 * objects. Small loops and walks over tables hardly notice that a neighbour takes half of the core.
 */
export function yardstick(): void {
  parse(sample);
}

let warm = false;

/** Code that is not compiled yet is slow on every machine. */
function warmYardstick(): void {
  if (!warm) leastCpu(yardstick, 40);
  warm = true;
}

/** CPU ms of the yardstick on an idle machine of two EPYC cores (Zen 3). */
export const nominalMs = 1;

/**
 * CPU ms that a call would take on an idle machine: the least of the rounds, divided by as much as the yardstick, measured in
 * the same rounds, was slower than there. A quicker machine gets no stricter limit.
 */
export async function costOf(run: () => unknown, { limit, patienceMs = 20_000 }: Limit): Promise<number> {
  let [least, calm] = [await cpuOf(run), Infinity];
  // Within the limit as it is: no need to know how slow the machine is.
  if (least <= limit) return least;
  warmYardstick();
  return untilWithin(
    async () => {
      for (let turn = 0; turn < 3; turn++) {
        calm = Math.min(calm, leastCpu(yardstick, 2));
        least = Math.min(least, await cpuOf(run));
      }
      calm = Math.min(calm, leastCpu(yardstick, 2));
      return least / Math.max(1, calm / nominalMs);
    },
    { limit, patienceMs },
  );
}
