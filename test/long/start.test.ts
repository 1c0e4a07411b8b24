/* The first redaction: what it costs after the start of a process, and which packages it leaves alone. */

import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { loadBuiltinPatterns, loadBuiltinSources } from "../../src/config/builtin.js";
import { presetNames, readPresetSource } from "../../src/config/presets.js";
import { prepareExpression } from "../../src/detect/compile.js";
import { packedAutomata } from "../../src/detect/engine-parts.js";
import { bin, cleanEnv } from "../support/cli.js";
import { manifest, root } from "../support/installed.js";

const { dependencies } = manifest;
const dist = new URL("../../dist/", import.meta.url);

/** Values of the kinds that tickets hold most; their detectors and tags do all of their lazy work. */
const text =
  "Hello, call +44 7700 900123 or mail jane@example.org. Card 4111 1111 1111 1111, from 198.51.100.7, password: Elm8!tree";
const masked =
  "Hello, call [PHONE_NUMBER 1] or mail [EMAIL_ADDRESS 1]. Card **** **** **** 1111, from [IP_ADDRESS 1], password: [CREDENTIAL 1]";

/** Of a fresh process: its standard output, without anything on standard error. */
function runFresh(code: string): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", code], {
    cwd: root,
    encoding: "utf8",
    env: cleanEnv(),
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return stdout;
}

/** What the process itself says that it has used, ms; the last thing it does. */
const tell =
  "const { user, system } = process.cpuUsage(); console.log(JSON.stringify([shown, (user + system) / 1000]));";
const nothing = `const shown = ""; ${tell}`;
const firstRedaction = `import { createRedactor } from ${JSON.stringify(new URL("index.js", dist).href)};
const shown = createRedactor().redactText(${JSON.stringify(text)}).text; ${tell}`;

function cpuOf(code: string): { readonly shown: string; readonly ms: number } {
  const [shown, ms] = JSON.parse(runFresh(code)) as [string, number];
  return { shown, ms };
}

/** ms of a process that does nothing, on a machine at rest: one that is throttled or shared needs more for both. */
const idleAtRest = 40;

describe("first redaction in a fresh process", () => {
  it("is there within 200 ms of CPU time of the import", () => {
    // CPU time of the whole process up to the redacted text, less that of a process that does nothing: import,
    // createRedactor and redactText, with all threads. The two take turns, so that a slow phase slows both.
    let [idle, used] = [Infinity, Infinity];
    const cost = (): number => (used - idle) / Math.max(1, idle / idleAtRest);
    for (let round = 0; round < 3 || (round < 20 && cost() > 200); round++) {
      idle = Math.min(idle, cpuOf(nothing).ms);
      const first = cpuOf(firstRedaction);
      expect(first.shown).toBe(masked);
      used = Math.min(used, first.ms);
    }
    expect(cost()).toBeLessThanOrEqual(200);
  });
});

const asModule = (code: string): string => `data:text/javascript,${encodeURIComponent(code)}`;

/** Tells every module that is loaded, by `import` or by `require`, on standard error. */
const hooks = `import { writeSync } from "node:fs";
export async function load(url, context, next) {
  writeSync(2, url + ";");
  return next(url, context);
}`;
const watch = `import { createRequire, register } from "node:module";
import { writeSync } from "node:fs";
register(${JSON.stringify(asModule(hooks))});
const { cache } = createRequire(${JSON.stringify(import.meta.url)});
process.on("exit", () => writeSync(2, Object.keys(cache).join(";")));`;

/** Names of the packages from which a process loaded something. */
async function packagesOf(args: readonly string[]): Promise<readonly string[]> {
  const child = spawn(process.execPath, ["--import", asModule(watch), ...args], {
    cwd: root,
    env: cleanEnv({ ADMIN_PORT: "0" }),
  });
  let told = "";
  child.stderr.setEncoding("utf8").on("data", (piece: string) => (told += piece));
  child.stdout.on("data", (piece: Buffer) => {
    // The proxy would run for ever.
    if (piece.includes('"listening"')) child.kill("SIGTERM");
  });
  child.stdin.end("mail jane@example.org");
  await once(child, "close");
  expect(told).toContain("/dist/");
  const names = told.split(";").map((path) => path.split("/node_modules/")[1]?.split("/")[0] ?? "");
  return [...new Set(names)].filter((name) => name in dependencies).sort();
}

const entry = (file: string, use: string): readonly string[] => [
  "--input-type=module",
  "-e",
  `import * as entry from ${JSON.stringify(new URL(file, dist).href)}; ${use}`,
];

const engine = ["libphonenumber-js"];
const call = "call +44 7700 900123";

describe("without a configuration", () => {
  it.concurrent.each<[string, readonly string[], readonly string[]]>([
    ["the library", entry("index.js", `entry.createRedactor().redactText("${call}")`), engine],
    ["empty data", entry("index.js", `entry.createRedactor({ config: {} }).redactText("${call}")`), engine],
    ["the middleware", entry("express.js", "entry.redactRequests()"), ["undici"]],
    ["redact", [bin, "redact"], ["commander"]],
    ["--version", [bin, "--version"], ["commander"]],
    ["serve --help", [bin, "serve", "--help"], ["commander"]],
    [
      "serve",
      [bin, "serve", "--to", "http://127.0.0.1:9", "--from", "127.0.0.1:0"],
      // Its warm-up reads tickets with phone and tax numbers.
      ["commander", ...engine, "pino", "prom-client", "stdnum", "undici"],
    ],
  ])("%s loads only the packages that it needs", async (_name, args, packages) => {
    expect(await packagesOf(args)).toEqual(packages);
  });

  it("and a configuration loads those that read it", async () => {
    const use = `entry.createRedactor({ config: { preset: "strict", key: "x" } })`;
    expect(await packagesOf(entry("index.js", `try { ${use} } catch { entry }`))).toContain("zod");
    expect(await packagesOf([bin, "check", "patterns/credential/github-token.yaml"])).toContain("yaml");
  });
});

describe("what the build prepares", () => {
  const read = (path: string): unknown => JSON.parse(readFileSync(new URL(path, dist), "utf8"));

  it("built-in patterns are what the compiler makes of their YAML", () => {
    const prepared = loadBuiltinSources().map(({ spec }) => ({
      ...spec,
      patterns: spec.patterns.map((one) => ({ ...one, prepared: prepareExpression(one) })),
      examples: { match: [], noMatch: [] },
    }));
    expect(read("config/builtin-patterns.json")).toEqual(prepared);
  });

  it("automata are those of all that comes with the package, in rows of one line of the cache for the commonest", () => {
    const settings = { regions: [], ignoredIpClasses: [] };
    const packed = packedAutomata({ patterns: loadBuiltinPatterns(), settings });
    expect(readFileSync(new URL("config/builtin-automata.bin", dist)).equals(packed)).toBe(true);
    const head = JSON.parse(packed.toString("utf8", 4, 4 + packed.readUInt32LE(0))) as {
      readonly tables: readonly [{ readonly width: number }];
    };
    // More columns double the table, and what is read of it falls out of the cache.
    expect(head.tables[0].width).toBe(64);
  });

  it.each(presetNames.filter((name) => name !== "none"))("preset %s is what its YAML says", (name) => {
    expect(read(`config/presets/${name}.json`)).toEqual(readPresetSource(name));
  });
});
