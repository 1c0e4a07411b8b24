/* What the kinds that a label may announce make of the number at a place: by check digits, or by form and label alone. */

import type { CandidateShape, Scan } from "../detector.js";
import { isDigit } from "../natives/characters.js";
import { compactText, endOf, readCompact, type Compact } from "./compact.js";
import { sumsHold } from "./check-sums.js";
import type { IdentifierKind } from "./kinds.js";
import { checkOf, type Check } from "./validators.js";

/** A kind and how its numbers are found. */
export interface Rated {
  readonly kind: IdentifierKind;
  readonly checked: CandidateShape;
  readonly called: CandidateShape;
}

interface Try extends Rated {
  readonly length: number;
  /** Its form asks for so many digits, and for nothing else. */
  readonly isPlain: boolean;
  readonly checks: readonly Check[];
}

/** All kinds that a label may announce, in the order in which they are asked. */
export interface Kinds {
  readonly tries: readonly Try[];
  /** Those that are left for a number, by what is known of it; see `chosen`. */
  readonly byForm: Map<number, readonly Try[]>;
  /** Bit `n`: some are asked for numbers of `n` characters. */
  readonly lengths: number;
}

/** `\d{8,10}` and `\d+`: what is asked for by its length. */
const plain = /^\^\(\?:\\d(?:\+|\{[\d,]+\})\)\$$/;

export function kindsOf(rated: readonly Rated[]): Kinds {
  const tries = rated.flatMap(({ kind, checked, called }) =>
    kind.lengths.map((length) => {
      const isPlain = plain.test(kind.shape().source);
      const checks = kind.validators.map((name) => checkOf(name, length));
      return { kind, checked, called, length, isPlain, checks };
    }),
  );
  return { tries, byForm: new Map(), lengths: tries.reduce((bits, { length }) => bits | (1 << length), 0) };
}

export interface Judged {
  readonly shape: CandidateShape;
  readonly end: number;
}

/** Digits before the first letter. */
function leadingDigits({ codes, count }: Compact): number {
  let digits = 0;
  while (digits < count && isDigit(codes[digits] as number)) digits++;
  return digits;
}

/** `00000000`, `XXXXXXXX1`: letters, one digit again and again, letters. A place holder. */
function isNobody({ codes }: Compact, length: number): boolean {
  let at = 0;
  while (at < length && !isDigit(codes[at] as number)) at++;
  const digit = codes[at] as number;
  if (at === length) return false;
  while (at < length && codes[at] === digit) at++;
  while (at < length && !isDigit(codes[at] as number)) at++;
  return at === length;
}

/** What a shape asks for in each place: `N` for a digit, `L` for a letter, and `X` for either. */
function outlineOf({ source }: RegExp): RegExp {
  return new RegExp(
    source.replace(/\{[\d,]+\}|\\d|\[[^[\]]*\]|[\dA-Z]/g, (part) => {
      if (part.startsWith("{")) return part;
      return `[X${/\d/.test(part) || part.includes("\\d") ? "N" : ""}${/[A-Z]/.test(part) ? "L" : ""}]`;
    }),
  );
}

/** Bit `n`: a number of the form may begin with `n` digits and a letter; of as many as it has: with digits alone. */
function beginningsOf({ kind, length }: Try): number {
  const outline = outlineOf(kind.shape());
  let bits = outline.test("N".repeat(length)) ? 1 << length : 0;
  for (let digits = 0; digits < length; digits++) {
    if (outline.test(`${"N".repeat(digits)}L${"X".repeat(length - digits - 1)}`)) bits |= 1 << digits;
  }
  return bits;
}

/** By kinds, for each of their tries. Made at the first number behind one of their labels. */
const beginnings = new WeakMap<Kinds, readonly number[]>();

const mostForms = 256;

/** The kinds of a number that may end at `fitting` lengths and begins with so many digits. */
function chosen(kinds: Kinds, fitting: number, digits: number): readonly Try[] {
  const { tries, byForm } = kinds;
  const form = fitting * 32 + digits;
  const known = byForm.get(form);
  if (known !== undefined) return known;
  const bits = beginnings.get(kinds) ?? tries.map(beginningsOf);
  beginnings.set(kinds, bits);
  const left = tries.filter(
    ({ length }, at) =>
      ((fitting >> length) & 1) === 1 && (((bits[at] as number) >> Math.min(digits, length)) & 1) === 1,
  );
  if (byForm.size >= mostForms) byForm.clear();
  byForm.set(form, left);
  return left;
}

/** A number at one of the lengths that are asked for; made only when a kind has a question that digits do not answer. */
interface Asked {
  readonly compact: Compact;
  readonly length: number;
  /** Digits before the first letter. */
  readonly digits: number;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  value: string;
}

const valueOf = (asked: Asked): string =>
  (asked.value ||= compactText(asked.text, asked.compact, asked.length));

function hasForm({ kind, isPlain }: Try, asked: Asked): boolean {
  return (isPlain && asked.digits >= asked.length) || kind.shape().test(valueOf(asked));
}

function holds({ checks }: Try, asked: Asked): boolean {
  const { compact, length, digits, text, start, end } = asked;
  for (const check of checks) {
    const isSummed = check.sums !== undefined && digits >= length;
    if (isSummed && !sumsHold(check.sums, compact.codes, length)) continue;
    // Some check the sign between the groups as well (`131052-308T`).
    if ((isSummed && check.isProven) || check.holds(valueOf(asked), text.slice(start, end))) return true;
  }
  return false;
}

/** Undefined for what no kind knows. */
export function judge({ text, units }: Scan, start: number, kinds: Kinds): Judged | undefined {
  const compact = readCompact(units, start, 31 - Math.clz32(kinds.lengths));
  const fitting = compact.ends & kinds.lengths;
  if (fitting === 0) return undefined;
  let called: Judged | undefined;
  let asked: Asked | undefined;
  let nobody = 0;
  const digits = leadingDigits(compact);
  for (const one of chosen(kinds, fitting, digits)) {
    const { length } = one;
    if (length === nobody) continue;
    // Dozens of kinds ask for the same few lengths.
    if (asked?.length !== length) {
      if (isNobody(compact, length)) {
        nobody = length;
        continue;
      }
      asked = { compact, length, digits, text, start, end: endOf(compact, length), value: "" };
    }
    if (!hasForm(one, asked)) continue;
    if (holds(one, asked)) return { shape: one.checked, end: asked.end };
    if (one.kind.trusted) called ??= { shape: one.called, end: asked.end };
  }
  return called;
}
