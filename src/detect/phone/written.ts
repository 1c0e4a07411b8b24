/* How a segment is written: its digits, group lengths and separators, with the tail that is no part of it cut off. */

import { isDigitAt, isLetterAt, kindAt, blank, close, open } from "./characters.js";
import { unitAfter } from "./lexicon.js";
import { digitsAhead, type Segment } from "./segments.js";
import { unitAt, type Units, type UnitText } from "../units.js";

/**
 * A number as it is written. How it is grouped is read when it is asked for: most international numbers are judged by
 * their digits alone.
 */
export class Written {
  readonly #source: UnitText;
  readonly #segment: Segment;
  readonly #count: number;
  #groups: readonly number[] | undefined;
  #gaps: readonly string[] | undefined;

  constructor(
    source: UnitText,
    segment: Segment,
    { count, digits }: { readonly count: number; readonly digits: string },
  ) {
    this.#source = source;
    this.#segment = segment;
    this.#count = count;
    this.digits = digits;
    this.start = segment.start;
    this.plus = segment.plus;
    const end = segment.ends[count - 1] as number;
    this.end = count === 1 && closesAfter(source, segment, end) ? end + 1 : end;
  }

  /** Without `+`, and without a `(0)` that is dialled only at home. */
  readonly digits: string;
  readonly start: number;
  readonly end: number;
  readonly plus: boolean;

  get groupCount(): number {
    return this.#count;
  }

  /** Lengths of the digit groups. */
  get groups(): readonly number[] {
    return (this.#groups ??= groupsOf(this.#segment, this.#count));
  }

  /** First character of each gap; length is one less than that of the groups. */
  get gaps(): readonly string[] {
    return (this.#gaps ??= gapsOf(this.#source.text, this.#segment, this.#count));
  }

  get firstParenthesis(): boolean {
    const first = this.#segment.starts[0] as number;
    return this.start < first && kindAt(this.#source.units, first - 1) === open;
  }

  get hasNewline(): boolean {
    return this.#count > 1 && this.gaps.some((gap) => gap === "\n" || gap === "\r");
  }
}

function groupsOf({ starts, ends }: Segment, count: number): readonly number[] {
  const groups: number[] = [];
  for (let at = 0; at < count; at++) groups.push((ends[at] as number) - (starts[at] as number));
  return groups;
}

function gapsOf(text: string, { ends }: Segment, count: number): readonly string[] {
  const gaps: string[] = [];
  for (let at = 0; at < count - 1; at++) gaps.push(text.charAt(ends[at] as number));
  return gaps;
}

const trunkInParentheses = /^\+?\(?\d{1,3}\)?\D{0,2}\(0\)/;

function hasTrunk(text: string, { start, starts, plus }: Segment): boolean {
  if (!plus && !text.startsWith("00", starts[0])) return false;
  const head = text.slice(start, start + 14);
  return head.includes("(0)") && trunkInParentheses.test(head.replace(/^00/, ""));
}

/** Digits of the first `count` groups; the `(0)` after a calling code is left out. */
function digitsOf(text: string, segment: Segment, count: number): string {
  const skip = hasTrunk(text, segment) ? 1 : -1;
  let digits = "";
  for (let i = 0; i < count; i++) {
    if (i !== skip) digits += text.slice(segment.starts[i], segment.ends[i]);
  }
  return digits;
}

/** Groups that are left when a tail that touches other characters (`24h`, `14:05`, `2 980,00`) is cut at a blank. */
function groupsKept(source: UnitText, segment: Segment): number {
  const { count } = segment;
  const end = count === 0 ? 0 : (segment.ends[count - 1] as number);
  if (segment.over) return segment.plus ? count : 0;
  if (!touchesMore(source, end) || extensionEnd(source, end) > end) return count;
  for (let i = count - 1; i > 0; i--) {
    if (kindAt(source.units, segment.ends[i - 1] as number) === blank) return i;
  }
  return 0;
}

/** Digits after a comma or colon: decimals, thousands, seconds; but not the next number of a list. */
function continuesNumber(units: Units, at: number): boolean {
  const mark = unitAt(units, at);
  if ((mark !== 0x2c && mark !== 0x3a) || !isDigitAt(units, at + 1)) return false;
  return mark === 0x3a || digitsAhead(units, at + 1) < 7;
}

const joining = new Set([..."_@%°€$="].map((sign) => sign.charCodeAt(0)));

/** Whether the number goes on after `end` as something else. */
function touchesMore({ units }: UnitText, end: number): boolean {
  const unit = unitAt(units, end);
  if (unit === 0x20) return false;
  if (isLetterAt(units, end) || isDigitAt(units, end) || joining.has(unit)) return true;
  if (unit === 0x2d && isLetterAt(units, end + 1)) return true;
  return continuesNumber(units, end);
}

/** Reads a segment as written; undefined when less than seven digits are left. */
export function readWritten(source: UnitText, segment: Segment): Written | undefined {
  const count = groupsKept(source, segment);
  return count === 0 ? undefined : writtenOf(source, segment, count);
}

/** The first `count` groups of a segment as written; undefined when they have less than seven digits. */
export function writtenOf(source: UnitText, segment: Segment, count: number): Written | undefined {
  const digits = digitsOf(source.text, segment, count);
  if (digits.length < 7) return undefined;
  return new Written(source, segment, { count, digits });
}

/** A parenthesis that opens the segment and closes right after it, as in `(+49)` cut short, belongs to it. */
function closesAfter({ units }: UnitText, segment: Segment, end: number): boolean {
  return kindAt(units, segment.start) === open && kindAt(units, end) === close;
}

export function isQuantity(text: string, end: number): boolean {
  unitAfter.lastIndex = end;
  return unitAfter.test(text);
}

const extension =
  /[ \t\u00a0]{0,2}(?:[,;(/][ \t]?)?(?:(?:extensi[oó]n(?: (?:number|no|nr))?|extn|ext|durchwahl|dw|nebenstelle|nst|poste|interno|int|anexo|ramal|toestel|wewn|wew|доб|apparat|app(?=\.))\b\.?[:=]?[ \t]{0,2}|x[ \t]?|#|转[ \t]?|轉[ \t]?|内線[ \t]?|分机[ \t]?)\d{1,6}(?!\d|(?![\u3041-\ud7ff])\p{L})/iuy;

/** Units an extension may begin with behind blanks and a mark, folded to small letters. */
const opening = new Uint8Array(0x80);
for (const sign of "edxnpiartw#,;(/") opening[sign.charCodeAt(0)] = 1;

/** Whether what stands behind at most two blanks may begin an extension. */
function mayExtend(units: Units, end: number): boolean {
  let at = end;
  for (
    let unit = unitAt(units, at);
    at < end + 2 && (unit === 0x20 || unit === 0x09);
    unit = unitAt(units, at)
  )
    at++;
  const unit = unitAt(units, at);
  return unit >= 0x80 || opening[unit >= 0x41 && unit <= 0x5a ? unit | 0x20 : unit] === 1;
}

/** End of an extension that follows the number (`ext. 12`, `x12`, `转 802`), else `end`. */
export function extensionEnd({ text, units }: UnitText, end: number): number {
  if (!mayExtend(units, end)) return end;
  extension.lastIndex = end;
  return extension.test(text) ? extension.lastIndex : end;
}
