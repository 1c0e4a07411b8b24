import { describe, expect, it } from "vitest";
import { samplePhone } from "../../src/detect/phone/sample.js";
import { phone } from "../../src/detect/phone/phone.js";
import { growthOf } from "../support/cpu.js";
import { phonesIn, scanPhones } from "../support/phone-scan.js";
import { scanOf } from "../support/scan.js";

const pieces = [
  ..."1-1-1-|1 1 1 |+(|1.1.1.|(0)(0)|+1 +1 +1 |1|1 / |0 |(1|(0|1)|00|+1|tel 1|12:34567 |0 0171|12345678,".split(
    "|",
  ),
  "1\n",
  "1\t",
  "+44 7700 900123 1 ",
  "+1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 ",
  "AA00",
  "2024-05-06 ",
];

const fill = (piece: string, length: number): string =>
  Buffer.from(piece.repeat(Math.ceil(length / piece.length)).slice(0, length)).toString("latin1");

const scanAll = (text: string): void => {
  phone.scan?.(scanOf(text), { add: () => undefined });
};

/** Eight times the text: 64 times the time if quadratic. */
const limit = 12;

describe("phone detector", () => {
  it.each(pieces)("is linear on repeats of %j", async (piece) => {
    const texts = [fill(piece, 10_000), fill(piece, 80_000)] as const;
    expect(await growthOf(scanAll, texts, { limit, floorMs: 0.3 })).toBeLessThanOrEqual(limit);
  });

  it("finds every sample, alone and in a sentence", () => {
    for (let seed = 0; seed < 2000; seed++) {
      const number = samplePhone(seed);
      expect(phonesIn(number)).toEqual([number]);
      expect(phonesIn(`Backup failed twice; ${number}, thanks.`)).toEqual([number]);
    }
  });

  it("gives spans inside the text, in order, without overlap", () => {
    for (let seed = 0; seed < 500; seed++) {
      const text = `${samplePhone(seed)} ${samplePhone(seed + 1)}/${samplePhone(seed * 7)}\n(${samplePhone(seed * 3)})`;
      let last = 0;
      for (const { start, end } of scanPhones(text)) {
        expect(start).toBeGreaterThanOrEqual(last);
        expect(end).toBeLessThanOrEqual(text.length);
        last = end;
      }
    }
  });

  it("spends budget, and stops when it is used up", () => {
    const scan = (limit: number): void =>
      phone.scan?.(scanOf("415-555-0132, ".repeat(100), { limit }), { add: () => undefined });
    expect(() => scan(100_000)).not.toThrow();
    expect(() => scan(500)).toThrow(expect.objectContaining({ code: "detector_timeout" }) as Error);
  });
});
