/* CREDIT_CARD: 12 to 19 digits in any one grouping that pass Luhn and stand in a range that is issued. */

import { memoByKey } from "../../core/key-memo.js";
import { luhnHolds } from "../checks/luhn.js";
import type { Evidence } from "../../core/types.js";
import type { CandidateShape, NativeDetector, Scan, Sink } from "../detector.js";
import { runEnd, runStart } from "../digit-runs.js";
import { unitAt } from "../units.js";
import { issuerOf, type Issuer } from "./card-issuers.js";
import { maySeparate, readDigitRun, widestSeparator, type DigitRun } from "./card-run.js";

/** Words of many languages that make digits beside them a card. */
const cardWord =
  /(?:^|[^a-z])(?:visa|amex|american express|jcb|mastercard|maestro|unionpay|diners|debit|cvv|cvc|carte|carta|tarjeta|cartão|kort|kaart|th[ẻe])|card|kart|карт|κάρτ|카드|カード|卡|بطاقة|כרטיס|कार्ड|บัตร/i;
/** How far they are looked for, in UTF-16 units. */
const wordReach = 45;

/** Below 0.5 a number is only a card when a word beside it says so. */
type Confidence = 0.4 | 0.55 | 0.7 | 0.8 | 0.95;

const shapes = new Map<string, CandidateShape>();

/** One shape per issuer, confidence and reason, made at its first use. */
function shapeOf(issuer: Issuer, confidence: Confidence, reason?: "key" | "context"): CandidateShape {
  const id = `${issuer.name}/${confidence}/${reason ?? ""}`;
  const known = shapes.get(id);
  if (known !== undefined) return known;
  const evidence: Evidence[] = [
    { by: "check", name: "luhn" },
    { by: "check", name: `issuer:${issuer.name}` },
  ];
  if (reason !== undefined) evidence.push({ by: reason, name: "card" });
  const shape: CandidateShape = { detector: "card", entity: "CREDIT_CARD", confidence, evidence };
  shapes.set(id, shape);
  return shape;
}

/** How cards are embossed and how forms show them. */
const groupings = new Set([
  "4-4-4-4",
  "4-6-5",
  "4-6-4",
  "4-4-4-4-3",
  "6-13",
  "4-4-5",
  "4-4-4",
  "4-3-3-3",
  "8-8",
  "6-10",
  "4-4-4-3",
  "5-5-5",
  "4-5-6",
  "4-4-4-2",
  "4-4-4-1",
  "4-4-4-5",
  "4-4-4-6",
]);

interface Candidate {
  readonly digits: string;
  readonly start: number;
  readonly end: number;
  /** Lengths of the groups joined by `-`; just the length for digits without separators. */
  readonly grouping: string;
}

/**
 * Groups `first` to `last` as one number; undefined when it fails Luhn, when separators are mixed or single digits
 * stand alone.
 */
function join(text: string, run: DigitRun, groups: { first: number; last: number }): Candidate | undefined {
  const { first, last } = groups;
  let digits = "";
  for (let index = first; index <= last; index++) {
    if (index > first && run.separators[index] !== run.separators[first + 1]) return undefined;
    digits += text.slice(run.starts[index], run.ends[index]);
  }
  if (!luhnHolds(digits)) return undefined;
  const lengths: number[] = [];
  for (let index = first; index <= last; index++) {
    lengths.push((run.ends[index] ?? 0) - (run.starts[index] ?? 0));
  }
  if (lengths.some((length, index) => length === 1 && index < lengths.length - 1)) return undefined;
  return { digits, start: run.starts[first] ?? 0, end: run.ends[last] ?? 0, grouping: lengths.join("-") };
}

/** Longest digit string of a card. */
const longest = 19;
const shortest = 12;

/** Digits without separators: by length, or length and issuer, as narrow as the ranges are. What is not listed needs a word. */
const bareConfidence: Readonly<Partial<Record<string, Confidence>>> = {
  "16": 0.8,
  "16/diners": 0.55,
  "16/hipercard": 0.55,
  "15/amex": 0.8,
  "15/jcb-old": 0.55,
  "12/maestro": 0.55,
  "14/diners": 0.55,
  "19": 0.55,
  "19/visa": 0.7,
  "19/maestro": 0.7,
};

/** Base confidence by form, before the words around are weighed. */
function confidenceOf(candidate: Candidate, issuer: Issuer): Confidence {
  const { digits, grouping } = candidate;
  if (!grouping.includes("-")) {
    return bareConfidence[`${digits.length}/${issuer.name}`] ?? bareConfidence[String(digits.length)] ?? 0.4;
  }
  if (groupings.has(grouping)) return digits.length === 16 ? 0.95 : issuer.name === "uatp" ? 0.4 : 0.8;
  return digits.length >= 15 && issuer.name !== "uatp" ? 0.55 : 0.4;
}

const otherNumber =
  /(?:imei|imeisv|meid|iccid|imsi|sim|isbn|ean|gtin|upc|sscc|barcode|tracking|trackingnummer|sendungsnummer|colis|paket\w{0,8}|shipment|parcel|awb|serial|seriennummer|s\/n|sn|timestamp|epoch|uuid|guid|vin|nip|regon)\W{0,4}(?:no|nr|number|num|code|id|is|ist)?[\W_]{0,4}$/i;
const labelReach = 32;
const otherKey = /imei|iccid|serial|tracking|(?:^|[_-])ids?$|Id$|time|barcode|ean|gtin/;
const cardKey = /card|pan$|kart|carte|tarjeta|cart[aã]o|ccnum|cc_?n|credit|debit/i;

/** Signs that make the digits part of something else: words, amounts, phone numbers, decimals, longer chains. */
const leftVeto = /\w$|[+$€£]$|\w[.,-]$/;
const rightVeto = /^\w|^[.,]\d|^-\w/;
/** Paths and order marks: only a word beside them makes such digits a card. */
const leftDoubt = /[/#@]$/;

function hasCardWord(text: string, { start, end }: Candidate): boolean {
  return (
    cardWord.test(text.slice(Math.max(0, start - wordReach), start)) ||
    cardWord.test(text.slice(end, end + wordReach))
  );
}

/** What the name of the field says of a text that is nothing but the candidate. */
function keyVerdict({ text, hint }: Scan, candidate: Candidate): "card" | "other" | "nothing" {
  if (hint.key === undefined || text.trim().length !== candidate.end - candidate.start) return "nothing";
  if (otherKey.test(hint.key)) return "other";
  return cardKey.test(hint.key) ? "card" : "nothing";
}

/** True when what touches or labels the digits makes them part of something else. */
function isOtherNumber(text: string, { start, end }: Candidate): boolean {
  if (leftVeto.test(text.slice(Math.max(0, start - 2), start)) || rightVeto.test(text.slice(end, end + 2)))
    return true;
  return otherNumber.test(text.slice(Math.max(0, start - labelReach), start));
}

function judge(scan: Scan, candidate: Candidate): CandidateShape | undefined {
  const { text } = scan;
  const issuer = issuerOf(candidate.digits);
  if (
    issuer === undefined ||
    (candidate.digits[0] === candidate.digits[1] && /^(\d)\1+$/.test(candidate.digits))
  )
    return undefined;
  const verdict = keyVerdict(scan, candidate);
  if (verdict === "other" || isOtherNumber(text, candidate)) return undefined;
  if (verdict === "card") return shapeOf(issuer, 0.95, "key");
  if (hasCardWord(text, candidate)) return shapeOf(issuer, 0.95, "context");
  return shapeOf(
    issuer,
    leftDoubt.test(text[candidate.start - 1] ?? "") ? 0.4 : confidenceOf(candidate, issuer),
  );
}

/** Cards are embossed in five groups at most; only a run that is nothing but a card may have more. */
const mostGroups = 5;

/** Digits of the groups `first` to `last`. */
function countDigits(run: DigitRun, first: number, last: number): number {
  let digits = 0;
  for (let index = first; index <= last; index++) digits += (run.ends[index] ?? 0) - (run.starts[index] ?? 0);
  return digits;
}

/** Part of a run is a card only in a grouping that cards have. */
function isAllowed(run: DigitRun, candidate: Candidate): boolean {
  const whole = candidate.start === run.starts[0] && candidate.end === run.end;
  return whole || !candidate.grouping.includes("-") || groupings.has(candidate.grouping);
}

/** Index of the last group used by the longest card that begins with group `first`; -1 for none. */
function cardFrom(scan: Scan, sink: Sink, at: { run: DigitRun; first: number }): number {
  const { run, first } = at;
  const final = run.starts.length - 1;
  if (countDigits(run, first, first) < 2) return -1;
  const whole = first === 0 && final < longest;
  for (let last = whole ? final : Math.min(final, first + mostGroups - 1); last >= first; last--) {
    const digits = countDigits(run, first, last);
    if (digits > longest) continue;
    if (digits < shortest) return -1;
    const candidate = join(scan.text, run, { first, last });
    const shape = candidate !== undefined && isAllowed(run, candidate) ? judge(scan, candidate) : undefined;
    if (candidate === undefined || shape === undefined) continue;
    sink.add(shape, candidate.start, candidate.end);
    return last;
  }
  return -1;
}

/** Whether the shortest card's digits stand close together from `run` on; the widest separator has five units. */
function isDense(scan: Scan, run: number): boolean {
  const { digits } = scan;
  let count = 0;
  for (let at = run; at < digits.count; at++) {
    if (at > run && !joins(scan, at)) return false;
    count += runEnd(digits, at) - runStart(digits, at);
    if (count >= shortest) return true;
  }
  return false;
}

/** Whether a separator may stand between the run and the one before it. */
function joins({ units, digits }: Scan, run: number): boolean {
  const end = runEnd(digits, run - 1);
  return runStart(digits, run) - end <= widestSeparator && maySeparate(unitAt(units, end));
}

function scanRuns(scan: Scan, sink: Sink): void {
  const { text, digits } = scan;
  let resume = 0;
  for (let at = 0; at < digits.count; at++) {
    const start = runStart(digits, at);
    if (start < resume || runEnd(digits, at) - start < 2 || !isDense(scan, at)) continue;
    const run = readDigitRun(text, start);
    for (let first = 0; first < run.starts.length; first++) {
      const last = cardFrom(scan, sink, { run, first });
      if (last >= 0) first = last;
    }
    ({ resume } = run);
  }
}

const readsNumber = memoByKey((key: string): boolean => cardKey.test(key) && !otherKey.test(key));

export const card: NativeDetector = {
  id: "card",
  entities: ["CREDIT_CARD"],
  readsNumber,
  scan(scan, sink) {
    const { key, numeric } = scan.hint;
    if (numeric !== true || readsNumber(key ?? "")) scanRuns(scan, sink);
  },
};
