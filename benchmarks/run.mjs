/* Runs all benchmarks in one go and prints machine, versions and ratios; `--json` for machines, `--short` for CI. */

import { cpus, release, type } from "node:os";
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { benchDocument } from "./document.mjs";
import { benchEngine } from "./engine.mjs";
import { benchHostile } from "./hostile.mjs";
import { benchProxy } from "./proxy.mjs";
import { benchWebhook } from "./webhook.mjs";

const benches = {
  engine: benchEngine,
  document: benchDocument,
  proxy: benchProxy,
  webhook: benchWebhook,
  hostile: benchHostile,
};

const usage = `Usage: npm run bench -- [--short] [--only=NAME] [--json]

  --short      fewer rounds and requests, as in CI
  --only=NAME  one of ${Object.keys(benches).join(", ")}
  --json       figures for machines, nothing else
  --help       this text

Only ratios within one run compare; keep the machine quiet meanwhile.
`;

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        short: { type: "boolean", default: false },
        json: { type: "boolean", default: false },
        only: { type: "string" },
        help: { type: "boolean", default: false },
      },
    });
    if (values.only !== undefined && !Object.hasOwn(benches, values.only)) {
      throw new Error(`no benchmark is called ${values.only}`);
    }
    return values;
  } catch (error) {
    process.stderr.write(`${error.message}\n\n${usage}`);
    process.exit(2);
  }
}

const { short, json, only, help } = readOptions();
if (help) {
  process.stdout.write(usage);
  process.exit(0);
}
const options = { short, rounds: short ? 5 : 15 };

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

const figures = {};
for (const [name, bench] of Object.entries(benches)) {
  if (only === undefined || only === name) figures[name] = await bench(options);
}
if (json) process.stdout.write(`${JSON.stringify({ machine, figures }, null, 2)}\n`);
