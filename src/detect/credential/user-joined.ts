/* The password joined to a known user by a word (`admin with X`), and that of the next machine in a list. */

import type { Span } from "../../core/types.js";
import { onForget, remembersText } from "../text-memory.js";
import { looksTold } from "./coined.js";
import { readValue } from "./value-extent.js";
import { readMachineRow } from "./listed-pairs.js";
import { isState } from "./value-gate.js";
import { isAssignment, isContinuation, isProductName, shapeOf } from "./value-shape.js";

/** Switches, fields of `/etc/shadow`, processes of logs, names in capitals. */
const isRecord =
  /^(?:[A-Z]{2,8};[A-Z]:|[A-Za-z]{2,16}:[A-Za-z]{2,16}$|[*!x]?:[\d*:]|[\w-]{2,24}\[\d{1,7}\]|[A-Z]{2,8}(?:-[A-Z]{2,8}){0,3}\d?$)/;

/** A page with its query, an address with its port. */
const isLink = /[?&]\w{1,24}=|\.(?:php|html?|aspx?|jsp|cgi)(?:$|[?#])|@[\w-]+(?:\.[\w-]+)+(?::\d{1,5})?$/i;

/** Other things than passwords that have letters and figures. */
const isKnown = (token: string): boolean =>
  isContinuation(token) || isLink.test(token) || isRecord.test(token) || isAssignment(token);

/** True for what a person or machine made as a password, and no name, setting or word is. */
export function isChosenToken(token: string): boolean {
  // The rest of a line of `/etc/passwd` goes on with a path.
  if (/\s|:\//u.test(token) || isKnown(token)) return false;
  const looks = shapeOf(token);
  return looks === "strong" || (looks === "mixed" && token.length >= 6 && !isProductName(token));
}

const joint =
  /^["'`]?,? (with|and|mit|und|avec|et|con|com|met|en|med|och|og|[yeсиzi]) (?:the |das |dem )?["'`„“]?(?=\S{5})/iu;
/** Behind these a number is a password, too. */
const withWord = /^(?:with|mit|avec|con|com|met|с)$/i;
const longestPassword = 80;

/** A capital behind a joint, small letters before it: no compound of prose. */
const oddCase = /^\p{Ll}{2,}[-_.]\p{Lu}[\p{L}\d]{2,}$/u;

function isJoined(token: string, joining: string): boolean {
  if (oddCase.test(token) || (/^\d{5,8}$/.test(token) && withWord.test(joining))) return true;
  return isChosenToken(token) && !/[/@]/.test(token) && /\p{L}{2}/u.test(token);
}

/** The password joined to the user that ends at `end`; undefined where a sentence goes on. */
export function readJoined(text: string, end: number): Span | undefined {
  const found = joint.exec(text.slice(end, end + 24));
  const extent = found === null ? undefined : readValue(text, end + found[0].length, longestPassword);
  if (extent === undefined || !isJoined(text.slice(extent.start, extent.end), found?.[1] ?? ""))
    return undefined;
  return { start: extent.start, end: extent.end };
}

const longestRow = 160;
const mostRows = 16;

/** The passwords in the lines behind one of `address user password` that ends at `end`, whatever their users are called. */
export function readNextMachines(text: string, end: number): readonly Span[] {
  const found: Span[] = [];
  if (listed.has(text, end)) return found;
  let at = text.indexOf("\n", end) + 1;
  for (let rows = 0; at > 0 && at - end < longestRow * (rows + 1) && rows < mostRows; rows++) {
    const row = readMachineRow(/^[^\r\n]*/.exec(text.slice(at, at + longestRow))?.[0] ?? "");
    if (row === undefined) break;
    found.push({ start: at + row.at, end: at + row.at + row.token.length });
    at = text.indexOf("\n", at) + 1;
  }
  listed.note(text, found.at(-1)?.end ?? end);
  return found;
}

/** Rows of the list that was read last are not read again from each of them. */
const listed = createListed();

function createListed(): { has(text: string, end: number): boolean; note(text: string, end: number): void } {
  let known = "";
  let last = -1;
  onForget(() => {
    known = "";
  });
  return {
    has: (text, end) => text === known && end < last,
    note(text, end) {
      if (text !== known) {
        known = text;
        last = -1;
        remembersText();
      }
      last = Math.max(last, end);
    },
  };
}

/** What opens a page before its own log-in is often a plain word. */
const ofPage =
  /^[^\n.;]{0,48}?(?:(?:is|are|ist|est|es|è|c'est) |[:=] ?)["'`]?[\w.-]{2,24} ?[:/] ?["'`]?(?=[^\s"'`,;:/]{4,32}(?:["'`]|[.,;!)]?(?:\s|$)))/iu;

/** `HTTP auth in front of it is preview:VALUE` */
export function readPageLogin(text: string, wordEnd: number): Span | undefined {
  const found = ofPage.exec(text.slice(wordEnd, wordEnd + 100));
  const extent = found === null ? undefined : readValue(text, wordEnd + found[0].length, longestPassword);
  if (extent === undefined) return undefined;
  const token = text.slice(extent.start, extent.end);
  if (isKnown(token) || isState(token) || !/\p{L}{2}/u.test(token) || shapeOf(token) === "refused")
    return undefined;
  return { start: extent.start, end: extent.end };
}

const change =
  /^(?: (?:on|at|of|for|auf|von|sur|en|de|su|na|op) [\w.-]{2,40})?,? (?:(?:was|is|wurde|a été|fue|è stato|been|has been) )?(?:changed|set|reset|rotated|geändert|changé|cambiado|cambiato|gewijzigd|zmienione|изменён|сменили) (?:from|von|de|da|van|[zс]) ["'`]?(?=\S{6})/iu;
const behindChange = /^["'`]? (?:to|auf|zu|[aàвн]|en|naar|in|na|на) ["'`]?(?=\S{6})/iu;
const leastTold = 7;

/** `root on vm-118 changed from OLD to NEW`: both; none where a sentence goes on. */
export function readChange(text: string, userEnd: number): readonly Span[] {
  const lead = change.exec(text.slice(userEnd, userEnd + 96));
  const old = lead === null ? undefined : readValue(text, userEnd + lead[0].length, longestPassword);
  const joined = old === undefined ? null : behindChange.exec(text.slice(old.end, old.end + 16));
  if (old === undefined || joined === null) return [];
  const fresh = readValue(text, old.end + joined[0].length, longestPassword);
  const both = fresh === undefined ? [] : [old, fresh];
  return both.every((one) => looksTold(text.slice(one.start, one.end), leastTold)) ? both : [];
}
