import { describe, expect, it } from "vitest";
import { hostileText, hostileUnits, readAll } from "../document/html-hostile.js";
import { growthOf } from "../support/cpu.js";

describe("growth of hostile HTML", () => {
  it.each(hostileUnits)("1 MB of %j takes at most 16 times 128 KB", async (unit) => {
    const texts = [hostileText(unit, 131_072), hostileText(unit, 1_048_576)] as const;
    // Linear is 8; quadratic is 64.
    expect(await growthOf(readAll, texts, { limit: 16, floorMs: 1.25 })).toBeLessThanOrEqual(16);
  });
});
