/* The package as its users get it: what is packed, how it is imported, its types, and life without re2 and pdfjs-dist. */

import { spawnSync, type SpawnSyncReturns } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cleanEnv } from "../support/cli.js";
import { install, manifest, root, type Installed } from "../support/installed.js";
import { show, simplePdf } from "../support/pdf.js";

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

/** Each PDF in a form, by the default policy and by one that rejects. */
const readingPdfs = `
import { readFileSync } from "node:fs";
import { createRedactor } from "deskveil";
const mediaType = "multipart/form-data; boundary=b7";
const head = '--b7\\r\\nContent-Disposition: form-data; name="f"; filename="a.pdf"\\r\\n\\r\\n';
const policies = { plain: {}, rejecting: { permissions: [], attachments: { pdf: "reject" } } };
const outcomes = {};
for (const [policy, config] of Object.entries(policies)) {
  const redactor = createRedactor({ config });
  for (const name of ["found", "clean"]) {
    const body = Buffer.concat([Buffer.from(head), readFileSync(name + ".pdf"), Buffer.from("\\r\\n--b7--\\r\\n")]);
    outcomes[name + " " + policy] = await redactor.redact({ body, mediaType }).then(
      ({ payload, report: { files, verdict } }) =>
        ({ same: payload.body.equals(body), out: payload.body.toString("latin1"), files, verdict }),
      ({ code, message }) => ({ code, message }),
    );
  }
}
console.log(JSON.stringify(outcomes));`;

type Outcomes = Readonly<Record<`${"found" | "clean"} ${"plain" | "rejecting"}`, { readonly out?: string }>>;

function readPdfs(): Outcomes {
  writeFileSync(join(installed.home, "found.pdf"), simplePdf({ pages: [show("write to jane@leak.test")] }));
  writeFileSync(join(installed.home, "clean.pdf"), simplePdf({ pages: [show("nothing here")] }));
  const { stdout, stderr } = runFile("pdf.mjs", readingPdfs);
  expect(stderr).toBe("");
  return JSON.parse(stdout) as Outcomes;
}

const removed = { files: [{ class: "pdf", fate: "removed", count: 1 }] };

/** In this order: what is installed stays. */
describe("a PDF", () => {
  it("without the optional pdfjs-dist cannot be read: a note stands in its place, or it is refused", () => {
    const outcomes = readPdfs();
    const unread = {
      ...removed,
      out: expect.stringContaining("This file was removed: it cannot be read.") as string,
    };
    const refused = { code: "attachment_unscannable", message: "The file cannot be read." };
    expect(outcomes).toEqual({
      "found plain": expect.objectContaining(unread) as object,
      "clean plain": expect.objectContaining(unread) as object,
      "found rejecting": refused,
      "clean rejecting": refused,
    });
  });

  it("with pdfjs-dist is read: one with findings is removed or rejected, a clean one stays as it is", () => {
    symlinkSync(join(root, "node_modules/pdfjs-dist"), join(installed.home, "node_modules/pdfjs-dist"));
    const outcomes = readPdfs();
    expect(outcomes["found plain"]).toMatchObject(removed);
    expect(outcomes["found plain"].out).toMatch(/It held:.*EMAIL_ADDRESS/);
    expect(outcomes["found plain"].out).not.toContain("leak.test");
    expect(outcomes["found rejecting"]).toMatchObject({ verdict: "reject" });
    expect(outcomes["clean plain"]).toMatchObject({ verdict: "pass", same: true });
    expect(outcomes["clean rejecting"]).toMatchObject({ verdict: "pass", same: true });
  });
});
