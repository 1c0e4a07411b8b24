/* I07, E26: the committed list of hostile texts, measured on the program as it is built. */

import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { slowness } from "../support/cpu.js";

interface Figure {
  readonly name: string;
  readonly ms: number;
  readonly growth: number;
}

const bench = fileURLToPath(new URL("../../benchmarks/run.mjs", import.meta.url));

describe("hostile texts", () => {
  it("cost little, and twice the text costs about twice as much", () => {
    const before = slowness();
    const { stdout } = spawnSync(process.execPath, ["--expose-gc", bench, "--only=hostile", "--json"], {
      encoding: "utf8",
    });
    // A loaded machine, or a slower one than the goal was set for, gets as much more time as it is slower.
    const factor = Math.max(1, before, slowness());
    const { figures } = JSON.parse(stdout) as { readonly figures: { readonly hostile: readonly Figure[] } };
    expect(figures.hostile.length).toBeGreaterThan(80);
    // The goals are 20 ms and 2.3 (see docs/limits.md for the texts that miss them); this keeps what is reached.
    for (const { name, ms, growth } of figures.hostile) {
      expect(ms / factor, name).toBeLessThanOrEqual(60);
      // A quadratic reader takes four times as long; one measurement on a busy machine can look like three.
      expect(growth, name).toBeLessThanOrEqual(3.5);
    }
  }, 240_000);
});
