/* Unicode as the eye reads it: invisible characters out, digits, dots, dashes and look-alikes as in ASCII. */

import { lookAlikes } from "./look-alikes.js";
import { createRewriting, type Rewriting, type RewritingBuilder } from "./rewriting.js";

/** Anything beyond printable ASCII and the blanks of plain text may need folding. */
const suspicious = /[^\t\n\r\x20-\x7e]/;

const invisible = /^[\p{Default_Ignorable_Code_Point}\p{Cc}\u2800]$/u;
const mark = /^\p{Mn}$/u;
const digit = /^\p{Nd}$/u;
const blank = /^\p{Zs}$/u;
const dash = /^[\u2010-\u2015\u2043\u2212\ufe58\ufe63\uff0d]$/u;

/** U+E0020 to U+E007E repeat ASCII invisibly (Unicode 23.9, tag characters). */
const firstTag = 0xe0020;
const lastTag = 0xe007e;

/** IDNA reads these as dots (UTS 46, section 2.3); NFKC leaves the first one alone. */
const fullStops = /[\u3002\uff61\uff0e\ufe12]/g;

/** Decimal digits stand in runs of ten that begin at a zero: The Unicode Standard, 4.6. */
function digitValue(point: number): number {
  let zero = point;
  while (point - zero < 9 && digit.test(String.fromCodePoint(zero - 1))) zero--;
  return (point - zero) % 10;
}

/** Mathematical digits stand five runs in a row, so that the first zero says where each begins. */
const firstMathDigit = 0x1d7ce;
const lastMathDigit = 0x1d7ff;

function foldDigit(point: number): string {
  const isMath = point >= firstMathDigit && point <= lastMathDigit;
  return String(isMath ? (point - firstMathDigit) % 10 : digitValue(point));
}

/** A combining mark is folded into its base by the caller. */
const markFold = "\u0000";

function foldPoint(point: number): string {
  if (point >= firstTag && point <= lastTag) return String.fromCharCode(point - firstTag + 0x20);
  const char = String.fromCodePoint(point);
  if (mark.test(char)) return markFold;
  if (invisible.test(char)) return "";
  if (digit.test(char)) return foldDigit(point);
  if (blank.test(char)) return " ";
  if (dash.test(char)) return "-";
  return char.normalize("NFKC").replace(fullStops, ".");
}

/** What a unit becomes; 0 before the first look, `special` for what is no change of one unit to another. */
const units = new Uint16Array(0x10000);
const special = 1;

function unitFold(unit: number): number {
  const isPart = isHigh(unit) || isLow(unit) || lookAlikes.has(unit);
  const fold = isPart ? "" : foldOf(unit);
  return fold.length === 1 && fold !== markFold ? fold.charCodeAt(0) : special;
}

/** Filled as code points are met: whole tables would cost the start, and no text uses more than a few blocks. */
const blocks: (string | undefined)[][] = [];

function foldOf(point: number): string {
  const block = (blocks[point >> 8] ??= []);
  return (block[point & 0xff] ??= foldPoint(point));
}

const isAsciiWord = (unit: number): boolean =>
  (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x41 && unit <= 0x5a) || (unit >= 0x30 && unit <= 0x39);

/** Ideographs, Hangul syllables and kana stand for themselves. */
const standsForItself = (unit: number): boolean =>
  (unit >= 0x3041 && unit <= 0x30fe) ||
  (unit >= 0x4e00 && unit <= 0x9fff) ||
  (unit >= 0xac00 && unit <= 0xd7a3);

/** Read by a loop over code points that remembers whether the one before reads as an ASCII letter or digit. */
interface Walk {
  readonly text: string;
  readonly rewriting: RewritingBuilder;
  previousIsAscii: boolean;
  /** End of a run of look-alikes that was looked along and touches nothing of ASCII. */
  apartUntil: number;
}

/** Whether a run of look-alikes touches an ASCII letter or digit: `Раssword` begins with two of them. */
function touchesAscii(walk: Walk, from: number): boolean {
  if (walk.previousIsAscii) return true;
  if (from <= walk.apartUntil) return false;
  const { text } = walk;
  let at = from;
  while (lookAlikes.has(text.charCodeAt(at))) at++;
  if (isAsciiWord(text.charCodeAt(at))) return true;
  walk.apartUntil = at;
  return false;
}

function foldOther(walk: Walk, at: number, end: number): void {
  const { text, rewriting } = walk;
  const point = text.codePointAt(at) ?? 0;
  const alike = lookAlikes.get(point);
  if (alike !== undefined) {
    if (!touchesAscii(walk, end)) return;
    rewriting.paint(at, alike.charCodeAt(0));
    walk.previousIsAscii = true;
    return;
  }
  const fold = foldOf(point);
  if (fold === markFold) rewriting.absorb(at, end);
  else if (fold === "") rewriting.replace(at, end, fold);
  else {
    if (fold !== text.slice(at, end)) rewriting.replace(at, end, fold);
    walk.previousIsAscii = isAsciiWord(fold.charCodeAt(fold.length - 1));
  }
}

const isHigh = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;
const isLow = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;
const isPlain = (unit: number): boolean =>
  (unit < 0x7f && unit >= 0x20) || unit === 9 || unit === 10 || unit === 13 || standsForItself(unit);

/**
 * Undefined when the text reads as it stands. Look-alike letters of other scripts are folded only where they touch
 * ASCII letters or digits: whole words of those scripts are words.
 */
export function foldUnicode(text: string): Rewriting | undefined {
  const from = text.search(suspicious);
  if (from === -1) return undefined;
  const walk: Walk = {
    text,
    rewriting: createRewriting(text),
    previousIsAscii: from > 0 && isAsciiWord(text.charCodeAt(from - 1)),
    apartUntil: -1,
  };
  for (let at = from; at < text.length;) {
    const unit = text.charCodeAt(at);
    if (isPlain(unit)) {
      walk.previousIsAscii = isAsciiWord(unit);
      at++;
      continue;
    }
    const fold = (units[unit] ||= unitFold(unit));
    if (fold !== special) {
      if (fold !== unit) walk.rewriting.paint(at, fold);
      walk.previousIsAscii = isAsciiWord(fold);
      at++;
      continue;
    }
    const end = at + (isHigh(unit) && isLow(text.charCodeAt(at + 1)) ? 2 : 1);
    foldOther(walk, at, end);
    at = end;
  }
  return walk.rewriting.finish();
}
