/* Texts that bring slow detectors down: CPU ms for 50 KB, and how the time grows from 64 KB to 128 KB. */

import { compileConfig } from "../dist/config/load.js";
import { createRedactor } from "../dist/redactor.js";
import { hostileInputs } from "./hostile-inputs.mjs";
import { cpuMs, median, printTable } from "./measure.mjs";

const limit = 20;
const growthLimit = 2.3;
/** Shown in the table; all of them are in the figures. */
const shown = 12;

function timesOf(run, rounds) {
  return Array.from({ length: rounds }, () => {
    const from = cpuMs();
    run();
    return cpuMs() - from;
  });
}

/** Rounds that lie apart: what else runs on the machine can only add, and a slow phase lasts for seconds. */
const rounds = 16;
const pause = async (round) => new Promise((resolve) => setTimeout(resolve, 50 * Math.min(round, 8)));

/** Median of five, the least of the rounds; ends when it is within the limit. */
async function costOf(run) {
  let least = Infinity;
  for (let round = 0; round < rounds && least > limit; round++) {
    await pause(round);
    least = Math.min(least, median(timesOf(run, 5)));
  }
  return least;
}

/** The least for the whole over the least for the half, as many calls of which as make up the whole. */
async function growthOf(scan, make) {
  const [half, whole] = [make(64_000), make(128_000)];
  let [small, large, growth] = [Infinity, Infinity, Infinity];
  for (let round = 0; round < rounds && growth > growthLimit; round++) {
    await pause(round);
    for (let turn = 0; turn < 3; turn++) {
      small = Math.min(small, ...timesOf(() => scan(half), 2));
      large = Math.min(large, ...timesOf(() => scan(whole), 1));
    }
    growth = large / Math.max(Math.min(small, ...timesOf(() => scan(half), 2)), 0.5);
  }
  return growth;
}

export async function benchHostile() {
  const redactor = createRedactor(compileConfig({}));
  const scan = (text) => redactor.scanText(text);
  for (const [, make] of hostileInputs) timesOf(() => scan(make(20_000)), 5);
  const figures = [];
  for (const [name, make] of hostileInputs) {
    const text = make(50_000);
    timesOf(() => scan(text), 5);
    const ms = await costOf(() => scan(text));
    figures.push({ name, ms, growth: await growthOf(scan, make), limit, growthLimit });
  }
  const worst = [...figures].sort((a, b) => b.ms - a.ms).slice(0, shown);
  printTable(
    `hostile texts: CPU ms for 50 KB (<= ${limit}) and growth from 64 to 128 KB (<= ${growthLimit}); worst of ${figures.length}, highest growth ${Math.max(...figures.map(({ growth }) => growth)).toFixed(2)}`,
    ["text", "ms", "growth"],
    worst.map(({ name, ms, growth }) => [name, ms.toFixed(1), growth.toFixed(2)]),
  );
  return figures;
}
