/* The reference pages say what the program says: every key, limit, metric and log field; examples compile; no claims. */

import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { runPolicyTests } from "../src/cli/policy-tests.js";
import { checkPatterns } from "../src/config/check-patterns.js";
import { compileConfig, loadConfig } from "../src/config/load.js";
import { patternJsonSchema, readPatternFile } from "../src/config/patterns.js";
import { configJsonSchema, limitFields } from "../src/config/schema.js";
import { defaultHttpLimits } from "../src/core/limits.js";
import { entityTypes } from "../src/core/types.js";
import { createLog } from "../src/ops/log.js";
import { createMetrics } from "../src/ops/metrics.js";
import { transforms } from "../src/transform/index.js";
import { createFolder } from "./support/cli.js";

const root = fileURLToPath(new URL("..", import.meta.url));
const read = (name: string): string => readFileSync(join(root, name), "utf8");
const configuration = read("docs/configuration.md");
const operations = read("docs/operations.md");
const docs = readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".md"))
  .map((name) => `docs/${name.replaceAll("\\", "/")}`);
const pages = ["README.md", "CHANGELOG.md", ...docs];

const folder = createFolder();
afterAll(() => {
  folder.remove();
});

/** Names of members anywhere in a JSON Schema. */
function keysOf(schema: unknown, found = new Set<string>()): ReadonlySet<string> {
  if (typeof schema !== "object" || schema === null) return found;
  for (const [name, value] of Object.entries(schema)) {
    if (name === "properties") for (const key of Object.keys(value as object)) found.add(key);
    keysOf(value, found);
  }
  return found;
}

const inCode = (page: string): ReadonlySet<string> =>
  new Set([...page.matchAll(/`([^`\n]+)`/g)].map((match) => match[1] ?? ""));

const blocks = (page: string, language: string): readonly string[] =>
  [...page.matchAll(/^```([^\n]*)\n([\s\S]*?)^```$/gm)]
    .filter((match) => match[1] === language)
    .map((match) => match[2] ?? "");

describe("docs/configuration.md", () => {
  // What concerns webhooks has a page of its own.
  const named = inCode(`${configuration}\n${read("docs/webhooks.md")}`);

  it.each([...keysOf(configJsonSchema()), ...keysOf(patternJsonSchema())])("has the key %s", (key) => {
    expect(named.has(key)).toBe(true);
  });

  it.each(Object.entries(transforms))("has the options of %s with their defaults", (name, transform) => {
    const row = configuration.split("\n").find((line) => line.startsWith(`| \`${name}\``)) ?? "";
    for (const [option, value] of Object.entries(transform.defaults)) {
      expect(row).toContain(`\`${option}\``);
      expect(row).toContain(typeof value === "number" ? `default ${String(value)}` : String(value));
    }
    const bounds =
      "bounds" in transform ? Object.values(transform.bounds as Record<string, readonly number[]>) : [];
    for (const [least, greatest] of bounds) expect(row).toContain(`${String(least)} to ${String(greatest)}`);
  });

  it.each(Object.entries(limitFields))("has the default of limits.%s", (name, [field]) => {
    const row = configuration.split("\n").find((line) => line.startsWith(`| \`${name}\``)) ?? "";
    const [, amount = "", unit = ""] = /\| +([\d,]+) ?(KiB|MiB|s)? *\|/.exec(row) ?? [];
    const units: Readonly<Record<string, number>> = { "": 1, s: 1000, KiB: 1024, MiB: 1024 ** 2 };
    expect(Number(amount.replaceAll(",", "")) * (units[unit] ?? 0)).toBe(defaultHttpLimits[field]);
  });

  it.each(
    [...blocks(configuration, "yaml"), ...blocks(read("README.md"), "yaml")].map(
      (text, at) => [at + 1, text] as const,
    ),
  )("example %d compiles, and its tests hold", async (at, text) => {
    const file = folder.write(`example-${String(at)}.yaml`, text);
    const env = { DESKVEIL_KEY: "00112233445566778899aabbccddeeff" };
    expect(await runPolicyTests(loadConfig({ file, env }))).toEqual([]);
  });

  it("the pattern proves itself", () => {
    const [text = ""] = blocks(configuration, "yaml pattern");
    expect(checkPatterns([readPatternFile(text, "panel-token.yaml")])).toEqual([]);
  });

  it("the list of the example is found", async () => {
    const [text = ""] = blocks(configuration, "yaml exact-match");
    folder.write("customers.csv", "first name,family name\nAda,Quillmark\n");
    const config = loadConfig({ file: folder.write("exact-match.yaml", text) });
    const tests = [{ name: "found", text: "for ada quillmark", expect: "for [PERSON]" }];
    expect(await runPolicyTests({ ...config, tests })).toEqual([]);
  });

  it("the networks of the example are kept", async () => {
    const text = blocks(configuration, "yaml").find((one) => one.includes("office")) ?? "";
    const config = loadConfig({ file: folder.write("office.yaml", text) });
    const tests = [
      { name: "kept", text: "203.0.113.7 and 198.51.100.7", expect: "203.0.113.7 and [IP_ADDRESS]" },
    ];
    expect(await runPolicyTests({ ...config, tests })).toEqual([]);
  });
});

describe("docs/operations.md", () => {
  it("lists our metrics with their labels, and no others", async () => {
    const listed = new Map(
      [...operations.matchAll(/^\| `(deskveil_\w+)` +\| ([^|]+)\|/gm)].map((match) => [
        match[1],
        [...(match[2] ?? "").matchAll(/`(\w+)`/g)].map((label) => label[1]).sort(),
      ]),
    );
    const metrics = createMetrics(true);
    const { policy } = compileConfig({});
    metrics.request({
      requestId: "r",
      desk: "generic",
      route: "other",
      method: "POST",
      status: 200,
      outcome: "forwarded",
      bytesIn: 1,
      bytesOut: 1,
      totalMs: 1,
      redactMs: 1,
      report: {
        verdict: "redact",
        mode: policy.mode,
        policy: policy.version,
        counts: [{ entity: "URL", action: "flag", rule: "x", count: 1 }],
        rejected: [],
        bytesIn: 1,
        bytesOut: 1,
        permissions: ["unscanned-attachments"],
        files: [{ class: "image", fate: "unread", count: 1 }],
      },
      responseReport: {
        verdict: "redact",
        mode: policy.mode,
        policy: policy.version,
        counts: [{ entity: "URL", action: "flag", rule: "x", count: 1 }],
        rejected: [],
        bytesIn: 1,
        bytesOut: 1,
        permissions: [],
      },
    });
    metrics.fault("listening");
    const text = await metrics.expose();
    const real = [...text.matchAll(/^# TYPE (deskveil_\w+)/gm)].map((match) => match[1] ?? "");
    expect([...listed.keys()].sort()).toEqual([...real].sort());
    for (const name of real) {
      const sample = text.split("\n").find((line) => new RegExp(`^${name}(?:_bucket)?[{ ]`).test(line)) ?? "";
      const labels = [...sample.matchAll(/(\w+)="/g)]
        .map((match) => match[1])
        .filter((label) => label !== "le");
      expect([name, listed.get(name)]).toEqual([name, labels.sort()]);
    }
  });

  it("lists every field of the log", () => {
    const lines: string[] = [];
    const log = createLog({ write: (line) => void lines.push(line) });
    log.request({
      requestId: "r",
      desk: "generic",
      route: "other",
      method: "POST",
      status: 422,
      outcome: "refused",
      code: "pii_rejected",
      bytesIn: 1,
      bytesOut: 1,
      totalMs: 1,
      redactMs: 1,
      report: {
        verdict: "reject",
        mode: "enforce",
        policy: "x",
        counts: [],
        rejected: [],
        bytesIn: 1,
        bytesOut: 1,
        permissions: [],
        files: [{ class: "pdf", fate: "removed", count: 1 }],
      },
      responseReport: {
        verdict: "pass",
        mode: "enforce",
        policy: "x",
        counts: [],
        rejected: [],
        bytesIn: 1,
        bytesOut: 1,
        permissions: [],
        files: [{ class: "pdf", fate: "removed", count: 1 }],
      },
    });
    const section = operations.slice(operations.indexOf("## Log"), operations.indexOf("## What is refused"));
    const rows = [...section.matchAll(/^\| ((?:`\w+`(?:, )?)+) +\|/gm)].flatMap((match) => [
      ...inCode(match[1] ?? ""),
    ]);
    expect(rows.sort()).toEqual(Object.keys(JSON.parse(lines[0] ?? "") as object).sort());
  });
});

describe("README.md", () => {
  const readme = read("README.md");

  it("names every entity type that can be found, and the others as such", () => {
    const named = [...inCode(readme)].join(" ");
    const without = ["PERSON", "ORGANIZATION"];
    for (const entity of entityTypes.filter((one) => !without.includes(one))) expect(named).toContain(entity);
  });

  it("names every command", () => {
    for (const command of ["serve", "redact", "scan", "check", "explain", "import", "eval"])
      expect(readme).toContain(`\`deskveil ${command}`);
  });
});

describe("all pages", () => {
  it.each(pages)("%s: links and anchors lead somewhere", (page) => {
    for (const [, target = "", anchor] of read(page).matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)/g)) {
      const file = target === "" ? join(root, page) : join(root, page, "..", target);
      expect(existsSync(file), `${page}: ${target}`).toBe(true);
      if (anchor === undefined) continue;
      const anchors = [...readFileSync(file, "utf8").matchAll(/^#+ (.+)$/gm)].map((match) =>
        (match[1] ?? "")
          .toLowerCase()
          .replace(/[^\w -]/g, "")
          .replaceAll(" ", "-"),
      );
      expect(anchors, `${page}: #${anchor}`).toContain(anchor);
    }
  });

  it.each(pages)("%s claims nothing that nobody can keep", (page) => {
    const claims =
      /GDPR[- ]compliant|guarantee[ds]?|100 ?%|tamper-proof|exactly once|fully anonym|military|seamless|blazing|effortless|robust|powerful/i;
    expect(claims.exec(read(page))?.[0]).toBeUndefined();
  });
});
