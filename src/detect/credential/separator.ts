/* Reads what joins a label to its value on the same line or the next: marks of the label, separators, copulas. */

import { isBlankAt, isLetterAt, isNewlineAt, isUnspacedAt, skipBlanks } from "./characters.js";
import { copulas, fillers } from "./lexicon-words.js";
import type { Separator } from "./judged.js";

/** Where the value may start, and what led there. */
export interface Joint {
  readonly separator: Separator;
  readonly at: number;
}

const codesOf = (units: string): ReadonlySet<number> => new Set([...units].map((unit) => unit.charCodeAt(0)));
const labelClosers = codesOf("\"'`*_)]\\’”»」』】");
const dashes = codesOf("-–—→⟹⇒➜➔➡▶►|¦\t");

/** Elements that stand in a text, and the end of any: `<redacted>`, `<password>` in front of a value are none. */
const element =
  /^<(?:\/[a-z]|(?:[abipqs-v]|value|string|data|cell|col|w:t|text:p|em|br|hr|td|th|tr|li|ul|ol|dd|dt|dl|tt|h[1-6]|div|pre|kbd|var|img|sub|sup|big|ins|del|bdi|bdo|nav|wbr|code|span|font|samp|mark|small|strong|table|tbody|thead|label|input|center|strike|section|article|blockquote|o:p)(?=[\s/>]))/i;
const longestElement = 13;

/** A line of dots between label and value fills no more than a line. */
const longestLeader = 80;

/** End of a tag that starts at `at`, or `at`; a tag longer than 80 units is none. */
function skipTag(text: string, at: number): number {
  if (text.charCodeAt(at) !== 0x3c || !element.test(text.slice(at, at + longestElement))) return at;
  const stop = Math.min(text.length, at + 80);
  for (let end = at + 1; end < stop; end++) {
    const char = text.charAt(end);
    if (char === ">") return end + 1;
    if (char === "<" || isNewlineAt(text, end)) return at;
  }
  return at;
}

/** Blanks, tags and `&nbsp;` between label, separator and value. */
export function skipGap(text: string, at: number): number {
  let end = at;
  for (let round = 0; round < 6; round++) {
    let next = skipTag(text, skipBlanks(text, end));
    if (text.charCodeAt(next) === 0x26 && text.startsWith("&nbsp;", next)) next += 6;
    if (next === end) return end;
    end = next;
  }
  return end;
}

/** Marks that close the label itself: quotes of a JSON key, emphasis, brackets, tags. */
export function skipLabelClosers(text: string, at: number): number {
  let end = at;
  while (end < at + 8 && !isLetterAt(text, end) && labelClosers.has(text.charCodeAt(end))) end++;
  return skipLeader(text, end);
}

/** `Pass.:`, `Password . . . . :`: dots up to the colon, on a line of a form. */
function skipLeader(text: string, at: number): number {
  if (text.charCodeAt(at) === 0x2e) return text.charCodeAt(at + 1) === 0x3a ? at + 1 : at;
  if (text.charCodeAt(at + 1) !== 0x2e || text.charCodeAt(at) !== 0x20) return at;
  let end = at;
  while (end < at + longestLeader && " .".includes(text.charAt(end) || ":")) end++;
  return end >= at + 4 && isHardMark(text, end) ? end : at;
}

/** `(temporary)`, `(root)`: an explanation of at most 40 units. */
export function skipBracketed(text: string, at: number): number {
  const open = skipBlanks(text, at);
  const code = text.charCodeAt(open);
  if (code !== 0x28 && code !== 0x5b && code !== 0xff08) return at;
  const closer = code === 0x28 ? ")" : code === 0x5b ? "]" : "）";
  const close = text.slice(open, open + 42).indexOf(closer);
  if (close < 0 || text.slice(open, open + close).includes("\n")) return at;
  return open + close + 1;
}

function isHardMark(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === 0x3a || code === 0x3d || code === 0xff1a || code === 0xff1d;
}

/** `key::name` of programming languages. */
function isScope(text: string, at: number): boolean {
  return text.startsWith("::", at) && !isBlankAt(text, at + 2);
}

/** `Password:- VALUE`; the default of a shell variable (`${DB_PASS:-VALUE}`) is read with the variable. */
function readColonDash(text: string, dash: number): number {
  return text.slice(Math.max(0, dash - 40), dash).includes("${") ? -1 : dash + 1;
}

/** Behind the second unit of `=>` and `:-`. */
function readSecondUnit(text: string, at: number): number {
  if (text.charAt(at) === ">") return at + 1;
  return text.charAt(at) === "-" && text.charAt(at - 1) === ":" ? readColonDash(text, at) : at;
}

/** `:`, `=`, `:=`, `=>`, `->`, full-width forms; the position behind, or -1. */
export function readHardSeparator(text: string, at: number): number {
  let end = at;
  while (end < at + 3 && isHardMark(text, end)) end++;
  if (end === at) return text.charCodeAt(at) === 0x2d && text.charCodeAt(at + 1) === 0x3e ? at + 2 : -1;
  end = readSecondUnit(text, end);
  if (end < 0 || text.startsWith("//", end) || isScope(text, at)) return -1;
  while (end < at + 8 && (text.charAt(end) === "*" || text.charAt(end) === "_")) end++;
  return end;
}

/** `define('DB_PASSWORD', 'value')` and `"password", "value"`: both in quotes. */
export function readQuotedComma(text: string, closed: number): number {
  const code = text.charCodeAt(closed - 1);
  if (code !== 0x22 && code !== 0x27) return -1;
  const mark = text.charAt(closed - 1);
  const comma = skipBlanks(text, closed);
  if (text.charAt(comma) !== ",") return -1;
  const open = skipBlanks(text, comma + 1);
  return text.charAt(open) === mark ? open : -1;
}

/** `Password ........ VALUE`; the position behind, or -1. */
function readLeader(text: string, at: number): number {
  let end = at;
  while (end < at + longestLeader && ".…·_".includes(text.charAt(end) || " ")) end++;
  return (end >= at + 3 || text.charAt(at) === "…") && isBlankAt(text, end) ? end : -1;
}

/** A dash between blanks, a table bar, a tab, a line of dots; the position behind, or -1. */
export function readSoftSeparator(text: string, at: number): number {
  const mark = skipBlanks(text, at);
  const code = text.charCodeAt(mark);
  if (code === 0x2e || code === 0x2026 || code === 0xb7) return readLeader(text, mark);
  if (isLetterAt(text, mark) || !dashes.has(code)) {
    return mark > at && text.slice(at, Math.min(mark, at + 8)).includes("\t") ? mark : -1;
  }
  const spaced = mark > at && isBlankAt(text, mark + 1);
  return code === 0x7c || code >= 0x2192 || spaced ? mark + 1 : -1;
}

/** Particles that hang on a word, and copulas of scripts without blanks. */
const particles = [
  "还是",
  "還是",
  "仍然是",
  "一直是",
  "依然是",
  "就是",
  "改成了",
  "改为了",
  "设置成",
  "設置成",
  "设置为",
  "設定為",
  "重置为",
  "修改为",
  "变更为",
  "改成",
  "改为",
  "改為",
  "设为",
  "設為",
  "设成",
  "换成",
  "입니다",
  "이에요",
  "은",
  "는",
  "이",
  "가",
  "를",
  "을",
  "を",
  "が",
  "は",
  "も",
  "是",
  "为",
  "為",
  "คือ",
  "เป็น",
  "ได้แก่",
];

const particleStarts = codesOf(particles.map((particle) => particle.charAt(0)).join(""));

function readParticle(text: string, at: number): number {
  if (!particleStarts.has(text.charCodeAt(at))) return -1;
  const found = particles.find((particle) => text.startsWith(particle, at));
  return found === undefined ? -1 : at + found.length;
}

const isApostrophe = (code: number): boolean => code === 0x27 || code === 0x2019;

/** The word at `at`: letters and apostrophes, 24 units at most. */
export function readWord(text: string, at: number): string {
  let end = at;
  while (end < at + 24 && (isLetterAt(text, end) || isApostrophe(text.charCodeAt(end)))) end++;
  return end === at ? "" : text.slice(at, end);
}

/** Skips `now`, `currently`, `jetzt` and a colon or comma after them, in front of a value or the end of the line. */
function skipFillers(text: string, at: number): number {
  let end = skipGap(text, at);
  for (let round = 0; round < 3; round++) {
    const word = readWord(text, end);
    if (word === "" || !fillers.has(word.toLowerCase())) break;
    let next = end + word.length;
    if (":,".includes(text.charAt(next) || " ")) next++;
    if (isNewlineAt(text, next)) return next;
    if (!isBlankAt(text, next)) break;
    end = skipGap(text, next);
  }
  return text.charAt(end) === ":" ? skipGap(text, end + 1) : end;
}

/** `mot de passe : toujours VALUE`: behind an adverb, where what follows holds a figure. */
export function skipAdverb(text: string, at: number): number {
  const word = readWord(text, at);
  const end = at + word.length;
  if (word.length < 3 || text.charCodeAt(end) !== 0x20 || !fillers.has(word.toLowerCase())) return at;
  return /^ \S{0,24}\d\S{0,24}\s{0,2}(?:\n|$|[,;(])/.test(text.slice(end, end + 56)) ? end + 1 : at;
}

/** `password's VALUE`: the short form of `is` behind the label; where the value may start, or -1. */
export function readShortCopula(text: string, labelEnd: number): number {
  if (!isApostrophe(text.charCodeAt(labelEnd)) || (text.charCodeAt(labelEnd + 1) | 0x20) !== 0x73) return -1;
  return isBlankAt(text, labelEnd + 2) ? skipFillers(text, labelEnd + 3) : -1;
}

/** `has always been VALUE` */
const lasting =
  /^(?:has|have|had) always been |^hat schon immer |^war (?:schon )?immer(?: schon)? |^a toujours été |^ha sido siempre |^siempre ha sido |^è sempre stat[ao] |^sempre foi |^is altijd |^zawsze było |^vždycky bylo |^всегда был /iu;
const longestLasting = 24;
const mayLast = new Set("has have had hat war a ha siempre è sempre is zawsze vždycky всегда".split(" "));

/** A copula at `at` (behind blanks): where its value may start, or -1. */
export function readCopula(text: string, at: number): number {
  if (isUnspacedAt(text, at)) {
    const particle = readParticle(text, at);
    return particle < 0 ? -1 : skipFillers(text, particle);
  }
  if (text.charAt(at) === "—" && isBlankAt(text, at + 1)) return skipFillers(text, at + 1);
  const word = readWord(text, at);
  const small = word.toLowerCase();
  return readLasting(text, at, small) ?? (copulas.has(small) ? readCopulaWord(text, at + word.length) : -1);
}

function readLasting(text: string, at: number, word: string): number | undefined {
  const found = mayLast.has(word) ? lasting.exec(text.slice(at, at + longestLasting)) : null;
  return found === null ? undefined : skipFillers(text, at + found[0].length);
}

function readCopulaWord(text: string, wordEnd: number): number {
  let end = wordEnd;
  if (!isBlankAt(text, end) && text.charAt(end) !== ":" && text.charAt(end) !== "<") return -1;
  const second = readWord(text, skipBlanks(text, end));
  if (second !== "" && copulas.has(second.toLowerCase())) end = skipBlanks(text, end) + second.length;
  return skipFillers(text, end);
}
