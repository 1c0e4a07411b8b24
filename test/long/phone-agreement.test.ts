import { describe, expect, it } from "vitest";
import { compareWithLibrary } from "../support/phone-agreement.js";

describe("phone validator", () => {
  it("agrees with libphonenumber-js on 100,000 generated numbers", () => {
    const agreement = compareWithLibrary(100_000, 7);
    expect(agreement.disagreements).toEqual([]);
    expect(agreement.valid).toBeGreaterThan(30_000);
    expect(agreement.possible).toBeGreaterThan(5_000);
  }, 600_000);
});
