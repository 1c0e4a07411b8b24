/* What stands right beside a number without a word before it: another phone, an extension, or the word behind. */

import { unitAt, type UnitText } from "../units.js";
import { isDigitAt, isLetterAt } from "./characters.js";
import { extensionEnd } from "./written.js";

/** UTF-16 units between two numbers of one list at most. */
const widestJoin = 20;

/** Over a text whose blanks are single and whose marks are gone. */
const join =
  /^ ?(?:(?:or|and|und|oder|ou|et|[oyeи]|of|en|lub|oraz|eller|og|och|или|veya) )?(?:(?:at )?(?:work|home|office|privat|büro|casa|trabajo|travail|domicile) )?(?:(?:his|hers|mine|ours|theirs|meine|seine|ihre) (?:is|ist) )?(?:(?:on|at|unter|au|al|op|under) )?$/iu;

/** Whether the number at `start` is the next of a list whose last one ended at `end` (`on 0171 39200 or 030 23125`). */
export function joinsPhone({ text }: UnitText, end: number, start: number): boolean {
  if (end === 0 || start <= end || start - end > widestJoin) return false;
  return join.test(text.slice(end, start).replace(/[\s,;/|&(]+/g, " "));
}

const namedBehind =
  /[ ,]{1,2}(?:(?:is|was|ist|war|est|es|è|é|to) (?:my|our|his|her|their|the|mein|meine|unsere|mon|notre|mi|nuestro|il mio|o meu|mój|mijn) (?:(?:new|old|direct|private|work|home|current|best|right|correct|neue|alte|nouveau|nuevo|nuovo|novo|nowy|nieuwe) ){0,2}(?:phone|mobile|cell|telephone|landline|fax|number|nummer|handy|telefon|numéro|portable|número|teléfono|móvil|numer)|numaras[ıi]ndan|numaral[ıi]|numaram)|[ ,]{1,2}(?:(?:is|was|ist|est|es|è|é) )?(?:still|noch|toujours|ancora|ainda) (?:the|your|my|our|die|deine|ihre|meine|le|votre|mon|su|mi|il) (?:(?:right|correct|best|richtige|bon) )?(?:number|nummer|numéro|número|numero)| (?:(?:immer |jederzeit |telefonisch |abends |tagsüber )?(?:zu erreichen|erreichbar|erreichen|anrufen|zurückrufen)|te bereiken|bereikbaar|bellen|(?:keeps|kept|keep) (?:calling|ringing|texting)|(?:just |has )?(?:called|rang|phoned|texted) (?:me|us)|is (?:not|no longer) in service|is out of service|goes to voice ?mail)/iuy;

/** Whether the words behind the number call it a phone: `0171 39200 is my new number`. */
export function isNamedBehind({ text, units }: UnitText, end: number): boolean {
  const unit = unitAt(units, end);
  if (unit !== 0x20 && unit !== 0x2c) return false;
  namedBehind.lastIndex = extensionEnd({ text, units }, end);
  return namedBehind.test(text);
}

/** Farthest end of the field of a row in which a mail address stands, in UTF-16 units. */
const widestField = 48;

/** Whether the number is a field of its own in a row, beside one with a mail address: `Jane Roe;jane@example.com;030 1234567`. */
export function isBesideMail({ text, units }: UnitText, start: number, end: number): boolean {
  const sign = unitAt(units, start - 1);
  if (sign !== 0x2c && sign !== 0x3b && sign !== 0x7c && sign !== 0x09) return false;
  const behind = unitAt(units, end);
  if (behind !== sign && behind !== 0x0a && end < text.length) return false;
  const mark = String.fromCharCode(sign);
  const before = text
    .slice(Math.max(0, start - 1 - widestField), start - 1)
    .split(mark)
    .at(-1);
  const after = text.slice(end + 1, end + 1 + widestField).split(mark, 1)[0];
  return before?.includes("@") === true || after?.includes("@") === true;
}

const wanted =
  / (?:to|for|if|when|and|or|so|please|asap|before|after|between|from|now|today|tomorrow|instead|[aàyoew]|pour|para|per|um|und|oder|bitte|ab|et|ou|lub|om|en|of)(?!\p{L})/uy;

/** Whether the sentence goes on behind the number with its purpose or its time: `call 71234531 to confirm`. */
export function isWanted({ text }: UnitText, end: number): boolean {
  wanted.lastIndex = end;
  return wanted.test(text);
}

/** `, 02139-4307 Cambridge`: the postal code of an address, before its city. */
export function precedesCity({ text, units }: UnitText, start: number, end: number): boolean {
  return (
    unitAt(units, start - 2) === 0x2c &&
    unitAt(units, start - 1) === 0x20 &&
    /^ \p{Lu}/u.test(text.slice(end, end + 2))
  );
}

/** Whether an extension that is called so follows; a mere `x` stands behind other numbers too. */
export function hasNamedExtension(source: UnitText, end: number): boolean {
  const behind = extensionEnd(source, end);
  return behind > end && /[a-z]{2}/i.test(source.text.slice(end, behind));
}

/** Whether a group of letters and digits stands before the number, apart by a blank: both are one code (`1Z 999 AA1 01 2345`). */
export function followsCode({ units }: UnitText, start: number): boolean {
  if (unitAt(units, start - 1) !== 0x20 || !isDigitAt(units, start - 2)) return false;
  let at = start - 2;
  while (isDigitAt(units, at)) at--;
  return isLetterAt(units, at);
}

/** Whether two capitals stand before the number, as the state before its ZIP code. */
export function followsState({ units }: UnitText, start: number): boolean {
  const isCapital = (unit: number): boolean => unit >= 0x41 && unit <= 0x5a;
  if (unitAt(units, start - 1) !== 0x20 || isLetterAt(units, start - 4)) return false;
  return isCapital(unitAt(units, start - 2)) && isCapital(unitAt(units, start - 3));
}

/** Whether nothing that could be counted follows: the text, the line or the sentence ends, or a mark stands there. */
export function endsPhrase({ units }: UnitText, end: number): boolean {
  const unit = unitAt(units, end);
  return unit === 0x20 ? !isLetterAt(units, end + 1) : !isLetterAt(units, end);
}

/** Whether a year behind a slash ends it: `form 01 23 45 / 2024`. */
export const endsInYear = ({ text }: UnitText, end: number): boolean =>
  /\d ?\/ ?(?:19|20)\d\d$/.test(text.slice(Math.max(0, end - 8), end));
