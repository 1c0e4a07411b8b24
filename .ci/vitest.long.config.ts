/* Long figures: property runs, growth and load tests: `npm run test:long`. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { plainSource } from "./plain-source.mjs";

/** Set by .ci/run: folder for the account that it adds up. */
const account = process.env["VITEST_JSON"];

const root = fileURLToPath(new URL("..", import.meta.url));

/** Files of `npm test` that try something a few times there, and in full here. */
const lean = readdirSync(join(root, "test"), { recursive: true, encoding: "utf8" })
  .map((name) => join("test", name))
  .filter(
    (name) =>
      name.endsWith(".test.ts") && readFileSync(join(root, name), "utf8").includes('support/runs.js"'),
  );

export default defineConfig({
  plugins: [plainSource],
  test: {
    reporters: account === undefined ? ["default"] : ["default", "json"],
    ...(account === undefined ? {} : { outputFile: { json: `${account}/long.json` } }),
    root,
    include: ["test/long/**/*.test.ts", ...lean],
    env: { TEST_RUNS: "full" },
    testTimeout: 600_000,
    fileParallelism: false,
    // The built program is measured as Node runs it: the test runner would send every call of an import through itself.
    server: { deps: { external: [/\/dist\//] } },
  },
});
