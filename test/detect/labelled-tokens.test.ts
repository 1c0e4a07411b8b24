/* Tokens behind a vendor's name: where configuration, code and sentences put them, and the innocent that stands there. */

import { describe, expect, it } from "vitest";
import { builtinSources } from "../support/builtin-sources.js";
import { createBudget } from "../../src/core/budget.js";
import { compilePattern } from "../../src/detect/compile.js";
import { DialectError } from "../../src/detect/dialect.js";
import { createEngine } from "../../src/detect/engine.js";
import { natives } from "../../src/detect/natives/index.js";
import type { PatternSpec } from "../../src/detect/pattern.js";
import { growthOf } from "../support/cpu.js";

const patterns = builtinSources().map(({ spec }) => spec);
const settings = { regions: [], ignoredIpClasses: [] };
const engine = createEngine({ patterns, settings, disabled: Object.keys(natives) });
const scan = (text: string) => engine.scan(text, {}, createBudget(Infinity));

const hex = (length: number): string =>
  "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".slice(0, length);
const uuid = "3f2b8c1d-9a4e-4f6b-8d2c-7e5a1b9c0d3f";

describe("a token behind its vendor's name", () => {
  it.each([
    ["an assignment", "DATADOG_API_KEY=@"],
    ["a name in two cases", "datadogApiKey: '@'"],
    ["JSON", '{"datadog_token": "@"}'],
    ["nested JSON", '"datadog": {"site": "eu", "api_key": "@"}'],
    ["JSON in a string", '{\\"datadog_key\\": \\"@\\"}'],
    ["nested YAML", "datadog:\n  api_key: @"],
    ["a Kubernetes variable", "- name: DATADOG_API_KEY\n  value: @"],
    ["a Dockerfile", "ENV DATADOG_API_KEY @"],
    ["a call", 'setenv("DATADOG_API_KEY", "@")'],
    ["Go", 'datadogKey := "@"'],
    ["Ruby", ':datadog_key => "@"'],
    ["make", "DATADOG_KEY ?= @"],
    ["XML", "<datadogKey>@</datadogKey>"],
    ["a query", "https://api.datadog.example/v1/items?api_key=@&x=1"],
    ["a switch", "--datadog-key @"],
    ["a sentence", "our Datadog API key is @, please check"],
    ["a sentence with both signs", "the datadog token is: @"],
    ["an arrow", "Datadog key → `@`"],
    ["the next line", "Datadog API key:\n@"],
    ["German", "der Datadog-API-Schlüssel lautet @"],
    ["Markdown", "| Datadog API key | @ |"],
    ["its own name only", "datadog = '@'"],
  ])("is found in %s", (_name, text) => {
    const value = hex(32);
    const at = text.replace("@", value).indexOf(value);
    expect(scan(text.replace("@", value))).toMatchObject([{ start: at, end: at + 32, kind: "datadog-key" }]);
  });

  it.each([
    `gitea at commit ${hex(40)}`,
    `Sonar report of ${hex(40)} is ready`,
    `heroku request id: ${uuid}`,
    `the snyk issue ${uuid} was closed`,
    `datadog-agent.deb md5 ${hex(32)}`,
    `linode image sha256:${hex(64)}`,
    "the Datadog key is missing, where do I find it?",
    "linkedin auth: authentication",
    "datadog_key = datadog_integration_key_of_the_shop",
    `datadog_key: ${"x".repeat(32)}`,
    `datadog key ${hex(33)}`,
    "our order 4111222233334444 of the Stripe shop",
    `ETag: "${hex(32)}"`,
    `<img src="data:image/png;base64,${Buffer.from(hex(64)).toString("base64")}">`,
  ])("is not seen in: %s", (text) => {
    expect(scan(text)).toEqual([]);
  });

  it.each([
    "datadog ",
    "datadog key ",
    "datadog key key key: ",
    'datadog key"""   ((((',
    "jira key\n\n\n   :  ",
    `cloudflare api token ${"a".repeat(39)} `,
    'twitter_token = "aaaaaaaaaaaaaaaa ',
  ])("takes time that grows as the text: %j", async (unit) => {
    const fill = (length: number): string => unit.repeat(Math.ceil(length / unit.length));
    // Four times the length: 2.3 for each doubling.
    const limit = { limit: 2.3 ** 2, patienceMs: 10_000 };
    expect(await growthOf(scan, [fill(1 << 15), fill(1 << 17)], limit)).toBeLessThanOrEqual(2.3 ** 2);
  });
});

describe("label", () => {
  const spec = (regex: string): PatternSpec => ({
    id: "made-up",
    entity: "CREDENTIAL",
    title: "made up",
    description: "for this test",
    references: [],
    status: "stable",
    patterns: [{ regex, label: ["acme shop"], confidence: 0.9, boundary: "none" }],
    examples: { match: [], noMatch: [] },
  });

  it("takes words with blanks, in any case", () => {
    const own = createEngine({ patterns: [spec("[a-f]{6}")], settings, disabled: Object.keys(natives) });
    const [found] = own.scan("ACME Shop token: abcdef.", {}, createBudget(Infinity));
    expect(found).toMatchObject({ start: 17, end: 23 });
  });

  it("says where its regular expression is wrong", () => {
    expect(() => compilePattern(spec("a("))).toThrow(DialectError);
    expect(() => compilePattern(spec("a(?<value>b)"))).toThrow("the whole regex is the value");
  });
});
