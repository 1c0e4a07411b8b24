/* `deskveil explain`: every finding with reading, evidence and rule; what was nearly found; no value where logs are. */

import { afterAll, describe, expect, it } from "vitest";
import { compileConfig } from "../../src/config/load.js";
import type { ConfigInput } from "../../src/config/schema.js";
import { explainText } from "../../src/redact/explain.js";
import { findCanary } from "../support/canary.js";
import { createFolder, run, runWarm } from "../support/cli.js";

const folder = createFolder();
afterAll(() => {
  folder.remove();
});

const explained = (
  config: ConfigInput,
  text: string,
  more: Partial<Parameters<typeof explainText>[2]> = {},
) => explainText(compileConfig(config), text, { role: "content", format: "plain", ...more });

const nearlyIn = (config: ConfigInput, text: string) =>
  explained(config, text).nearly.map(({ detector, parts, why }) => [
    detector,
    text.slice(parts[0]?.start, parts.at(-1)?.end),
    why,
  ]);

describe("findings", () => {
  it("tell reading, evidence, decision and the rules that were asked before", () => {
    const rules: ConfigInput["rules"] = [
      { name: "phones stay", entity: "PHONE_NUMBER", action: "keep" },
      { name: "requesters", role: "requester", action: "keep" },
      { name: "sure ones", entity: "EMAIL_ADDRESS", "min-confidence": 0.99, action: "reject" },
      { name: "addresses", entity: ["EMAIL_ADDRESS"], role: ["content", "subject"], action: "mask" },
    ];
    const [one] = explained({ preset: "none", rules }, "<p>jane&#64;example.com</p>", {
      format: "html",
    }).found;
    expect(one).toMatchObject({
      finding: { entity: "EMAIL_ADDRESS", detector: "email" },
      parts: [{ start: 3, end: 23 }],
      readings: ["html-text"],
      action: "mask",
      rule: "addresses",
      conditions: ["entity: EMAIL_ADDRESS", "role: content or subject"],
      passed: [
        { rule: "requesters", condition: "role: requester" },
        { rule: "sure ones", condition: "min-confidence: 0.99" },
      ],
      together: [],
    });
  });

  it("name the lists a value is in, and findings that are written together", () => {
    const { found, text } = explained(
      { lists: { "own-domains": ["example.org"] } },
      "a@example.org https://bob:hunter22x@203.0.113.9/\nCc: c@example.com",
    );
    expect(found[0]).toMatchObject({ action: "keep", rule: "own addresses and numbers" });
    const cc = found.findIndex(({ finding }) => finding.entity === "CC_RECIPIENT");
    expect(found[cc]?.together.length).toBeGreaterThan(0);
    for (const other of found[cc]?.together ?? []) expect(found[other]?.together).toContain(cc);
    expect(text).toMatch(/^a@example\.org .*\nCc: \[EMAIL_ADDRESS 1\]$/);
  });

  it("the default is no rule", () => {
    expect(explained({}, "host 203.0.113.7").found[0]).toMatchObject({
      action: "mask",
      rule: "default",
      conditions: [],
    });
    expect(explained({}, "host 203.0.113.7", { role: "secret" })).toMatchObject({ found: [], nearly: [] });
  });
});

describe("nearly found", () => {
  it.each<[string, ConfigInput, string, readonly (readonly string[])[]]>([
    [
      "below a threshold",
      { patterns: { "min-confidence": { email: 0.99 } } },
      "mail jane@example.com",
      [
        [
          "email",
          "jane@example.com",
          "its confidence 0.95 is below 0.99, its min-confidence in the configuration",
        ],
      ],
    ],
    [
      "switched off",
      { patterns: { disable: ["email"] } },
      "mail jane@example.com",
      [["email", "jane@example.com", "it is switched off by patterns.disable"]],
    ],
    [
      "a class that is kept",
      { "ip-classes": { private: "keep" } },
      "host 10.20.30.40 is up",
      [["ip", "10.20.30.40", "addresses of the class private are kept by ip-classes"]],
    ],
    [
      "a wrong check digit",
      {},
      "card 4111 1111 1111 1112",
      [["card", "4111 1111 1111 1112", "its last digit is not the check digit of a card (Luhn)"]],
    ],
    [
      "a wrong IBAN",
      {},
      "to DE00 3704 0044 0532 0130 00",
      [
        [
          "iban",
          "DE00 3704 0044 0532 0130 00",
          "its check digits (mod 97) or its length are not those of an IBAN",
        ],
      ],
    ],
    ["a part above 255", {}, "host 203.0.113.400", [["ip", "203.0.113.400", "a part of it is above 255"]]],
    ["nothing", {}, "host 203.0.113.7 and jane@example.com", []],
  ])("%s", (_name, config, text, expected) => {
    expect(nearlyIn(config, text)).toEqual(expected);
  });

  it("a pattern whose check refutes, or whose context is missing", () => {
    folder.write(
      "our-number.yaml",
      `id: our-number
entity: NATIONAL_ID
title: Number
description: Finds numbers.
patterns: [{ regex: 'num-[0-9]{8}', confidence: 0.6 }]
context: { words: [ledger, konto], raises-to: 0.9 }
requires-context: true
examples: { match: ['ledger [[num-12345678]]'], no-match: [num-12345678] }
`,
    );
    folder.write(
      "our-card.yaml",
      `id: our-card
entity: CREDIT_CARD
title: Card
description: Finds cards.
patterns: [{ regex: 'pan:(?<value>[0-9]{13})', confidence: 0.6 }]
check: luhn
examples: { match: ['pan:[[4222222222222]]'], no-match: ['pan:4222222222223'] }
`,
    );
    const config = { patterns: { folders: [folder.path], disable: ["card", "phone"] } };
    expect(nearlyIn(config, "num-12345678 or pan:4222222222223")).toEqual([
      ["our-number", "num-12345678", "none of its context words stands within 45 characters: ledger, konto"],
      ["our-card", "4222222222223", "the check luhn refutes it"],
    ]);
  });
});

describe("explain", () => {
  const mail = "c904@leak.test";

  it("prints what was typed to the terminal alone", async () => {
    const { code, stdout, stderr } = await run(["explain", `mail ${mail}, card 4111 1111 1111 1112`]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(
      /^1 {2}EMAIL_ADDRESS at 5-19 {2}"c904@leak\.test"\n {3}detector {2}email, confidence 0\.95\n/,
    );
    expect(stdout).toContain("   decision  mask: no rule holds, and confidence 0.5 and above is masked\n");
    expect(stdout).toContain(
      'Nearly found:\n   CREDIT_CARD at 26-45  "4111 1111 1111 1112"\n      card: its last digit',
    );
    expect(stdout).toMatch(/\nResult:\n {2}mail \[EMAIL_ADDRESS 1\], card 4111 1111 1111 1112\n$/);
  });

  it("--json holds no value, and takes standard input", async () => {
    const { code, stdout } = await runWarm(["explain", "--json"], { stdin: `mail ${mail}\n` });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      findings: [
        { entity: "EMAIL_ADDRESS", parts: [{ start: 5, end: 19 }], action: "mask", rule: "default" },
      ],
      nearly: [],
    });
    expect(findCanary(stdout, mail)).toBeUndefined();
  });

  it("the terminal obeys nothing that the text says", async () => {
    const { stdout } = await runWarm([
      "explain",
      "a\u001b[31m\u202eb\u009b0m password: Elm\u200b$tree8\nnext",
    ]);
    for (const unseen of ["\u001b", "\u202e", "\u009b", "\u200b"])
      expect(stdout.includes(unseen)).toBe(false);
    expect(stdout).toContain("a\\u{1b}[31m\\u{202e}b\\u{9b}0m");
  });

  it("says that nothing was found, and which role keeps what", async () => {
    expect((await runWarm(["explain", "all is well"])).stdout).toBe(
      "Nothing was found.\n\nResult:\n  all is well\n",
    );
    const { stdout } = await runWarm(["explain", "--role", "requester", "jane@example.com"]);
    expect(stdout).toContain(
      'decision  keep, by the rule "the desk needs requester and contact" (role: requester or contact)',
    );
  });

  it("what would be refused is refused with its code", async () => {
    const { code, stderr } = await runWarm(["explain", "--role", "requester", "[EMAIL_ADDRESS 1]"]);
    expect([code, stderr.startsWith("deskveil: text: mask_written_back:")]).toEqual([3, true]);
  });
});
