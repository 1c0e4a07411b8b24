/* Tells where a label or a token does another work: the name of a variable, part of a title, of a value that was taken out. */

import type { Span } from "../../core/types.js";
import { isBlankAt, isUpperAt, skipBlanks } from "./characters.js";

const longestName = 40;

const isNameUnit = (unit: number): boolean =>
  unit === 0x5f ||
  (unit >= 0x30 && unit <= 0x39) ||
  ((unit | 0x20) >= 0x61 && (unit | 0x20) <= 0x7a) ||
  unit >= 0xc0;

function nameStart(text: string, at: number): number {
  const stop = Math.max(0, at - longestName);
  let start = at;
  while (start > stop && isNameUnit(text.charCodeAt(start - 1))) start--;
  return start;
}

/** `{{ db_pass }}`, `<%= pass %>`, `#{password}`: what follows the name closes it. */
function isClosed(text: string, end: number): boolean {
  const at = skipBlanks(text, end, 3);
  return text.charCodeAt(at) === 0x7d || text.startsWith("%>", at);
}

/** What closes a name was opened in front of it. */
const opened = /(?:\{\{|[$#]\{|<%)=?\s{0,2}[\w.]{0,40}$/;

/** `"$PASS"`, `$PASS`: the value of a variable, unless it is set here. */
function isVariable(text: string, { start, end }: Span): boolean {
  if (text.charCodeAt(nameStart(text, start) - 1) !== 0x24) return false;
  const behind = text.charAt(skipBlanks(text, end, 4));
  return behind !== "=" && behind !== ":" && behind !== "|";
}

/** The label is a name whose value is kept elsewhere; nothing is told behind it. */
export function isReference(text: string, label: Span): boolean {
  const { start, end } = label;
  if (isClosed(text, end)) return opened.test(text.slice(Math.max(0, start - longestName), start));
  return isVariable(text, label);
}

const titleReach = 48;
const titleHead = /["„“«”](?:[\p{L}\d'’-]{1,20} ){0,4}$/u;
const titleTail = /^(?: [\p{L}\d'’&-]{1,20}){1,5}["”“»]/u;

/** `the button "Reset password" moved to`: a quotation that ends with the label, of what stands on a screen. */
const screenTail =
  /^["”“»] ?(?:button|link|page|tab|menu|dialog|field|form|option|screen|checkbox|is|was|moved|opens|does|leads|-?(?:knopf|schaltfläche|seite|feld|menü|link)|führt|bouton|champ|n[e'o]|nie|не)?/iu;
const screenHead = /["„“«](?:[\p{L}\d'’-]{1,20} ){1,4}$/u;
const isScreen = (text: string, { start, end }: Span): boolean =>
  /["”“»]/.test(text.charAt(end)) &&
  (screenTail.exec(text.slice(end, end + 20))?.[0].length ?? 0) > 2 &&
  screenHead.test(text.slice(Math.max(0, start - titleReach), start));

/** A quotation mark stands close in front. */
function hasQuote(text: string, start: number): boolean {
  const stop = Math.max(0, start - titleReach);
  for (let at = start - 1; at >= stop; at--) {
    const unit = text.charCodeAt(at);
    if (unit === 0x22 || unit === 0x201c || unit === 0x201e || unit === 0x201d || unit === 0xab) return true;
    if (unit === 0x0a) return false;
  }
  return false;
}

/** `the group "Password Resetters"`, `the page "Reset your password now"`: one name in quotation marks. */
export function isTitle(text: string, { start, end }: Span): boolean {
  if (!hasQuote(text, start)) return false;
  if (text.charCodeAt(end) !== 0x20) return isScreen(text, { start, end });
  const behind = text.slice(end, end + titleReach);
  return titleTail.test(behind) && titleHead.test(text.slice(Math.max(0, start - titleReach), start));
}

/** Both words with a capital: nothing but the name of something. */
export const isName = (text: string, { start, end }: Span): boolean =>
  text.charCodeAt(end) === 0x20 && isUpperAt(text, start) && isUpperAt(text, end + 1);

const digest = /(?:^|[^a-z])(?:sha-?\d{1,3}|sha|md5|blake\w{1,3}|sha3-\d{3})[:=-]$/i;
const digestReach = 10;

const command =
  /^[\w.-]{2,40}(?:\([\w-]{1,24}\))?[#>$](?:show|sho?|conf|configure|config|enable|exit|end|ping|write|wr|copy|interface|int|display|undo|reload|debug|ls|cd|cat|sudo|su|systemctl|service|mysql|tail|head|grep|vi|vim|nano|ssh|scp|curl|docker|kubectl|apt|yum|dnf|set|get|do|router|clear)$/;

/** `SHA256:VALUE` is a fingerprint, `switch-2#show run` what an administrator typed behind the prompt. */
export function isOtherUse(text: string, { start, end }: Span): boolean {
  if (
    isDigestMark(text.charCodeAt(start - 1)) &&
    digest.test(text.slice(Math.max(0, start - digestReach), start))
  )
    return true;
  return opensLine(text, start) && isBlankAt(text, end) && command.test(text.slice(start, end));
}

const isDigestMark = (unit: number): boolean => unit === 0x3a || unit === 0x3d || unit === 0x2d;

const opensLine = (text: string, start: number): boolean =>
  start === 0 || text.charCodeAt(start - 1) === 0x0a;

const masked =
  /["'`)\]]{0,3}\s{0,3}[:=]\s{0,3}["'`]?(?:Bearer )?(?:[*•●]{3,}|\[(?:redacted|masked|hidden|filtered|removed|secret)\]|<(?:redacted|masked|hidden|filtered|removed)>)/iy;

/** `x-api-key: ********`: somebody took it out, and it is not further on either. */
export function isMaskedBehind(text: string, labelEnd: number): boolean {
  masked.lastIndex = labelEnd;
  return masked.test(text);
}
