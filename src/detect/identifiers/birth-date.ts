/* DATE_OF_BIRTH: a whole date behind words that announce one, below a column heading, or under a key that says so. */

import { memoByKey } from "../../core/key-memo.js";
import { lazily } from "../../core/lazily.js";
import type { CandidateShape, LiteralHit, NativeDetector, Scan, Sink } from "../detector.js";
import { isAsciiWord, isDigit, isWordAt } from "../natives/characters.js";
import { unitAt, type Units } from "../units.js";
import { birthLabels } from "./birth-words.js";
import { eachColumnValue } from "./columns.js";
import { readDate } from "./written-date.js";

const shape = (by: "label" | "key"): CandidateShape => ({
  detector: "date-of-birth",
  entity: "DATE_OF_BIRTH",
  confidence: 0.9,
  evidence: [{ by, name: "birth" }],
});

const announced = shape("label");
const keyed = shape("key");

/** How far behind its label a date may begin, in UTF-16 units: `geboren in Musterstadt am 9. Mai 1990`. */
const reach = 40;
const stops = new Uint8Array(0x10000);
for (const sign of "?!;|{}") stops[sign.charCodeAt(0)] = 1;

/** Position of the first digit behind a label; -1 when a sentence ends before it, or it is too far. */
function firstDigit(units: Units, from: number, length: number): number {
  const limit = Math.min(length, from + reach);
  let lines = 0;
  for (let at = from; at < limit; at++) {
    const code = unitAt(units, at);
    if (isDigit(code)) return isAsciiWord(unitAt(units, at - 1)) ? -1 : at;
    if (stops[code] === 1 || (code === 10 && ++lines > 1)) return -1;
  }
  return -1;
}

/** Another event that is dated: `birth certificate issued on ...`. */
const otherEvent =
  /certificate|issued|since|until|created|updated|expire|party|order|invoice|ausgestellt|urkunde|seit|délivré|expedid|rilasciat|wydan|выдан/i;

/** `12.05.1979 geb.`, `1979年5月12日生まれ`, `29.02.1996 г.р.`: the label behind its date. */
const labelsBehind = new Set(["生まれ", "出生", "г.р.", "doğumlu", "출생"]);
const behind = birthLabels.map((label) => labelsBehind.has(label));
const behindReach = 24;

/** Lengths of the labels without the sign that some end with. */
const headingLengths = lazily(() =>
  birthLabels.map((label) => label.replace(/[^\p{L}\p{M})]{1,8}$/u, "").length),
);

function addBehind({ text }: Scan, sink: Sink, { start }: LiteralHit): void {
  const from = Math.max(0, start - behindReach);
  for (let at = from; at < start; at++) {
    if (!isDigit(text.charCodeAt(at)) || isAsciiWord(text.charCodeAt(at - 1))) continue;
    const date = readDate(text, at);
    if (date === undefined || date.end > start || /[^\s,()（]/.test(text.slice(date.end, start))) continue;
    sink.add(announced, date.start, date.end);
    return;
  }
}

function onLabel(scan: Scan, sink: Sink, hit: LiteralHit): void {
  const { text } = scan;
  const isAscii = text.charCodeAt(hit.start) < 0x250;
  if (isAscii && isWordAt(text, hit.start) && isWordAt(text, hit.start - 1)) return;
  const digit = firstDigit(scan.units, hit.end, text.length);
  const date = digit < 0 ? undefined : readDate(text, digit);
  if (date !== undefined && !otherEvent.test(text.slice(hit.end, date.start))) {
    sink.add(announced, date.start, date.end);
    return;
  }
  if (behind[hit.literal] === true) addBehind(scan, sink, hit);
  const heading = { start: hit.start, end: hit.start + (headingLengths()[hit.literal] ?? 0) };
  eachColumnValue(scan, heading, (cell) => {
    const below = readDate(text, cell.start);
    if (below?.end !== cell.end) return false;
    sink.add(announced, below.start, below.end);
    return true;
  });
}

const keyName =
  /^(?:.{0,24}[_.-])?(?:dob|date_?-?of_?-?birth|birth_?-?(?:date|day)|bday|born(?:_on)?|geburts(?:datum|tag)|geb_?datum|date_?naissance|fecha_?nacimiento|data_?(?:di_)?nascita|data_?nascimento|geboortedatum|data_?urodzenia)$|[a-z](?:DateOfBirth|BirthDate|Birthday)$|^(?:dateOfBirth|birthDate|birthDay)$/i;

/** Longest value that is judged by its key alone, UTF-16 units. */
const longestValue = 32;

const saysBirth = memoByKey((key) => keyName.test(key));

function addKeyed({ text, hint, digits }: Scan, sink: Sink): void {
  if (hint.key === undefined || text.length > longestValue || digits.count === 0) return;
  if (!saysBirth(hint.key)) return;
  const digit = text.search(/\d/);
  const date = digit < 0 ? undefined : readDate(text, digit);
  if (date !== undefined) sink.add(keyed, date.start, date.end);
}

export const birthDate: NativeDetector = {
  id: "date-of-birth",
  entities: ["DATE_OF_BIRTH"],
  literals: birthLabels.map((text) => ({ text })),
  scan(scan, sink) {
    if (scan.hint.key !== undefined && scan.hint.numeric !== true) addKeyed(scan, sink);
  },
  onLiteral: onLabel,
};
