/* `deskveil import`: rules of other tools become patterns that prove themselves; what cannot be said is told. */

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { compileConfig } from "../../src/config/load.js";
import { translateRegex, UntranslatableError } from "../../src/config/import/regex.js";
import { createRedactor } from "../../src/redactor.js";
import { createFolder, run, runWarm } from "../support/cli.js";

const folder = createFolder();
afterAll(() => {
  folder.remove();
});

const end = String.raw`(?:[\x60'"\s;]|\\[nr]|$)`;
const assigned = String.raw`[\s'"]{0,3}(?:=|>|:{1,3}=|\|\||:|=>|\?=|,)[\x60'"\s=]{0,5}`;

const toml = `
title = "rules of a test"
[extend]
useDefault = true
[allowlist]
paths = ['''vendor''']
[[rules]]
id = "Acme.Key"
description = "Opens the panel of Acme."
regex = '''(?i)[\\w.-]{0,50}?(?:acme)(?:[ \\t\\w.-]{0,20})${assigned}([a-z0-9_-]{32})${end}'''
entropy = 3.5
keywords = ["acme"]
[[rules]]
id = "acme-token"
regex = '''\\b(acm-(?i)[a-f0-9]{32})${end}'''
[[rules]]
id = "acme-either"
regex = '''(?i)(?:(?-i:ACME|[Aa]cme))${assigned}([a-z0-9]{20}[a-f0-9]{4})${end}|\\b(acmt3[a-z0-9]{20})${end}'''
[[rules]]
id = "acme-group"
regex = '''(acme|fern)_key\\s{0,3}=\\s{0,3}([[:xdigit:]]{16})'''
secretGroup = 2
path = '''\\.php$'''
[rules.allowlist]
regexes = ["x"]
[[rules]]
id = "acme-long"
regex = '''acl_[a-zA-Z0-9+/]{250,}={0,3}'''
[[rules]]
id = "acme-path"
path = '''\\.p12$'''
[[rules]]
id = "acme-inside"
regex = '''acme\\B-x'''
[[rules]]
id = "acme-many"
regex = '''acme "(?:Basic ([a-z]{8})|Bearer ([a-z]{8}))"'''
[[rules]]
id = "acme-token"
regex = '''acme-again-[0-9]{8}'''
[[rules]]
id = "acme-near"
regex = '''acme-near-[0-9]{8}'''
[[rules.required]]
id = "acme-token"
`;

const yaml = `
recognizers:
  - name: Ledger number
    supported_languages:
      - { language: de, context: [Konto] }
      - { language: en }
    context: [ledger]
    patterns:
      - { name: weak, regex: "(\\\\bLG\\\\d{5}(?:\\\\-\\\\d{4})?\\\\b)", score: 0.3 }
      - { name: strong, regex: '(?<!\\w)ledger-[0-9]{11}(?!\\w)', score: 0.8 }
    supported_entity: BR_LEDGER
  - { name: titles, supported_entity: PERSON, deny_list: [Mr., Mrs., "Dr. h.c."] }
  - { name: line, supported_entity: PERSON, patterns: [{ name: a, regex: '^Agent: [a-z]{2,10}', score: 0.5 }] }
  - { name: dot, supported_entity: PERSON, patterns: [{ name: a, regex: 'from.{1,3}agent', score: 0.5 }] }
  - CreditCardRecognizer
  - { name: spaCy, type: predefined }
  - { name: zip, supported_entity: ZIP, patterns: [{ name: a, regex: 'zip [0-9]{5}', score: 0.5 }] }
  - { name: look, supported_entity: PERSON, patterns: [{ name: a, regex: '(?<=foo)bar', score: 0.5 }] }
  - { name: lines, supported_entity: PERSON, patterns: [{ name: a, regex: '^Agent$', score: 0.5 }] }
  - { name: back, supported_entity: PERSON, patterns: [{ name: a, regex: '(a)\\1', score: 0.5 }] }
  - { name: off, enabled: false, supported_entity: PERSON, patterns: [] }
`;

interface Account {
  readonly patterns: readonly { readonly id: string; readonly notes: readonly string[] }[];
  readonly refused: readonly { readonly id: string; readonly why: string }[];
  readonly notes: readonly string[];
}

let folders = 0;
async function importing(tool: string, text: string, ...more: readonly string[]) {
  const to = join(folder.path, `to-${String(folders++)}`);
  const file = folder.write("rules", text);
  const ran = await runWarm(["import", tool, "--json", "--to", to, ...more, file]);
  const account = JSON.parse(ran.stdout) as Account;
  return {
    ...ran,
    to,
    account,
    reasons: Object.fromEntries(account.refused.map(({ id, why }) => [id, why])),
  };
}

const kindsIn = (to: string, text: string) =>
  createRedactor(compileConfig({ patterns: { folders: [to] } }))
    .scanText(text)
    .filter(({ detector }) => /^(?:gitleaks|presidio)-/.test(detector))
    .map(({ detector, confidence, parts }) => [
      detector,
      confidence,
      text.slice(parts[0]?.start, parts[0]?.end),
    ]);

describe("import gitleaks", () => {
  it("writes patterns that pass the check, and tells what is left out", async () => {
    const { code, stderr, to, account, reasons } = await importing("gitleaks", toml);
    expect([code, stderr]).toEqual([1, ""]);
    expect(account.patterns.map(({ id }) => id)).toEqual([
      "gitleaks-acme-key",
      "gitleaks-acme-token",
      "gitleaks-acme-either",
      "gitleaks-acme-group",
      "gitleaks-acme-long",
    ]);
    expect(reasons).toEqual({
      "acme-path": "it has no regex: it looks at file names",
      "acme-inside": "\\B is not in the dialect",
      "acme-many": "its groups stand in alternatives, so none of them is always the finding",
      "acme-token": "another rule has its id",
      "acme-near": "it needs other rules nearby, which a pattern cannot say",
    });
    expect(account.patterns[0]?.notes).toEqual(["the entropy 3.5 is not asked for"]);
    expect(account.patterns[3]?.notes).toEqual([
      "the path it is limited to is left out",
      "its allowlists are left out",
    ]);
    expect(account.patterns[4]?.notes).toEqual(["it is unbounded, so it needs the re2 add-on"]);
    expect(account.notes).toHaveLength(2);
    const checked = await runWarm(["check", to]);
    expect([checked.code, checked.stdout]).toEqual([
      0,
      "5 patterns with 11 examples, 0 policy tests: all fine\n",
    ]);
  });

  it("finds the group, not what is around it", async () => {
    const { to } = await importing("gitleaks", toml, "--confidence", "0.6");
    const [word, hex] = ["q7".repeat(16), "0a1B".repeat(8)];
    expect(kindsIn(to, `acme_panel: '${word}'`)).toEqual([["gitleaks-acme-key", 0.6, word]]);
    expect(kindsIn(to, `use acm-${hex};`)).toEqual([["gitleaks-acme-token", 0.6, `acm-${hex}`]]);
    expect(kindsIn(to, `use ACM-${hex};`)).toEqual([]);
    expect(kindsIn(to, `fern_key = ${hex.slice(0, 16)}`)).toEqual([
      ["gitleaks-acme-group", 0.6, hex.slice(0, 16)],
    ]);
    const either = `${"Q7".repeat(10)}0aBf`;
    expect(kindsIn(to, `Acme=${either}`)).toEqual([["gitleaks-acme-either", 0.6, either]]);
    expect(kindsIn(to, `aCME=${either}`)).toEqual([]);
    expect(kindsIn(to, `ACMT3${"q7".repeat(10)}`)).toEqual([
      ["gitleaks-acme-either", 0.6, `ACMT3${"q7".repeat(10)}`],
    ]);
  });

  it("the same file gives the same patterns", async () => {
    const [one, two] = [await importing("gitleaks", toml), await importing("gitleaks", toml)];
    const read = (to: string) => readdirSync(to).map((name) => readFileSync(join(to, name), "utf8"));
    expect(read(one.to)).toEqual(read(two.to));
  });

  it("tells people in plain words, and overwrites nothing unasked", async () => {
    const to = join(folder.path, "plain");
    const file = folder.write("plain.toml", toml);
    const { code, stdout } = await run(["import", "gitleaks", "--to", to, file]);
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /^5 of 10 rules written to .*plain\n\nNot taken over:\n {2}acme-path: it has no regex/,
    );
    expect(stdout).toContain(`Prove them with \`deskveil check ${to}\``);
    const again = await runWarm(["import", "gitleaks", "--to", to, file]);
    expect([again.code, again.stdout]).toEqual([2, ""]);
    expect(again.stderr).toContain("is there already");
    expect((await runWarm(["import", "gitleaks", "--force", "--to", to, file])).code).toBe(1);
  });
});

describe("import presidio", () => {
  it("writes patterns that pass the check, and tells what is left out", async () => {
    const { code, to, account, reasons } = await importing("presidio", yaml);
    expect(code).toBe(1);
    expect(account.patterns.map(({ id }) => id)).toEqual([
      "presidio-ledger-number",
      "presidio-titles",
      "presidio-line",
      "presidio-dot",
    ]);
    expect(reasons).toEqual({
      CreditCardRecognizer: "it is Presidio's own code, not a pattern",
      spaCy: "it is Presidio's own code, not a pattern",
      zip: "no entity type of ours stands for ZIP; name one with --entity",
      look: "it looks around, which RE2 cannot",
      lines: "it asks for starts or ends of lines, which RE2 without (?m) cannot",
      back: "it refers back to a group, which RE2 cannot",
      off: "it is switched off",
    });
    expect((await runWarm(["check", to])).code).toBe(0);
    expect(kindsIn(to, "Konto LG12345, LEDGER-01234567890")).toEqual([
      ["presidio-ledger-number", 1, "LG12345"],
      ["presidio-ledger-number", 1, "LEDGER-01234567890"],
    ]);
    expect(kindsIn(to, "xledger-01234567890, hamrs. Mrs. Vane")).toEqual([["presidio-titles", 1, "Mrs."]]);
    expect(kindsIn(to, "hello\nAgent: ivo\nagent: ada")).toEqual([
      ["presidio-line", 0.5, "Agent: ivo"],
      ["presidio-line", 0.5, "agent: ada"],
    ]);
    expect(kindsIn(to, "from\nagent")).toEqual([["presidio-dot", 0.5, "from\nagent"]]);
  });

  it("--entity names the type of what has no counterpart", async () => {
    const { to, reasons } = await importing("presidio", yaml, "--entity", "POSTAL_ADDRESS");
    expect(reasons["zip"]).toBeUndefined();
    expect(kindsIn(to, "zip 12345")).toEqual([["presidio-zip", 0.5, "zip 12345"]]);
  });
});

describe("files that are odd", () => {
  it("rules without sense are told, not stumbled over", async () => {
    const odd = `[[rules]]
id = "acme-big"
regex = '''abcd(?:[ab]{0,300}c){1,50}x+'''
[[rules]]
id = "acme-open"
regex = '''abc(def'''
[[rules]]
id = 7
regex = 5
[[rules]]
id = "../../acme up"
regex = '''acme_up_[a-z]{9}'''
[[rules]]
id = "acme-all"
regex = '''.*'''
`;
    const { account, reasons } = await importing("gitleaks", odd);
    expect(account.patterns.map(({ id }) => id)).toEqual(["gitleaks-acme-up"]);
    expect(reasons).toMatchObject({
      "acme-big": "RE2 refuses it: repeats inside repeats may multiply to 1000 at most (character 1)",
      "rule 3": "it has no regex: it looks at file names",
      "acme-all": "no text was found that it matches exactly, so it could not be proven",
    });
    expect(reasons["acme-open"]).toContain("this group is not closed");
  });

  it("recognisers of other shapes too", async () => {
    const odd =
      "- 5\n- [a]\n- null\n- { name: x, patterns: [5, null], supported_entity: PERSON }\n- { name: y, patterns: 7, supported_entity: PERSON }\n";
    const { code, account } = await importing("presidio", odd);
    expect([code, account.patterns, account.refused.length]).toEqual([1, [], 5]);
  });
});

describe("what is refused", () => {
  it.each([
    ["gitleaks", "id = ", 3, ":1: this is no TOML."],
    ["gitleaks", "title = 'x'\n", 3, "it has no [[rules]]"],
    ["presidio", "a: [", 3, ":1: this is no YAML."],
    ["presidio", "a: b", 3, "this is no list of recognizers"],
    ["presidio", "null", 3, "this is no list of recognizers"],
  ])("%s of %j ends with %i", async (tool, text, code, message) => {
    const ran = await runWarm(["import", tool, "--to", join(folder.path, "none"), folder.write("bad", text)]);
    expect([ran.code, ran.stdout]).toEqual([code, ""]);
    expect(ran.stderr).toContain(message);
  });

  it.each([
    [["import", "gitleaks"], "missing required argument"],
    [["import", "giteaks", "x"], "Did you mean gitleaks?"],
    [["import", "gitleaks", "--confidence", "7", "x"], "from 0 to 1"],
    [["import", "presidio", "--entity", "PERSN", "x"], 'Did you mean "PERSON"?'],
  ])("%j is refused with 2", async (args, message) => {
    const ran = await runWarm(args);
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain(message);
  });

  it.each([
    ["a++b", "it repeats possessively"],
    ["(?>a)b", "it has an atomic group"],
    ["(?s:a.b)", "the flags (?s: are not in the dialect"],
    ["\\p{Lu}x", "Unicode classes"],
    ["[[:cntrl:]]", "the class [:cntrl:]"],
  ])("%s: %s", (source, why) => {
    expect(() => translateRegex(source)).toThrow(UntranslatableError);
    expect(() => translateRegex(source)).toThrow(why);
  });
});
