/* IBANs of every country in any grouping and case, with exact ends. */

import { describe, expect, it } from "vitest";
import { iban as check, ibanStructures } from "../../../src/detect/checks/iban.js";
import { seeded } from "../../../src/detect/checks/seeded.js";
import { iban } from "../../../src/detect/natives/iban.js";
import { values } from "./detect.js";

const found: readonly (readonly [string, string, string])[] = [
  ["grouped", "auf PT50 0002 0123 1234 5678 9015 4, conta", "PT50 0002 0123 1234 5678 9015 4"],
  ["compact", "ES9121000418450200051332 el 31/05", "ES9121000418450200051332"],
  ["odd groups", "konto NO 93 8601 11 17947 takk", "NO 93 8601 11 17947"],
  ["dots", "NO93.8601.11.17947", "NO93.8601.11.17947"],
  ["dashes", "DE89-3704-0044-0532-0130-00", "DE89-3704-0044-0532-0130-00"],
  ["lower case", "gb82 west 1234 5698 7654 32", "gb82 west 1234 5698 7654 32"],
  ["words behind", "DE89 3704 0044 0532 0130 00 bitte an mich", "DE89 3704 0044 0532 0130 00"],
  ["digits behind", "DE89 3704 0044 0532 0130 00 12 Monate", "DE89 3704 0044 0532 0130 00"],
  [
    "no-break spaces",
    "FI21\u00a01234\u00a05600\u00a00007\u00a085",
    "FI21\u00a01234\u00a05600\u00a00007\u00a085",
  ],
  ["label glued", "IBANDE89370400440532013000", "DE89370400440532013000"],
  ["label", "IBAN: CH9300762011623852957", "CH9300762011623852957"],
  ["after CJK", "账号DE89370400440532013000。", "DE89370400440532013000"],
  [
    "digit by digit",
    "IBAN D E 8 9 3 7 0 4 0 0 4 4 0 5 3 2 0 1 3 0 0 0",
    "D E 8 9 3 7 0 4 0 0 4 4 0 5 3 2 0 1 3 0 0 0",
  ],
  ["check digits parted", "auf DE8-937-040-044-053-201-300-0", "DE8-937-040-044-053-201-300-0"],
  ["letters inside", "FR14 2004 1010 0505 0001 3M02 606", "FR14 2004 1010 0505 0001 3M02 606"],
];

const spared: readonly (readonly [string, string])[] = [
  ["check digits", "DE88 3704 0044 0532 0130 00"],
  ["glued behind", "DE89370400440532013000X and DE893704004405320130001"],
  ["glued before", "XDE89370400440532013000"],
  ["too short", "DE89 3704 0044 0532"],
  ["no country", "ZZ89 3704 0044 0532 0130 00"],
  ["prose", "at 12 noon we will meet no 35 and be 16 or so de 22 personas"],
  ["N01 invoice", "RE-2024-00931 PQ4B5D0210077180128001A"],
];

describe("iban", () => {
  it.each(found)("finds %s", (_, text, value) => {
    expect(values(iban, text)).toEqual([value]);
  });

  it.each(spared)("spares %s", (_, text) => {
    expect(values(iban, text)).toEqual([]);
  });

  it("finds 2,000 generated IBANs in odd groupings, exactly", () => {
    const below = seeded(11);
    const countries = new Set<string>();
    for (let round = 0; round < 2000; round++) {
      const compact = check.sample!(round);
      countries.add(compact.slice(0, 2));
      const sign = [" ", "-", ".", "", "\u00a0"][below(5)]!;
      const size = [2, 4, 5, 6, 7][below(5)]!;
      const spaced = compact.replace(new RegExp(`.{${size}}(?=.)`, "g"), (group) => group + sign);
      const value = below(2) === 0 ? spaced : spaced.toLowerCase();
      expect(values(iban, `Rückzahlung auf ${value}, bitte bis 12.`), value).toEqual([value]);
    }
    expect(countries.size).toBe(ibanStructures.size);
  });
});
