/* Weighs values that machines make: API keys, tokens, seeds, licence keys. */

import { isPatterned } from "../checks/patterned.js";
import type { Judged } from "./judged.js";
import {
  isAssignment,
  isCutOut,
  isExpression,
  isLoud,
  isPlaceholder,
  isProductName,
  shapeOf,
} from "./value-shape.js";

/** WordPress salts hold blanks; sentences hold neither digits nor symbols. */
function isQuotedSalt({ token, value }: Judged): boolean {
  return (
    value.quoted &&
    value.separator === "hard" &&
    token.length >= 24 &&
    /\d/.test(token) &&
    /[!#$%^&*]/.test(token)
  );
}

/** `bP88Q~xxxxxxxxxxxxxxxx`: what documentation leaves of a value. */
const maskedTail = /([*x0#•])\1{9}/i;

function isMade(token: string): boolean {
  if (maskedTail.test(token) || isPatterned(token)) return false;
  const shape = shapeOf(token.slice(0, 200));
  if (!/\d/.test(token) || isExpression(token)) return false;
  return shape === "strong" || shape === "mixed" || (shape === "digits" && token.length >= 12);
}

/** Short, but with capitals, small letters, digits and a mark inside, or with several changes between them. */
function isVaried(token: string): boolean {
  if (token.length < 8 || !/\p{Lu}/u.test(token) || !/\p{Ll}/u.test(token)) return false;
  return /[^\p{L}\d]/u.test(token.slice(1, -1)) || /\d\p{L}+\d/u.test(token);
}

/** Machine-made: long, letters and digits, or a UUID behind a label that leaves no doubt. */
export function judgeOpaque(judged: Judged): number {
  const { token, value } = judged;
  if (isPlaceholder(token) || token.includes("://")) return 0;
  if (/\s/u.test(token)) return isQuotedSalt(judged) ? 0.8 : 0;
  if (!isMade(token)) return 0;
  if (value.separator === "hard") return token.length >= 8 ? 0.9 : 0;
  if (isProductName(token) || isAssignment(token)) return 0;
  return token.length >= 14 || isVaried(token) ? 0.7 : 0;
}

/** Base32, perhaps in groups: RFC 4648 without 0, 1, 8 and 9. */
export function judgeSeed({ token, value }: Judged): number {
  const bare = token.replace(/[ -]/g, "");
  if (!/^[A-Z2-7]{16,128}={0,6}$/i.test(bare) || !/[2-7]/.test(bare)) return 0;
  return value.separator === "hard" || value.separator === "soft" ? 0.9 : 0.8;
}

/** Only in groups: words of prose are behind `key` and `secret` too. */
function judgeSeedGroups(judged: Judged): number {
  return judged.token.includes(" ") ? judgeSeed(judged) : 0;
}

const groups =
  /^(?:[A-Z\d]{4,8}(?:-[A-Z\d]{4,8}){2,7}|[A-Z\d]{3,8}(?:-[A-Z\d]{3,8}){3,7}|[A-Z\d]{3,8}(?:-[A-Z\d]{3,8}){2,7}-[A-Z\d]{2})$/;

/** `licence: AAAAA-BBBBB-CCCCC`: groups of capitals and digits. */
export function judgeGrouped({ token, value }: Judged): number {
  if (!groups.test(token) || !/\d/.test(token) || !/[A-Z]/.test(token)) return 0;
  return value.separator === "hard" || value.separator === "soft" ? 0.85 : 0.7;
}

const uuid = /^[\da-z]{8}-(?:[\da-z]{4}-){3}[\da-z]{12}$/i;

const wifi = /\bssid|\bwi-?fi|\bwlan|network name/i;

export const isWifiTalk = (text: string): boolean => wifi.test(text);

/** WPA keys have at least eight characters; the name of the network stands before them. */
function isWifiKey({ token, value, before }: Judged): boolean {
  return token.length >= 8 && value.sole && !value.qualified && wifi.test(before());
}

const endsSentence = /^\.\s+\p{Lu}/u;

function isWeakLength({ token, value, behind }: Judged): boolean {
  if (value.qualified && (token.length < 16 || !(value.sole || endsSentence.test(behind())))) return false;
  return token.length >= 12 && token.length <= 400 && /\d/.test(token);
}

/** `secret = X` of a configuration file, alone on its line: as a person chose it. */
function isChosenSecret({ token, value, before }: Judged): boolean {
  if (maskedTail.test(token)) return false;
  if (token.length < 8 || !value.sole || value.qualified || shapeOf(token) !== "strong") return false;
  return /(?:^|[\n;{,"'])[>\t ]{0,16}$/.test(before()) && !isExpression(token);
}

/** Everyday words (key, token, secret): a long machine-made value behind a strong separator, and no identifier. */
export function judgeWeak(judged: Judged, judgePassword: (judged: Judged) => number): number {
  const { value } = judged;
  if (isCutOut(judged.token)) return 0;
  const known = Math.max(judgeSeedGroups(judged), judgeGrouped(judged));
  if (known > 0) return known;
  if (isWifiKey(judged)) return /^\d[\d -]{7,}$/.test(judged.token) ? 0.75 : judgePassword(judged);
  if (value.separator === "copula") return value.qualified ? 0 : judgeStated(judged);
  if (value.separator !== "hard") return 0;
  if (judged.kind === "secret" && isChosenSecret(judged)) return 0.65;
  return judgeLong(judged);
}

/** `our merchant secret is VALUE`: nothing but a long value of capitals, small letters and digits. */
function judgeStated({ token }: Judged): number {
  if (isLoud(token) && isVaried(token) && !isAssignment(token)) return 0.6;
  if (token.length < 14 || uuid.test(token) || isExpression(token) || /[\s/:,.]/u.test(token)) return 0;
  return shapeOf(token) === "strong" && /\d\p{L}+\d/u.test(token) ? 0.65 : 0;
}

/** Tokens in three parts, as bots and signed sessions have. */
const leastDotted = 40;

const namePart = /^(?:[a-z]{2,20}|[A-Z]{2,20}|[A-Z][a-z]{1,19}|[a-z]?\d{1,2}|(?:19|20)\d\d)$/;
const camelName = /^[A-Z]?[a-z]{2,20}(?:[A-Z][a-z]{2,20}){2,8}V?\d{0,2}$/;

/** `billing-webhook-secret-v2`, `ROTATED_BY_OPS_2026`, `ApplicationSettingsV2`: names that people give to things. */
function isNameOfThing(token: string): boolean {
  if (camelName.test(token)) return true;
  const parts = token.split(/[-_.]/);
  return parts.length >= 4 && parts.every((part) => namePart.test(part));
}

/** `tree->key->depth!=0` */
const comparison = /^[a-z_]\w{0,40}(?:[=!<>]=|&&|\|\|)/i;

/** Names, numbers and paths that are as long as tokens. */
function isOther(token: string): boolean {
  if (isNameOfThing(token) || maskedTail.test(token) || uuid.test(token) || isExpression(token)) return true;
  if (/[\s/:,]/u.test(token) || isPatterned(token) || comparison.test(token)) return true;
  if (/^[a-z_]{2,24}=[\d.]+$/i.test(token)) return true;
  return token.includes(".") && (token.length < leastDotted || !/\d\p{L}+\d/u.test(token));
}

function judgeLong(judged: Judged): number {
  const { token } = judged;
  if (!isWeakLength(judged) || isOther(token)) return 0;
  const shape = shapeOf(token);
  if (shape !== "strong" && shape !== "mixed") return 0;
  return token.length >= 20 ? 0.75 : 0.6;
}
