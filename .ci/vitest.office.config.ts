/* Office files and PDF as other programs read them: `npm run test:office`, after `sh .ci/office/install.sh` as root on Debian 12. */
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { plainSource } from "./plain-source.mjs";

/** Set by .ci/run: folder for the account that it adds up. */
const account = process.env["VITEST_JSON"];

export default defineConfig({
  plugins: [plainSource],
  test: {
    reporters: account === undefined ? ["default"] : ["default", "json"],
    ...(account === undefined ? {} : { outputFile: { json: `${account}/office.json` } }),
    root: fileURLToPath(new URL("..", import.meta.url)),
    include: ["test/office/**/*.test.ts"],
    testTimeout: 120_000,
    hookTimeout: 300_000,
  },
});
