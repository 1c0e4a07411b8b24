/* What the kinds that a label may announce make of the number at a place: by check digits, or by form and label alone. */

import type { CandidateShape, Scan } from "../detector.js";
import { isDigit } from "../natives/characters.js";
import { compactText, endOf, readCompact, type Compact } from "./compact.js";
import type { IdentifierKind } from "./kinds.js";
import { numberHolds } from "./validators.js";
import type { Units } from "../units.js";

/** A kind and how its numbers are found. */
export interface Rated {
  readonly kind: IdentifierKind;
  readonly checked: CandidateShape;
  readonly called: CandidateShape;
}

interface Try extends Rated {
  readonly length: number;
  /** Its form has no letters. */
  readonly isDigits: boolean;
}

/** All kinds that a label may announce, in the order in which they are asked. */
export interface Kinds {
  readonly tries: readonly Try[];
  /** Those that are left for a number, by what is known of it; see `chosen`. */
  readonly byForm: Map<number, readonly Try[]>;
  /** Bit `n`: some are asked for numbers of `n` characters. */
  readonly lengths: number;
}

export function kindsOf(rated: readonly Rated[]): Kinds {
  const tries = rated.flatMap(({ kind, checked, called }) =>
    kind.lengths.map((length) => {
      const isDigits = !/\p{Lu}/u.test(kind.shape.source);
      return { kind, checked, called, length, isDigits };
    }),
  );
  return { tries, byForm: new Map(), lengths: tries.reduce((bits, { length }) => bits | (1 << length), 0) };
}

export interface Judged {
  readonly shape: CandidateShape;
  readonly end: number;
}

/** Bits of the lengths at which the number may end. */
function lengthsOf(units: Units, compact: Compact, wanted: number): number {
  let bits = 0;
  for (let length = 1; length <= compact.count; length++) {
    if (((wanted >> length) & 1) === 1 && endOf(units, compact, length) >= 0) bits |= 1 << length;
  }
  return bits;
}

/** Digits before the first letter. */
function leadingDigits({ codes, count }: Compact): number {
  let digits = 0;
  while (digits < count && isDigit(codes[digits] as number)) digits++;
  return digits;
}

/** `00000000`, `XXXXXXXX1`: a place holder. */
const isNobody = (value: string): boolean => /^[A-Z]*(\d)\1*[A-Z]*$/.test(value);

const mostForms = 256;

/** The kinds of a number that may end at `fitting` lengths and begins with so many digits. */
function chosen({ tries, byForm }: Kinds, fitting: number, digits: number): readonly Try[] {
  const form = fitting * 32 + digits;
  let left = byForm.get(form);
  if (left === undefined) {
    left = tries.filter(
      ({ length, isDigits }) => ((fitting >> length) & 1) === 1 && (!isDigits || length <= digits),
    );
    if (byForm.size >= mostForms) byForm.clear();
    byForm.set(form, left);
  }
  return left;
}

/** Undefined for what no kind knows. */
export function judge({ text, units }: Scan, start: number, kinds: Kinds): Judged | undefined {
  const compact = readCompact(units, start);
  const fitting = lengthsOf(units, compact, kinds.lengths);
  if (fitting === 0) return undefined;
  let called: Judged | undefined;
  let value = "";
  let last = 0;
  for (const one of chosen(kinds, fitting, leadingDigits(compact))) {
    const { length, kind } = one;
    // Dozens of kinds ask for the same few lengths.
    if (length !== last) value = valueOf(compact, length);
    last = length;
    if (value === "" || !kind.shape.test(value)) continue;
    const end = endOf(units, compact, length);
    // Some check the sign between the groups as well (`131052-308T`).
    const written = text.slice(start, end);
    if (kind.validators.some((name) => numberHolds(name, value, written))) return { shape: one.checked, end };
    if (kind.trusted) called ??= { shape: one.called, end };
  }
  return called;
}

/** Empty for a place holder. */
function valueOf(compact: Compact, length: number): string {
  const value = compactText(compact, length);
  return isNobody(value) ? "" : value;
}
