/* Weighs what stands behind a label: how sure are we that it is the secret? */

import { lazily } from "../../core/lazily.js";
import type { Judged, Separator } from "./judged.js";
import { isCoined, isTitled } from "./coined.js";
import { judgeGrouped, judgeOpaque, judgeSeed, judgeWeak } from "./made-value.js";
import { stateEndings, stateWords } from "./lexicon-words.js";
import { labelWords, type LabelGate } from "./lexicon.js";
import { isPhrase, isQuotedPhrase } from "./phrase.js";
import { isPostalPin } from "./postal-pin.js";
import { isSpelled } from "./stated.js";
import { isGenericWord } from "./stand-in-words.js";
import { isBeforeUser, isBehindUser, isBelowUser } from "./user-near.js";
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

type Scores = Readonly<Partial<Record<ValueShape, number>>>;

/** Confidence by separator and shape; a missing entry is no finding. */
const passwordScores: Readonly<Record<Separator, Scores>> = {
  hard: { strong: 0.95, mixed: 0.9, cased: 0.75, joined: 0.75, digits: 0.8, word: 0.65 },
  soft: { strong: 0.85, mixed: 0.75, digits: 0.55 },
  copula: { strong: 0.85, mixed: 0.75, digits: 0.6, cased: 0.55 },
  target: { strong: 0.8, mixed: 0.7, digits: 0.55 },
  line: { strong: 0.8, mixed: 0.7, digits: 0.55 },
  none: { strong: 0.75, mixed: 0.6 },
  reversed: { strong: 0.75, mixed: 0.65 },
};

/** Quotation marks say that the words between them are meant literally. */
const reversedQuoted: Scores = { ...passwordScores.reversed, joined: 0.6, cased: 0.6, word: 0.55 };
const quotedScores: Scores = { strong: 0.9, mixed: 0.85, cased: 0.7, joined: 0.7, digits: 0.7, word: 0.6 };

/** Of passphrases in hyphens, where single words do not pass. */
const coinedScores: Readonly<Partial<Record<Separator, number>>> = {
  soft: 0.6,
  copula: 0.6,
  target: 0.6,
  line: 0.6,
  reversed: 0.55,
};

function judgeCoined({ token, value }: Judged): number {
  if (value.separator === "none") return isTitled(token) ? 0.55 : 0;
  return isCoined(token) ? (coinedScores[value.separator] ?? 0) : 0;
}

/** Dates people take for a secret, with a year in full. */
const dateLike = /^(?:\d\d?([./-])\d\d?\1(?:19|20)\d\d|(?:19|20)\d\d([./-])\d\d?\2\d\d?)$/;
const dateFigures = /^(?:[0-3]\d[01]\d(?:19|20)\d\d|(?:19|20)\d\d[01]\d[0-3]\d)$/;

/** `Password: 04.11.1979`: right behind its label and alone, a date is no time of anything. */
function judgeDate({ token, value }: Judged): number {
  if (value.qualified || !value.sole || !dateLike.test(token)) return 0;
  return value.separator === "hard" || value.separator === "copula" ? 0.55 : 0;
}

const leastLength: Readonly<Partial<Record<Separator, number>>> = {
  copula: 5,
  target: 5,
  line: 5,
  none: 6,
  reversed: 6,
};

const leastQuoted = 3;

/** A word that tells how a secret is, or stands in its place. */
export function isState(token: string): boolean {
  if (isGenericWord(token)) return true;
  const bare = token.toLowerCase().replace(/^[\p{P}\p{S}]{1,4}|[\p{P}\p{S}]{1,4}$/gu, "");
  return stateWords.has(bare) || stateWords.has(token.toLowerCase()) || stateEndings.test(bare);
}

/** Small words of any phrase. */
const neutral = new Set("and und et y e i a the of und och og en".split(" "));

/** Several words: only in quotes, and only when they do not begin like a sentence about the password. */
function judgePhrase(judged: Judged): number {
  const words = judged.token.split(/\s/u);
  if (!judged.value.quoted || words.length > 8 || isPlaceholder(judged.token) || isCaption(words)) return 0;
  return isMeantPhrase(judged, words) ? 0.7 : judgeWords(judged, words);
}

const labels = lazily(() => new Set(labelWords.map(({ text }) => text)));

/** `password_confirm: "Repeat password"`: the text that a program shows beside the field. */
const isCaption = (words: readonly string[]): boolean =>
  words.every((word) => /^[\p{L}\p{M}'’-]+$/u.test(word)) &&
  words.some((word) => labels().has(word.toLowerCase()));

const isMeantPhrase = ({ kind, value }: Judged, words: readonly string[]): boolean =>
  kind === "passphrase" && value.separator === "hard" && isQuotedPhrase(words);

/** `rootPassword: "VALUE"`, alone on its line: a setting, whose quotation is the value. */
const isSetting = ({ value, before, behind }: Judged): boolean =>
  value.separator === "hard" &&
  /(?:^|\n)[\t >-]{0,24}[\w."'-]{0,40}$/.test(before()) &&
  /^["'`][,;]?\s{0,3}(?:\n|$)/.test(behind());

function judgeWords(judged: Judged, words: readonly string[]): number {
  const stated = words.filter((word) => !neutral.has(word) && stateWords.has(word.toLowerCase())).length;
  if (stated === 1 && words.length > 2 && isSetting(judged)) return 0.7;
  if (stated > 1 || (stated === 1 && (words.length < 3 || judged.value.separator !== "copula"))) return 0;
  if (judged.value.separator === "hard") return 0.75;
  return ["copula", "target"].includes(judged.value.separator) && isPhrase(words) ? 0.6 : 0;
}

/** Figures alone: no year, and nothing behind them that they count. */
function areEnough({ token, value, behind }: Judged): boolean {
  const { separator, sole } = value;
  if (separator === "hard") return token.length >= 6 || sole;
  if (separator !== "target")
    return (
      token.length >= 5 && !year.test(token) && (sole || (separator === "copula" && places.test(behind())))
    );
  return token.length >= 5 && (sole || places.test(behind()));
}

/** `Wachtwoord: telefonisch doorgegeven`: a sentence about the secret. */
const goesOn = /^ (?:\p{Ll}{2,}|Sie|Ihnen|Ihre?[mnr]?|Du|Dir|\d{1,3} \p{L}{3,})(?:[\s.,;!?)"'”»«“]|$)/u;

/** `Senha: A042`: the number in a queue, which the same word stands for. */
const queueNumber = /^[A-Z]\d{2,4}$/;

function isEnoughFor(shape: ValueShape, judged: Judged): boolean {
  const { separator, quoted, sole } = judged.value;
  const { token } = judged;
  if (shape === "strong") return true;
  if (shape === "mixed") return separator === "hard" ? !queueNumber.test(token) : !isProductName(token);
  if (shape === "digits") return areEnough(judged);
  return !isState(token) && (sole || quoted || (!goesOn.test(judged.behind()) && judged.sibling()));
}

/** `password= result=fail`: the value is missing, or was taken out, and the next field follows. */
const nextField =
  /^(?:result|status|state|user|uid|host|port|level|time|ts|ip|src|dst|code|reason|msg|action|event|type|id|db|ssl|sslmode|timeout|session|pid|method|path|rc|exit|ok)=[\w.-]*$/;

/** A call, or what belongs to another name. */
const isOther = (token: string): boolean =>
  (token.endsWith(")") && isExpression(token)) || nextField.test(token);

/** `$passphrase = $given;`: a variable of PHP or Perl is given another. */
const isVariable = ({ token, before }: Judged): boolean =>
  /^\$[a-z_]\w{0,40}$/i.test(token) && /\$\w{0,24}$/.test(before());

const isTooShort = ({ value, token }: Judged): boolean =>
  token.length < (value.quoted ? leastQuoted : (leastLength[value.separator] ?? 3));

/** `password: {type: string}` */
const isMember = ({ token, behind }: Judged): boolean =>
  /^[{[][\w-]+$/.test(token) && behind().startsWith(":");

/** Too short for its separator, or the next assignment rather than a value. */
function isUnfit(judged: Judged): boolean {
  const { value, token } = judged;
  if (isTooShort(judged) || isOther(token)) return true;
  if (value.quoted) return false;
  if (isVariable(judged) || isMember(judged)) return true;
  if (value.separator === "hard") return /[a-z][A-Z]/.test(token) && isExpression(token);
  if (isContinuation(token)) return true;
  return value.separator !== "copula" && value.separator !== "target" && isAssignment(token);
}

/** `--username ann --password VALUE`: a word behind a flag is its argument where another flag has one. */
function isFlagged({ value, token, before }: Judged): boolean {
  if (value.separator !== "none" || value.qualified || isState(token)) return false;
  return /\s--?[a-z-]{1,20}[= ][^\s-]\S{0,60}\s(?:[^\n]{0,60}\s)?--[a-z-]{0,20}$/i.test(before());
}

/** `to "cedar" gesetzt`, `changed to "cedar"` */
const changedBehind = /^["'“”«»]?\s(?:gesetzt|geändert|umgestellt|eingestellt|gewijzigd|gezet|satt|ändrat)/iu;

const isSetBehind = ({ value, behind }: Judged): boolean =>
  value.quoted && value.separator === "target" && changedBehind.test(behind());

function scoresOf(judged: Judged): Scores {
  const { quoted, separator } = judged.value;
  if (quoted && separator === "reversed") return reversedQuoted;
  const literal = isSetBehind(judged) || (quoted && (separator === "hard" || separator === "copula"));
  return literal ? quotedScores : passwordScores[separator];
}

const behindQuotedUser = /\b(?:user|username|login)\s["'][^"'\n]{1,40}["'],?\s(?:with |and )?$/iu;
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
  const lead = before();
  return used.test(lead) || behindQuotedUser.test(lead);
}

/** `is lighthouse, lower case`: how it is written is said of a word that is meant literally. */
const isSpelledOut = ({ value, behind }: Judged): boolean =>
  value.separator === "copula" && isSpelled(behind(), 0);

/** A word where only what looks chosen passes: what stands before the label may say that it is meant. */
function judgeWord(judged: Judged, shape: ValueShape): number {
  if (judged.value.separator === "soft" && judged.value.sole && isBelowUser(judged))
    return isState(judged.token) ? 0 : 0.6;
  if (isSpelledOut(judged)) return isState(judged.token) ? 0 : 0.6;
  if (isUsed(judged, shape)) return isEnoughFor(shape, judged) ? 0.65 : 0;
  return isFlagged(judged) ? 0.6 : 0;
}

/** Keys of routers in groups of figures. */
function judgeFigures({ token, value }: Judged): number {
  if (value.separator !== "hard" && value.separator !== "copula") return 0;
  return /^(?:\d{3,5}(?:[ -]\d{3,5}){2,6}|\d{3}[ -]\d{3})$/.test(token) ? 0.75 : 0;
}

function judgePassword(judged: Judged): number {
  const { value, token } = judged;
  const grouped = judgeFigures(judged);
  if (grouped > 0 || /\s/u.test(token)) return grouped || judgePhrase(judged);
  const shape = shapeOf(token);
  if (shape === "refused") return judgeDate(judged);
  if (isUnfit(judged)) return 0;
  const coined = shape === "joined" ? judgeCoined(judged) : 0;
  if (coined > 0) return coined;
  const score = scoresOf(judged)[shape];
  if (score === undefined) return judgeWord(judged, shape);
  if (!isEnoughFor(shape, judged)) return 0;
  return !value.qualified || isSure(shape, judged) ? score : 0;
}

/** Shorter words with capitals inside are names of programs and firms. */
const leastCased = 12;

const isSure = (shape: ValueShape, judged: Judged): boolean =>
  judged.value.separator === "hard" ||
  shape === "strong" ||
  shape === "mixed" ||
  (shape === "cased" && judged.token.length >= leastCased) ||
  (shape === "digits" && judged.value.separator === "target") ||
  isSetBehind(judged);

/** Words with other meanings (pass, clave, parola): a lone word or number behind them is rather not a secret. */
function judgeBrief(judged: Judged): number {
  const { separator } = judged.value;
  const shape = shapeOf(judged.token);
  // Nothing else passes without a separator, and what stands before the label need not be looked at.
  if (separator === "none" && shape !== "strong") return shape === "mixed" && isBehindUser(judged) ? 0.6 : 0;
  if (separator === "none" && isLoud(judged.token)) return 0.65;
  if (!isBriefPlace(judged)) return 0;
  if (shape === "strong") return judgePassword(judged);
  if (separator === "copula") return shape === "mixed" ? 0.6 : 0;
  return separator === "hard" ? judgeBriefHard(judged, shape) : 0;
}

function judgeBriefHard(judged: Judged, shape: ValueShape): number {
  const { token, value } = judged;
  if (shape === "mixed") return value.sole && (!token.includes("-") || isBelowUser(judged)) ? 0.7 : 0;
  if (shape === "refused") return 0;
  if (shape === "digits" && dateFigures.test(token)) return 0.6;
  const known = judged.sibling() || isBeforeUser(judged) || isBelowUser(judged);
  return known ? judgePassword(judged) : 0;
}

/** `pass data into X`, `pass for the tests: X`: everyday sentences. */
function isBriefPlace({ value, token, sibling }: Judged): boolean {
  if (value.separator === "target") return /\d/.test(token) && !token.includes("\\");
  if (value.separator === "hard")
    return !value.qualified || isLoud(token) || (shapeOf(token) === "strong" && /\d/.test(token));
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

/** Keys of a pad may be parted by hyphens, and `#` or `*` begins or ends what is typed. */
const pinForm = /^[#*]?(?:\d{4,8}|\d(?:-\d){3,7}|\d(?: \d){3,5}|\d\d(?:[ -]\d\d){1,3})[#*]?$/;
const year = /^(?:19[3-9]|20[0-4])\d$/;
/** `PIN: 4711 for the back door`, not `PIN: 1000 attempts`: what the door or device is follows, no thing to count. */
const places =
  /^ (?:\w{1,16}=|(?:and|und|et|y|oraz|och|og|и|та|for|of|on|at|in|to|from|by|with|opens|für|vom|von|an|am|auf|bei|öffnet|pour|de|du|des|sur|para|del|per|voor|van|dla|do|för|til|для|від|от|на)\s)/iu;

function judgePin(judged: Judged): number {
  const { token, value } = judged;
  if (!pinForm.test(token) || isPostalPin(judged)) return 0;
  if (value.separator === "none") return year.test(token) ? 0 : 0.7;
  const placed = value.separator === "hard" && !year.test(token) && places.test(judged.behind());
  if (!value.sole && !value.quoted && !placed) return 0;
  if (value.separator === "hard") return 0.85;
  return value.separator === "copula" ? 0.75 : 0;
}

const judges: Readonly<Record<LabelGate, (judged: Judged) => number>> = {
  password: judgePassword,
  brief: judgeBrief,
  opaque: judgeOpaque,
  weak: (judged) => judgeWeak(judged, judgePassword),
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
