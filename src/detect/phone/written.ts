/* How a segment is written: its digits, group lengths and separators, with the tail that is no part of it cut off. */

import { isDigitAt, isLetterAt, kindAt, blank, close, open } from "./characters.js";
import { unitAfter } from "./lexicon.js";
import { digitsAhead, type Segment } from "./segments.js";

/**
 * A number as it is written. How it is grouped is read when it is asked for: most international numbers are judged by
 * their digits alone.
 */
export class Written {
  readonly #text: string;
  readonly #segment: Segment;
  readonly #count: number;
  #groups: readonly number[] | undefined;
  #gaps: readonly string[] | undefined;

  constructor(
    text: string,
    segment: Segment,
    { count, digits }: { readonly count: number; readonly digits: string },
  ) {
    this.#text = text;
    this.#segment = segment;
    this.#count = count;
    this.digits = digits;
    this.start = segment.start;
    this.plus = segment.plus;
    const end = segment.ends[count - 1] ?? 0;
    this.end = count === 1 && closesAfter(text, segment, end) ? end + 1 : end;
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
    return (this.#gaps ??= gapsOf(this.#text, this.#segment, this.#count));
  }

  get firstParenthesis(): boolean {
    const first = this.#segment.starts[0] ?? 0;
    return this.start < first && kindAt(this.#text, first - 1) === open;
  }

  get hasNewline(): boolean {
    return this.gaps.some((gap) => gap === "\n" || gap === "\r");
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
  if (!plus && !text.startsWith("00", starts[0] ?? 0)) return false;
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
function groupsKept(text: string, segment: Segment): number {
  const count = segment.ends.length;
  const end = segment.ends[count - 1] ?? 0;
  if (segment.over) return segment.plus ? count : 0;
  if (!touchesMore(text, end) || extensionEnd(text, end) > end) return count;
  for (let i = count - 1; i > 0; i--) {
    if (kindAt(text, segment.ends[i - 1] ?? 0) === blank) return i;
  }
  return 0;
}

/** Digits after a comma or colon: decimals, thousands, seconds; but not the next number of a list. */
function continuesNumber(text: string, at: number): boolean {
  const mark = text[at];
  if ((mark !== "," && mark !== ":") || !isDigitAt(text, at + 1)) return false;
  return mark === ":" || digitsAhead(text, at + 1) < 7;
}

/** Whether the number goes on after `end` as something else. */
export function touchesMore(text: string, end: number): boolean {
  if (isLetterAt(text, end) || isDigitAt(text, end)) return true;
  const character = text[end] ?? "";
  if (character !== "" && "_@%°€$=".includes(character)) return true;
  if (character === "-" && isLetterAt(text, end + 1)) return true;
  return continuesNumber(text, end);
}

/** Reads a segment as written; undefined when less than seven digits are left. */
export function readWritten(text: string, segment: Segment): Written | undefined {
  const count = groupsKept(text, segment);
  return count === 0 ? undefined : writtenOf(text, segment, count);
}

/** The first `count` groups of a segment as written; undefined when they have less than seven digits. */
export function writtenOf(text: string, segment: Segment, count: number): Written | undefined {
  const digits = digitsOf(text, segment, count);
  if (digits.length < 7) return undefined;
  return new Written(text, segment, { count, digits });
}

/** A parenthesis that opens the segment and closes right after it, as in `(+49)` cut short, belongs to it. */
function closesAfter(text: string, segment: Segment, end: number): boolean {
  return kindAt(text, segment.start) === open && kindAt(text, end) === close;
}

export function isQuantity(text: string, end: number): boolean {
  unitAfter.lastIndex = end;
  return unitAfter.test(text);
}

const extension =
  /[ \t\u00a0]{0,2}(?:[,;(][ \t]?)?(?:(?:extension|extn|ext|durchwahl|dw|nebenstelle|nst|poste|interno|int|anexo|ramal|toestel|wewn|wew|доб)\b\.?:?[ \t]{0,2}|x[ \t]?|#|转[ \t]?|轉[ \t]?|内線[ \t]?|分机[ \t]?)\d{1,6}(?![\d\p{L}])/iuy;

/** End of an extension that follows the number (`ext. 12`, `x12`, `转 802`), else `end`. */
export function extensionEnd(text: string, end: number): number {
  extension.lastIndex = end;
  return extension.test(text) ? extension.lastIndex : end;
}
