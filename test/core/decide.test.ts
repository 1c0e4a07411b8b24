/* Rules in order, first match wins; every condition of a rule, and what happens when none matches. */

import { describe, expect, it } from "vitest";
import { createDecider } from "../../src/core/decide.js";
import { defaultFileActions } from "../../src/core/files.js";
import type { Policy, PolicyRule, PolicySubject } from "../../src/core/policy.js";
import { compileConfig } from "../../src/config/load.js";
import { Sensitive } from "../../src/core/sensitive.js";

const subject: PolicySubject = {
  entity: "IP_ADDRESS",
  kind: "ipv4-public",
  confidence: 0.8,
  role: "content",
  path: "/ticket/comment/body",
  audience: "public",
  desk: "zendesk",
  direction: "request",
  destination: "vendor",
  isInList: (list) => list === "own",
};

const policy = (...rules: readonly PolicyRule[]): Policy => ({
  preset: "none",
  version: "0",
  mode: "enforce",
  rules,
  permissions: [],
  attachments: defaultFileActions,
  rejectDuplicateKeys: false,
  responses: "pass",
  joins: [],
});

const decide = (rule: Omit<PolicyRule, "name" | "action">, of: Partial<PolicySubject> = {}): string =>
  createDecider(policy({ name: "one", action: "keep", ...rule }))({ ...subject, ...of }).rule;

describe("createDecider", () => {
  it.each<[string, Omit<PolicyRule, "name" | "action">, Partial<PolicySubject>]>([
    ["entity", { entity: ["URL", "IP_ADDRESS"] }, { entity: "HOSTNAME" }],
    ["kind", { kind: ["ipv4-public"] }, { kind: "ipv4-private" }],
    ["role", { role: ["subject", "content"] }, { role: "requester" }],
    ["path", { path: ["/x", "/ticket/**"] }, { path: "/user/name" }],
    ["desk", { desk: ["zendesk"] }, { desk: "generic" }],
    ["direction", { direction: "request" }, { direction: "response" }],
    ["audience", { audience: "public" }, { audience: "private" }],
    ["destination", { destination: ["vendor"] }, { destination: "us" }],
    ["min-confidence", { minConfidence: 0.8 }, { confidence: 0.79 }],
    ["in-list", { inList: ["other", "own"] }, { isInList: () => false }],
    ["two conditions", { entity: ["IP_ADDRESS"], role: ["content"] }, { role: "cc" }],
  ])("%s: holds and does not hold", (_name, rule, other) => {
    expect(decide(rule)).toBe("one");
    expect(decide(rule, other)).toBe("default");
  });

  it.each<[string, Omit<PolicyRule, "name" | "action">, readonly (keyof PolicySubject)[]]>([
    ["kind", { kind: ["ipv4-public"] }, ["kind"]],
    ["audience", { audience: "public" }, ["audience"]],
    ["destination", { destination: ["vendor"] }, ["destination"]],
  ])("a rule on %s does not hold where there is none", (_name, rule, gone) => {
    const bare = Object.fromEntries(
      Object.entries(subject).filter(([name]) => !gone.includes(name as keyof PolicySubject)),
    ) as unknown as PolicySubject;
    expect(createDecider(policy({ name: "one", action: "keep", ...rule }))(bare).rule).toBe("default");
  });

  it("the first rule that matches wins, with its transform", () => {
    const with_ = { name: "partial", options: { "keep-last": 4 } };
    const decideAll = createDecider(
      policy(
        { name: "no", entity: ["URL"], action: "reject" },
        { name: "first", role: ["content"], action: "mask", with: with_ },
        { name: "second", entity: ["IP_ADDRESS"], action: "keep" },
      ),
    );
    expect(decideAll(subject)).toEqual({ action: "mask", rule: "first", with: with_ });
    expect(decideAll({ ...subject, role: "subject" })).toEqual({ action: "keep", rule: "second" });
  });

  it.each([
    [1, "mask"],
    [0.5, "mask"],
    [0.49, "flag"],
    [0, "flag"],
  ])("no rule: confidence %d is %s", (confidence, action) => {
    expect(createDecider(policy())({ ...subject, confidence })).toEqual({ action, rule: "default" });
  });

  it("lists are asked only by rules that name one, and last", () => {
    const asked: string[] = [];
    const isInList = (list: string): boolean => asked.push(list) < 0;
    const rules = [
      { name: "a", entity: ["URL" as const], inList: ["never"], action: "keep" as const },
      { name: "b", role: ["cc" as const], inList: ["nor"], action: "keep" as const },
      { name: "c", inList: ["asked"], action: "keep" as const },
    ];
    createDecider(policy(...rules))({ ...subject, isInList });
    expect(asked).toEqual(["asked"]);
  });
});

describe("presets", () => {
  const key = new Sensitive(Buffer.alloc(32, 1));
  const by = (preset: "balanced" | "strict") => createDecider(compileConfig({ preset }, { key }).policy);
  const none = { ...subject, isInList: () => false };

  it.each<[string, Partial<PolicySubject>, string, string]>([
    ["address in text", { entity: "EMAIL_ADDRESS" }, "mask", "mask"],
    ["requester field", { entity: "EMAIL_ADDRESS", role: "requester" }, "keep", "keep"],
    ["contact field", { entity: "PHONE_NUMBER", role: "contact" }, "keep", "keep"],
    ["structured CC", { entity: "CC_RECIPIENT", role: "cc" }, "remove", "reject"],
    ["pasted CC line", { entity: "CC_RECIPIENT" }, "mask", "reject"],
    ["pasted CC line in a contact field", { entity: "CC_RECIPIENT", role: "contact" }, "mask", "reject"],
    ["credential", { entity: "CREDENTIAL" }, "mask", "reject"],
    ["weak credential", { entity: "CREDENTIAL", confidence: 0.4 }, "flag", "flag"],
    ["card", { entity: "CREDIT_CARD" }, "mask", "mask"],
    ["link", { entity: "URL" }, "flag", "flag"],
    ["host name", { entity: "HOSTNAME" }, "flag", "flag"],
    ["sure name", { entity: "PERSON", confidence: 0.8 }, "mask", "mask"],
    ["unsure name", { entity: "PERSON", confidence: 0.7 }, "flag", "mask"],
    ["identifier", { entity: "EMAIL_ADDRESS", role: "identifier" }, "keep", "mask"],
    ["look-up", { entity: "EMAIL_ADDRESS", role: "query" }, "keep", "keep"],
    ["own domain", { entity: "EMAIL_ADDRESS", isInList: (list) => list === "own-domains" }, "keep", "keep"],
  ])("%s: %s", (_name, of, balanced, strict) => {
    expect(by("balanced")({ ...none, ...of }).action).toBe(balanced);
    expect(by("strict")({ ...none, ...of }).action).toBe(strict);
  });
});
