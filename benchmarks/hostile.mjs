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

/** The least of three: what else runs on the machine can only add. */
function growthOf(scan, make) {
  const [half, whole] = [make(64_000), make(128_000)];
  return Math.min(
    ...Array.from({ length: 3 }, () => {
      const small = Math.min(...timesOf(() => scan(half), 3));
      return Math.min(...timesOf(() => scan(whole), 3)) / Math.max(small, 0.5);
    }),
  );
}

export async function benchHostile() {
  const redactor = createRedactor(compileConfig({}));
  const scan = (text) => redactor.scanText(text);
  for (const [, make] of hostileInputs) timesOf(() => scan(make(20_000)), 5);
  const figures = hostileInputs.map(([name, make]) => {
    const text = make(50_000);
    timesOf(() => scan(text), 5);
    return {
      name,
      ms: median(timesOf(() => scan(text), 5)),
      growth: growthOf(scan, make),
      limit,
      growthLimit,
    };
  });
  const worst = [...figures].sort((a, b) => b.ms - a.ms).slice(0, shown);
  printTable(
    `hostile texts: CPU ms for 50 KB (<= ${limit}) and growth from 64 to 128 KB (<= ${growthLimit}); worst of ${figures.length}, highest growth ${Math.max(...figures.map(({ growth }) => growth)).toFixed(2)}`,
    ["text", "ms", "growth"],
    worst.map(({ name, ms, growth }) => [name, ms.toFixed(1), growth.toFixed(2)]),
  );
  return figures;
}
