/* Long figures: property runs, growth and load tests: `npm run test:long`. */
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    root: fileURLToPath(new URL("..", import.meta.url)),
    include: ["test/long/**/*.test.ts"],
    testTimeout: 600_000,
    fileParallelism: false,
  },
});
