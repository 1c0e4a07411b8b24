/* D20: archives from a grammar, sound and broken: refused, or without a trace of what was planted, as Python reads them. */

import { describe, expect, it } from "vitest";
import { fuzzZip, leakedIn, redactFuzzed } from "../support/archive-fuzz.js";
import { randomFrom } from "../support/random.js";

describe("fuzzed archives", () => {
  it("the search finds what is planted", () => {
    const given = Array.from({ length: 60 }, (_, seed) => fuzzZip(randomFrom(seed)));
    expect(leakedIn(given).length).toBeGreaterThan(20);
  });

  it("none crashes, and none leaks", async () => {
    const forwarded: Buffer[] = [];
    for (let seed = 0; seed < 120; seed++) {
      const { out, fault } = await redactFuzzed(fuzzZip(randomFrom(seed)));
      expect([seed, fault]).toEqual([seed, undefined]);
      if (out !== undefined) forwarded.push(out);
    }
    expect(forwarded.length).toBeGreaterThan(12);
    expect(leakedIn(forwarded)).toEqual([]);
  });
});
