/* `npm test`: types and format beside the unit tests, so that no processor idles; then the tests that want quiet. */

import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const vitest = join(dirname(createRequire(import.meta.url).resolve("vitest/package.json")), "vitest.mjs");

/** `quiet`: what it wrote comes in one piece when it has ended. */
async function run(args, { quiet = false } = {}) {
  const stdio = ["inherit", quiet ? "pipe" : "inherit", "inherit"];
  const child = spawn(process.execPath, args, { cwd: root, stdio });
  const pieces = [];
  child.stdout?.on("data", (piece) => pieces.push(piece));
  const code = await new Promise((resolve) => child.on("close", resolve));
  process.stdout.write(Buffer.concat(pieces));
  if (code !== 0) process.exitCode = 1;
}

const tests = async (name) => run([vitest, "run", "--config", `.ci/${name}.config.ts`]);

await Promise.all([run([".ci/static.mjs", "types", "format"], { quiet: true }), tests("vitest")]);
await tests("vitest.alone");
