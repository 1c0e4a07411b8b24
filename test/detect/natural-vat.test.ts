/* VAT numbers of all countries of the union, its neighbours and some others, behind labels in any grouping. */

import { describe, expect, it } from "vitest";
import { measure } from "../support/natural.js";
import { countries, vatNumbers } from "../support/vat-values.js";

describe("VAT numbers in natural sentences", () => {
  it("are found, and nothing beside them", () => {
    const { recall, precision, wrong } = measure(vatNumbers, 600, 3);
    expect(recall, wrong.slice(0, 12).join("\n")).toBeGreaterThanOrEqual(0.97);
    expect(precision, wrong.slice(0, 12).join("\n")).toBe(1);
  });

  it("cover the union", () => {
    const union = "AT BE BG CY CZ DE DK EE EL ES FI FR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK";
    expect(countries.map(({ prefix }) => prefix)).toEqual(expect.arrayContaining(union.split(" ")));
  });
});
