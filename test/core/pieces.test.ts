/* Bytes in pieces: the same bytes, and never a Buffer for each of them. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createPieces } from "../../src/core/pieces.js";

describe("pieces", () => {
  it("give back what they were given", () => {
    const lengths = fc.array(fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 2000 })), {
      maxLength: 600,
      size: "max",
    });
    fc.assert(
      fc.property(lengths, (sizes) => {
        const pieces = createPieces();
        const all = sizes.map((size, at) => Buffer.alloc(size, at & 255));
        for (const one of all) pieces.push(one);
        expect(pieces.size).toBe(all.reduce((sum, { length }) => sum + length, 0));
        expect(Buffer.concat(pieces.take()).equals(Buffer.concat(all))).toBe(true);
        expect([pieces.size, pieces.take()]).toEqual([0, []]);
      }),
      { numRuns: 40 },
    );
  });

  it("a body in chunks of one byte took a hundred times its bytes", () => {
    const pieces = createPieces();
    const byte = Buffer.from("a");
    for (let count = 0; count < 100_000; count++) pieces.push(byte);
    expect(pieces.take().length).toBeLessThan(1000);
  });

  it("large ones are not copied", () => {
    const pieces = createPieces();
    const large = Buffer.alloc(64 * 1024);
    for (let count = 0; count < 300; count++) pieces.push(large);
    expect(pieces.take().every((one) => one === large)).toBe(true);
  });
});
