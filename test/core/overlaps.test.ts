/* Regions after the decision: overlaps merge, groups have one winner, nothing of an active item stays uncovered. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { resolveRegions, type ItemPart } from "../../src/core/overlaps.js";

const first = (a: number, b: number): boolean => a < b;
const part = (item: number, start: number, end: number, node = 0): ItemPart => ({ item, node, start, end });

describe("resolveRegions", () => {
  it("merges overlapping parts and names the winner", () => {
    expect(resolveRegions([part(0, 5, 9), part(1, 8, 12)], first)).toEqual([
      { node: 0, start: 5, end: 12, winner: 0, items: [0, 1] },
    ]);
  });

  it("keeps touching parts apart", () => {
    expect(resolveRegions([part(0, 5, 8), part(1, 8, 12)], first).map((region) => region.winner)).toEqual([
      0, 1,
    ]);
  });

  it("empties the further pieces of a finding that runs over several places", () => {
    expect(resolveRegions([part(0, 0, 4), part(0, 9, 12), part(1, 11, 15)], first)).toEqual([
      { node: 0, start: 0, end: 4, winner: 0, items: [0, 1] },
      { node: 0, start: 9, end: 15, winner: -1, items: [] },
    ]);
  });

  it("never overlaps, covers every part, and does not depend on the order of parts", () => {
    const parts = fc.array(
      fc.record({
        item: fc.nat(8),
        node: fc.nat(2),
        start: fc.nat(40),
        length: fc.integer({ min: 1, max: 9 }),
      }),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(parts, (drawn) => {
        const given = drawn.map(({ item, node, start, length }) => part(item, start, start + length, node));
        const regions = resolveRegions(given, first);
        for (const [at, region] of regions.entries()) {
          const next = regions[at + 1];
          if (next?.node === region.node) expect(next.start).toBeGreaterThanOrEqual(region.end);
        }
        for (const { node, start, end } of given) {
          expect(regions.some((r) => r.node === node && r.start <= start && end <= r.end)).toBe(true);
        }
        const shape = regions.map(({ node, start, end, winner }) => [node, start, end, winner]);
        const reversed = resolveRegions([...given].reverse(), first);
        expect(reversed.map(({ node, start, end, winner }) => [node, start, end, winner])).toEqual(shape);
      }),
    );
  });
});
