/* A real Request Tracker behind the proxy: `npm run test:rt`, after `sh .ci/rt/install.sh` as root on Debian 12. */
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { plainSource } from "./plain-source.mjs";

/** Set by .ci/run: folder for the account that it adds up. */
const account = process.env["VITEST_JSON"];

export default defineConfig({
  plugins: [plainSource],
  test: {
    reporters: account === undefined ? ["default"] : ["default", "json"],
    ...(account === undefined ? {} : { outputFile: { json: `${account}/rt.json` } }),
    root: fileURLToPath(new URL("..", import.meta.url)),
    include: ["test/rt/**/*.test.ts"],
    testTimeout: 240_000,
    hookTimeout: 300_000,
  },
});
