/* The sums refuse nothing that stdnum accepts: neither compact numbers nor numbers as they are written. */

import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { mayHold, proven, summed } from "../../../src/detect/identifiers/check-sums.js";
import { numberHolds } from "../../../src/detect/identifiers/validators.js";
import { runs } from "../../support/runs.js";

interface Validator {
  validate(value: string): { readonly isValid: boolean };
}

const load = createRequire(import.meta.url);

/** Numbers of Park and Miller: the same at every run. */
function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

const two = (number: number): string => String(number).padStart(2, "0");

/** What stands before the other digits where a number tells a day of birth. */
const births: Readonly<Record<string, (born: readonly [string, string, string]) => string>> = {
  "at/vnr/10": ([year, month, day]) => `1234${day}${month}${year}`,
  "be/nn/11": ([year, month, day]) => year + month + day,
  "cn/ric/18": ([year, month, day]) => `11010119${year}${month}${day}`,
  "fr/nir/15": ([year, month]) => `1${year}${month}75`,
  "is/kennitala/10": ([year, month, day]) => day + month + year,
  "ro/cnp/13": ([year, month, day]) => `1${year}${month}${day}12`,
  "si/emso/13": ([year, month, day]) => `${day}${month}9${year}`,
};

describe("sums over digits", () => {
  it.each(summed())(
    "%s refuses no number that stdnum accepts, and accepts none where it is not asked again",
    (id) => {
      const cut = id.lastIndexOf("/");
      const name = id.slice(0, cut);
      const length = Number(id.slice(cut + 1));
      const { validate } = load(`stdnum/lib/cjs/${name}.js`) as Validator;
      const random = createRandom(length + 1);
      const wrong: string[] = [];
      for (let count = 0; count < runs(300, 1500); count++) {
        const born = [two(random(100)), two(1 + random(12)), two(1 + random(28))] as const;
        let value = count % 2 === 0 ? (births[id]?.(born) ?? "") : "";
        while (value.length < length) value += String(random(10));
        const holds = mayHold(name, value);
        if ((!holds || proven.has(id)) && holds !== validate(value).isValid) {
          wrong.push(value);
        }
      }
      expect(wrong).toEqual([]);
    },
  );

  it("refuses nine numbers of ten, which is what they are for", () => {
    const values = Array.from({ length: 1000 }, (_, at) => String(52_599_000_000 + at * 7).slice(0, 10));
    expect(values.filter((value) => mayHold("pl/nip", value)).length).toBeLessThan(150);
  });

  it("leave what is no row of digits, and what they have no rule for, to stdnum", () => {
    expect(mayHold("pl/nip", "52599A0000")).toBe(true);
    expect(mayHold("us/ssn", "000000000")).toBe(true);
  });

  it("judge Social Security numbers as stdnum does", () => {
    const { validate } = load("stdnum/lib/cjs/us/ssn.js") as Validator;
    const random = createRandom(9);
    const areas = ["000", "666", "900", "001", "123", "219", "078", "777"];
    for (let count = 0; count < 2000; count++) {
      const area = areas[random(areas.length)] ?? "";
      const value = area + (count % 3 === 0 ? "00" : two(random(100))) + two(random(100)) + two(random(100));
      expect([value, numberHolds("us/ssn", value)]).toEqual([value, validate(value).isValid]);
    }
    for (const value of ["078051120", "219099999", "777777777", "666123456", "549241889", "123004567"]) {
      expect([value, numberHolds("us/ssn", value)]).toEqual([value, validate(value).isValid]);
    }
  });

  it.each(["es/dni", "es/nie"])("judge %s as stdnum does", (name) => {
    const { validate } = load(`stdnum/lib/cjs/${name}.js`) as Validator;
    const random = createRandom(23);
    const letters = "TRWAGMYFPDXBNJZSQVHLCKEIUO";
    let valid = 0;
    for (let count = 0; count < 3000; count++) {
      const first = "XYZ0123456789".charAt(random(13));
      const value =
        first + String(random(10_000_000)).padStart(7, "0") + letters.charAt(random(letters.length));
      const { isValid } = validate(value);
      expect([value, numberHolds(name, value)]).toEqual([value, isValid]);
      if (isValid) valid++;
    }
    expect(valid).toBeGreaterThan(10);
  });

  it("accept a Swedish number that holds only as it is written", () => {
    expect(numberHolds("se/personnummer", "8803200016")).toBe(false);
    expect(numberHolds("se/personnummer", "8803200016", "880320-0016")).toBe(true);
  });
});
