/* Titles and forms of address in front of a name. */

import { unitAt, type Units } from "../units.js";
import { createWordTrie } from "../word-trie.js";
import { isGapAt, isLetterAt, skipAscii, skipGap } from "./letters.js";
import { isLeadingParticle, leadingParticles } from "./no-names.js";

/** In lower case, without their full stops. */
const titles: ReadonlySet<string> = new Set(
  [
    "mr mrs ms miss mx dr doctor prof professor rev reverend sir dame",
    "herr herrn hr frau fr fräulein doktor mag dipl-ing ing ia iv ppa dkfm",
    "monsieur madame mademoiselle mme mlle mgr maître me docteur",
    "señor señora señorita sr sra srta don doña lic licenciado licenciada dra",
    "signor signora signorina sig sigra dott dottssa dottor dottoressa rag avv geom arch",
    "senhor senhora dona doutor doutora eng engº",
    "meneer mevrouw dhr mevr mw ir drs heer",
    "pan pani pana panu panią mgr inż pán paní slečna",
    "domnul doamna dl dna bay bayan sayın",
    "господин госпожа г-н г-жа пан пані κύριε κυρία κ κα",
  ].flatMap((line) => line.split(" ")),
);

const readAscii = createWordTrie(() => [...titles].map((word) => ({ word, value: 1 })));

/** Which pairs of small letters a title or a particle that leads a name begins with. */
const beginnings = new Uint8Array(26 * 26);
for (const word of [...titles, ...leadingParticles]) {
  const pair = pairOf(word.charCodeAt(0), word.charCodeAt(1));
  if (pair !== -1) beginnings[pair] = 1;
}

function pairOf(first: number, second: number): number {
  if (first < 0x61 || first > 0x7a || !(second >= 0x61 && second <= 0x7a)) return -1;
  return (first - 0x61) * 26 + second - 0x61;
}

/** `thanks for`, `reach our`: the blank at `at` is followed by a small word with which `nameStart` would be -1. */
export function goesOn(units: Units, at: number): boolean {
  if (unitAt(units, at) !== 0x20) return false;
  const pair = pairOf(unitAt(units, at + 1), unitAt(units, at + 2));
  return pair !== -1 && beginnings[pair] === 0;
}

const longestTitle = 14;
const mostTitles = 4;

/** Place of the name behind the titles at `at`; `at` itself where there is none. */
export function skipTitles(text: string, at: number): number {
  let next = at;
  for (let count = 0; count < mostTitles; count++) {
    const end = titleEnd(text, next);
    if (end === -1) return next;
    next = skipGap(text, end);
  }
  return next;
}

/** The same; -1 where a small word stands that is neither a title nor leads a name: nearly always. */
export function nameStart(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  if (!(unit >= 97 && unit <= 122)) return skipTitles(text, at);
  let end = at + 1;
  while (end < at + longestTitle && isSmallAscii(text, end)) end++;
  if (readAscii.inText(text, at, end) !== 0) return skipTitles(text, at);
  const mark = text.charCodeAt(end);
  return mark === 0x27 || mark === 0x2019 || isLeadingParticle(text, at, end) ? at : -1;
}

function isSmallAscii(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit >= 97 && unit <= 122;
}

/** A title ends with its full stop, or a blank follows. */
function titleEnd(text: string, at: number): number {
  let end = at;
  while (end < at + longestTitle && isTitleLetter(text, end)) end++;
  const stop = text.charCodeAt(end) === 0x2e;
  if (end === at || (!stop && !isGapAt(text, end))) return -1;
  if (stop && end === at + 1) return abbreviationEnd(text, at);
  if (!isTitle(text, at, end)) return stop && text.startsWith("Dipl", at) ? end + 1 : -1;
  return stop ? end + 1 : end;
}

/** `i. A.`, `i.V.`: signs for somebody else. `M. Dupont`, but `M.` alone is an initial. */
function abbreviationEnd(text: string, at: number): number {
  const second = skipGap(text, at + 2);
  const pair = text.charAt(at) + text.charAt(second);
  return /^i[AVav]$/.test(pair) && text.charAt(second + 1) === "." ? second + 2 : -1;
}

function isTitleLetter(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return isLetterAt(text, at) || unit === 0x2d || unit === 0xba || unit === 0xaa;
}

function isTitle(text: string, start: number, end: number): boolean {
  if (skipAscii(text, start, end) === end) return readAscii.inText(text, start, end) !== 0;
  return titles.has(text.slice(start, end).toLowerCase());
}
