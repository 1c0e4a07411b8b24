/* Tells passphrases of words joined by hyphens (`heron-of-seven-tides`) from compounds of everyday speech (`up-to-date`). */

import { isProductName, shapeOf } from "./value-shape.js";

const joined = /^\p{L}[\p{L}\d]*(?:-[\p{L}\d]+){1,7}$/u;
const leastParts = 3;
const leastLength = 11;

/** Parts that compounds are built with in prose. */
const everyday = new Set(
  [
    "to of so per by up out off well non easy hard built self auto machine user case two three one free only ready",
    "based based proof like style level wide end time term date only first sign log re pre multi single read write",
    "sensitive factor step side part known fuer für e c web admin client server file name key mail wi fi us",
    "service portal mot mots de du la le les là ci vous moi est même nous toi rendez peut ce sein um zu re's y ou",
  ]
    .join(" ")
    .split(" "),
);

const dotted = /^\p{Lu}[\p{L}\d]+(?:[._]\p{L}[\p{L}\d]+){0,5}[._]\p{L}[\p{L}\d]+[._]\p{Lu}[\p{L}\d]+$/u;

/** Three words and more, none of which prose joins with hyphens, and not a line of capitals. */
export function isCoined(token: string): boolean {
  if (token.length < leastLength) return false;
  if (!joined.test(token)) return dotted.test(token) && /\p{Ll}/u.test(token);
  const parts = token.split("-");
  if (parts.length < leastParts || token === token.toUpperCase()) return false;
  return parts.every((part) => part.length > 1 && !everyday.has(part.toLowerCase()));
}

/** The same with a capital behind its first word, as few compounds have: `Walrus-on-Ice`. */
export function isTitled(token: string): boolean {
  return isCoined(token) && /\p{Lu}/u.test(token.slice(token.indexOf("-")));
}

/** A token that somebody chose as a secret; letters and digits alone from `leastMixed` UTF-16 units on. */
export function looksTold(token: string, leastMixed: number): boolean {
  const looks = shapeOf(token);
  if (looks === "strong" || isCoined(token)) return true;
  return looks === "mixed" && token.length >= leastMixed && !isProductName(token);
}
