/* Says what a token looks like: chosen by a person or machine as a secret, an ordinary word, or something known. */

import { isLabel } from "../../core/labels.js";
import { isAsciiAlphanumeric } from "./characters.js";
import { isKnownForm, isStandIn } from "./known-shapes.js";
import { productShape } from "./lexicon-words.js";

/**
 * `strong`: no word, number or name looks like this. `mixed`: letters and digits. `cased`: inner capitals.
 * `joined`: words with `-`, `_` or `.` between. `digits`, `word`: what they say. `refused`: an address, a date, a
 * placeholder: known to be no secret.
 */
export type ValueShape = "strong" | "mixed" | "cased" | "joined" | "digits" | "word" | "refused";

const edgeMarks = /^[\p{P}\p{S}]{1,8}|[\p{P}\p{S}]{1,8}$/gu;
const special = /[!#%&*?^=+~|\\:;<>{}()[\]@"`§¦\p{Sc}]/u;
const strongTail = /[!$#%&*]$/;
const joiner = /[-_.,/'’]/u;
const innerCapital = /\p{Ll}\p{Lu}|\p{Lu}{2}\p{Ll}/u;

/** True for our own labels, masks, template variables and the stand-ins of documentation. */
export function isPlaceholder(token: string): boolean {
  return (token.includes("[") && isLabel(token)) || isStandIn(token);
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
  if (strongTail.test(token) && token.length >= 8 && /[-_.]\p{Lu}/u.test(core)) return "mixed";
  if (innerCapital.test(core)) return joiner.test(core) ? "mixed" : "cased";
  if (joiner.test(core)) return "joined";
  return strongTail.test(token) && core.length >= 5 ? "joined" : "word";
}

/** Most tokens behind a label are plain lower-case words (Latin, Cyrillic): they need none of the shapes. */
const plainWord = /^[a-z\u00df-\u00f6\u00f8-\u00ff\u0430-\u045f]{3,40}$/;
const repeated = /^(.)\1*$/;

/** The token without the marks around it. */
function coreOf(token: string): string {
  const bare =
    isAsciiAlphanumeric(token.charCodeAt(0)) && isAsciiAlphanumeric(token.charCodeAt(token.length - 1));
  return bare ? token : token.replace(edgeMarks, "");
}

/** Shape of a token without blanks, at most 256 units long. */
export function shapeOf(token: string): ValueShape {
  if (plainWord.test(token)) return repeated.test(token) ? "refused" : "word";
  if (token.length < 3 || token.length > 256 || isKnownForm(token)) return "refused";
  const core = coreOf(token);
  const hasDigit = /\d/.test(core);
  if (/\p{L}/u.test(core)) return hasDigit ? shapeOfMixed(token, core) : shapeOfLetters(token, core);
  return hasDigit ? shapeOfFigures(core) : "refused";
}

function shapeOfFigures(core: string): ValueShape {
  return special.test(core) && core.length >= 6 ? "strong" : "digits";
}

const loudMark = /[!#$%&*?^+=@~§]\S/u;

/** `ticket#48211`: a number of four digits and more behind one mark; `login?next=2`: the query of a link. */
const numbered =
  /^(?!(?!Ticket|Case|Order|Issue|Bug|Invoice|Rechnung|Bestellung|Vorgang|Auftrag|Commande|Pedido|Fall)\p{Lu}\p{Ll}{3,15}[#+~](?:19|20)\d\d(?!\d))\p{L}{1,20}[#=+~]\d{4,12}\p{P}?$|[?&]\w{1,24}=/u;

/** Letters, a digit and a mark that no name has inside: a chosen password wherever it stands. */
export function isLoud(token: string): boolean {
  if (token.length < 7 || token.length > 64 || token.includes("/") || /^[<{[("'$%@#&?-]/.test(token))
    return false;
  if (!loudMark.test(token.slice(1)) || !/\d/.test(token) || !/\p{L}/u.test(token)) return false;
  return !isAssignment(token) && !numbered.test(token) && shapeOf(token) === "strong";
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
  return /^["'$-]{0,3}[A-Z][\w.-]{0,40}["']?[=:]/i.test(token);
}

/** True for `fern_live_...7Qxd`: what is left of it is no use. */
export const isCutOut = (token: string): boolean => /\w(?:\.{3}|…|\*{3})\w/.test(token);

/** True for php8.1, TLSv1.2, windows11: a mix of letters and digits that names a product. */
export function isProductName(token: string): boolean {
  return token.length <= 32 && productShape.test(token);
}
