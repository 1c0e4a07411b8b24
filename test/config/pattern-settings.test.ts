/* Patterns and detectors by id: overridden, switched off, and held to a confidence of one's own. */

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { compileConfig, loadConfig } from "../../src/config/load.js";
import type { ConfigInput } from "../../src/config/schema.js";
import { createRedactor } from "../../src/redactor.js";
import { createFolder } from "../support/cli.js";

const folder = createFolder();
afterAll(() => {
  folder.remove();
});

const pattern = (id: string, regex: string, confidence: number): string => `id: ${id}
entity: CREDENTIAL
kind: ${id}
title: Token
description: Finds tokens.
patterns: [{ regex: '${regex}', confidence: ${String(confidence)} }]
examples: { match: ['[[pnl_{{hex:12}}]]'], no-match: [pnl_] }
`;

mkdirSync(join(folder.path, "own"));
folder.write("own/panel-token.yaml", pattern("panel-token", "pnl_[0-9a-f]{12}", 0.6));
folder.write("own/panel-token-tail.yaml", pattern("panel-token-tail", "pnl_[0-9a-f]{12}", 0.55));
folder.write("own/github-token.yaml", pattern("github-token", "pnl_[0-9a-f]{12}", 0.5));

const value = "pnl_0123456789ab";
const detectorsOf = (config: ConfigInput): readonly string[] =>
  createRedactor(compileConfig({ patterns: { folders: [join(folder.path, "own")], ...config.patterns } }))
    .scanText(`use ${value} or ${["ghp", "_"].join("")}${"aB3dE6gH9j".repeat(4)} now`)
    .map(({ detector }) => detector);

describe("patterns by id", () => {
  it("one of the built-in ones is replaced by its namesake", () => {
    expect(detectorsOf({})).toEqual(["panel-token"]);
    expect(
      createRedactor(compileConfig({})).scanText(`${["ghp", "_"].join("")}${"aB3dE6gH9j".repeat(4)}`),
    ).toHaveLength(1);
  });

  it("disabled ones are not there", () => {
    expect(detectorsOf({ patterns: { disable: ["panel-token"] } })).toEqual(["panel-token-tail"]);
  });

  it("below its min-confidence a finding is none, and hides no other", () => {
    expect(detectorsOf({ patterns: { "min-confidence": { "panel-token": 0.61 } } })).toEqual([
      "panel-token-tail",
    ]);
    expect(detectorsOf({ patterns: { "min-confidence": { "panel-token": 0.6 } } })).toEqual(["panel-token"]);
  });

  it("built-in detectors have thresholds too", () => {
    const text = "mail jane@example.com";
    const at = (least: number) =>
      createRedactor(compileConfig({ patterns: { "min-confidence": { email: least } } })).redactText(text)
        .text;
    expect(at(0.1)).toBe("mail [EMAIL_ADDRESS 1]");
    expect(at(1)).toBe(text);
  });

  it.each([
    [
      "min-confidence: { emial: 0.5 }",
      ':1:38 CONFIG_INVALID_VALUE no pattern is called "emial". Did you mean "email"?',
    ],
    ["disable: [pone]", ':1:23 CONFIG_INVALID_VALUE no pattern is called "pone". Did you mean "phone"?'],
    ["min-confidence: { email: 2 }", ":1:38 CONFIG_INVALID_VALUE"],
  ])("%s is refused at its place", (yaml, message) => {
    const file = folder.write("deskveil.yaml", `patterns: { ${yaml} }\n`);
    expect(() => loadConfig({ file })).toThrow(`${file}${message}`);
  });
});
