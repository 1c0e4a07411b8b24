/* Says what a token looks like: chosen by a person or machine as a secret, an ordinary word, or something known. */

import { isLabel } from "../../core/labels.js";
import { productShape } from "./lexicon-words.js";

/**
 * `strong`: no word, number or name looks like this. `mixed`: letters and digits. `cased`: inner capitals.
 * `joined`: words with `-`, `_` or `.` between. `digits`, `word`: what they say. `refused`: an address, a date, a
 * placeholder: known to be no secret.
 */
export type ValueShape = "strong" | "mixed" | "cased" | "joined" | "digits" | "word" | "refused";

const addressShapes: readonly RegExp[] = [
  /[a-z]{2,8}:\/\//i,
  /^(?:mailto:)?[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,8}[a-z]{2,24}$/i,
  /^www\./i,
  /^(?:\d{1,3}\.){3}\d{1,3}(?:[:/]\d{1,5})?$/,
  /^(?:[\da-f]{1,4}:){3,8}[\da-f:]{0,8}$/i,
  /^(?:[a-z\d-]{1,63}\.){1,8}(?:[a-z]{2}|com|org|net|edu|gov|info|biz|app|cloud|shop|online|site|example|test|local|lan|internal)(?::\d{1,5})?(?:\/|$)/,
  /^(?:~|\.{1,2})?\/[\w.-]*(?:\/|$)/,
  /^[a-z]:\\/i,
  /^[\w-]{1,40}\.(?:php|html?|txt|conf|cfg|ini|ya?ml|json|xml|log|zip|pdf|docx?|xlsx?|csv|exe|sh|py|js|png|jpe?g|pem|key|crt)$/i,
];

const numberShapes: readonly RegExp[] = [
  /^[<>~]?\d{1,4}(?:[.:/-]\d{1,4}){1,5}(?:[-+]\d{1,4})?$/,
  /^v?\d{1,4}(?:\.\d{1,4}){1,3}(?:[-.]?[a-z]{1,6}\d{0,3})?$/i,
  /^[<>~+-]?\d[\d.,]{0,12}(?:[%\p{Sc}xkhd]|st|nd|rd|th|[kmgt]?i?b|[mµn]?s|min|px|pt|[kmg]?hz|[ckm]?m|k?g|bit)$/iu,
  /^\p{Sc}\d[\d.,]{0,12}$/u,
  /^\d{4}-\d\d-\d\dt/i,
  /^\d{1,4}-[a-z]{3,12}$/i,
  /^[a-z]{1,2}\d{1,2}$/i,
];

const placeholderShapes: readonly RegExp[] = [
  /^<[^<>]{0,60}>?$/,
  /^\[[^[\]]{0,60}\]?$/,
  /^\{\{/,
  /^\$\{[^}:]{0,60}\}?/,
  /^\$\(/,
  /^%[\w.-]{1,60}%$/,
  /^\$[A-Z_][A-Z\d_]{0,60}$/,
  /^\$_?[A-Z_]{1,40}[[(]/i,
  /^(?:getenv|env|process\.env|os\.environ|os\.getenv|ENV|vault)[.[('"]/,
  /^secrets?\./,
  /^(.)\1{2,}$/su,
  /^x{3,}(?:-x{3,}){0,8}$/i,
  /^[*•●.·_-]{2,}$/,
  /^(?:your|my|the|our|insert|enter|put|some)[-_](?:[a-z\d]{1,16}[-_]?){1,5}$/i,
  /^(?:your|my)(?:secure|strong|new|own|db|api)?(?:password|passwd|pass|key|token|secret)\w{0,8}$/i,
  /^(?:change|replace)[-_]?(?:me|this)(?:[-_]\w{0,40})?$/i,
  /^(?:password|passwort|secret|token|key|api[-_]?key)[-_]?(?:here|goes[-_]here|placeholder)$/i,
];

const edgeMarks = /^[\p{P}\p{S}]{1,8}|[\p{P}\p{S}]{1,8}$/gu;
const special = /[!#%&*?^=+~|\\:;<>{}()[\]@"`§¦\p{Sc}]/u;
const strongTail = /[!$#%&*]$/;
const joiner = /[-_.,/'’]/u;
const innerCapital = /\p{Ll}\p{Lu}|\p{Lu}{2}\p{Ll}/u;

function matchesOne(shapes: readonly RegExp[], token: string): boolean {
  return shapes.some((shape) => shape.test(token));
}

/** True for masks, template variables and the stand-ins of documentation. */
export function isPlaceholder(token: string): boolean {
  return isLabel(token) || matchesOne(placeholderShapes, token);
}

/** True for addresses, paths, versions, dates, amounts: what stands behind a label without being its secret. */
function isKnownShape(token: string): boolean {
  return matchesOne(addressShapes, token) || matchesOne(numberShapes, token);
}

function shapeOfMixed(token: string, core: string): ValueShape {
  const upperAndLower = /\p{Lu}/u.test(core) && /\p{Ll}/u.test(core);
  if (special.test(core) || strongTail.test(token)) return "strong";
  if (core.length >= 8 && upperAndLower && !/^\p{Lu}\p{Ll}+\d{1,4}$/u.test(core)) return "strong";
  return "mixed";
}

/** Letters only, or letters with marks between. */
function shapeOfLetters(token: string, core: string): ValueShape {
  if (special.test(core) && core.length >= 6) return "strong";
  if (innerCapital.test(core)) return joiner.test(core) ? "mixed" : "cased";
  if (joiner.test(core)) return "joined";
  return strongTail.test(token) && core.length >= 5 ? "joined" : "word";
}

/** Most tokens behind a label are plain lower-case words: they need none of the shapes. */
const plainWord = /^[a-z]{3,40}$/;
const repeated = /^(.)\1*$/;

/** Shape of a token without blanks, at most 256 units long. */
export function shapeOf(token: string): ValueShape {
  if (plainWord.test(token)) return repeated.test(token) ? "refused" : "word";
  if (token.length < 3 || token.length > 256 || isPlaceholder(token) || isKnownShape(token)) return "refused";
  const core = token.replace(edgeMarks, "");
  const hasDigit = /\d/.test(core);
  if (/\p{L}/u.test(core)) return hasDigit ? shapeOfMixed(token, core) : shapeOfLetters(token, core);
  return hasDigit ? shapeOfFigures(core) : "refused";
}

function shapeOfFigures(core: string): ValueShape {
  return special.test(core) && core.length >= 6 ? "strong" : "digits";
}

/** True for `readKey(path` and `config.secret`: an expression of a program, not a value. */
export function isExpression(token: string): boolean {
  return /^[a-z_$][\w$]{1,40}(?:\.[a-z_$][\w$]{0,40}){0,6}\(/i.test(token);
}

/** True for flags, brackets and references: what a sentence goes on with behind a label, but no value begins with. */
export function isContinuation(token: string): boolean {
  return /^(?:--?[a-z]|[({<[.#])/i.test(token);
}

/** True for `NAME=value` and `name:value`: behind a label without a separator that is the next assignment. */
export function isAssignment(token: string): boolean {
  return /^["'$-]{0,3}[A-Z][\w.-]{1,40}["']?[=:]/i.test(token);
}

/** True for php8.1, TLSv1.2, windows11: a mix of letters and digits that names a product. */
export function isProductName(token: string): boolean {
  return token.length <= 32 && productShape.test(token);
}
