import { describe, expect, it } from "vitest";
import { bestTime, hostileText, hostileUnits } from "../document/html-hostile.js";

describe("growth of hostile HTML", () => {
  it.each(hostileUnits)("1 MB of %j takes at most 16 times 128 KB", (unit) => {
    const short = bestTime(hostileText(unit, 131_072), 15);
    const long = bestTime(hostileText(unit, 1_048_576), 5);
    // Linear is 8, garbage collection makes it up to 11; quadratic is 64.
    expect(long).toBeLessThan(short * 16 + 20);
  });
});
