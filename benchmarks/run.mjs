/* Runs all benchmarks in one go and prints machine, versions and ratios; `--json` for machines, `--short` for CI. */

import { cpus, release, type } from "node:os";
import { readFileSync } from "node:fs";
import { benchDocument } from "./document.mjs";
import { benchEngine } from "./engine.mjs";
import { benchHostile } from "./hostile.mjs";
import { benchProxy } from "./proxy.mjs";

const short = process.argv.includes("--short");
const json = process.argv.includes("--json");
const only = process.argv.find((word) => word.startsWith("--only="))?.slice("--only=".length);
const options = { short, rounds: short ? 3 : 7 };

const versionOf = (name) =>
  JSON.parse(readFileSync(new URL(`../node_modules/${name}/package.json`, import.meta.url), "utf8")).version;

const machine = {
  cpu: cpus()[0]?.model ?? "unknown",
  cores: cpus().length,
  system: `${type()} ${release()}`,
  node: process.version,
  ...Object.fromEntries(["re2", "undici", "express", "redact-pii"].map((name) => [name, versionOf(name)])),
};

if (json) console.log = () => undefined;
console.log(
  Object.entries(machine)
    .map(([name, value]) => `${name} ${value}`)
    .join(", "),
);

const benches = { engine: benchEngine, document: benchDocument, proxy: benchProxy, hostile: benchHostile };
const figures = {};
for (const [name, bench] of Object.entries(benches)) {
  if (only === undefined || only === name) figures[name] = await bench(options);
}
if (json) process.stdout.write(`${JSON.stringify({ machine, figures }, null, 2)}\n`);
