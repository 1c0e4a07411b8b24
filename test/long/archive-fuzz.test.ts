/* The fuzzer of archives for a minute: no crash, no hang, no leak. */

import { expect, it } from "vitest";
import { fuzzZip, leakedIn, redactFuzzed } from "../support/archive-fuzz.js";
import { randomFrom } from "../support/random.js";

const seconds = 60;
/** No archive of the grammar is larger than some 100 kB. */
const longestMs = 2000;

it(`archives for ${String(seconds)} s`, { timeout: (seconds + 60) * 1000 }, async () => {
  const end = performance.now() + seconds * 1000;
  let seed = 1_000_000;
  let [refused, forwarded] = [0, 0];
  while (performance.now() < end) {
    const batch: Buffer[] = [];
    const seeds: number[] = [];
    for (let one = 0; one < 500; one++, seed++) {
      const { out, fault, ms } = await redactFuzzed(fuzzZip(randomFrom(seed)));
      expect([seed, fault]).toEqual([seed, undefined]);
      expect(ms, `seed ${String(seed)}`).toBeLessThan(longestMs);
      if (out === undefined) refused++;
      else {
        batch.push(out);
        seeds.push(seed);
      }
    }
    expect(leakedIn(batch).map((at) => seeds[at])).toEqual([]);
    forwarded += batch.length;
  }
  console.log(`${String(refused + forwarded)} archives, ${String(forwarded)} forwarded`);
  expect(Math.min(refused, forwarded)).toBeGreaterThan(100);
});
