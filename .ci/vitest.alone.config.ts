/* Tests under a load of their own, which other tests beside them would disturb: a part of `npm test`. */
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { plainSource } from "./plain-source.mjs";

/** Set by .ci/run: folder for the account that it adds up. */
const account = process.env["VITEST_JSON"];

export default defineConfig({
  plugins: [plainSource],
  test: {
    reporters: account === undefined ? ["default"] : ["default", "json"],
    ...(account === undefined ? {} : { outputFile: { json: `${account}/alone.json` } }),
    root: fileURLToPath(new URL("..", import.meta.url)),
    include: ["test/alone/**/*.test.ts"],
    testTimeout: 240_000,
    fileParallelism: false,
  },
});
