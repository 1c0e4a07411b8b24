/* PERSON: the name behind a greeting: `Hi Anna,` `Sehr geehrter Herr Müller` `Bonjour Mme Dupont`. */

import type { LiteralHit, NativeDetector, Scan, Sink } from "../detector.js";
import { greetings } from "./cues.js";
import { gradeOf, personGrades, type Measure } from "./grades.js";
import { cueEndOf, endsWord, isBreakAt, isGapAt, isInsideWord, skipGap, startsWord } from "./letters.js";
import { readName, type PersonName } from "./name-reader.js";
import { goesOn, nameStart, skipTitles } from "./titles.js";
import { readUncasedName } from "./uncased.js";

const grades = personGrades("name-in-greeting", "greeting");

const titled: Measure = { given: "sure", full: "sure", single: "sure" };
const ended: Measure = { given: "sure", full: "likely", single: "hint" };
/** The sentence goes on behind the name. */
const open: Measure = { given: "sure", full: undefined, single: undefined };

const endSigns = new Set(',!:;.?)-–—|/"*'.split(""));

/** What ends a greeting: a sign or the end of the line. */
function isEnded(text: string, end: number): boolean {
  const at = skipGap(text, end);
  return (
    at >= text.length || isBreakAt(text, at) || endSigns.has(text.charAt(at)) || text.charCodeAt(at) > 0x2600
  );
}

const work = 64;

function onGreeting({ text, units, budget }: Scan, sink: Sink, hit: LiteralHit): void {
  const cueEnd = cueEndOf(units, hit.end);
  if (isInsideWord(units, hit.start) || goesOn(units, cueEnd)) return;
  if (!startsWord(text, hit.start) || !endsWord(text, cueEnd)) return;
  budget.spend(work);
  const first = afterSign(text, cueEnd);
  if (first === -1) return;
  const at = nameStart(text, first);
  if (at === -1) return;
  const name = readName(text, at);
  if (name === undefined) {
    const other = readUncasedName(text, at);
    if (other !== undefined) sink.add(other.known ? grades.sure : grades.hint, at, other.end);
    return;
  }
  add(text, sink, { name, titled: at > first });
  const more = secondName(text, name.end);
  if (more !== undefined) add(text, sink, { name: more, titled: false });
}

/** `Hallo, Anna`: at most one sign stands between. */
function afterSign(text: string, at: number): number {
  const next = skipGap(text, at);
  const sign = text.charAt(next);
  const start = sign === "," || sign === "-" ? skipGap(text, next + 1) : next;
  return start > at ? start : -1;
}

interface Addressed {
  readonly name: PersonName;
  readonly titled: boolean;
}

function add(text: string, sink: Sink, { name, titled: hasTitle }: Addressed): void {
  const measure = hasTitle ? titled : isEnded(text, name.end) ? ended : open;
  const grade = gradeOf(name, measure);
  if (grade !== undefined) sink.add(grades[grade], name.start, name.end);
}

const joins = new Set(["and", "und", "et", "y", "e", "en", "i", "og", "och", "&", "ja", "ve", "и", "și"]);

/** `Hi Anna and Ben`. */
function secondName(text: string, end: number): PersonName | undefined {
  if (!isGapAt(text, end)) return undefined;
  let at = end + 1;
  while (at < end + 5 && !isGapAt(text, at) && at < text.length) at++;
  if (!joins.has(text.slice(end + 1, at)) || !isGapAt(text, at)) return undefined;
  return readName(text, skipTitles(text, at + 1));
}

export const nameInGreeting: NativeDetector = {
  id: "name-in-greeting",
  entities: ["PERSON"],
  literals: greetings.map((text) => ({ text })),
  onLiteral: onGreeting,
};
