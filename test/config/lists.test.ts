/* The operator's own values: domains with what is below them, numbers in any spelling, networks, anything else as it is. */

import { describe, expect, it } from "vitest";
import { compileLists } from "../../src/config/lists.js";
import type { EntityType } from "../../src/core/types.js";

const holds = compileLists({
  lists: {
    own: [
      "Example.com",
      "@mail.example.org",
      "+44 20 7946 0018",
      "198.51.100.0/24",
      "2001:db8:7::/48",
      "203.0.113.9",
      " Spoon & Son ",
    ],
    bad: ["999.1.1.1/33", "", "/24", "::/999"],
  },
  tagger: { regions: ["GB"] },
});

describe("compileLists", () => {
  it.each<[EntityType, string, boolean]>([
    ["EMAIL_ADDRESS", "jane@example.com", true],
    ["EMAIL_ADDRESS", "Jane@Sub.EXAMPLE.com", true],
    ["EMAIL_ADDRESS", "jane@mail.example.org", true],
    ["EMAIL_ADDRESS", "jane@example.org", false],
    ["EMAIL_ADDRESS", "jane@notexample.com", false],
    ["EMAIL_ADDRESS", "jane@example.com.attacker.test", false],
    ["EMAIL_ADDRESS", "example.com@attacker.test", false],
    ["HOSTNAME", "shop.example.com", true],
    ["HOSTNAME", "shopexample.com", false],
    ["URL", "https://shop.example.com/a?b", true],
    ["URL", "https://example.com:8443/", true],
    ["URL", "https://example.com@attacker.test/", false],
    ["URL", "https://attacker.test/example.com", false],
    ["PHONE_NUMBER", "020 7946 0018", true],
    ["PHONE_NUMBER", "0044 (20) 7946-0018", true],
    ["PHONE_NUMBER", "020 7946 0019", false],
    ["IP_ADDRESS", "198.51.100.77", true],
    ["IP_ADDRESS", "198.51.101.77", false],
    ["IP_ADDRESS", "203.0.113.9", true],
    ["IP_ADDRESS", "203.0.113.90", false],
    ["IP_ADDRESS", "2001:DB8:7:1::1", true],
    ["IP_ADDRESS", "[2001:db8:7::1]", true],
    ["IP_ADDRESS", "2001:db8:8::1", false],
    ["IP_ADDRESS", "no address", false],
    ["ORGANIZATION", "spoon & son", true],
    ["ORGANIZATION", "spoon & sons", false],
    // A domain in a list says nothing of a password that looks like one.
    ["CREDENTIAL", "sub.example.com", false],
  ])("%s %s: %s", (entity, value, expected) => {
    expect(holds("own", entity, value)).toBe(expected);
  });

  it("what cannot be understood holds nothing, and a list that is not there neither", () => {
    expect(holds("bad", "IP_ADDRESS", "203.0.113.7")).toBe(false);
    expect(holds("bad", "EMAIL_ADDRESS", "jane@example.com")).toBe(false);
    expect(holds("none", "EMAIL_ADDRESS", "jane@example.com")).toBe(false);
  });
});
