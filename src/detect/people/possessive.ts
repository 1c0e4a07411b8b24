/* PERSON: a given name we know in front of `'s`: `Ingrid's mailbox`. Likely only: firms are called so as well. */

import type { LiteralHit, NativeDetector, Scan, Sink } from "../detector.js";
import { isAsciiLetter } from "../natives/characters.js";
import { unitAt } from "../units.js";
import { isCommonName } from "./common-names.js";
import { isGivenName } from "./given-names.js";
import { personGrades } from "./grades.js";
import { isLetterAt, startsWord } from "./letters.js";
import { isNoName } from "./no-names.js";

const grades = personGrades("name-with-possessive", "possessive");

/** Shops and makers that carry their founder's name. */
const firms: ReadonlySet<string> = new Set(
  "Wendy Denny Levi Macy Lloyd Arby Papa Carl Kohl Moody Sotheby Christie Sainsbury Kellogg Hershey Dillard Marshall Reese Victoria Trader Joe Jerry Harrod Selfridge Byron Jimmy Freddy".split(
    " ",
  ),
);

const longestName = 14;
const shortestName = 4;
const work = 8;

function onMark({ text, units, budget }: Scan, sink: Sink, { start: end }: LiteralHit): void {
  let start = end;
  while (start > end - longestName && isLetterAt(text, start - 1)) start--;
  const first = unitAt(units, start);
  // Nearly all that stands here is `it's`, `what's`, `customer's`.
  if (end - start < shortestName || (isAsciiLetter(first) && first > 0x5a)) return;
  budget.spend(work);
  if (!startsWord(text, start) || isNoName(text, start, end)) return;
  const name = text.slice(start, end);
  if (isGivenName(name) && !isCommonName(name) && !firms.has(name)) sink.add(grades.likely, start, end);
}

export const nameWithPossessive: NativeDetector = {
  id: "name-with-possessive",
  entities: ["PERSON"],
  literals: [{ text: "'s " }, { text: "’s " }],
  onLiteral: onMark,
};
