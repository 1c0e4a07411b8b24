/* K20: a configuration that is not in order refuses the start and says where and why. */

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { ConfigError } from "../../src/config/config-error.js";
import { compileConfig, loadConfig } from "../../src/config/load.js";
import type { ConfigInput } from "../../src/config/schema.js";
import { createFolder } from "../support/cli.js";

const folder = createFolder();
afterAll(() => {
  folder.remove();
});

const pattern = (id: string, regex: string): string => `id: ${id}
entity: CREDENTIAL
title: t
description: d
patterns:
  - regex: '${regex}'
    confidence: 0.9
examples: { match: ['[[abcd1234]]'], no-match: [x] }
`;
for (const [name, files] of Object.entries({
  broken: { "a.yaml": pattern("a", "abc(?<!d)x") },
  backreference: { "a.yaml": pattern("a", "(?:a)\\1") },
  twice: {
    "a.yaml": pattern("a", "abcd[0-9]{4}"),
    "b.yaml": pattern("a", "abcd[0-9]{4}"),
  },
  none: {},
})) {
  mkdirSync(join(folder.path, name));
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder.path, name, file), text);
}

function messageOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof ConfigError) return error.message.replaceAll(`${folder.path}/`, "");
    throw error;
  }
  return "no error";
}

const load = (content: string | Buffer): string =>
  messageOf(() => loadConfig({ file: folder.write("c.yaml", content) }));

const bomb = [
  "a: &a [x, x, x, x, x, x, x, x, x]",
  "b: &b [*a, *a, *a, *a, *a, *a, *a, *a]",
  "c: &c [*b, *b, *b, *b, *b, *b, *b, *b]",
  "lists: { d: [*c, *c, *c, *c, *c, *c] }",
].join("\n");

describe("K20 configuration errors", () => {
  it.each<[string, string | Buffer, string]>([
    ["empty", "", "c.yaml:1:1 CONFIG_EMPTY the file is empty."],
    ["comments only", "# nothing\n", "c.yaml:1:1 CONFIG_EMPTY the file is empty."],
    ["a text", "hello", 'c.yaml:1:1 CONFIG_INVALID_TYPE expected a mapping, found "hello".'],
    ["a list", "- a\n", "c.yaml:1:1 CONFIG_INVALID_TYPE expected a mapping, found a list."],
    [
      "not UTF-8",
      Buffer.from("mode: shad\xf6w", "latin1"),
      "c.yaml CONFIG_UNREADABLE the file is not UTF-8 text. Save it as UTF-8.",
    ],
    ["tabs", "rules:\n\t- name: a\n", "c.yaml:2:1 CONFIG_TAB tabs cannot indent YAML. Use blanks."],
    ["bad syntax", "rules: [a\nmode: b: c", "CONFIG_SYNTAX this is not valid YAML"],
    ["an unknown tag", "mode: !env X", "c.yaml:1:7 CONFIG_SYNTAX"],
    ["two documents", "mode: shadow\n---\nmode: enforce\n", "CONFIG_SYNTAX"],
    [
      "a key twice",
      "mode: shadow\npreset: strict\nmode: enforce\n",
      "c.yaml:3:1 CONFIG_DUPLICATE_KEY this key stands here twice. Keep one.",
    ],
    ["an alias bomb", bomb, "CONFIG_ALIASES more than 20 aliases are not allowed."],
    ["too large", `# ${"x".repeat(1024 * 1024)}\nmode: shadow`, "CONFIG_TOO_LARGE"],
    ["deep nesting", "a: ".concat("[".repeat(50_000)), "c.yaml:1:"],
    [
      "an unknown key",
      "preset: strict\nmodus: shadow\n",
      'c.yaml:2:1 CONFIG_UNKNOWN_KEY unknown key "modus". Did you mean "mode"?',
    ],
    [
      "a key of another level",
      "entity: URL\n",
      'c.yaml:1:1 CONFIG_UNKNOWN_KEY "entity" does not belong here. Check the indentation.',
    ],
    [
      "a wrong value after BOM and CRLF",
      "\ufeffpreset: strict\r\nmode: shadw\r\n",
      'c.yaml:2:7 CONFIG_INVALID_VALUE expected one of enforce, shadow, found "shadw". Did you mean "shadow"?',
    ],
    [
      "a list instead of a text",
      "mode: [shadow]",
      "c.yaml:1:7 CONFIG_INVALID_VALUE expected one of enforce, shadow, found a list.",
    ],
    [
      "a text instead of a list",
      "rules: all",
      'c.yaml:1:8 CONFIG_INVALID_TYPE expected a list, found "all".',
    ],
    [
      "a number instead of a text",
      "lists: { own-numbers: [+442071838750] }",
      "c.yaml:1:24 CONFIG_INVALID_TYPE expected a text, found 442071838750. Put it in quotes.",
    ],
    [
      "a key in clear",
      "tenant: a\nkey: 00112233445566778899aabbccddeeff\n",
      "c.yaml:2:1 CONFIG_SECRET keys do not belong in YAML. Set DESKVEIL_KEY or DESKVEIL_KEY_FILE, and make a new key.",
    ],
    ["an unknown preset", "preset: balancd", 'Did you mean "balanced"?'],
    [
      "an unknown IP class",
      "ip-classes: { privat: keep }",
      'c.yaml:1:15 CONFIG_UNKNOWN_KEY unknown key "privat". Did you mean "private"?',
    ],
    ["a region that is none", "regions: [GB, ZZ]", 'c.yaml:1:15 CONFIG_INVALID no region is called "ZZ".'],
    ["a small region", "regions: [gb]", "c.yaml:1:11 CONFIG_INVALID_VALUE a region is two capitals, as GB."],
    [
      "a limit without sense",
      "limits: { bytes: 2 MiBs }",
      'c.yaml:1:18 CONFIG_INVALID expected a number with a unit, as 2 MiB, found "2 MiBs".',
    ],
    ["a limit of nothing", "limits: { body: 0 s }", 'expected a number with a unit, as 30 s, found "0 s".'],
    ["a negative count", "limits: { depth: -1 }", "c.yaml:1:18 CONFIG_INVALID_VALUE"],
    ["an unknown limit", "limits: { byte: 2 MiB }", 'unknown key "byte". Did you mean "bytes"?'],
    ["an unknown permission", "permissions: [unscanned-atachments]", 'Did you mean "unscanned-attachments"?'],
    [
      "an unknown class of files",
      "attachments: { imgae: mask }",
      'unknown key "imgae". Did you mean "image"?',
    ],
    ["an unknown action on files", "attachments: { image: maks }", 'Did you mean "mask"?'],
    [
      "a PDF edited in place",
      "attachments: { pdf: mask }",
      "c.yaml:1:21 CONFIG_INVALID a PDF cannot be edited",
    ],
    [
      "files that pass without the permission",
      "permissions: []\nattachments:\n  other: pass",
      "c.yaml:3:10 CONFIG_INVALID files pass unread: that needs the permission unscanned-attachments.",
    ],
    ["an unknown message", "messages: { en: { pii_reject: no } }", 'Did you mean "pii_rejected"?'],
    [
      "an unknown language",
      "messages: { english: {} }",
      'c.yaml:1:13 CONFIG_UNKNOWN_KEY unknown key "english": a language is two small letters, as de.',
    ],
    [
      "a detector that is none",
      "patterns: { disable: [emial] }",
      'c.yaml:1:23 CONFIG_INVALID_VALUE no pattern is called "emial". Did you mean "email"?',
    ],
    [
      "a folder that is none",
      "patterns: { folders: [nope] }",
      'c.yaml:1:23 CONFIG_UNREADABLE the folder "nope" cannot be read.',
    ],
    [
      "a bad regular expression",
      "patterns: { folders: [broken] }",
      "a.yaml:6:12 PATTERN_SYNTAX at character",
    ],
    ["a back-reference", "patterns: { folders: [backreference] }", "a.yaml:6:12 PATTERN_SYNTAX at character"],
    ["a pattern id twice", "patterns: { folders: [twice] }", "b.yaml:1:5 PATTERN_DUPLICATE"],
    [
      "a test without expectation",
      "tests: [{ name: a, text: b }]",
      "c.yaml:1:9 CONFIG_INVALID expected expect, verdict or both.",
    ],
    [
      "a text for a rejected test",
      "tests: [{ name: a, text: b, expect: c, verdict: reject }]",
      "keep verdict alone",
    ],
  ])("%s", (_name, content, message) => {
    expect(load(content)).toContain(message);
  });

  it.each([
    ["no name", "{ action: keep, entity: URL }", 'CONFIG_MISSING "name" is missing.'],
    ["no action", "{ name: a, entity: URL }", 'CONFIG_MISSING "action" is missing.'],
    ["an unknown action", "{ name: a, action: kep, entity: URL }", 'found "kep". Did you mean "keep"?'],
    [
      "an unknown entity",
      "{ name: a, action: keep, entity: EMAIL_ADRESS }",
      'found "EMAIL_ADRESS". Did you mean "EMAIL_ADDRESS"?',
    ],
    [
      "an unknown entity in a list",
      "{ name: a, action: keep, entity: [URL, IPADDRESS] }",
      "c.yaml:2:44 CONFIG_INVALID_VALUE",
    ],
    ["an unknown role", "{ name: a, action: keep, role: contnt }", 'Did you mean "content"?'],
    ["an unknown desk", "{ name: a, action: keep, desk: zendsk }", 'Did you mean "zendesk"?'],
    ["a path without slash", "{ name: a, action: keep, path: ticket }", "a path begins with /."],
    [
      "an unknown list",
      "{ name: a, action: keep, in-list: own-domain }",
      'no list is called "own-domain". Did you mean "own-domains"?',
    ],
    [
      "a confidence beyond 1",
      "{ name: a, action: mask, min-confidence: 50 }",
      "c.yaml:2:46 CONFIG_INVALID_VALUE",
    ],
    ["an unknown transform", "{ name: a, action: mask, with: lable }", 'Did you mean "label"?'],
    [
      "two transforms",
      "{ name: a, action: mask, with: { label: {}, partial: {} } }",
      "expected exactly one of label, partial, hash, truncate, fixed.",
    ],
    [
      "an unknown option",
      "{ name: a, action: mask, with: { partial: { keep-lst: 2 } } }",
      'unknown key "keep-lst". Did you mean "keep-last"?',
    ],
    [
      "an option out of bounds",
      "{ name: a, action: mask, with: { truncate: { ipv4: 32 } } }",
      "expected a whole number from 8 to 28.",
    ],
    [
      "an option of the wrong type",
      "{ name: a, action: mask, with: { hash: { length: long } } }",
      'expected a number, found "long".',
    ],
    [
      "a transform for no mask",
      "{ name: a, action: keep, entity: URL, with: label }",
      '"with" says how to mask, but the action is keep.',
    ],
    ["a hash without a key", "{ name: a, action: mask, with: hash }", "KEY_MISSING"],
  ])("a rule with %s", (_name, rule, message) => {
    const got = load(`rules:\n  - ${rule}\n`);
    expect(got).toMatch(/^c\.yaml:[12]:\d+ /);
    expect(got).toContain(message);
  });

  it("two rules of one name", () => {
    const rules = "rules:\n  - { name: a, action: keep, entity: URL }\n  - name: a\n    action: mask\n";
    expect(load(rules)).toBe('c.yaml:3:11 CONFIG_INVALID another of the rules is called "a".');
  });

  it("a missing file", () => {
    expect(messageOf(() => loadConfig({ file: "/no/such.yaml" }))).toBe(
      "/no/such.yaml CONFIG_UNREADABLE the file cannot be read. Check the path given to --config.",
    );
  });

  it("tells all faults at once, up to twenty", () => {
    expect(load("mode: x\npreset: y\nrules: 3\n").split("\n")).toHaveLength(3);
    const many = Array.from({ length: 30 }, (_, at) => `wrong${String(at)}: 1`).join("\n");
    const lines = load(many).split("\n");
    expect(lines).toHaveLength(21);
    expect(lines[20]).toBe("c.yaml: and 10 more.");
  });

  it("data of a program gets the same checks, with paths for places", () => {
    const wrong = {
      rules: [
        { name: "a", action: "keep", entity: "URL" },
        { name: "a", action: "kep" },
      ],
      mode: "x",
    };
    const message = messageOf(() => compileConfig(wrong as unknown as ConfigInput));
    expect(message).toContain("rules.1.action: ");
    expect(message).toContain("mode: ");
    const rules = [{ name: "all", action: "keep" as const }];
    expect(messageOf(() => compileConfig({ rules }))).toContain("CONFIG_PASSTHROUGH");
  });
});

describe("K30 a policy that changes nothing", () => {
  it.each([
    ["keep everything", "rules: [{ name: a, action: keep }]"],
    ["flag everything", "rules: [{ name: a, action: flag }]"],
    [
      "after rules that keep too",
      "rules: [{ name: a, action: keep, entity: URL }, { name: b, action: flag }]",
    ],
    ["by a path of any length", "rules: [{ name: a, action: keep, path: /** }]"],
    ["by a confidence of nothing", "rules: [{ name: a, action: keep, min-confidence: 0 }]"],
    ["preset none", "preset: none\nrules: [{ name: a, action: keep }]"],
    ["strict behind it", "preset: strict\nrules: [{ name: a, action: keep }]"],
  ])("%s: refused unless it is said", (_name, yaml) => {
    const env = { DESKVEIL_KEY: "00112233445566778899aabbccddeeff" };
    const file = folder.write("p.yaml", yaml);
    expect(messageOf(() => loadConfig({ file, env }))).toContain("CONFIG_PASSTHROUGH");
    const said = folder.write("q.yaml", `${yaml}\nallow-passthrough: true\n`);
    expect(loadConfig({ file: said, env }).passthrough).toBe(true);
  });

  it.each([
    ["no configuration at all", "mode: enforce"],
    ["preset none without rules: the default masks", "preset: none"],
    [
      "keep but for what was masked before",
      "rules: [{ name: a, action: mask, entity: CREDIT_CARD }, { name: b, action: keep }]",
    ],
    ["keep what is sure", "rules: [{ name: a, action: keep, min-confidence: 0.9 }]"],
    ["keep what is listed", "rules: [{ name: a, action: keep, in-list: own-domains }]"],
    ["keep one role", "rules: [{ name: a, action: keep, role: contact }]"],
  ])("%s: is no such policy", (_name, yaml) => {
    expect(loadConfig({ file: folder.write("r.yaml", yaml) }).passthrough).toBe(false);
  });

  it("without any detector nothing is found: refused too", async () => {
    const { natives } = await import("../../src/detect/natives/index.js");
    const { loadBuiltinPatterns } = await import("../../src/config/builtin.js");
    const disable = [...Object.keys(natives), ...loadBuiltinPatterns().map(({ id }) => id)];
    expect(messageOf(() => compileConfig({ patterns: { disable } }))).toContain("CONFIG_PASSTHROUGH");
    expect(compileConfig({ patterns: { disable: disable.slice(1) } }).passthrough).toBe(false);
  });
});
