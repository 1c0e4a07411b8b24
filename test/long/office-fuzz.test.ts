/* Office packages made up at random, whole and broken, for a minute: no crash, no hang, no leak, as Python reads them. */

import { expect, it } from "vitest";
import { families } from "../support/office-grammar.js";
import { fuzzOffice, leftIn, redactOffice, type Written } from "../support/office-fuzz.js";

const milliseconds = Number(process.env.FUZZ_MS ?? 60_000);
/** Python starts once for so many. */
const batch = 100;
/** No package of the grammar is larger than some 20 kB. */
const longestMs = 5000;
/** What is wrong with a damaged text may be what said that it is a secret. */
const isPlain = (value: string): boolean => !/^Elmtree|^\d+$/.test(value);

it(`office packages for ${String(milliseconds)} ms`, { timeout: milliseconds * 3 + 120_000 }, async () => {
  // The first file of a process waits for the engine.
  await redactOffice(fuzzOffice("docx", 0));
  const until = performance.now() + milliseconds;
  const first = Number(process.env.FUZZ_FROM ?? 0);
  let serial = first;
  let [forwarded, refused] = [0, 0];
  const leaks: string[] = [];
  while (performance.now() < until && leaks.length === 0) {
    const written: (Written & { readonly name: string })[] = [];
    for (const end = serial + batch; serial < end; serial++) {
      const family = families[(serial >> 1) % families.length] ?? "docx";
      const name = `${family} ${String(serial)}`;
      const one = fuzzOffice(family, serial);
      const { out, code, fault, ms } = await redactOffice(one);
      expect([name, fault]).toEqual([name, undefined]);
      expect(ms, name).toBeLessThan(longestMs);
      if (one.isSound) expect([name, code]).toEqual([name, undefined]);
      const planted = one.isSound ? one.planted : one.planted.filter(isPlain);
      if (out === undefined) refused++;
      else written.push({ name, out, planted });
    }
    forwarded += written.length;
    for (const [at, left] of leftIn(written).entries()) {
      if (left.length > 0) leaks.push(`${written[at]?.name ?? ""}: ${left.join(" ")}`);
    }
  }
  expect(leaks).toEqual([]);
  expect(Math.min(forwarded, refused)).toBeGreaterThan((serial - first) / 10);
  console.log(`${String(forwarded + refused)} office packages, ${String(forwarded)} forwarded, 0 leaks`);
});
