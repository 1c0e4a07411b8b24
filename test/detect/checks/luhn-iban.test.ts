/* Check digits: published examples, and one changed digit is always noticed. */

import { describe, expect, it } from "vitest";
import { iban, ibanStructures } from "../../../src/detect/checks/iban.js";
import { luhn } from "../../../src/detect/checks/luhn.js";

describe("luhn", () => {
  it.each(["79927398713", "4111 1111 1111 1111", "4111-1111-1111-1111", "378282246310005"])(
    "confirms %s",
    (value) => {
      expect(luhn.judge(value)).toBe("confirms");
    },
  );

  it("refutes one changed digit and does not know words", () => {
    expect(luhn.judge("79927398710")).toBe("refutes");
    expect(luhn.judge("not a number")).toBe("unknown");
    expect(luhn.judge("")).toBe("unknown");
  });

  it("makes valid, repeatable samples", () => {
    for (let seed = 0; seed < 200; seed++) {
      const sample = luhn.sample!(seed);
      expect(luhn.judge(sample)).toBe("confirms");
      expect(luhn.sample!(seed)).toBe(sample);
    }
  });
});

describe("iban check", () => {
  const examples = [
    "AD1200012030200359100100",
    "BR1800360305000010009795493C1",
    "FR1420041010050500013M02606",
    "GB29NWBK60161331926819",
    "LC55HEMM000100010012001200023015",
    "MT84MALT011000012345MTLCAST001S",
    "NO9386011117947",
    "SC18SSCB11010000000000001497USD",
    "CR05 0152 0200 1026 2840 66",
  ];

  it.each(examples)("confirms %s", (value) => {
    expect(iban.judge(value)).toBe("confirms");
  });

  it("refutes every other digit in one place", () => {
    for (let digit = 0; digit < 10; digit++) {
      expect(iban.judge(`DE8937040044053201300${digit}`)).toBe(digit === 0 ? "confirms" : "refutes");
    }
  });

  it("knows every country's length", () => {
    expect(ibanStructures.size).toBeGreaterThan(110);
    for (const [country, structure] of ibanStructures) {
      expect(country).toMatch(/^[A-Z]{2}$/);
      expect(structure).toMatch(/^[nac]{11,30}$/);
    }
    expect(
      [..."NO DE FR MT RU".split(" ")].map((code) => (ibanStructures.get(code)?.length ?? 0) + 4),
    ).toEqual([15, 22, 27, 31, 33]);
  });
});
