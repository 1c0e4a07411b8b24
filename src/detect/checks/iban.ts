/* IBAN: country length and account structure (SWIFT IBAN registry, ISO 13616) and the mod-97 check digits (ISO 7064). */

import type { Check } from "../detector.js";
import { seeded } from "./seeded.js";

/**
 * Structure of the account number after country and check digits: runs of `n` digits, `a` capitals, `c` either.
 * The last line holds countries that use the form without being in the registry.
 */
const structures = `
AD n8c12 AE n19 AL n8c16 AT n16 AZ a4c20 BA n16 BE n12 BG a4n6c8 BH a4c14 BI n23 BR n23a1c1 BY c4n4c16 CH n5c12
CR n18 CY n8c16 CZ n20 DE n18 DJ n23 DK n14 DO c4n20 EE n16 EG n25 ES n20 FI n14 FK a2n12 FO n14 FR n10c11n2
GB a4n14 GE a2n16 GI a4c15 GL n14 GR n7c16 GT c24 HN a4n20 HR n17 HU n24 IE a4n14 IL n19 IQ a4n15 IS n22
IT a1n10c12 JO a4n4c18 KW a4c22 KZ n3c13 LB n4c20 LC a4c24 LI n5c12 LT n16 LU n3c13 LV a4c13 LY n21 MC n10c11n2
MD c20 ME n18 MK n3c10n2 MN n16 MR n23 MT a4n5c18 MU a4n19a3 NI a4n20 NL a4n10 NO n11 OM n3c16 PK a4c16 PL n24
PS a4c21 PT n21 QA a4c21 RO a4c16 RS n18 RU n14c15 SA n2c18 SC a4n20a3 SD n14 SE n20 SI n15 SK n20 SM a1n10c12
SO n19 ST n21 SV a4n20 TL n19 TN n20 TR n6c16 UA n6c19 VA n18 VG a4n16 XK n16 YE a4n4c18
AO n21 BF c2n22 BJ c2n22 CF n23 CG n23 CI c2n22 CM n23 CV n21 DZ n22 GA n23 GQ n23 GW c2n19 IR n22 KM n23 MA n24
MG n23 ML c2n22 MZ n21 NE c2n22 SN c2n22 TD n23 TG c2n22
`;

function unfold(structure: string): string {
  return structure.replace(/([nac])(\d{1,2})/g, (_, kind: string, count: string) =>
    kind.repeat(Number(count)),
  );
}

/** Country code → one letter (`n`, `a` or `c`) for every place of the account number. */
export const ibanStructures: ReadonlyMap<string, string> = new Map(
  Array.from(structures.matchAll(/([A-Z]{2}) (\S+)/g), (row) => [row[1] ?? "", unfold(row[2] ?? "")]),
);

const [digitsOnly, lettersOnly] = ["n", "a"].map((kind) => kind.charCodeAt(0));

/** Whether a digit or capital may stand where the structure has `kind`. */
export function fitsPlace(kind: number, code: number): boolean {
  const digit = code >= 48 && code <= 57;
  const capital = code >= 65 && code <= 90;
  return kind === digitsOnly ? digit : kind === lettersOnly ? capital : digit || capital;
}

/** Remainder of a number that goes on with a digit or a capital (A = 10 ... Z = 35). */
const goesOn = (rest: number, code: number): number =>
  (code <= 57 ? rest * 10 + code - 48 : rest * 100 + code - 55) % 97;

/** Remainder of the number that `text` spells. */
function mod97(text: string, start: number): number {
  let rest = start;
  for (let at = 0; at < text.length; at++) rest = goesOn(rest, text.charCodeAt(at));
  return rest;
}

/** Whether the check digits of the first `length` codes, which have the structure of their country, come out right. */
export function checkDigitsHold(codes: Uint8Array, length: number): boolean {
  let rest = 0;
  for (let at = 4; at < length; at++) rest = goesOn(rest, codes[at] as number);
  for (let at = 0; at < 4; at++) rest = goesOn(rest, codes[at] as number);
  return rest === 1;
}

/** `compact`: capitals and digits without separators. */
export function ibanHolds(compact: string): boolean {
  const structure = ibanStructures.get(compact.slice(0, 2));
  if (structure?.length !== compact.length - 4) return false;
  for (let at = 0; at < structure.length; at++) {
    if (!fitsPlace(structure.charCodeAt(at), compact.charCodeAt(at + 4))) return false;
  }
  const digits = /^\d\d$/.test(compact.slice(2, 4));
  return digits && mod97(compact.slice(0, 4), mod97(compact.slice(4), 0)) === 1;
}

function sampleIban(seed: number): string {
  const below = seeded(seed);
  const countries = [...ibanStructures.keys()];
  const country = countries[below(countries.length)] ?? "DE";
  let account = "";
  for (const kind of ibanStructures.get(country) ?? "") {
    account += kind === "a" ? String.fromCharCode(65 + below(26)) : String(below(10));
  }
  const check = 98 - mod97(`${country}00`, mod97(account, 0));
  return country + String(check).padStart(2, "0") + account;
}

/** Case and separators (blanks, dashes, dots, slashes) are ignored. */
export const iban: Check = {
  judge(candidate) {
    const compact = candidate.replace(/[\s./_\u2010-\u2015-]/g, "").toUpperCase();
    return ibanHolds(compact) ? "confirms" : "refutes";
  },
  sample: sampleIban,
};
