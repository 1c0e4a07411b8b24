/* Titles and forms of address in front of a name. */

import { isGapAt, isLetterAt, skipGap } from "./letters.js";

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

/** `i. A.` and `Dipl.-Ing.` are one title each, their stops and blanks left out. */
function titleEnd(text: string, at: number): number {
  let word = "";
  for (let end = at; end < at + longestTitle && end < text.length; end++) {
    const unit = text.charAt(end);
    if (isTitleLetter(text, end)) word += unit;
    else if (unit === ".") {
      if (isTitle(word)) return end + 1;
    } else if (unit !== " " || word.length !== 1 || text.charAt(end - 1) !== ".") {
      return isGapAt(text, end) && isTitle(word) ? end : -1;
    }
  }
  return -1;
}

function isTitleLetter(text: string, at: number): boolean {
  const unit = text.charAt(at);
  return isLetterAt(text, at) || unit === "-" || unit === "º";
}

const isTitle = (word: string): boolean => titles.has(word.toLowerCase().replace("dipl-ing", "ing"));
