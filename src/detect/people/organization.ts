/* ORGANIZATION: a name in front of a legal form (`GmbH`, `Ltd`, `S.p.A.`, `有限公司`), or behind a label for firms. */

import type { LiteralHit, NativeDetector, Scan, Sink } from "../detector.js";
import { lazily } from "../../core/lazily.js";
import type { Span } from "../../core/types.js";
import { isAsciiLetter, isWordAt, isWordUnitAt } from "../natives/characters.js";
import { unitAt, type Units, type UnitText } from "../units.js";
import { companyLabels, legalForms, type LegalForm } from "./legal-forms.js";
import { isBreakAt, isCapitalAt, isGapAt, isLetterAt, skipGap, skipGapBack } from "./letters.js";
import { firmWord, isNoName } from "./no-names.js";
import { shapesOf } from "../shape.js";

const shape = shapesOf({ detector: "organization", entity: "ORGANIZATION" }, "label");

const byForm = shape(0.85, "legal form");
const byWeakForm = shape(0.7, "legal form, short");
const byLabel = shape(0.8, "company label");

const marks = [":", " :", "：", "\t"];

const cues: readonly { readonly text: string; readonly form: LegalForm | undefined }[] = [
  ...legalForms.map((form) => ({ text: form.unspaced === true ? form.text : ` ${form.text}`, form })),
  ...companyLabels.flatMap((label) => marks.map((mark) => ({ text: label + mark, form: undefined }))),
];

const work = 96;

function onCue(scan: Scan, sink: Sink, hit: LiteralHit): void {
  const cue = cues[hit.literal];
  if (cue === undefined) return;
  scan.budget.spend(work);
  if (cue.form === undefined) addLabelled(scan.text, sink, hit);
  else if (cue.form.unspaced === true) addUnspaced(scan, sink, hit);
  else addBefore(scan, sink, { form: cue.form, hit });
}

interface FormHit {
  readonly form: LegalForm;
  readonly hit: LiteralHit;
}

function addBefore(source: UnitText, sink: Sink, { form, hit }: FormHit): void {
  const { text, units } = source;
  if (
    isAsciiLetter(unitAt(units, hit.end)) ||
    isLetterAt(text, hit.end) ||
    (isWordAt(text, hit.end) && form.text.length < 4)
  )
    return;
  if (!isCapitalAt(text, hit.start + 1) && form.small !== true) return;
  const start = nameStart(source, hit.start);
  if (start === -1 || isNoFirm(text, form, { start, end: hit.start })) return;
  sink.add(form.weak === true ? byWeakForm : byForm, start, formEnd(source, hit.end));
}

/** `SA and SE`: short forms need a name with small letters, or a longer one. */
function isAbbreviation(text: string, start: number, end: number): boolean {
  const first = wordEnd(text, start, end);
  if (first - start >= 4) return false;
  const word = text.slice(start, first);
  return word === word.toUpperCase();
}

function isNoFirm(text: string, form: LegalForm, { start, end }: Span): boolean {
  if (form.exact === true && isAbbreviation(text, start, end)) return true;
  return isListOfForms(text, start, end) || endsInAnd(text, form, end);
}

const formNames = lazily(() => new Set(legalForms.map(({ text }) => text.replaceAll(".", ""))));

/** `Ltd., Inc., LLC and GmbH`, to choose from: forms alone are nobody's name. */
const isListOfForms = (text: string, start: number, end: number): boolean =>
  text
    .slice(start, end)
    .split(/[ ,/]+/)
    .every((word) => word === "" || inside.has(word) || formNames().has(word.replaceAll(".", "")));

/** `Limited Edition and Inc.`; `Smith and Co` is a firm. */
const endsInAnd = (text: string, form: LegalForm, end: number): boolean =>
  !form.text.startsWith("Co") &&
  / (?:and|und|et|en|og|och|[eiy])$/.test(text.slice(Math.max(0, end - 4), end));

function wordEnd(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && isWordAt(text, at)) at++;
  return at;
}

const moreForm =
  /^(?:\.? (?:&|and|und|u\.) Co\.? ?(?:KGaA|KG|OHG|oHG)?| (?:KGaA|mbH|e\.K\.)|, (?:Inc|LLC|Ltd)\b)/;
const moreInitials = new Uint8Array(0x1_0000);
for (const sign of "&auKmeIL") moreInitials[sign.charCodeAt(0)] = 1;

/** A blank, perhaps behind a sign, and the first unit of what may belong to the form. */
function mayGoOn(units: Units, end: number): boolean {
  const unit = unitAt(units, end);
  const at = unit === 0x2e || unit === 0x2c ? end + 1 : end;
  return unitAt(units, at) === 0x20 && moreInitials[unitAt(units, at + 1)] === 1;
}

/** `GmbH & Co. KG`, `Ltd.`, `S.A.`: what belongs to the form behind it. */
function formEnd({ text, units }: UnitText, end: number): number {
  const more = mayGoOn(units, end) ? moreForm.exec(text.slice(end, end + 16)) : null;
  const stop = end + (more?.[0].trimEnd().length ?? 0);
  return text.charAt(stop) === "." &&
    !isLetterAt(text, stop + 1) &&
    text.charAt(stop - 1) !== "." &&
    isAbbreviated(text, stop)
    ? stop + 1
    : stop;
}

/** `Ltd.` and `Co.` carry their stop; behind `GmbH.` it ends the sentence. */
const isAbbreviated = (text: string, end: number): boolean =>
  /(?:Ltd|Inc|Corp|Co|Lda|Ltda|Pty|Bros|S\.p\.A|S\.A|Şti|A\.Ş|L\.L\.C|B\.V|N\.V|s\.r\.o|S\.r\.l|o\.o|a\.s|Coop)$/.test(
    text.slice(Math.max(0, end - 8), end),
  );

const longestWord = 30;
const mostWords = 7;
/** Small words inside the name of a firm. */
const inside = new Set(
  "& + and und et y e en i of de del della di da do dos das des du la le les van von der den ve og och für for".split(
    " ",
  ),
);

/** Start of the words with capitals that end at `end`; -1 when there is none. */
function nameStart(source: UnitText, end: number): number {
  const { text, units } = source;
  let start = -1;
  let at = unitAt(units, end - 1) === 0x2c ? end - 1 : end;
  for (let count = 0; count < mostWords; count++) {
    const word = wordStart(units, at);
    if (word === at || at - word >= longestWord) break;
    const capital = isCapitalAt(text, word);
    if (capital ? isStopper(source, word, at) : !inside.has(text.slice(word, at))) break;
    if (capital) start = word;
    if (!isGapAt(text, word - 1) || isGapAt(text, word - 2)) break;
    at = word - 1;
  }
  return start;
}

function wordStart(units: Units, end: number): number {
  let start = end;
  while (start > 0 && end - start < longestWord && isFirmUnit(units, start - 1)) start--;
  return start;
}

const firmSigns = new Uint8Array(0x80);
for (const sign of "&+.'-") firmSigns[sign.charCodeAt(0)] = 1;

function isFirmUnit(units: Units, at: number): boolean {
  const unit = unitAt(units, at);
  return isWordUnitAt(units, at) || (unit < 0x80 ? firmSigns[unit] === 1 : unit === 0x2019);
}

/** A sentence ends, or a word stands there that begins one and is no part of a firm. */
function isStopper(source: UnitText, start: number, end: number): boolean {
  const { text } = source;
  const last = text.charAt(end - 1);
  if (last === "." && end - start > 4) return true;
  const word = firmWord(text, start, end);
  return word === "opener" || (word === "other" && isOpening(source, start));
}

/** The first word of its line or sentence, or one in small letters stands before it. */
function isOpening({ text, units }: UnitText, start: number): boolean {
  const before = skipGapBack(text, start);
  if (before === 0 || isBreakAt(text, before - 1) || !isWordAt(text, before - 1)) return true;
  return !isCapitalAt(text, wordStart(units, before));
}

const hanUnit = /^[\p{sc=Han}\p{sc=Katakana}\p{sc=Hiragana}\p{sc=Hangul}ー（）()A-Za-z]$/u;
const longestHan = 20;
/** Japanese words of grammar end a name: `株式会社ひばりの川島です`. */
const grammar = new Set("のはがをにへとでも");

/** Answers already given, by unit: 0 not asked yet, 1 yes, 2 no. */
const hanAnswers = new Uint8Array(0x1_0000);

function isHanUnit(units: Units, at: number): boolean {
  const unit = unitAt(units, at);
  if (hanAnswers[unit] === 0) {
    const char = String.fromCharCode(unit);
    hanAnswers[unit] = hanUnit.test(char) && !grammar.has(char) ? 1 : 2;
  }
  return hanAnswers[unit] === 1;
}

/** `云雀物流（苏州）有限公司`, `株式会社ひばり`: what stands before or behind it without a break. */
function addUnspaced({ units }: UnitText, sink: Sink, hit: LiteralHit): void {
  let start = hit.start;
  while (start > hit.start - longestHan && isHanUnit(units, start - 1)) start--;
  let end = hit.end;
  if (start === hit.start) while (end < hit.end + longestHan && isHanUnit(units, end)) end++;
  if (end - start >= 4 && end - start > hit.end - hit.start + 1) sink.add(byForm, start, end);
}

const longestValue = 60;

/** The rest of the line behind the label, up to a sign. */
function addLabelled(text: string, sink: Sink, hit: LiteralHit): void {
  if (isWordAt(text, hit.start - 1)) return;
  const start = skipGap(text, hit.end);
  if (!isCapitalAt(text, start) && !(text.charCodeAt(start) >= 0x2e80)) return;
  let end = start;
  while (end < start + longestValue && !isValueEnd(text, end)) end++;
  if (end >= start + longestValue || end - start < 2) return;
  const stop = skipGapBack(text, end);
  if (!isNoName(text, start, stop)) sink.add(byLabel, start, stop);
}

function isValueEnd(text: string, at: number): boolean {
  const unit = text.charAt(at);
  if (at >= text.length || isBreakAt(text, at) || /[,;|\t<>(){}[\]"@:=/]/.test(unit)) return true;
  return unit === "." && !isLetterAt(text, at + 1) && text.charAt(at + 1) !== "," && !isAbbreviated(text, at);
}

export const organization: NativeDetector = {
  id: "organization",
  entities: ["ORGANIZATION"],
  literals: cues.map(({ text, form }) =>
    form?.exact === true ? { text, exact: true } : { text: text.toLowerCase() },
  ),
  onLiteral: onCue,
};
