/* Unit, contract and end-to-end tests that need nothing but npm: `npm test`. */
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    root: fileURLToPath(new URL("..", import.meta.url)),
    include: ["test/**/*.test.ts"],
    exclude: ["test/long/**"],
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
});
