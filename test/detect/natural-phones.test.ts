/* Phone numbers of every region behind a label, without a region being configured. */

import { describe, expect, it } from "vitest";
import { foundIn } from "../support/found.js";
import { randomOf } from "../support/phone-sampler.js";
import { drawPhone, labels, regions, spellPhone } from "../support/region-phones.js";

describe("phones of every region behind a label", () => {
  it("are found", () => {
    const random = randomOf(20);
    const missed: string[] = [];
    let count = 0;
    for (const [at, region] of regions.entries()) {
      const phone = drawPhone(region, random);
      if (phone === undefined) continue;
      const written = spellPhone(phone, random);
      const text = labels[at % labels.length]!.replace("{}", () => written);
      count++;
      if (!foundIn(text, "PHONE_NUMBER").some((value) => value.length * 2 >= written.length))
        missed.push(text);
    }
    expect(count).toBeGreaterThan(230);
    expect(missed.length / count, missed.join("\n")).toBeLessThan(0.04);
  });
});
