import { describe, expect, it } from "vitest";
import { canonicalPhone } from "../../src/transform/canonical-phone.js";

describe("canonicalPhone", () => {
  it.each([
    ["+44 7700 900123"],
    ["0044 7700 900123"],
    ["(+44) 7700-900123"],
    ["+44 (0)7700 900 123"],
    ["＋44 7700 900123"],
    ["+٤٤ ٧٧٠٠ ٩٠٠١٢٣"],
    ["+44 7700 900123 ext. 12"],
  ])("reads %s", (value) => {
    expect(canonicalPhone(value, [])).toBe("+447700900123");
  });

  it("reads national numbers by the first region that has them", () => {
    expect(canonicalPhone("0171 3920041", ["US", "DE"])).toBe("+491713920041");
    expect(canonicalPhone("(212) 555-0147", ["US"])).toBe("+12125550147");
  });

  it("keeps the digits of what no region reads", () => {
    expect(canonicalPhone("0171/39200-41", [])).toBe("01713920041");
    expect(canonicalPhone("०१७१ ३९२", [])).toBe("0171392");
    expect(canonicalPhone("no digits", ["XX"])).toBe("");
  });
});
