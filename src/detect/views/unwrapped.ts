/* Values that a line break and quote marks divide: `> jane@exam` and `> ple.com`, account numbers, tokens cut at 76 columns. */

import type { Scan } from "../detector.js";
import { allTops } from "../hosts/top-level.js";
import { holdsOdd } from "../odd-units.js";
import { createRewriting, type Rewriting, type RewritingBuilder } from "./rewriting.js";

/** Mail is wrapped at 72 to 78 columns, keys at 64; a shorter line ends where its writer wanted, a longer one was not wrapped. */
const leastWrapped = 60;
const mostWrapped = 82;
/** Longest part of a value that is looked at on either side, UTF-16 units. */
const reach = 64;
/** Units of a token before a break that make it one. */
const leastToken = 12;

const isQuoteMark = (unit: number): boolean => unit === 0x3e || unit === 0x7c;
const isBlank = (unit: number): boolean => unit === 0x20 || unit === 0x09 || unit === 0xa0;
const isDigit = (unit: number): boolean => unit >= 0x30 && unit <= 0x39;
const isLetter = (unit: number): boolean => (unit | 0x20) >= 0x61 && (unit | 0x20) <= 0x7a;
const isWord = (unit: number): boolean => isDigit(unit) || isLetter(unit);

/** What values are made of beside letters and digits: `@ . - _ + / = : %`. */
const isSign = (unit: number): boolean =>
  unit === 0x40 ||
  (unit >= 0x2d && unit <= 0x2f) ||
  unit === 0x5f ||
  unit === 0x2b ||
  unit === 0x3d ||
  unit === 0x3a;

const isPart = (unit: number): boolean => isWord(unit) || isSign(unit);

/** A line break with the quote marks behind it. */
interface Break {
  readonly text: string;
  /** Length of the line before it. */
  readonly line: number;
  readonly start: number;
  readonly end: number;
  /** Quote marks stand before the lines on both sides. */
  readonly isQuoted: boolean;
  /** An `@` stands close before it. */
  readonly hasAt: boolean;
}

/** Most quote marks and blanks before a line. */
const longestQuote = 24;

function behindQuote(text: string, from: number): number {
  let end = from;
  for (const stop = from + longestQuote; end < stop; end++) {
    const unit = text.charCodeAt(end);
    if (!isQuoteMark(unit) && !isBlank(unit)) break;
  }
  return end;
}

function isQuote(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (isQuoteMark(text.charCodeAt(at))) return true;
  return false;
}

function wordBefore({ text, start }: Break): string {
  let at = start;
  while (at > Math.max(0, start - reach) && isPart(text.charCodeAt(at - 1))) at--;
  return text.slice(at, start);
}

/** Signs that end a sentence, or a value's padding. */
const isTrailing = (unit: number): boolean => unit === 0x2e || unit === 0x3a || unit === 0x3d;

function wordBehind({ text, end }: Break): string {
  let at = end;
  while (at < Math.min(text.length, end + reach) && isPart(text.charCodeAt(at))) at++;
  while (at > end && isTrailing(text.charCodeAt(at - 1))) at--;
  return text.slice(end, at);
}

const mailTops: ReadonlySet<string> = new Set([...allTops, "com", "test", "invalid"]);
/** Ends of file names as well; a name before a line break and a file behind it make no address. */
const fileTops = new Set("sh py pl md rs ps zip mov".split(" "));

const topOf = (domain: string): string => domain.slice(domain.lastIndexOf(".") + 1).toLowerCase();

const isComplete = (domain: string): boolean =>
  /[a-z\d]\.[a-z]{2,24}$/i.test(domain) && mailTops.has(topOf(domain));

const wholeDomain = /^[a-z\d](?:[a-z\d-]{0,62}\.)+[a-z]{2,24}$/i;
const wholeLocal = /^[\w.+-]{1,64}$/;

function isDomain(domain: string): boolean {
  const top = topOf(domain);
  return wholeDomain.test(domain) && mailTops.has(top) && !fileTops.has(top);
}

/** `jane@exam` and `ple.com`, `jane` and `@example.com`, but no address that was complete before. */
function joinsAddress(at: Break): boolean {
  const behind = wordBehind(at);
  // An address of its own.
  if (behind.indexOf("@") > 0) return false;
  const before = wordBefore(at);
  const sign = before.lastIndexOf("@");
  if (sign === -1) {
    // In code a decorator stands behind a word.
    const isWrapped = at.isQuoted || at.line >= leastWrapped;
    return isWrapped && behind.startsWith("@") && wholeLocal.test(before) && isDomain(behind.slice(1));
  }
  const domain = before.slice(sign + 1);
  return sign > 0 && !isComplete(domain) && !behind.includes("@") && isDomain(domain + behind);
}

const octets = /^(?:\d{1,3}\.){3}\d{1,3}$/;

const lower = /[a-z]/;
const upper = /[A-Z]/;
const digit = /\d/;

/** A run that no word is: figures among letters. */
const isMade = (word: string): boolean => digit.test(word) && (lower.test(word) || upper.test(word));

/** Beginnings of something new: the next line of a log, the end of a key, a link, a token with a prefix of its own. */
const begins = /^(?:\d{4}-\d\d-\d\d|\d\d:\d\d|-----|[a-zA-Z]{2,10}:\/\/|[a-z]{2,6}[-_]|[A-Z]{2,6}[-_])/;
const longRest = 16;

/** The rest of a token: figures, or capitals within. */
const goesOn = (word: string): boolean =>
  (digit.test(word) || /[a-z][A-Z]/.test(word) || word.length >= longRest) && !begins.test(word);

const isAccount = (unit: number): boolean => isDigit(unit) || (unit >= 0x41 && unit <= 0x5a);

/** Longest account before a break, UTF-16 units, and most groups of up to four behind its country and check digits. */
const longestAccount = 42;
const mostGroups = 8;

const beginsAccount = (text: string, at: number): boolean =>
  !isDigit(text.charCodeAt(at)) &&
  !isDigit(text.charCodeAt(at + 1)) &&
  isDigit(text.charCodeAt(at + 2)) &&
  isDigit(text.charCodeAt(at + 3));

/** `DE89 3704 0044`: groups of two or more with single blanks between them, the first of a country and two digits. */
function endsInAccount(text: string, end: number): boolean {
  const stop = Math.max(0, end - longestAccount);
  let groups = 0;
  for (let to = end; groups <= mostGroups;) {
    let from = to;
    while (from > stop && isAccount(text.charCodeAt(from - 1))) from--;
    const length = to - from;
    if (length < 2) return false;
    const isHead = length >= 4 && length !== 5 && beginsAccount(text, from);
    if (isHead && groups + Math.ceil((length - 4) / 4) <= mostGroups) return true;
    if (from === stop || text.charCodeAt(from - 1) !== 0x20) return false;
    groups += Math.ceil(length / 4);
    to = from - 1;
  }
  return false;
}

/** A group of one to four that ends there. */
function beginsWithGroup(text: string, start: number): boolean {
  let at = start;
  while (at <= start + 4 && isAccount(text.charCodeAt(at))) at++;
  return at > start && at <= start + 4 && !isWord(text.charCodeAt(at));
}

function joinsAccount({ text, start, end }: Break): boolean {
  if (!isDigit(text.charCodeAt(start - 1)) && !isDigit(text.charCodeAt(end))) return false;
  return beginsWithGroup(text, end) && endsInAccount(text, start);
}

/** Ends of a line that tell what the next one holds. */
const announces = /(?:[:=]|(?<!\p{L})(?:is|was|ist|war|est|es|lautet|to))$/iu;

const pairOf = (first: number, second: number): number => (first << 8) | second;

/** Last two letters of those words. */
const announcing = new Set(
  "is as st ar es et to".split(" ").map((pair) => pairOf(pair.charCodeAt(0), pair.charCodeAt(1))),
);

function mayAnnounce({ text, start }: Break, last: number): boolean {
  return last === 0x3a || last === 0x3d || announcing.has(pairOf(text.charCodeAt(start - 2), last));
}

const isOctet = (unit: number): boolean => isDigit(unit) || unit === 0x2e;

/** Whether a run of that many units without a blank ends at `end`. */
function endsToken(text: string, end: number): boolean {
  const from = end - leastToken;
  if (from < 0) return false;
  for (let at = end - 1; at >= from; at--) if (!isPart(text.charCodeAt(at))) return false;
  return true;
}

/** Two tokens of one kind, one in each line, begin alike. */
const sameStart = 4;

function joinsToken(at: Break): boolean {
  if (at.line < leastWrapped || at.line > mostWrapped || !endsToken(at.text, at.start)) return false;
  const before = wordBefore(at);
  const behind = wordBehind(at);
  return isMade(before) && goesOn(behind) && !before.includes(behind.slice(0, sameStart));
}

const joinsOctets = (at: Break, last: number, next: number): boolean =>
  isOctet(last) && isOctet(next) && octets.test(wordBefore(at) + wordBehind(at));

/** What stands in place of a break between quoted lines: figures go on as they do over a plain break. */
function quotedJoint(at: Break, last: number, next: number): string | undefined {
  if (isDigit(last) && isDigit(next)) return " ";
  const { text, start } = at;
  return mayAnnounce(at, last) && announces.test(text.slice(Math.max(0, start - 10), start))
    ? " "
    : undefined;
}

/** What stands in place of the break; undefined where nothing goes on behind it. The dear questions come last. */
function jointOf(at: Break, last: number, next: number): string | undefined {
  if ((at.hasAt || next === 0x40) && joinsAddress(at)) return "";
  if (joinsOctets(at, last, next) || joinsToken(at)) return "";
  if (isAccount(last) && isAccount(next) && joinsAccount(at)) return " ";
  return at.isQuoted ? quotedJoint(at, last, next) : undefined;
}

/** Position of the last `@` before an offset, -1 for none; asked with ascending offsets, looks at the text once. */
function lastSigns(text: string): (offset: number) => number {
  let last = -1;
  let next = 0;
  return (offset) => {
    while (next !== -1 && next < offset) {
      const found = text.indexOf("@", next);
      if (found === -1) next = -1;
      else if (found < offset) {
        last = found;
        next = found + 1;
      } else next = found;
    }
    return last;
  };
}

/** Undefined when no line break divides a value: figures, an `@` or a quote mark stand beside one that does. */
export function joinLines({ text, odd }: Pick<Scan, "text" | "odd">): Rewriting | undefined {
  let rewriting: RewritingBuilder | undefined;
  let lineStart = 0;
  const signBefore = lastSigns(text);
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) {
    const line = lineStart;
    lineStart = at + 1;
    if (!holdsOdd(odd, Math.max(0, at - 1 - reach), Math.min(text.length, at + longestQuote + reach)))
      continue;
    const start = text.charCodeAt(at - 1) === 0x0d ? at - 1 : at;
    const last = text.charCodeAt(start - 1);
    if (!isPart(last)) continue;
    const end = behindQuote(text, at + 1);
    const next = text.charCodeAt(end);
    if (!isPart(next)) continue;
    const isQuoted = isQuoteMark(text.charCodeAt(line)) && isQuote(text, at + 1, end);
    const hasAt = signBefore(start) >= Math.max(0, start - reach);
    const joint = jointOf({ text, line: start - line, start, end, isQuoted, hasAt }, last, next);
    if (joint !== undefined) (rewriting ??= createRewriting(text)).replace(start, end, joint);
  }
  return rewriting?.finish();
}
