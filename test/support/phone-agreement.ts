/* Compares our phone validator with libphonenumber-js on generated numbers. */

import { createRequire } from "node:module";
import { parsePhoneNumberFromString, type CountryCode } from "libphonenumber-js/max";
import { phoneRegions } from "../../src/core/numbering/plans.js";
import { judgeInternational, judgeNational } from "../../src/core/numbering/judge.js";
import { drawFrom, pick, randomOf } from "./phone-sampler.js";

interface Metadata {
  readonly countries: Record<string, readonly unknown[]>;
  readonly nonGeographic: Record<string, readonly unknown[]>;
}

const metadata = createRequire(import.meta.url)("libphonenumber-js/metadata.max.json") as Metadata;
const plans = [...Object.values(metadata.countries), ...Object.values(metadata.nonGeographic)];

function nationalOf(plan: readonly unknown[], random: () => number): string {
  const types = (plan[11] as readonly (0 | readonly [string])[] | 0 | undefined) || [];
  const patterns = types.flatMap((type) => (type && type[0] ? [type[0]] : []));
  return drawFrom(
    random() < 0.2 || patterns.length === 0 ? (plan[2] as string) : pick(random, patterns),
    random,
  );
}

function mutated(digits: string, random: () => number): string {
  const at = Math.floor(random() * digits.length);
  const digit = String(Math.floor(random() * 10));
  const cut = pick(random, [0, 1, 1, 1]);
  return digits.slice(0, at) + (random() < 0.7 ? digit : "") + digits.slice(at + cut);
}

const randomDigits = (random: () => number): string =>
  Array.from({ length: 2 + Math.floor(random() * 16) }, () => Math.floor(random() * 10)).join("");

/** A number, and the region it is dialled in unless it starts with `+`. */
function numberOf(random: () => number): { readonly number: string; readonly region?: string } {
  const plan = pick(random, plans);
  const national = random() < 0.15 ? randomDigits(random) : nationalOf(plan, random);
  const digits = random() < 0.5 ? national : mutated(national, random);
  if (random() < 0.5) return { number: `+${String(plan[0])}${digits}` };
  const region = pick(random, phoneRegions());
  const home = pick(random, Object.entries(metadata.countries));
  const prefix = pick(random, ["", String(home[1][5] || ""), String(home[1][0]), `00${String(home[1][0])}`]);
  if (random() < 0.2) return { number: prefix + digits, region };
  return { number: prefix + nationalOf(home[1], random), region: home[0] };
}

export interface Agreement {
  readonly compared: number;
  readonly valid: number;
  readonly possible: number;
  /** Numbers (generated, not from any payload) that are judged differently. */
  readonly disagreements: readonly string[];
}

export function compareWithLibrary(count: number, seed: number): Agreement {
  const random = randomOf(seed);
  const disagreements: string[] = [];
  let valid = 0;
  let possible = 0;
  for (let i = 0; i < count; i++) {
    const { number, region } = numberOf(random);
    const theirs = parsePhoneNumberFromString(number, {
      extract: false,
      ...(region === undefined ? {} : { defaultCountry: region as CountryCode }),
    });
    const ours = region === undefined ? judgeInternational(number.slice(1)) : judgeNational(number, region);
    const expected = theirs?.isValid() ? "valid" : theirs?.isPossible() ? "possible" : "impossible";
    if (expected === "valid") valid++;
    if (expected === "possible") possible++;
    const sameRegion = expected !== "valid" || (theirs?.country ?? "") === (ours.region ?? "");
    const sameDigits = expected === "impossible" || theirs?.nationalNumber === ours.national;
    if (ours.verdict !== expected || !sameRegion || !sameDigits) {
      disagreements.push(`${number} ${region ?? ""} expected ${expected}, got ${ours.verdict}`);
    }
  }
  return { compared: count, valid, possible, disagreements };
}
