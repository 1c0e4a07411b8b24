/* What is written in place of a value: labels with tags, parts, keyed hashes, shortened networks. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AppError } from "../../src/core/errors.js";
import { isLabel } from "../../src/core/labels.js";
import { Sensitive } from "../../src/core/sensitive.js";
import type { EntityType } from "../../src/core/types.js";
import { transforms, type TransformName } from "../../src/transform/index.js";
import { createTaggerFactory, type TaggerOptions } from "../../src/transform/tagger.js";
import type { TransformOptions, TransformTarget } from "../../src/transform/transform.js";

const key = new Sensitive(Buffer.alloc(32, 7));
const other = new Sensitive(Buffer.alloc(32, 8));
const keyed: TaggerOptions = { key, tenant: "a", regions: ["GB"] };

const target = (entity: EntityType, value: string): TransformTarget => ({
  entity,
  value: new Sensitive(value),
});
const newTagger = (options: Partial<TaggerOptions> = {}) => createTaggerFactory({ ...keyed, ...options })();
const tagOf = (entity: EntityType, value: string, options: Partial<TaggerOptions> = {}): string =>
  newTagger(options).tag(target(entity, value));

function apply(
  name: TransformName,
  { entity, value }: { entity: EntityType; value: string },
  options: TransformOptions = {},
): string {
  const { defaults } = transforms[name];
  return transforms[name].apply(target(entity, value), { ...defaults, ...options }, newTagger());
}

describe("tags", () => {
  it("are six Crockford digits, and the label is known when it comes back", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 40 }), (value) => {
        expect(tagOf("CREDENTIAL", value)).toMatch(/^[0-9A-HJKMNP-TV-Z]{6}$/);
        expect(isLabel(apply("label", { entity: "CREDENTIAL", value }))).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it.each<[EntityType, readonly string[]]>([
    [
      "EMAIL_ADDRESS",
      ["Jane.Roe@Example.com", "jane.roe@example.com", " jane.roe@EXAMPLE.COM ", "ｊane.roe@example.com"],
    ],
    ["PHONE_NUMBER", ["+44 7700 900123", "0044 7700 900123", "07700 900123", "+44 (0)7700-900-123"]],
    ["IP_ADDRESS", ["2001:db8::1", "2001:0DB8:0:0:0:0:0:1", "[2001:db8::1]"]],
    ["MAC_ADDRESS", ["00:00:5E:00:53:01", "00-00-5e-00-53-01", "0000.5e00.5301"]],
    ["CREDIT_CARD", ["4111 1111 1111 1111", "4111-1111-1111-1111", "4111111111111111"]],
    ["VAT_NUMBER", ["DE 136 695 976", "de136695976", "DE-136.695.976"]],
    ["NATIONAL_ID", ["536-90-4399", "536 90 4399", "536904399"]],
    ["IBAN_CODE", ["GB33 BUKB 2020 1555 5555 55", "gb33bukb20201555555555", "GB33-BUKB-2020-1555-5555-55"]],
    ["HOSTNAME", ["Web.Example.com", "web.example.com"]],
  ])("%s: all spellings have one tag", (entity, spellings) => {
    expect(new Set(spellings.map((value) => tagOf(entity, value))).size).toBe(1);
  });

  it.each<[EntityType, string, string]>([
    ["CREDENTIAL", "Elm$tree8", "elm$tree8"],
    ["EMAIL_ADDRESS", "a@example.com", "b@example.com"],
    ["IP_ADDRESS", "203.0.113.7", "203.0.113.70"],
    ["PHONE_NUMBER", "+44 7700 900123", "+44 7700 900124"],
  ])("%s: %s and %s stay two", (entity, a, b) => {
    expect(tagOf(entity, a)).not.toBe(tagOf(entity, b));
  });

  it("differ by key, tenant, salt and entity", () => {
    const tags = [
      tagOf("IP_ADDRESS", "203.0.113.7"),
      tagOf("IP_ADDRESS", "203.0.113.7", { key: other }),
      tagOf("IP_ADDRESS", "203.0.113.7", { tenant: "b" }),
      tagOf("IP_ADDRESS", "203.0.113.7", { salt: "ticket 7" }),
      tagOf("CREDENTIAL", "203.0.113.7"),
    ];
    expect(new Set(tags).size).toBe(tags.length);
    expect(tagOf("IP_ADDRESS", "203.0.113.7")).toBe(tags[0]);
  });

  it("tenant, salt, entity and value cannot be shifted into one another", () => {
    const shifted = tagOf("CREDENTIAL", "x", { tenant: "a", salt: "b" });
    expect(tagOf("CREDENTIAL", "x", { tenant: "ab", salt: "" })).not.toBe(shifted);
  });

  it("without a key are numbers per payload and entity", () => {
    const newNumbers = createTaggerFactory({ tenant: "a", regions: [] });
    const first = newNumbers();
    const given = [
      first.tag(target("IP_ADDRESS", "203.0.113.7")),
      first.tag(target("EMAIL_ADDRESS", "a@example.com")),
      first.tag(target("IP_ADDRESS", "203.0.113.8")),
      first.tag(target("EMAIL_ADDRESS", "A@example.com")),
      first.tag(target("IP_ADDRESS", "203.0.113.7")),
    ];
    expect(given).toEqual(["1", "1", "2", "1", "1"]);
    expect(newNumbers().tag(target("IP_ADDRESS", "203.0.113.8"))).toBe("1");
    expect(first.keyed).toBe(false);
  });

  it("of 5,000 values hardly two are equal", () => {
    const tagger = newTagger();
    const tags = new Set(
      Array.from({ length: 5000 }, (_, at) => tagger.tag(target("CREDENTIAL", `value ${String(at)}`))),
    );
    expect(tags.size).toBeGreaterThan(4995);
  });

  it("a huge value is still one tag, in little time", () => {
    const value = "x".repeat(1_000_000);
    expect(tagOf("EMAIL_ADDRESS", value)).toBe(tagOf("EMAIL_ADDRESS", value));
  });
});

describe("partial", () => {
  it.each([
    ["4111 1111 1111 1234", "**** **** **** 1234"],
    ["4111-1111-1111-1234", "****-****-****-1234"],
    ["378282246310005", "***********0005"],
    ["1234567", "****567"],
    ["12", "*2"],
    ["1", "*"],
    ["", ""],
    ["--", "--"],
  ])("%s keeps four at the end, never more than half", (value, expected) => {
    expect(apply("partial", { entity: "CREDIT_CARD", value })).toBe(expected);
  });

  it("shows at most half of the letters and digits, whatever the options", () => {
    const some = fc.integer({ min: 0, max: 20 });
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9 -]{1,30}$/), some, some, (value, first, last) => {
        const masked = apply(
          "partial",
          { entity: "CREDENTIAL", value },
          { "keep-first": first, "keep-last": last },
        );
        const letters = (text: string): number => text.replace(/[^a-z0-9]/g, "").length;
        expect(letters(masked)).toBeLessThanOrEqual(letters(value) / 2);
        expect(masked).toHaveLength(value.length);
      }),
    );
  });

  it("counts characters, not units", () => {
    expect(apply("partial", { entity: "PERSON", value: "𝒜𝒷𝒸𝒹" }, { "keep-last": 1 })).toBe("***𝒹");
  });
});

describe("hash", () => {
  it("is keyed, stable, cut to length and no tag", () => {
    const value = { entity: "IP_ADDRESS" as const, value: "203.0.113.7" };
    const digest = apply("hash", value);
    expect(digest).toMatch(/^[0-9a-f]{16}$/);
    expect(apply("hash", value, { length: 64 })).toMatch(new RegExp(`^${digest}[0-9a-f]{48}$`));
    const byOther = newTagger({ key: other }).digest(target("IP_ADDRESS", "203.0.113.7"));
    expect(byOther.startsWith(digest)).toBe(false);
  });

  it("needs a key", () => {
    const tagger = createTaggerFactory({ tenant: "a", regions: [] })();
    expect(() => tagger.digest(target("IP_ADDRESS", "203.0.113.7"))).toThrow(
      new AppError("token_key_unavailable"),
    );
  });
});

describe("truncate", () => {
  it.each([
    ["203.0.113.77", "203.0.113.0/24"],
    ["[2001:db8:1:2:3::4]", "2001:db8:1::/48"],
    ["2001:DB8:1:2::1", "2001:db8:1::/48"],
    ["fe80::1%eth0", "fe80::/48"],
    ["203.0.113.77/32", "203.0.113.0/24"],
  ])("%s becomes its network", (value, network) => {
    expect(apply("truncate", { entity: "IP_ADDRESS", value })).toBe(network);
  });

  it("by other lengths", () => {
    expect(apply("truncate", { entity: "IP_ADDRESS", value: "203.0.113.77" }, { ipv4: 16 })).toBe(
      "203.0.0.0/16",
    );
    expect(apply("truncate", { entity: "IP_ADDRESS", value: "2001:db8:1:2::1" }, { ipv6: 32 })).toBe(
      "2001:db8::/32",
    );
  });

  it.each<[EntityType, string]>([
    ["EMAIL_ADDRESS", "a@example.com"],
    ["IP_ADDRESS", "not an address"],
    ["IP_ADDRESS", ""],
  ])("%s %j gets a label", (entity, value) => {
    expect(isLabel(apply("truncate", { entity, value }))).toBe(true);
  });
});

describe("fixed", () => {
  it("is the same for every value", () => {
    expect(apply("fixed", { entity: "PERSON", value: "a" })).toBe("[removed]");
    expect(apply("fixed", { entity: "PERSON", value: "b" }, { text: "x" })).toBe("x");
  });
});

describe("Sensitive", () => {
  it("prints, serialises and inspects as nothing", async () => {
    const { inspect } = await import("node:util");
    const value = new Sensitive("c906@leak.test");
    for (const shown of [
      String(value),
      JSON.stringify({ value }),
      inspect({ value }),
      `${value.toString()}`,
    ]) {
      expect(shown).not.toContain("leak.test");
    }
  });
});
