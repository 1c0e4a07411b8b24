/* Invented phone numbers for property tests, in the ways people write them. */

import { seeded } from "../checks/seeded.js";

/** `x` is any digit. Ranges kept for fiction by their countries, or numbers of no subscriber we know of. */
const templates = [
  "+1 212 555 01xx",
  "+1 (312) 555-01xx",
  "+1312555017x",
  "(415) 555-01xx",
  "415.555.01xx",
  "1-800-555-01xx",
  "+44 7700 900xxx",
  "+447700900xxx",
  "0044 7700 900xxx",
  "+44 (0)20 7946 0xxx",
  "07700 900xxx",
  "0113 496 0xxx",
  "+49 30 23125 xxx",
  "+49 (0)30 / 23125-xxx",
  "030/23125-xxx",
  "(030) 23125 xxx",
  "+33 1 99 00 xx xx",
  "01 99 00 xx xx",
  "06.39.98.xx.xx",
  "+61 491 570 1xx",
  "0491 570 1xx",
  "+46 8 465 004 xx",
  "+81 3-5555-01xx",
] as const;

/** A written phone number; the same for the same seed (any integer). */
export function samplePhone(seed: number): string {
  const random = seeded(seed);
  const template = templates[random(templates.length)] ?? templates[0];
  return template.replace(/x/g, () => String(random(10)));
}
