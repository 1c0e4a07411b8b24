/* Decides whether digits that pass Luhn are a card: by issuer, grouping, what touches them and the words beside them. */

import { memoByKey } from "../../core/key-memo.js";
import type { Evidence } from "../../core/types.js";
import type { CandidateShape, Scan } from "../detector.js";
import { issuerOf, type Issuer } from "./card-issuers.js";
import { isInAccount } from "./iban.js";

/** Words of many languages that make digits beside them a card. */
const cardWord =
  /(?:^|[^a-z])(?:visa|amex|american express|jcb|mastercard|maestro|unionpay|diners|debit|cvv|cvc|pan[=:"]|cc(?![a-z])|carte|carta|tarjeta|cartão|kort|kaart|th[ẻe])|card|kart|карт|κάρτ|카드|カード|卡|بطاقة|כרטיס|कार्ड|บัตร/i;
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
export const groupings = new Set([
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

export interface Candidate {
  readonly digits: string;
  readonly start: number;
  readonly end: number;
  /** Lengths of the groups joined by `-`; just the length for digits without separators. */
  readonly grouping: string;
  /** Between commas, on lines of their own, or digit by digit: only a word beside makes it a card. */
  readonly isLoose: boolean;
}

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
  const { digits, grouping, isLoose } = candidate;
  if (isLoose) return 0.4;
  if (!grouping.includes("-")) {
    return bareConfidence[`${digits.length}/${issuer.name}`] ?? bareConfidence[String(digits.length)] ?? 0.4;
  }
  // Orders of a large shop; one in ten passes Luhn.
  if (grouping === "3-7-7") return 0.4;
  if (groupings.has(grouping)) return digits.length === 16 ? 0.95 : issuer.name === "uatp" ? 0.4 : 0.8;
  return digits.length >= 15 && issuer.name !== "uatp" ? 0.55 : 0.4;
}

const otherNumber =
  /(?:imei|imeisv|meid|iccid|imsi|sim|isbn|ean|gtin|upc|sscc|barcode|tracking|trackingnummer|sendungsnummer|colis|paket\w{0,8}|shipment|parcel|awb|serial|seriennummer|s\/n|sn|timestamp|epoch|uuid|guid|vin|nip|regon)\W{0,4}(?:no|nr|number|num|code|id|is|ist)?[\W_]{0,4}$/i;
const labelReach = 32;
const otherKey = /imei|iccid|serial|tracking|(?:^|[_-])ids?$|Id$|time|barcode|ean|gtin/;
const cardKey = /card|pan$|kart|carte|tarjeta|cart[aã]o|ccnum|cc_?n|credit|debit/i;

/** Whether a member of this name holds a card number. */
export const isCardKey = memoByKey((key) => cardKey.test(key) && !otherKey.test(key));

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

/** What the candidate is found as; undefined when it is no card. */
export function judge(scan: Scan, candidate: Candidate): CandidateShape | undefined {
  const { text } = scan;
  const issuer = issuerOf(candidate.digits);
  if (
    issuer === undefined ||
    (candidate.digits[0] === candidate.digits[1] && /^(\d)\1+$/.test(candidate.digits))
  )
    return undefined;
  const verdict = keyVerdict(scan, candidate);
  if (verdict === "other" || isOtherNumber(text, candidate)) return undefined;
  if (isInAccount(scan, candidate.start, candidate.end)) return undefined;
  if (verdict === "card") return shapeOf(issuer, 0.95, "key");
  if (hasCardWord(text, candidate)) return shapeOf(issuer, 0.95, "context");
  return shapeOf(
    issuer,
    leftDoubt.test(text[candidate.start - 1] ?? "") ? 0.4 : confidenceOf(candidate, issuer),
  );
}
