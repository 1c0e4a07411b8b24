/* Says whether a token was drawn at random: letters, digits and capitals change places more often than in any name. */

import { isUuid } from "./opaque.js";

/** Parts shorter than this change by chance: `v2`, `eu1`, `12T10`. */
const leastPart = 8;
const leastRuns = 4;
/**
 * Units in one run of capitals, small letters or digits, a capital going with the small letters behind it. Names have
 * four and more; random base 36, the calmest alphabet in use, has 2.5, and stays below this in 19 of 20 draws of 20.
 */
const longestRun = 3.6;
const run = /[A-Z]?[a-z]+|[A-Z]+|\d+/g;

/** No name has so many numbers in it. */
const leastNumbers = 3;

/** `getUserByIdFromCacheV2`: short words with their capitals, and a number at the end. */
const camelName = /^[a-z]*(?:[A-Z][a-z]+)*V?\d{0,4}$/;

function isRandomPart(part: string): boolean {
  const runs = part.match(run)?.length ?? 0;
  if (runs < leastRuns || camelName.test(part)) return false;
  return part.length <= runs * longestRun || (part.match(/\d+/g)?.length ?? 0) >= leastNumbers;
}

/** Marks of all alphabets that tokens are written in. */
const marks = /[^a-z\d]+/i;

/** Length of the parts between marks that look random. */
function randomLength(token: string): number {
  let length = 0;
  for (const part of token.split(marks))
    if (part.length >= leastPart && isRandomPart(part)) length += part.length;
  return length;
}

/** True for a UUID, and where random parts of at least `least` units make up the better part of the token. */
export function isRandom(token: string, least: number): boolean {
  if (isUuid(token)) return true;
  const length = randomLength(token);
  return length >= least && length * 2 >= token.length;
}
