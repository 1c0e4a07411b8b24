/* Tokens that a person may have chosen as a secret: looked for once in a text, around its digits. */

import type { Span } from "../../core/types.js";
import type { Scan } from "../detector.js";
import { runEnd, runStart } from "../digit-runs.js";
import { onForget, remembersText } from "../text-memory.js";
import { unitAt } from "../units.js";
import { gradeCapitals, gradeOf, type Grade } from "./chosen-grade.js";

export interface ChosenToken extends Span {
  readonly grade: Grade;
  /** Capitals and figures alone, as licences, orders and machines have. */
  readonly loud: boolean;
}

const longest = 48;
const shortest = 6;

const edge = 1;
const small = 2;
const capital = 4;
const slash = 8;

const kinds = new Uint8Array(0x10000);
function sortUnits(): void {
  for (let unit = 0; unit < 0x530; unit++) {
    const sign = String.fromCharCode(unit);
    if (unit <= 0x20 || /[\s"'`„“”«»<>()|:,;]/.test(sign)) kinds[unit] = edge;
    else if (/\p{Ll}/u.test(sign)) kinds[unit] = small;
    else if (/\p{Lu}/u.test(sign)) kinds[unit] = capital;
    else if (sign === "/" || sign === "\\") kinds[unit] = slash;
  }
  for (const sign of "\u2018\u2019\u201A\u201C\u201D\u201E\u2028\u2029\u00A0\u3000，。、：（）「」『』") kinds[sign.charCodeAt(0)] = edge;
}
sortUnits();

const none: readonly ChosenToken[] = Object.freeze([]);

/** A mark before a small letter ends no sentence. */
const isOwnMark = (text: string, end: number): boolean =>
  /^[!?] \p{Ll}/u.test(text.slice(end - 1, end + 2));

/** Without what ends a sentence. */
function withoutMarks(text: string, start: number, end: number): number {
  let last = end;
  while (last > start && ".!?…".includes(text.charAt(last - 1))) last--;
  return last;
}

/** Adds the token around the digits at `at`; where it ends. */
function addAround({ text, units }: Scan, at: number, least: number, found: ChosenToken[]): number {
  let start = at;
  let flags = 0;
  while (start > least) {
    const kind = kinds[unitAt(units, start - 1)] as number;
    if (kind === edge) break;
    flags |= kind;
    start--;
  }
  let end = at;
  while (end < text.length) {
    const kind = kinds[unitAt(units, end)] as number;
    if (kind === edge) break;
    flags |= kind;
    end++;
  }
  if ((flags & (small | capital)) === 0 || (flags & slash) !== 0 || end - start > longest) return end;
  const last = withoutMarks(text, start, end);
  if (last - start < shortest) return end;
  const token = text.slice(start, last);
  const loud = (flags & small) === 0;
  const grade = loud ? gradeCapitals(token) : gradeOf(token, (flags & capital) !== 0);
  if (grade > 0) found.push({ start, end: isOwnMark(text, end) ? end : last, grade, loud });
  return end;
}

function findTokens(scan: Scan): readonly ChosenToken[] {
  const { digits } = scan;
  let found: ChosenToken[] | undefined;
  let done = 0;
  for (let run = 0; run < digits.count; run++) {
    if (runEnd(digits, run) <= done) continue;
    done = addAround(scan, runStart(digits, run), done, (found ??= []));
  }
  return found ?? none;
}

const memory: { scan: Scan | undefined; tokens: readonly ChosenToken[] } = { scan: undefined, tokens: none };
onForget(() => {
  memory.scan = undefined;
  memory.tokens = none;
});

/** Those of a text, in order; most texts have none. */
export function chosenTokens(scan: Scan): readonly ChosenToken[] {
  if (scan.digits.count === 0) return none;
  if (memory.scan !== scan) {
    memory.scan = scan;
    memory.tokens = findTokens(scan);
    remembersText();
  }
  return memory.tokens;
}
