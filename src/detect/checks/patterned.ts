/* Tells tokens that were typed as an example: runs of one character, the alphabet, one short group over and over. */

/** No token drawn at random has so many equal units in a row, or so many that follow one another. */
const leastEqual = 12;
const leastAscending = 20;
/** Shorter tokens are numbers, names and chosen passwords as well. */
const leastLength = 16;
/** `4f1c0b9e2d7axxxx` */
const maskedEnd = /x{4}$/i;
/** Lengths of the groups that people repeat; longer ones look like a token themselves. */
const shortestGroup = 4;
const longestGroup = 8;
/** Groups of one token that must be alike; marks at its ends do not count. */
const leastGroups = 4;

/** Units in a row that are `step` from the one `apart` before them; the longest such run. */
function longestRun(token: string, apart: number, step: number): number {
  let longest = 0;
  let length = apart;
  for (let at = apart; at < token.length; at++) {
    length = token.charCodeAt(at) - token.charCodeAt(at - apart) === step ? length + 1 : apart;
    if (length > longest) longest = length;
  }
  return longest;
}

/** `wxyz6789wxyz6789wxyz6789`: one group makes up nearly all of it. */
function isGroupRepeated(token: string): boolean {
  const folded = token.toLowerCase();
  for (let group = shortestGroup; group <= longestGroup; group++) {
    const run = longestRun(folded, group, 0);
    if (run >= group * leastGroups && run * 4 >= token.length * 3) return true;
  }
  return false;
}

/** `k3x9k3x9k3x9k3x9`, `abcdefghijklmnopqrstuvwxyz`, `00000000000000`: nobody issues such tokens. */
export function isPatterned(token: string): boolean {
  if (token.length < leastLength) return false;
  if (maskedEnd.test(token) || longestRun(token, 1, 0) >= Math.max(leastEqual, token.length / 3)) return true;
  const ascending = longestRun(token, 1, 1);
  return (ascending >= leastAscending && ascending * 2 >= token.length) || isGroupRepeated(token);
}
