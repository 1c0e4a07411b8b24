/* Builds dist: compiles into a folder beside it, then swaps, so that a running process keeps its files. */

import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { lazyExpressions } from "./lazy-expressions.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const dist = join(root, "dist");
const fresh = join(root, `dist-${process.pid}`);
const stale = join(root, `dist-old-${process.pid}`);

function compilerPath() {
  try {
    return createRequire(import.meta.url).resolve("typescript/bin/tsc");
  } catch {
    return undefined;
  }
}

/** What is not TypeScript but belongs to the program. */
function copyAssets() {
  for (const name of readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" })) {
    if (/\.(?:yaml|html|css|js|svg)$/.test(name))
      cpSync(join(root, "src", name), join(fresh, name), { recursive: true });
  }
}

/** What is started or imported by people, and what a thread is started with. */
const entries = ["index", "express", "cli/main", "http/worker-entry"];

const built = async (path) => import(pathToFileURL(join(fresh, path)));

/** Hundreds of YAML files become one JSON file. */
async function compilePatterns() {
  const { prepareBuiltinPatterns } = await built("config/builtin.js");
  const specs = prepareBuiltinPatterns();
  writeFileSync(join(fresh, "config/builtin-patterns.json"), JSON.stringify(specs));
  return specs.length;
}

/** The tables that all literals together make. */
async function compileAutomata() {
  const { packBuiltinAutomata } = await built("config/builtin.js");
  writeFileSync(join(fresh, "config/builtin-automata.bin"), packBuiltinAutomata());
}

/** Starting without a configuration needs no YAML. */
async function compilePresets() {
  const { presetNames, readPresetSource } = await built("config/presets.js");
  for (const name of presetNames.filter((one) => one !== "none"))
    writeFileSync(join(fresh, `config/presets/${name}.json`), JSON.stringify(readPresetSource(name)));
}

/** Editors complete the user's configuration with it. */
async function writeSchema() {
  const { configJsonSchema } = await built("config/schema.js");
  writeFileSync(join(fresh, "deskveil.schema.json"), `${JSON.stringify(configJsonSchema(), null, 2)}\n`);
}

/** Opening 170 small files is half of the time to the first redaction: what people start is bundled. */
async function bundle() {
  const { rolldown } = await import("rolldown");
  const build = await rolldown({
    input: Object.fromEntries(entries.map((name) => [name, join(fresh, `${name}.js`)])),
    // Packages stay packages.
    external: /^(?!\.|\/)/,
    platform: "node",
    cwd: fresh,
    experimental: { attachDebugInfo: "none" },
    checks: { pluginTimings: false },
    plugins: [lazyExpressions],
  });
  await build.write({
    dir: fresh,
    format: "esm",
    entryFileNames: "[name].js",
    // As deep as the modules were: what they find by its place beside them is found from there too.
    chunkFileNames: "chunks/[name]-[hash].js",
    // Reading the code is a third of the time to the first redaction.
    minify: true,
  });
  await build.close();
}

function swap() {
  if (existsSync(dist)) renameSync(dist, stale);
  renameSync(fresh, dist);
}

async function build(compiler) {
  const { status } = spawnSync(
    process.execPath,
    [compiler, "-p", join(root, "tsconfig.json"), "--outDir", fresh],
    {
      stdio: "inherit",
    },
  );
  if (status !== 0) throw new Error("the TypeScript compiler reported errors");
  copyAssets();
  const patterns = await compilePatterns();
  await compileAutomata();
  await compilePresets();
  await writeSchema();
  await bundle();
  chmodSync(join(fresh, "cli/main.js"), 0o755);
  swap();
  console.log(`built dist with ${String(patterns)} patterns`);
}

/** Installed from the package: dist is there, the compiler is not. */
const compiler = compilerPath();
if (compiler !== undefined) {
  try {
    await build(compiler);
  } catch (error) {
    console.error(`build failed: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  } finally {
    rmSync(fresh, { recursive: true, force: true });
    rmSync(stale, { recursive: true, force: true });
  }
}
