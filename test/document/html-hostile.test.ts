import { describe, expect, it } from "vitest";
import { bestTime, hostileText, hostileUnits } from "./html-hostile.js";

describe("hostile HTML", () => {
  // Linear is below 4 ms here; a quadratic reader takes seconds. The rest is for busy machines.
  it.each(hostileUnits)("50 KB of %j in 40 ms", (unit) => {
    expect(bestTime(hostileText(unit, 50_000), 3)).toBeLessThan(40);
  });
});
