/* Ten numbers of every region in every spelling behind labels of many languages: nine of ten are found, in each region. */

import { describe, expect, it } from "vitest";
import { foundIn } from "../support/found.js";
import { pick, randomOf } from "../support/phone-sampler.js";
import { drawPhone, labels, regions, spellPhone } from "../support/region-phones.js";

const perRegion = 10;

function missedOf(region: string): readonly string[] {
  const random = randomOf(regions.indexOf(region) + 1);
  const missed: string[] = [];
  for (let round = 0; round < perRegion; round++) {
    const phone = drawPhone(region, random);
    if (phone === undefined) break;
    const written = spellPhone(phone, random);
    const text = pick(random, labels).replace("{}", () => written);
    if (!foundIn(text, "PHONE_NUMBER").some((value) => value.length * 2 >= written.length)) missed.push(text);
  }
  return missed;
}

describe("phones of every region", () => {
  it("are found behind a label", { timeout: 300_000 }, () => {
    const missed = regions.map(missedOf);
    const all = missed.flat();
    expect(all.length / (regions.length * perRegion), all.slice(0, 40).join("\n")).toBeLessThan(0.05);
    const worst = regions.filter((_, at) => missed[at]!.length > perRegion / 2);
    expect(worst).toEqual([]);
  });
});
