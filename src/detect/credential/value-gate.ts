/* Weighs what stands behind a label: how sure are we that it is the secret? */

import { stateEndings, stateWords } from "./lexicon-words.js";
import type { LabelGate } from "./lexicon.js";
import { isGenericWord } from "./stand-in-words.js";
import {
  isAssignment,
  isContinuation,
  isExpression,
  isLoud,
  isPlaceholder,
  isProductName,
  shapeOf,
  type ValueShape,
} from "./value-shape.js";

/**
 * What stands between label and value. `hard`: colon, equals sign, arrow. `soft`: dash, bar, tab. `copula`: is,
 * lautet, это. `target`: set to. `line`: the value is the next line. `none`: only blanks. `reversed`: the value
 * stands before the label.
 */
export const separators = ["hard", "soft", "copula", "target", "line", "none", "reversed"] as const;
export type Separator = (typeof separators)[number];

export interface LexedValue {
  readonly start: number;
  readonly end: number;
  readonly separator: Separator;
  readonly quoted: boolean;
  /** Nothing but punctuation follows on the line, in the cell or in the clause. */
  readonly sole: boolean;
  /** Other words stand between label and separator. */
  readonly qualified: boolean;
}

export interface Judged {
  readonly value: LexedValue;
  readonly token: string;
  /** Whether a user name with its own label stands close before; asked only where it matters. */
  sibling(): boolean;
  /** What stands before the label. */
  before(): string;
}

type Scores = Readonly<Partial<Record<ValueShape, number>>>;

/** Confidence by separator and shape; a missing entry is no finding. */
const passwordScores: Readonly<Record<Separator, Scores>> = {
  hard: { strong: 0.95, mixed: 0.9, cased: 0.75, joined: 0.75, digits: 0.8, word: 0.65 },
  soft: { strong: 0.85, mixed: 0.75, digits: 0.55 },
  copula: { strong: 0.85, mixed: 0.75, digits: 0.6, cased: 0.55 },
  target: { strong: 0.8, mixed: 0.7 },
  line: { strong: 0.8, mixed: 0.7, digits: 0.55 },
  none: { strong: 0.75, mixed: 0.6 },
  reversed: { strong: 0.75, mixed: 0.65 },
};

/** Quotation marks say that the words between them are meant literally. */
const quotedScores: Scores = { strong: 0.9, mixed: 0.85, cased: 0.7, joined: 0.7, digits: 0.7, word: 0.6 };

const leastLength: Readonly<Partial<Record<Separator, number>>> = {
  copula: 5,
  target: 5,
  line: 5,
  none: 6,
  reversed: 6,
};

const leastQuoted = 3;

function isState(token: string): boolean {
  if (isGenericWord(token)) return true;
  const bare = token.toLowerCase().replace(/^[\p{P}\p{S}]{1,4}|[\p{P}\p{S}]{1,4}$/gu, "");
  return stateWords.has(bare) || stateWords.has(token.toLowerCase()) || stateEndings.test(bare);
}

/** Several words: only in quotes, and only when they do not begin like a sentence about the password. */
function judgePhrase(judged: Judged): number {
  const words = judged.token.split(/\s/u);
  if (!judged.value.quoted || words.length > 8 || words.some((word) => stateWords.has(word.toLowerCase())))
    return 0;
  return judged.value.separator === "hard" ? 0.75 : 0;
}

function isEnoughFor(shape: ValueShape, judged: Judged): boolean {
  const { separator, quoted, sole } = judged.value;
  const { token } = judged;
  if (shape === "strong") return true;
  if (shape === "mixed") return separator === "hard" || !isProductName(token);
  if (shape === "digits") return separator === "hard" ? token.length >= 6 || sole : token.length >= 6 && sole;
  return !isState(token) && (sole || quoted || judged.sibling());
}

/** Too short for its separator, or the next assignment rather than a value. */
function isUnfit({ value, token }: Judged): boolean {
  if (token.length < (value.quoted ? leastQuoted : (leastLength[value.separator] ?? 3))) return true;
  if (token.endsWith(")") && isExpression(token)) return true;
  if (value.quoted) return false;
  if (value.separator === "hard") return /[a-z][A-Z]/.test(token) && isExpression(token);
  if (isContinuation(token)) return true;
  return value.separator !== "copula" && value.separator !== "target" && isAssignment(token);
}

function scoresOf({ quoted, separator }: LexedValue): Scores {
  const literal = quoted && (separator === "hard" || separator === "copula");
  return literal ? quotedScores : passwordScores[separator];
}

const used =
  /(?:\b(?:with|using|use|mit|avec|con|com|met|med|new|neue[sn]?|nouveau|is)|(?:^|\s)[сзz])\s(?:the |das |dem |le |la |el |my )?(?:new |neue[sn]? |old |same )?$/iu;

/** `with the password "cedar"`: a word that is quoted right behind its label. */
function isUsed({ value, before }: Judged, shape: ValueShape): boolean {
  if (
    !value.quoted ||
    value.separator !== "none" ||
    (shape !== "word" && shape !== "cased" && shape !== "joined")
  )
    return false;
  return used.test(before());
}

function judgePassword(judged: Judged): number {
  const { value, token } = judged;
  if (/\s/u.test(token)) return judgePhrase(judged);
  const shape = shapeOf(token);
  if (shape === "refused" || isUnfit(judged)) return 0;
  const score = scoresOf(value)[shape] ?? (isUsed(judged, shape) ? 0.65 : 0);
  if (score === 0 || !isEnoughFor(shape, judged)) return 0;
  const sure = value.separator === "hard" || shape === "strong" || shape === "mixed";
  return sure || !value.qualified ? score : 0;
}

/** Words with other meanings (pass, clave, parola): a lone word or number behind them is rather not a secret. */
function judgeBrief(judged: Judged): number {
  const { separator } = judged.value;
  const shape = shapeOf(judged.token);
  // Nothing else passes without a separator, and what stands before the label need not be looked at.
  if (separator === "none" && shape !== "strong") return 0;
  if (separator === "none" && isLoud(judged.token)) return 0.65;
  if (!isBriefPlace(judged)) return 0;
  if (shape === "strong") return judgePassword(judged);
  if (separator === "copula") return shape === "mixed" ? 0.6 : 0;
  return separator === "hard" ? judgeBriefHard(judged, shape) : 0;
}

function judgeBriefHard(judged: Judged, shape: ValueShape): number {
  const { token, value } = judged;
  if (shape === "mixed") return value.sole && !token.includes("-") ? 0.7 : 0;
  return shape !== "joined" && shape !== "refused" && judged.sibling() ? judgePassword(judged) : 0;
}

/** `pass data into X`, `pass for the tests: X`: everyday sentences. */
function isBriefPlace({ value, token, sibling }: Judged): boolean {
  if (value.separator === "target") return /\d/.test(token) && !token.includes("\\");
  if (value.separator === "hard") return !value.qualified;
  return value.separator !== "none" || sibling();
}

function judgeQuoted({ token, value }: Judged): number {
  return value.quoted &&
    value.separator === "none" &&
    token.length >= 3 &&
    !isNoSecret(token) &&
    !isGenericWord(token)
    ? 0.9
    : 0;
}

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

function isMade(token: string): boolean {
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
function judgeOpaque(judged: Judged): number {
  const { token, value } = judged;
  if (isPlaceholder(token) || token.includes("://")) return 0;
  if (/\s/u.test(token)) return isQuotedSalt(judged) ? 0.8 : 0;
  if (!isMade(token)) return 0;
  if (value.separator === "hard") return token.length >= 8 ? 0.9 : 0;
  if (isProductName(token) || isAssignment(token)) return 0;
  return token.length >= 14 || isVaried(token) ? 0.7 : 0;
}

/** Base32, perhaps in groups: RFC 4648 without 0, 1, 8 and 9. */
function judgeSeed({ token, value }: Judged): number {
  const bare = token.replace(/[ -]/g, "");
  if (!/^[A-Z2-7]{16,128}={0,6}$/i.test(bare) || !/[2-7]/.test(bare)) return 0;
  return value.separator === "hard" || value.separator === "soft" ? 0.9 : 0.8;
}

const groups = /^[A-Z\d]{4,7}(?:-[A-Z\d]{4,7}){2,7}$/;

/** `licence: AAAAA-BBBBB-CCCCC`: groups of capitals and digits. */
function judgeGrouped({ token, value }: Judged): number {
  if (!groups.test(token) || !/\d/.test(token) || !/[A-Z]/.test(token)) return 0;
  return value.separator === "hard" || value.separator === "soft" ? 0.85 : 0.7;
}

const uuid = /^[\da-z]{8}-(?:[\da-z]{4}-){3}[\da-z]{12}$/i;

const wifi = /\bssid|\bwi-?fi|\bwlan|network name/i;

/** WPA keys have at least eight characters; the name of the network stands before them. */
function isWifiKey({ token, value, before }: Judged): boolean {
  return token.length >= 8 && value.sole && !value.qualified && wifi.test(before());
}

function isWeakLength({ token, value }: Judged): boolean {
  if (value.qualified && (token.length < 16 || !value.sole)) return false;
  return token.length >= 12 && token.length <= 400 && /\d/.test(token);
}

/** Everyday words (key, token, secret): a long machine-made value behind a strong separator, and no identifier. */
function judgeWeak(judged: Judged): number {
  const { token, value } = judged;
  if (value.separator === "hard" && isWifiKey(judged)) return judgePassword(judged);
  if (value.separator !== "hard" || !isWeakLength(judged)) return 0;
  if (uuid.test(token) || isExpression(token) || /[\s/:,.]/u.test(token)) return 0;
  const shape = shapeOf(token);
  if (shape !== "strong" && shape !== "mixed") return 0;
  return token.length >= 20 ? 0.75 : 0.6;
}

function judgePin(judged: Judged): number {
  const { token, value } = judged;
  if (!/^\d{4,8}$/.test(token)) return 0;
  if (value.separator === "none") return /^(?:19|20)\d\d$/.test(token) ? 0 : 0.7;
  if (!value.sole && !value.quoted) return 0;
  if (value.separator === "hard") return 0.85;
  return value.separator === "copula" ? 0.75 : 0;
}

const judges: Readonly<Record<LabelGate, (judged: Judged) => number>> = {
  password: judgePassword,
  brief: judgeBrief,
  opaque: judgeOpaque,
  weak: judgeWeak,
  pin: judgePin,
  quoted: judgeQuoted,
  grouped: judgeGrouped,
  seed: judgeSeed,
};

/** Confidence that the token is the secret its label announces; 0 when it is none. */
export function judgeValue(gate: LabelGate, judged: Judged): number {
  return judges[gate](judged);
}

/** For values of fields whose name is a label: true for `required`, `null`, `true`, masks and template variables. */
export function isNoSecret(text: string): boolean {
  return isPlaceholder(text) || stateWords.has(text.toLowerCase());
}
