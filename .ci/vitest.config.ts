/* Unit, contract and end-to-end tests that need nothing but npm: `npm test`. */
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { LongestFirst } from "./longest-first.mjs";
import { plainSource } from "./plain-source.mjs";

/** Set by .ci/run: folder for the account that it adds up. */
const account = process.env["VITEST_JSON"];

export default defineConfig({
  plugins: [plainSource],
  test: {
    reporters: account === undefined ? ["default"] : ["default", "json"],
    ...(account === undefined ? {} : { outputFile: { json: `${account}/unit.json` } }),
    root: fileURLToPath(new URL("..", import.meta.url)),
    include: ["test/**/*.test.ts"],
    exclude: ["test/long/**", "test/alone/**", "test/rt/**", "test/office/**"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    sequence: { sequencer: LongestFirst },
    // Engines live as long as their file: what is young is collected less often.
    execArgv: ["--min-semi-space-size=16", "--max-semi-space-size=64"],
    // Files share modules and engines: loading them anew for each of 76 files took a third of the time.
    isolate: false,
    // One more than processors: many tests wait for a process or a deadline.
    maxWorkers: Math.max(3, availableParallelism() >> 1),
  },
});
