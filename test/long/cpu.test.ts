/* The helpers that judge cost let no quadratic reader pass, and no linear one fail. */

import { describe, expect, it } from "vitest";
import { costOf, growthOf, leastCpu, nominalMs, yardstick } from "../support/cpu.js";

/** In one piece: what `repeat` makes is a tree, and longer ones are slower to read. */
const text = (length: number): string => Buffer.alloc(length, "0 1,").toString("latin1");

/** Looks at each character once. */
function linear(of: string): number {
  let sum = 0;
  for (let round = 0; round < 200; round++)
    for (let at = 0; at < of.length; at++) sum = (sum * 31 + of.charCodeAt(at)) | 0;
  return sum;
}

/** From each separator on reads all of the rest. */
function quadratic(of: string): number {
  let sum = 0;
  for (let from = of.indexOf(","); from !== -1; from = of.indexOf(",", from + 1))
    for (let at = from; at < of.length; at++) sum = (sum * 31 + of.charCodeAt(at)) | 0;
  return sum;
}

describe("growth", () => {
  it.each([2, 4, 8])(
    "%i times the text: a linear reader is within the limits, a quadratic one is not",
    async (times) => {
      // 2.3 for each doubling.
      const limit = 2.3 ** Math.log2(times);
      // Long enough that the compiler is done with the short one before it is judged.
      const pair = [text(4_000), text(times * 4_000)] as const;
      expect(await growthOf(linear, pair, { limit, floorMs: 0.1 })).toBeLessThanOrEqual(limit);
      const patienceMs = 100;
      expect(await growthOf(quadratic, pair, { limit, floorMs: 0.1, patienceMs })).toBeGreaterThan(limit);
    },
  );

  it("waits for what is not done when it returns", async () => {
    const later = async (of: string): Promise<number> => Promise.resolve().then(() => quadratic(of));
    const pair = [text(1_000), text(8_000)] as const;
    expect(await growthOf(later, pair, { limit: 16, floorMs: 0.1, patienceMs: 0 })).toBeGreaterThan(16);
  });
});

describe("cost", () => {
  const work = (times: number) => (): void => {
    for (let round = 0; round < times; round++) yardstick();
  };

  it("is that of an idle machine, however slow this one is", async () => {
    const limit = 6 * nominalMs;
    expect(await costOf(work(4), { limit })).toBeLessThanOrEqual(limit);
  });

  it("of too much work is above the limit", async () => {
    const limit = 5 * nominalMs;
    // A quicker machine does more in the time.
    const quickness = Math.max(1, nominalMs / leastCpu(yardstick, 60));
    const tooMuch = work(Math.ceil(8 * quickness));
    expect(await costOf(tooMuch, { limit, patienceMs: 100 })).toBeGreaterThan(limit);
  });
});
