/* Decides whether a written number is a phone: by its neighbours, its plan, the words before it, its shape. */

import type { CandidateShape } from "../detector.js";
import { isDigitAt, isLetterAt, isWordAt } from "./characters.js";
import { callingBefore, followsMessengerLink, type Calling } from "./context.js";
import type { KeyCalling } from "./keys.js";
import { kindOfWordAt } from "./lexicon.js";
import {
  endsInYear,
  endsPhrase,
  followsCode,
  followsState,
  hasNamedExtension,
  isBesideMail,
  isNamedBehind,
  isWanted,
  joinsPhone,
  precedesCity,
} from "./neighbours.js";
import {
  isOtherNumber,
  isSocialSecurity,
  isSpelledOut,
  isThousands,
  isZip,
  shapeOf,
  type Shape,
} from "./shapes.js";
import { planOfRegion } from "../../core/numbering/plans.js";
import { judgeInternational, judgeNational } from "../../core/numbering/judge.js";
import { isQuantity, type Written } from "./written.js";
import { unitAt, type UnitText } from "../units.js";

const shape = (
  confidence: number,
  by: "check" | "label" | "key" | "structure",
  name: string,
): CandidateShape => ({
  detector: "phone",
  entity: "PHONE_NUMBER",
  confidence,
  evidence: [{ by, name }],
});

const found = {
  internationalValid: shape(0.9, "check", "international number"),
  internationalPossible: shape(0.7, "structure", "international prefix"),
  internationalForm: shape(0.55, "structure", "international form"),
  key: shape(0.9, "key", "phone key"),
  label: shape(0.85, "label", "phone word before"),
  request: shape(0.75, "label", "call word before"),
  nationalValid: shape(0.75, "check", "national number of a configured region"),
  nationalShape: shape(0.65, "structure", "national grouping"),
} as const;

/** Whether a word or a key before the number names a phone. */
export const isNamed = (accepted: CandidateShape): boolean =>
  accepted === found.label || accepted === found.key;

/** Evidence of a value that is a phone by its key alone. */
export const byKey: CandidateShape = found.key;

export interface GateContext {
  readonly source: UnitText;
  readonly regions: readonly string[];
  readonly key: KeyCalling;
  /** Where the last number found ends; 0 for none. */
  previousEnd: number;
  /** How the last number that was called something else begins and is grouped; empty for none. */
  other: string;
}

/** Whether the number begins in the middle of something else: a word, a code, a decimal, a path. */
function startsInsideOther(source: UnitText, start: number): boolean {
  const { text, units } = source;
  const unit = unitAt(units, start - 1);
  if (start === 0 || unit === 0x20 || unit === 0x0a) return false;
  if (isLetterAt(units, start - 1)) return !isLabelEnd(source, start);
  const before = text.charAt(start - 1);
  if ("_#№〒@$€£¥%\\".includes(before)) return true;
  if (before === ":") return isDigitAt(units, start - 2);
  if (before === ",")
    return isDigitAt(units, start - 2) && !/\d{4}$/.test(text.slice(Math.max(0, start - 5), start - 1));
  return "-./".includes(before) && continuesCode(source, start, before);
}

/** After a dash, dot or slash: part of a code, a path or a version, unless a label stands before the mark. */
function continuesCode(source: UnitText, start: number, before: string): boolean {
  const { units } = source;
  if (isDigitAt(units, start - 2)) return true;
  if (!isLetterAt(units, start - 2)) return before === "/" && unitAt(units, start - 2) === 0x2f;
  return !isLabelEnd(source, start - 1) && !followsMessengerLink(source, start);
}

/** Whether a word for phones ends right before `end` (`Tel030`, `Tel.030`, `T+49`). */
function isLabelEnd(source: UnitText, end: number): boolean {
  const { text, units } = source;
  let start = end;
  while (start > 0 && end - start < 24 && isWordAt(units, start - 1)) start--;
  if (kindOfWordAt(source, start, end) === "strong") return true;
  return text[end] !== "/" && end - start === 1 && /^[tmfhp]$/i.test(text.charAt(start));
}

/** A digit or a capital. */
const isWordUnit = (code: number): boolean =>
  (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a);

/** Start of an account number (`NL91 ABNA 0417 1643 00`, `CH93 0076 2011`): the digits are its end. */
const accountBefore = /[A-Z]{2}\d\d(?: ?[\dA-Z]{4}){0,7} ?$/;

function endsAccount({ text, units }: UnitText, start: number): boolean {
  const before = unitAt(units, start - 1);
  // A blank, a digit or a capital; most numbers stand behind a small letter and a blank.
  if (before === 0x20 ? !isWordUnit(unitAt(units, start - 2)) : !isWordUnit(before)) return false;
  return accountBefore.test(text.slice(Math.max(0, start - 44), start));
}

/** Digits after an access code (`00`, North American `011`) that stands apart with its calling code, or in one piece. */
function afterAccessCode(written: Written): string | undefined {
  const { digits } = written;
  if (digits.length < 11 || !digits.startsWith("0")) return undefined;
  const { groups } = written;
  const first = groups[0] ?? 0;
  if (digits.startsWith("00")) return first <= 5 || groups.length === 1 ? digits.slice(2) : undefined;
  return first === 3 && digits.startsWith("011") ? digits.slice(3) : undefined;
}

function acceptInternational(digits: string, written: Written): CandidateShape | undefined {
  const { verdict, national } = judgeInternational(digits);
  if (verdict === "valid") return found.internationalValid;
  if (verdict === "impossible" || (digits.endsWith("000") && isThousands(written))) return undefined;
  return (national?.length ?? 0) >= 7 || written.plus ? found.internationalPossible : undefined;
}

/** Lengths of what people call a phone: local numbers of 7, up to calling code and number without `+`. */
function isPhoneLength(digits: string): boolean {
  if (digits.length <= 11) return true;
  if (digits.length > 15) return false;
  return (
    /^0[1-9]\d{10,11}$/.test(digits) || judgeInternational(digits.replace(/^00/, "")).verdict !== "impossible"
  );
}

/** A short number and a year, as in `call no. 118-2024`. */
const endsWithYear = ({ digits, groups, gaps }: Written): boolean =>
  groups.length === 2 &&
  groups[1] === 4 &&
  gaps[0] !== " " &&
  digits.length < 9 &&
  /(?:19|20)\d\d$/.test(digits);

/** A date in one piece and a count, as in `call 20240611-0042`. */
const startsWithDate = ({ digits, groups }: Written): boolean =>
  groups.length > 1 && groups[0] === 8 && /^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])/.test(digits);

/** What calls and numbers have that are no phones. */
const isOtherForm = (written: Written): boolean =>
  written.groupCount > 1 && (endsWithYear(written) || startsWithDate(written) || isSocialSecurity(written));

/** Whether the number is valid in the region and written as one dials it there, trunk prefix included. */
function isDialled(digits: string, region: string, seen?: Shape): boolean {
  const prefix = planOfRegion(region)?.nationalPrefix ?? "";
  // Plans with a trunk prefix accept almost any digits without it (Germany: 3 to 15).
  const led = seen !== undefined || prefix === "" || (prefix === "0" && /^0[1-9]\d{7}/.test(digits));
  return led && judgeNational(digits, region).verdict === "valid";
}

/** As long as numbers with their trunk prefix or calling code are. */
function isDialledAlone(digits: string): boolean {
  if (/^0[1-9]\d{8,9}$/.test(digits) || /^1[3-9]\d{9}$/.test(digits)) return true;
  if (digits.length === 10 && judgeNational(digits, "US").verdict === "valid") return true;
  return digits.length > 10 && judgeInternational(digits).verdict === "valid";
}

/** Bare digits that some plan reads as a phone. */
function isBarePhone(digits: string, regions: readonly string[]): boolean {
  if (digits.startsWith("1234567")) return false;
  return (
    (digits.length >= 10 && isDialledAlone(digits)) || regions.some((region) => isDialled(digits, region))
  );
}

/**
 * After a call word: grouped digits, nine and more (`call 612345678`), or a local number that nothing counted follows;
 * after a mere `number`, what a plan reads.
 */
function isRequested(written: Written, context: GateContext, calling: Calling): boolean {
  const { digits, groupCount, end } = written;
  const { source } = context;
  const isClosed = (): boolean => endsPhrase(source, end) || isWanted(source, end);
  if (groupCount > 1) return !isCount(written) || isClosed();
  if (calling === "weak" && (digits.length > 8 || isClosed())) return true;
  return isBarePhone(digits, context.regions);
}

/** Thousands that begin with a group of one or two: `calls on 12 345 678 devices`. */
const isCount = (written: Written): boolean => isThousands(written) && (written.groups[0] ?? 0) < 3;

function acceptCalled(written: Written, context: GateContext, calling: Calling): CandidateShape | undefined {
  const isKey = context.key === "phone";
  if (!isKey && (calling === "none" || calling === "not")) return undefined;
  if (!isPhoneLength(written.digits)) return undefined;
  if (isKey) return found.key;
  const mayBeQuantity = written.groupCount === 1 || calling === "number";
  if (mayBeQuantity && isQuantity(context.source.text, written.end)) return undefined;
  if (calling === "strong") return found.label;
  return !isOtherForm(written) && isRequested(written, context, calling) ? found.request : undefined;
}

/** `Article 030-2217 445 is out of stock, 030-2217 446 is not`: one kind of number has one form. */
const likenessOf = ({ digits, groups }: Written): string => digits.slice(0, 3) + groups.join(" ");

/** Whether its neighbours make a number without a word for it part of something else. */
function isOfOtherKind(written: Written, { source, other }: GateContext): boolean {
  if (followsCode(source, written.start) || endsInYear(source, written.end)) return true;
  return likenessOf(written) === other || (isZip(written) && followsState(source, written.start));
}

function acceptShape(written: Written, context: GateContext): CandidateShape | undefined {
  const { source, regions } = context;
  if (isOfOtherKind(written, context)) return undefined;
  const seen = shapeOf(written) ?? (hasNamedExtension(source, written.end) ? "extended" : undefined);
  if (regions.length === 0) return seen === undefined ? undefined : found.nationalShape;
  if (regions.some((region) => isDialled(written.digits, region, seen))) return found.nationalValid;
  if (seen === undefined) return undefined;
  const isPossible = (region: string): boolean =>
    judgeNational(written.digits, region).verdict === "possible";
  return regions.some(isPossible) ? found.nationalShape : undefined;
}

function acceptNational(
  written: Written,
  context: GateContext,
  calling: Calling,
): CandidateShape | undefined {
  const called = acceptCalled(written, context, calling);
  if (called !== undefined) return called;
  if (calling === "not") context.other = likenessOf(written);
  if (calling === "not" || context.key === "not" || written.groupCount < 2) return undefined;
  if (written.hasNewline || isQuantity(context.source.text, written.end)) return undefined;
  return acceptShape(written, context);
}

/** Digits one by one, which stand for much else, right behind a word for phones. */
function acceptSpelledOut(source: UnitText, written: Written): CandidateShape | undefined {
  const isCalled = isSpelledOut(written) && callingBefore(source, written.start) === "strong";
  return isCalled ? found.label : undefined;
}

/** What the words before the number call it; where they say nothing, its neighbours or the words behind it. */
function callingOf(written: Written, { source, previousEnd }: GateContext): Calling {
  const calling = callingBefore(source, written.start);
  if (calling !== "none" && calling !== "number") return calling;
  if (isNamedBehind(source, written.end)) return "strong";
  if (isBesideMail(source, written.start, written.end)) return written.groupCount > 1 ? "weak" : "number";
  return joinsPhone(source, previousEnd, written.start) ? "weak" : calling;
}

/** The postal code of an address, before its city. */
const isCityCode = (source: UnitText, written: Written): boolean =>
  isZip(written) && precedesCity(source, written.start, written.end);

/** What the written number is found as; undefined when it is no phone. */
export function judgeWritten(written: Written, context: GateContext): CandidateShape | undefined {
  const { source } = context;
  if (startsInsideOther(source, written.start)) return undefined;
  if (written.plus) return acceptInternational(written.digits, written);
  const digits = afterAccessCode(written);
  if (digits === undefined && isOtherNumber(written)) return acceptSpelledOut(source, written);
  if (endsAccount(source, written.start) || isCityCode(source, written)) return undefined;
  const calling = callingOf(written, context);
  const accepted = digits === undefined ? undefined : acceptInternational(digits, written);
  if (accepted !== undefined && calling !== "not") return accepted;
  return digits !== undefined && isOtherNumber(written)
    ? undefined
    : acceptNational(written, context, calling);
}

/** Fewest and most digits behind `+` of a number that no plan knows; without a word for phones, the fewest are more. */
const fewestLabelled = 8;
const fewestUnlabelled = 10;
const mostInternational = 15;

/** Whether digits behind `+` that its plan cannot have may still be a phone, mistyped or made up. */
function mayBeUnassigned(written: Written, { source }: GateContext): boolean {
  const { digits, start, end } = written;
  if (digits.length < fewestLabelled || digits.length > mostInternational) return false;
  if (startsInsideOther(source, start) || isOtherNumber(written) || isThousands(written)) return false;
  return !written.hasNewline && !isQuantity(source.text, end);
}

/** Judges such a number by the words around it, else by its length. */
export function judgeUnassigned(written: Written, context: GateContext): CandidateShape | undefined {
  if (!mayBeUnassigned(written, context)) return undefined;
  const { source, key } = context;
  if (key === "phone") return found.key;
  const calling = callingOf(written, context);
  if (calling === "strong") return found.label;
  if (calling === "weak") return found.request;
  if (calling === "not" || key === "not") return undefined;
  const isForm = /^[1-9]/.test(written.digits) && unitAt(source.units, written.start + 1) !== 0x20;
  return isForm && written.digits.length >= fewestUnlabelled ? found.internationalForm : undefined;
}
