/* Long figures: property runs, growth and load tests: `npm run test:long`. */
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { plainSource } from "./plain-source.mjs";

/** Set by .ci/run: folder for the account that it adds up. */
const account = process.env["VITEST_JSON"];

export default defineConfig({
  plugins: [plainSource],
  test: {
    reporters: account === undefined ? ["default"] : ["default", "json"],
    ...(account === undefined ? {} : { outputFile: { json: `${account}/long.json` } }),
    root: fileURLToPath(new URL("..", import.meta.url)),
    include: ["test/long/**/*.test.ts"],
    testTimeout: 600_000,
    fileParallelism: false,
    // The built program is measured as Node runs it: the test runner would send every call of an import through itself.
    server: { deps: { external: [/\/dist\//] } },
  },
});
