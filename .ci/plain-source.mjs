/*
 * The sources as Node runs them: types stripped, file by file, in a folder beside src that tests import from. The test
 * runner would send each module, and each use of what it imports, through itself: a third of the time of all tests.
 */

import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { transformSync } from "rolldown/utils";

const root = fileURLToPath(new URL("..", import.meta.url));
const source = join(root, "src");
/** As deep as src: what a module finds by its place is found from here too. A run has its own. */
const plain = join(root, `dist-plain-${String(process.pid)}`);

function strip(name) {
  const file = join(source, name);
  const { code, map, errors } = transformSync(file, readFileSync(file, "utf8"), {
    sourcemap: true,
    typescript: { onlyRemoveTypeImports: true },
  });
  if (errors.length > 0) throw new Error(`${name}: ${errors[0].message}`);
  const inline = Buffer.from(JSON.stringify({ ...map, sources: [file] })).toString("base64");
  return `${code}\n//# sourceMappingURL=data:application/json;base64,${inline}\n`;
}

const timeOf = (path) => statSync(path).mtimeMs;

/** Folders count too: they change when a file goes. */
const newestIn = (folder) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" }).reduce(
    (newest, name) => Math.max(newest, timeOf(join(folder, name))),
    timeOf(folder),
  );

/** Written by the build before it reads the patterns. */
const buildTime = join(root, "dist/config/builtin.js");

/**
 * The tables that the build makes of the patterns, where it is newer than all that they are made of. Making them anew takes
 * every process two seconds.
 */
function copyTables() {
  if (!existsSync(buildTime) || newestIn(source) >= timeOf(buildTime)) return;
  if (newestIn(join(root, "patterns")) >= timeOf(buildTime)) return;
  for (const name of ["builtin-patterns.json", "builtin-automata.bin"])
    copyFileSync(join(root, "dist/config", name), join(plain, "config", name));
}

/** Before the first test. */
export function setup() {
  for (const name of readdirSync(source, { recursive: true, encoding: "utf8" })) {
    if (!/\.[a-z]+$/.test(name)) continue;
    const to = join(plain, name);
    mkdirSync(dirname(to), { recursive: true });
    if (name.endsWith(".ts")) writeFileSync(to.replace(/ts$/, "js"), strip(name));
    else copyFileSync(join(source, name), to);
  }
  copyTables();
}

/** After the last one. */
export function teardown() {
  rmSync(plain, { recursive: true, force: true });
}

/** What a test imports from src comes from that folder; a stack names the source all the same. */
export const plainSource = {
  name: "plain-source",
  enforce: "pre",
  config: () => ({
    test: {
      globalSetup: [fileURLToPath(import.meta.url)],
      execArgv: ["--enable-source-maps"],
      server: { deps: { external: [/\/dist-plain-\d+\//] } },
    },
  }),
  resolveId(id, importer) {
    if (importer === undefined || !/^\.\.?\//.test(id)) return undefined;
    const path = relative(source, join(dirname(importer), id));
    return path.startsWith("..") ? undefined : join(plain, path);
  },
};
