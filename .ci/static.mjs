/* What needs no run: format, lint rules and types, two at a time. `node .ci/static.mjs [name...]` runs those named. */

import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { setPriority } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const require = createRequire(import.meta.url);

/**
 * Package, path of its command in it, arguments. The longest stands first. Types are judged by the native compiler, in a
 * third of the time; the build needs the one in JavaScript.
 */
const tasks = {
  lint: [
    "oxlint",
    "bin/oxlint",
    ...["--config", ".ci/oxlint.config.js", "--deny-warnings", "--report-unused-disable-directives"],
    ...["src", "test", "benchmarks", ".ci"],
  ],
  types: ["typescript-native", "bin/tsc", "--noEmit", "-p", ".ci/tsconfig.all.json"],
  format: ["oxfmt", "bin/oxfmt", "--check", "."],
};

async function run(name) {
  const [module, command, ...args] = tasks[name];
  const path = join(dirname(require.resolve(`${module}/package.json`)), command);
  const from = performance.now();
  const child = spawn(process.execPath, [path, ...args], { cwd: root });
  const pieces = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (piece) => pieces.push(piece));
  const code = await new Promise((resolve) => child.on("close", resolve));
  process.stdout.write(Buffer.concat(pieces));
  const seconds = ((performance.now() - from) / 1000).toFixed(1);
  console.log(`${name}: ${code === 0 ? "fine" : "failed"} (${seconds} s)`);
  if (code !== 0) process.exitCode = 1;
}

// Beside tests: what waits for them is theirs, the processor that they leave idle is taken.
setPriority(5);

const waiting = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(tasks);

async function worker() {
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) await run(name);
}

await Promise.all([worker(), worker()]);
