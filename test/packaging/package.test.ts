/* The package as its users get it: what is packed, how it is imported, its types, and life without re2. */

import { spawnSync, type SpawnSyncReturns } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cleanEnv } from "../support/cli.js";
import { install, manifest, root, type Installed } from "../support/installed.js";

let installed: Installed;

beforeAll(() => {
  installed = install();
});
afterAll(() => {
  installed.remove();
});

function runFile(name: string, code: string): SpawnSyncReturns<string> {
  writeFileSync(join(installed.home, name), code);
  return spawnSync(process.execPath, [name], { cwd: installed.home, encoding: "utf8", env: cleanEnv() });
}

describe("npm pack", () => {
  it("holds the program, patterns and docs, and nothing else", () => {
    const tops = [...new Set(installed.packed.map((path) => path.split("/")[0]))].sort();
    expect(tops).toEqual([...manifest.files, "LICENSE", "README.md", "package.json"].sort());
    expect(
      installed.packed.filter((path) => /^test|\.test\.|\.map$|(?<!\.d)\.ts$|tsbuildinfo/.test(path)),
    ).toEqual([]);
    const docs = readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".md"))
      .map((name) => `docs/${name}`);
    expect(installed.packed).toEqual(
      expect.arrayContaining([
        "dist/index.js",
        "dist/index.d.ts",
        "dist/express.js",
        "dist/config/builtin-patterns.json",
        "dist/deskveil.schema.json",
        "dist/config/presets/balanced.yaml",
        "dist/console/static/demo.html",
        ...docs,
      ]),
    );
  });

  it("names no folder of the machine it was made on", () => {
    const texts = installed.packed.filter((path) => /\.(?:js|d\.ts|json|md)$/.test(path));
    for (const path of texts)
      expect(
        readFileSync(join(installed.home, "node_modules/deskveil", path), "utf8").includes(root),
        path,
      ).toBe(false);
  });
});

describe("without the re2 add-on (npm install --ignore-scripts)", () => {
  const expected = "mail [EMAIL_ADDRESS 1]";

  it.each([
    [
      "esm.mjs",
      'import { createRedactor } from "deskveil"; console.log(createRedactor().redactText("mail jane@leak.test").text);',
    ],
    [
      "cjs.cjs",
      'const { createRedactor } = require("deskveil"); console.log(createRedactor().redactText("mail jane@leak.test").text);',
    ],
    [
      "express.cjs",
      `const { redactRequests, createProxy } = require("deskveil/express"); console.log([redactRequests, createProxy].every((one) => typeof one === "function") && "${expected}");`,
    ],
    [
      "express.mjs",
      `import { redactRequests } from "deskveil/express"; console.log(typeof redactRequests() === "function" && "${expected}");`,
    ],
  ])("%s works, quietly", (name, code) => {
    expect(runFile(name, code)).toMatchObject({ status: 0, stdout: `${expected}\n`, stderr: "" });
  });

  it("a pattern that needs the safe lane is refused with what to do", () => {
    mkdirSync(join(installed.home, "own"));
    writeFileSync(
      join(installed.home, "own/unbounded.yaml"),
      `id: unbounded
entity: CREDENTIAL
title: Unbounded
description: Has no upper bound.
patterns:
  - regex: '[0-9]+x'
    confidence: 0.9
examples: { match: ['[[12x]]'], no-match: [x] }
`,
    );
    const code = `import { createRedactor, ConfigError } from "deskveil";
try { createRedactor({ config: { patterns: { folders: ["own"] } } }); } catch (error) { console.log(error instanceof ConfigError, error.message); }`;
    const { stdout } = runFile("safe.mjs", code);
    expect(stdout).toMatch(
      /^true own\/unbounded\.yaml:6:12 PATTERN_SAFE_LANE Pattern "unbounded" .*npm rebuild re2/,
    );
  });

  it("an add-on that was not built is as good as none", () => {
    mkdirSync(join(installed.home, "node_modules/re2"));
    for (const name of ["package.json", "re2.js"])
      cpSync(join(root, "node_modules/re2", name), join(installed.home, "node_modules/re2", name));
    const code =
      'import { createRedactor } from "deskveil"; console.log(createRedactor().redactText("mail jane@leak.test").text);';
    expect(runFile("unbuilt.mjs", code)).toMatchObject({ status: 0, stdout: `${expected}\n` });
  });
});
