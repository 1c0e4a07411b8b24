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

function isRandomPart(part: string): boolean {
  const runs = part.match(run)?.length ?? 0;
  return runs >= leastRuns && part.length <= runs * longestRun;
}

/** Marks of all alphabets that tokens are written in. */
const marks = /[^A-Za-z0-9]+/;

/** Length of the parts between marks that look random. */
function randomLength(token: string): number {
  let length = 0;
  for (const part of token.split(marks)) if (part.length >= leastPart && isRandomPart(part)) length += part.length;
  return length;
}

/** True for a UUID, and where random parts of at least `least` units make up the better part of the token. */
export function isRandom(token: string, least: number): boolean {
  if (isUuid(token)) return true;
  const length = randomLength(token);
  return length >= least && length * 2 >= token.length;
}
