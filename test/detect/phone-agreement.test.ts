import { describe, expect, it } from "vitest";
import { compareWithLibrary } from "../support/phone-agreement.js";

describe("phone validator", () => {
  it("agrees with libphonenumber-js on 3,000 generated numbers", () => {
    const agreement = compareWithLibrary(3000, 20260101);
    expect(agreement.disagreements).toEqual([]);
    expect(agreement.valid).toBeGreaterThan(900);
    expect(agreement.possible).toBeGreaterThan(150);
  });
});
