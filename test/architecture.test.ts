/* The house keeps its floors: who may import whom, how large files get, and that the extension tables are complete. */

import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const src = fileURLToPath(new URL("../src/", import.meta.url));
const files = readdirSync(src, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts"))
  .map((name) => name.replaceAll("\\", "/"));

/** Lower floors may be imported; siblings of one floor only where their names are equal. */
const floors: Readonly<Record<string, number>> = {
  core: 0,
  detect: 1,
  transform: 1,
  document: 1,
  desks: 1,
  ner: 1,
  config: 2,
  redact: 3,
  "redactor.ts": 3,
  http: 4,
  ops: 4,
  relay: 4,
  vault: 4,
  cli: 5,
  console: 5,
  "index.ts": 5,
  "express.ts": 5,
};

/** Packages a floor may use; everything else outside `node:` is refused. */
const packages: Readonly<Record<string, readonly string[]>> = {
  core: ["libphonenumber-js"],
  detect: ["re2", "ip-address", "stdnum"],
  transform: ["ip-address"],
  document: [],
  desks: [],
  ner: [],
  config: ["yaml", "zod", "ip-address", "csv-parse", "smol-toml"],
  redact: [],
  "redactor.ts": [],
  http: ["undici", "express"],
  ops: ["pino", "prom-client"],
  relay: ["better-sqlite3", "pg", "undici", "@hpke"],
  cli: ["commander", "undici", "express"],
  console: ["undici"],
  "index.ts": [],
  "express.ts": ["express", "undici"],
};

const importLine = /^(?:import|export)\b[^"']+?from\s+["']([^"']+)["']|^import\s+["']([^"']+)["']/gm;

const areaOf = (file: string): string => file.split("/")[0] ?? file;

function importsOf(file: string): readonly string[] {
  const text = readFileSync(join(src, file), "utf8");
  return [...text.matchAll(importLine)].map((match) => match[1] ?? match[2] ?? "");
}

describe("floors", () => {
  it.each(files)("%s imports downwards only", (file) => {
    const area = areaOf(file);
    const floor = floors[area];
    expect(floor, `${area} has no floor`).toBeDefined();
    for (const name of importsOf(file).filter((target) => target.startsWith("."))) {
      const target = areaOf(relative(src, resolve(src, dirname(file), name)).replace(/\.js$/, ".ts"));
      const same = target === area || (floor === 3 && floors[target] === 3) || floor === 5;
      expect(same || (floors[target] ?? 9) < (floor ?? 0), `${file} imports ${name}`).toBe(true);
    }
  });

  it.each(files)("%s uses only the packages of its floor", (file) => {
    const allowed = packages[areaOf(file)] ?? [];
    for (const name of importsOf(file).filter(
      (target) => !target.startsWith(".") && !target.startsWith("node:"),
    )) {
      const bare = name.split("/")[0] ?? name;
      expect(allowed, `${file} imports ${name}`).toContain(bare);
    }
  });

  it("only config and the outer floors touch files", () => {
    const readers = files.filter((file) => importsOf(file).includes("node:fs"));
    expect(readers.filter((file) => (floors[areaOf(file)] ?? 0) < 2)).toEqual([]);
  });
});

describe("extension tables", () => {
  it.each([
    ["detect/checks", "detect/checks/index.ts"],
    ["desks", "desks/index.ts"],
    ["transform", "transform/index.ts"],
  ])("%s: every implementation is in the table", (folder, table) => {
    const text = readFileSync(join(src, table), "utf8");
    const exporting = files
      .filter((file) => dirname(file) === folder && file !== table)
      .filter(isImplementation);
    for (const file of exporting)
      expect(text, `${file} is missing in ${table}`).toContain(file.slice(folder.length + 1, -3));
  });
});

/** Files that export a value of the folder's interface. */
function isImplementation(file: string): boolean {
  return /export const \w+: (?:Check|Desk|Transform|NativeDetector)\b/.test(
    readFileSync(join(src, file), "utf8"),
  );
}

describe("files", () => {
  it.each(files)("%s opens with its role and exports by name", (file) => {
    const text = readFileSync(join(src, file), "utf8").replace(/^#!.*\n/, "");
    expect(text.startsWith("/*"), "opens with a comment").toBe(true);
    expect(/export \*|export default/.test(text), "named exports only").toBe(false);
  });
});
