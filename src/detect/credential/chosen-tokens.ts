/* Tokens that a person may have chosen as a secret: looked for once in a text, around its digits. */

import type { Span } from "../../core/types.js";
import { isPatterned } from "../checks/patterned.js";
import type { Scan } from "../detector.js";
import { runEnd, runStart } from "../digit-runs.js";
import { onForget, remembersText } from "../text-memory.js";
import { unitAt } from "../units.js";
import { gradeCapitals, gradeOf, gradeSlashed, isMarked, type Grade } from "./chosen-grade.js";
import { isCutOut } from "./value-shape.js";

export interface ChosenToken extends Span {
  /** `notGraded` before it is asked: of a long text, few are. */
  grade: Grade | typeof notGraded;
  /** What the grade is read from: kinds of its units, and where it ends without the marks of its sentence. */
  readonly flags: number;
  readonly last: number;
  /** Capitals and figures alone, as licences, orders and machines have. */
  readonly loud: boolean;
  /** What the words beside it say; `notAsked` before. */
  beside: number;
}

const longest = 48;
const shortest = 6;

const edge = 1;
/** Letters of hexadecimal digits, small. */
const hex = 2;
/** Other small letters. */
const small = 4;
const capital = 8;
const slash = 16;
const dot = 32;
const bracket = 64;
const mark = 128;
const at = 256;

const kinds = new Uint16Array(0x10000);
/** Letters that have two cases; by what they become, as expressions would cost every start some milliseconds. */
function sortLetters(): void {
  for (let unit = 0x41; unit < 0x530; unit++) {
    const sign = String.fromCharCode(unit);
    const lower = sign.toLowerCase();
    if (lower !== sign.toUpperCase()) kinds[unit] = sign === lower ? small : capital;
  }
}

function sortSigns(): void {
  for (const [signs, kind] of [
    ["abcdef", hex],
    ["!#$%&*+=?^~§", mark],
    ["/\\", slash],
    [".", dot],
    ["@", at],
    ["[]{}", bracket],
    ["\u0085\u00A0\"'`„“”«»<>()|:,;", edge],
    ["\u2018\u2019\u201A\u201C\u201D\u201E\u2028\u2029\u3000，。、：（）「」『』", edge],
  ] as const)
    for (const sign of signs) kinds[sign.charCodeAt(0)] = kind;
}
sortLetters();
sortSigns();
kinds.fill(edge, 0, 0x21);
// Scripts without blanks.
kinds.fill(edge, 0x2e80);
kinds.fill(edge, 0x0e00, 0x0e80);

/** More than any words add. */
export const notAsked = 9;

export const notGraded = -1;

/** How surely a token was chosen; asked once. */
export function gradeAt(text: string, token: ChosenToken): Grade {
  if (token.grade === notGraded) {
    const grade = gradeIn(text, { start: token.start, end: token.last }, token.flags);
    // A mark of its own at the end was chosen, too.
    token.grade = grade === 1 && token.end > token.last ? 2 : grade;
  }
  return token.grade;
}

/** A mark before a small letter ends no sentence. */
const isOwnMark = (text: string, end: number): boolean => /^[!?] \p{Ll}/u.test(text.slice(end - 1, end + 2));

/** Without what ends a sentence. */
function withoutMarks(text: string, start: number, end: number): number {
  let last = end;
  while (last > start && ".!?…".includes(text.charAt(last - 1))) last--;
  return last;
}

const placeOf = (text: string, { start, end }: Span, last: number): Span & { readonly last: number } => ({
  start,
  end: last < end && isOwnMark(text, end) ? end : last,
  last,
});

/** A call of a function, the name of a setting, of a record in a log. */
const isName = (unit: number, next: number): boolean =>
  unit === 0x28 || (unit === 0x3a && next !== 0x0a && next !== 0);

const letters = hex | small | capital;

/** False for what most tokens with digits are: numbers, hashes, links, names of hosts and files. */
function mayBeChosen(flags: number, length: number): boolean {
  if ((flags & letters) === 0 || length > longest) return false;
  if ((flags & slash) !== 0) return (flags & capital) !== 0 && (flags & (mark | dot | bracket)) === 0;
  // An address of mail.
  if ((flags & at) !== 0 && (flags & (dot | mark | capital)) === dot) return false;
  if ((flags & (mark | at)) !== 0) return true;
  if ((flags & bracket) !== 0) return false;
  return (flags & capital) !== 0 || ((flags & small) !== 0 && (flags & dot) === 0);
}

function gradeOfKinds(token: string, flags: number): Grade {
  if ((flags & slash) !== 0) return Math.max(gradeSlashed(token), gradeOf(token, true)) as Grade;
  return (flags & (small | hex)) === 0 ? gradeCapitals(token) : gradeOf(token, (flags & capital) !== 0);
}

/** Adds the token around the digits where the span ends, which begins at its start at the least; where it ends. */
function addAround({ text, units }: Scan, { start: least, end: from }: Span, found: ChosenToken[]): number {
  let start = from;
  let flags = 0;
  while (start > least) {
    const kind = kinds[unitAt(units, start - 1)] as number;
    if (kind === edge) break;
    flags |= kind;
    start--;
  }
  let end = from;
  while (end < text.length) {
    const kind = kinds[unitAt(units, end)] as number;
    if (kind === edge) break;
    end++;
    // The full stop of a sentence is no part of the token.
    if (kind !== dot || kinds[unitAt(units, end)] !== edge) flags |= kind;
  }
  if (!mayBeChosen(flags, end - start)) return end;
  const last = withoutMarks(text, start, end);
  if (last - start < shortest || isName(unitAt(units, end), unitAt(units, end + 1))) return end;
  const loud = (flags & (small | hex)) === 0;
  found.push({ ...placeOf(text, { start, end }, last), grade: notGraded, flags, loud, beside: notAsked });
  return end;
}

/** `fern_Shop2_Key`, `wxyz6789wxyz6789`: the name of a secret, or what was typed as an example of one. */
const isNoSecret = (token: string): boolean =>
  secretName.test(token) || isPatterned(token) || isCutOut(token);
const secretName = /\w_(?:key|token|secret|passw(?:or)?d|pwd)$/i;

/**
 * `tree->key->depth!=0` is compared; what SOPS encrypted stands between `data:` and `,iv:`; the last line of a key or a
 * certificate is short. Private ones are found whole.
 */
const isOfCode = (text: string, { start, end }: Span): boolean =>
  text.startsWith(",iv:", end) ||
  /^=*\s{1,4}-----END/.test(text.slice(end, end + 16)) ||
  (text.startsWith("->", start - 2) && /[=!<>]=/.test(text.slice(start, end)));

const linkReach = 160;

/** Parts of addresses are chosen by programs; those that name a secret have labels. */
const isInLink = (text: string, start: number): boolean =>
  /:\/\/[^\s"'<>]*$/.test(text.slice(Math.max(0, start - linkReach), start));

function gradeIn(text: string, span: Span, flags: number): Grade | 0 {
  const token = text.slice(span.start, span.end);
  const grade = gradeOfKinds(token, flags);
  if (grade === 0) return 0;
  return isNoSecret(token) || isOfCode(text, span) || isInLink(text, span.start) ? 0 : grade;
}

/** Marks that stand between letters in passwords, and in little else. */
const marks = ["&", "#", "*", "?", "!", "^", "~"];
const isLetterUnit = (unit: number): boolean => ((kinds[unit] as number) & letters) !== 0;

/** Adds tokens of letters with one of the marks between. */
function addMarked(scan: Scan, found: ChosenToken[]): void {
  const { text, units } = scan;
  for (const sign of marks) {
    for (let place = text.indexOf(sign); place !== -1; place = text.indexOf(sign, place + 1)) {
      if (!isLetterUnit(unitAt(units, place - 1)) || !isLetterUnit(unitAt(units, place + 1))) continue;
      const one = markedAround(scan, place);
      if (one !== undefined) found.push(one);
    }
  }
}

function markedAround({ text, units }: Scan, place: number): ChosenToken | undefined {
  let start = place;
  while (start > place - longest && kinds[unitAt(units, start - 1)] !== edge) start--;
  let end = place;
  while (end < place + longest && kinds[unitAt(units, end)] !== edge) end++;
  const last = withoutMarks(text, start, end);
  // `&nbsp;`, a method.
  if (";(".includes(text.charAt(end) || " ") || last - start > longest || !isMarked(text.slice(start, last)))
    return undefined;
  return { ...placeOf(text, { start, end }, last), grade: 2, flags: 0, loud: false, beside: notAsked };
}

const byStart = (a: ChosenToken, b: ChosenToken): number => a.start - b.start;

/** Figures alone. */
const isNumber = ({ digits, units }: Scan, run: number): boolean =>
  kinds[unitAt(units, runStart(digits, run) - 1)] === edge &&
  kinds[unitAt(units, runEnd(digits, run))] === edge;

function findTokens(scan: Scan): ChosenToken[] {
  const { digits } = scan;
  const found: ChosenToken[] = [];
  let done = 0;
  for (let run = 0; run < digits.count; run++) {
    if (runEnd(digits, run) <= done || isNumber(scan, run)) continue;
    done = addAround(scan, { start: done, end: runStart(digits, run) }, found);
  }
  return found;
}

interface Tokens {
  readonly tokens: readonly ChosenToken[];
  /** They were given out before. */
  readonly asked: boolean;
}

const memory = {
  scan: undefined as Scan | undefined,
  tokens: [] as ChosenToken[],
  asked: false,
  marked: false,
};
onForget(() => {
  if (memory.scan === undefined) return;
  memory.scan = undefined;
  memory.tokens = [];
});

function remember(scan: Scan): void {
  if (memory.scan === scan) return;
  memory.scan = scan;
  memory.tokens = scan.digits.count === 0 ? [] : findTokens(scan);
  memory.asked = false;
  memory.marked = false;
  remembersText();
}

/** Those of a text that may be chosen, in order; most texts have none. */
export function chosenTokens(scan: Scan): Tokens {
  remember(scan);
  const { tokens, asked } = memory;
  memory.asked = true;
  return { tokens, asked };
}

/** From now on those of letters with a mark between are among them. */
export function addMarkedTokens(scan: Scan): void {
  remember(scan);
  if (memory.marked) return;
  memory.marked = true;
  const before = memory.tokens.length;
  addMarked(scan, memory.tokens);
  if (memory.tokens.length === before) return;
  memory.tokens.sort(byStart);
  memory.asked = false;
}
