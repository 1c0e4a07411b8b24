/* What is read out of names of members is remembered by the name; values used as keys are not. */

import { describe, expect, it } from "vitest";
import { memoByKey } from "../../src/core/key-memo.js";

/** How often each key was read. */
function counting() {
  const reads = new Map<string, number>();
  const read = memoByKey((key) => {
    reads.set(key, (reads.get(key) ?? 0) + 1);
    return key === "nothing" ? undefined : key.length;
  });
  return { reads, read };
}

describe("names of members", () => {
  it.each(["value", "customer_vatNumber", "x.y-z", "nothing"])("%s is read once", (key) => {
    const { reads, read } = counting();
    expect(read(key)).toBe(read(key));
    expect(reads.get(key)).toBe(1);
  });

  it.each(["jane@leak.test", "+44 7700 900123", "4111111111111111", "a".repeat(60), "müller", ""])(
    "%s is not kept",
    (key) => {
      const { reads, read } = counting();
      expect(read(key)).toBe(read(key));
      expect(reads.get(key)).toBe(2);
    },
  );

  it("are forgotten when there are too many of them", () => {
    const { reads, read } = counting();
    const nameOf = (at: number): string =>
      [...String(at)].map((digit) => "abcdefghij"[Number(digit)]).join("");
    for (let at = 0; at < 5000; at++) read(nameOf(at));
    read(nameOf(0));
    expect(reads.get(nameOf(0))).toBe(2);
  });
});
