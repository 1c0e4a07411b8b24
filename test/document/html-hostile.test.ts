import { describe, expect, it } from "vitest";
import { costOf } from "../support/cpu.js";
import { hostileText, hostileUnits, readAll } from "./html-hostile.js";

describe("hostile HTML", () => {
  // Linear is below 4 ms here; a quadratic reader takes seconds. The rest is for busy machines.
  it.each(hostileUnits)("50 KB of %j in 40 ms", async (unit) => {
    const text = hostileText(unit, 50_000);
    const cost = await costOf(
      () => {
        readAll(text);
      },
      { limit: 40, patienceMs: 5000 },
    );
    expect(cost).toBeLessThanOrEqual(40);
  });
});
