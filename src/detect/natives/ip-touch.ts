/* What touches four dotted numbers on either side: signs of an address, of a version, or of something longer. */

import { unitAt, type Units, type UnitText } from "../units.js";

/** First rule that holds decides; `undefined` refuses the numbers. */
type TouchRules = readonly (readonly [RegExp, number | undefined])[];

/** Read from the last three characters before the numbers. */
const leftRules: TouchRules = [
  [/(?:^|[^a-z])ip$/i, 3],
  [/\w$|\w\.$/, undefined],
  [/@$|\/\/$/, 5],
  [/\w\/$|[A-Z_]-$/i, -3],
  [/\[$/, 2],
  [/[\^~$€#§]$|[§№]\s$|[=<>]=$/, -5],
];

/** On the right: port, prefix length, range, access log, package revision, unit. */
const rightRules: TouchRules = [
  [/^\w/, undefined],
  [/^:\d{1,5}(?![\d.:])|^\/\d{1,2}(?![\d./])/, 4],
  [/^\.(?:png|jpe?g|gif|webp|bmp|tiff?|heic|pdf|txt|log|csv|html?|json|xml|eml|pcap)(?![\w.-])/i, 0],
  [/^\.[\p{L}_]/u, -3],
  [/^-(?:\d{1,3}\.\d|\d{1,3}(?![\w.+-]))/, 1],
  [/^[-+~]\w/, -4],
  [/^ - - \[/, 4],
  [/^\s{0,2}(?:[€$£%]|(?:EUR|USD|PLN|[KMGT]?i?B|[Bb]ytes?|octets?|байт\p{L}?|bayt\p{L}{0,5})(?!\p{L}))/u, -4],
];

const leftReach = 3;
const rightReach = 12;

function pointsOf(rules: TouchRules, near: string): number | undefined {
  for (const [form, points] of rules) if (form.test(near)) return points;
  return 0;
}

const isBlank = (code: number): boolean => code === 0x20 || code === 0x0a || code === 0x0d;

/** Blanks, commas and opening brackets say nothing, unless a sign of a section stands before a blank. */
function isFreeLeft(units: Units, start: number): boolean {
  const code = unitAt(units, start - 1);
  if (code === 0x28 || code === 0x2c) return true;
  return isBlank(code) && (start === 1 || unitAt(units, start - 2) < 0x80);
}

/** Units of ASCII a unit of measure or an access log may begin with behind a blank, and more blanks. */
const opensUnit = new Uint8Array(0x80);
for (const unit of " \t\n\r\v\f-$%EUPKMGTiBbo") opensUnit[unit.charCodeAt(0)] = 1;

/** Blanks before ordinary words, and full stops and commas before them, say nothing. */
function isFreeRight(units: Units, end: number): boolean {
  const code = unitAt(units, end);
  const next = unitAt(units, end + 1);
  if (isBlank(code)) return next < 0x80 && opensUnit[next] === 0;
  return (code === 0x2e && isBlank(next)) || code === 0x2c || code === 0x3b || code === 0x29;
}

/** Letters that a word behind a blank begins with, and no unit does: `bad`, `in`, `or`. */
function opensOther(first: number, second: number): boolean {
  if (first === 0x62) return second !== 0x79 && second !== 0x61;
  if (first === 0x69) return second !== 0x42;
  return first === 0x6f && second !== 0x63;
}

/** Points of what touches the numbers on the left; undefined when they are part of something else. */
export function leftPoints({ text, units }: UnitText, start: number): number | undefined {
  if (start === 0 || isFreeLeft(units, start)) return 0;
  return pointsOf(leftRules, text.slice(Math.max(0, start - leftReach), start));
}

/** The same for what touches them on the right. */
export function rightPoints({ text, units }: UnitText, end: number): number | undefined {
  if (end >= text.length || isFreeRight(units, end)) return 0;
  const behindBlank =
    unitAt(units, end) === 0x20 && opensOther(unitAt(units, end + 1), unitAt(units, end + 2));
  if (behindBlank) return 0;
  return pointsOf(rightRules, text.slice(end, end + rightReach));
}
