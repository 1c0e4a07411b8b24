/* `deskveil check`: proves patterns and policies by the examples in them. */

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { costTable } from "../../src/cli/cost.js";
import { createFolder, run, runWarm } from "../support/cli.js";

const folder = createFolder();
afterAll(() => {
  folder.remove();
});

const token = (parts: {
  match?: string;
  noMatch?: string;
  regex?: string;
  id?: string;
}): string => `id: ${parts.id ?? "our-token"}
entity: CREDENTIAL
kind: our-token
title: Token of our panel
description: Finds tokens of our panel.
patterns:
  - regex: '${parts.regex ?? "ourtok_[0-9a-f]{12}"}'
    confidence: 0.9
examples:
  match:
    - '${parts.match ?? "use [[ourtok_{{hex:12}}]] please"}'
  no-match:
    - '${parts.noMatch ?? "ourtok_short"}'
`;

function patternFolder(name: string, files: Readonly<Record<string, string>>): string {
  mkdirSync(join(folder.path, name));
  for (const [file, content] of Object.entries(files)) folder.write(join(name, file), content);
  return join(folder.path, name);
}

const good = patternFolder("good", { "our-token.yaml": token({}) });

describe("check", () => {
  it("without paths proves the built-in patterns", async () => {
    const { code, stdout, stderr } = await runWarm(["check"]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/^\d{3} patterns with \d{3,} examples, 0 policy tests: all fine\n$/);
  });

  it("a pattern folder and a single pattern", async () => {
    const { code, stdout } = await run(["check", good, join(good, "our-token.yaml")]);
    expect([code, stdout]).toEqual([0, "2 patterns with 4 examples, 0 policy tests: all fine\n"]);
  });

  it.each([
    ["match", { "our-token.yaml": token({ match: "use [[ourtok_nothex]]" }) }, "PATTERN_MATCH"],
    ["no-match", { "our-token.yaml": token({ noMatch: "ourtok_{{hex:12}}" }) }, "PATTERN_NO_MATCH"],
    ["name", { "other.yaml": token({}) }, "PATTERN_NAME"],
    ["twice", { "our-token.yaml": token({}), "z.yaml": token({}) }, "PATTERN_DUPLICATE"],
    [
      "syntax",
      { "our-token.yaml": token({ regex: "ourtok_(?=x)[0-9]{12}" }) },
      "our-token.yaml:7:12 PATTERN_SYNTAX at character 9",
    ],
    // Nothing but "something unexpected" was told, and no file was named.
    [
      "too-large",
      { "our-token.yaml": token({ regex: "ourtok_(?:[ab]{0,300}c){1,50}x+" }) },
      "our-token.yaml:7:12 PATTERN_SYNTAX at character 1: RE2 refuses it",
    ],
    ["mark", { "our-token.yaml": token({ match: "use [[ourtok_" }) }, "our-token.yaml:10:3 PATTERN_EXAMPLE"],
    [
      "unknown",
      { "our-token.yaml": token({}).replace("CREDENTIAL", "CREDENTAL") },
      "our-token.yaml:2:9 CONFIG_INVALID_VALUE expected one of",
    ],
    ["empty", {}, "PATTERN_NONE"],
  ])("%s: says what is wrong, and ends with 1", async (name, files, message) => {
    const { code, stdout, stderr } = await runWarm(["check", patternFolder(`bad-${name}`, files)]);
    expect(code).toBe(1);
    expect(stderr).toContain(message);
    expect(stdout).toMatch(/: \d problems?\n$/);
  });

  it("a configuration with its patterns and tests passes, whatever the key and the mode", async () => {
    const config = folder.write(
      "deskveil.yaml",
      `preset: strict
mode: shadow
patterns: { folders: [good] }
lists: { own-domains: [support.example] }
rules:
  - { name: dates may stay, entity: DATE_OF_BIRTH, action: keep }
tests:
  - { name: two addresses, text: "203.0.113.7 and 203.0.113.8 and 203.0.113.7", expect: "[IP_ADDRESS X] and [IP_ADDRESS Y] and [IP_ADDRESS X]" }
  - { name: bare label, text: "host 203.0.113.7", expect: "host [IP_ADDRESS]" }
  - { name: own, text: "mail help@support.example", expect: "mail help@support.example", verdict: pass }
  - { name: requester, role: requester, text: "jane@example.com", expect: "jane@example.com" }
  - { name: credentials, text: "password: Elm$tree8", verdict: reject }
  - { name: copy, role: cc, text: "jane@example.com", verdict: reject }
`,
    );
    const { code, stdout, stderr } = await runWarm(["check", config]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toBe("1 configuration, 1 pattern with 2 examples, 6 policy tests: all fine\n");
  });

  it("G09 a rule for answers that are not read is no problem, but is named", async () => {
    const rules = "rules: [{ name: masks back, entity: IP_ADDRESS, direction: response, action: mask }]\n";
    const unread = folder.write("unread.yaml", rules);
    const { code, stderr } = await runWarm(["check", unread]);
    expect([code, stderr]).toEqual([
      0,
      `${unread} RESPONSES_PASS rule "masks back" speaks of answers, which pass unread. Say responses: scan.\n`,
    ]);
    const read = folder.write("read.yaml", `responses: scan\n${rules}`);
    expect((await runWarm(["check", read])).stderr).toBe("");
  });

  it("a policy test that fails names itself", async () => {
    const config = folder.write(
      "failing.yaml",
      `rules: [{ name: keep hosts, entity: IP_ADDRESS, action: keep }]
tests:
  - { name: masks hosts, text: "host 203.0.113.7", expect: "host [IP_ADDRESS 1]" }
  - { name: equal tags, text: "a@example.com b@example.com", expect: "[EMAIL_ADDRESS 1] [EMAIL_ADDRESS 1]" }
  - { name: rejects, text: "password: Elm$tree8", verdict: reject }
  - { name: holds, text: fine, expect: fine }
`,
    );
    const { code, stdout, stderr } = await runWarm(["check", config]);
    expect([code, stdout]).toEqual([
      1,
      "1 configuration, 0 patterns with 0 examples, 4 policy tests: 3 problems\n",
    ]);
    expect(stderr.trimEnd().split("\n")).toEqual([
      `${config} POLICY_TEST test "masks hosts": expected "host [IP_ADDRESS 1]", got "host 203.0.113.7".`,
      `${config} POLICY_TEST test "equal tags": expected "[EMAIL_ADDRESS 1] [EMAIL_ADDRESS 1]", got "[EMAIL_ADDRESS 1] [EMAIL_ADDRESS 2]".`,
      `${config} POLICY_TEST test "rejects": expected the verdict reject, got redact.`,
    ]);
  });

  it("a configuration that does not load is a failed check, and the others are still checked", async () => {
    const broken = folder.write("broken.yaml", "mode: shadw\n");
    const { code, stdout, stderr } = await run(["check", broken, good]);
    expect([code, stdout]).toEqual([1, "1 pattern with 2 examples, 0 policy tests: 1 problem\n"]);
    expect(stderr).toBe(
      `${broken}:1:7 CONFIG_INVALID_VALUE expected one of enforce, shadow, found "shadw". Did you mean "shadow"?\n`,
    );
  });

  it("--cost lists what patterns add to a scan, the dearest first", async () => {
    const costly = patternFolder("costly", {
      "our-token.yaml": token({}),
      "no-literal.yaml": token({
        id: "no-literal",
        regex: "(?:[0-9]+[a-f]*)+z",
        match: "use [[12a3z]]",
        noMatch: "12a",
      }),
    });
    const { code, stdout } = await runWarm(["check", "--cost", costly]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Microseconds per KB .*\npattern +lane +literals +tickets +hostile\n/);
    const rows = [...stdout.matchAll(/^(no-literal +re2 +none|our-token +V8 +1) +([\d.]+) +[\d.]+$/gm)];
    expect(rows).toHaveLength(2);
    expect(Number(rows[0]?.[2])).toBeGreaterThanOrEqual(Number(rows[1]?.[2]));
    expect(stdout).toMatch(/\n\n2 patterns with 4 examples, 0 policy tests: all fine\n$/);
  });

  it("--cost names the dearest alone", () => {
    const one = { lane: "V8", literals: 2, hostile: 1 } as const;
    const costs = Array.from({ length: 30 }, (_, at) => ({
      ...one,
      id: `p-${String(at)}`,
      tickets: 30 - at,
    }));
    expect(costTable(costs)).toMatch(
      /\np-0 +V8 +2 +30\.00 +1\.00\n[\s\S]*\np-24 .*\nand 5 more that cost less\n$/,
    );
  });
});
