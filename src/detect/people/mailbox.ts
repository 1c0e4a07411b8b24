/* PERSON: the display name before an address: `Jane Doe <jane@example.com>`, and the names of a header list. */

import { isWordAt } from "../natives/characters.js";
import { gradeOf, type Grades, type Measure } from "./grades.js";
import type { Sink } from "../detector.js";
import { unitAt, type Units } from "../units.js";
import { isGap, skipGap, skipGapBack } from "./letters.js";
import { readNameBack } from "./name-back.js";
import { readName, type PersonName } from "./name-reader.js";
import { skipTitles } from "./titles.js";
import { readUncasedName } from "./uncased.js";

/** Mailboxes that are nobody's: what stands before them is the name of a firm. */
const roleMailbox =
  /^(?:no-?reply|do-?not-?reply|support|info|sales|billing|admin|contact|hello|help|helpdesk|office|service|services|abuse|root|postmaster|hostmaster|webmaster|mailer-daemon|newsletter|notifications?|team|accounts?|accounting|invoices?|kontakt|rechnung|buchhaltung|vertrieb|alerts?|monitoring|security|marketing|jobs|press|system|daemon|bot)\b/i;

/** Longest local part looked through. */
const longestLocal = 72;

const opens = 1;
const ends = 2;
const roles = new Uint8Array(0x80);
for (const sign of "<([") roles[sign.charCodeAt(0)] = opens;
for (const sign of " \t\n>,") roles[sign.charCodeAt(0)] = ends;

/** Position of the bracket that opens the address of the `@` at `sign`; -1 when there is none. */
export function addressOpening(units: Units, sign: number): number {
  const last = Math.max(0, sign - longestLocal);
  for (let at = sign - 1; at >= last; at--) {
    const unit = unitAt(units, at);
    const role = unit < 0x80 ? (roles[unit] as number) : isGap(unit) ? ends : 0;
    if (role !== 0) return role === opens ? at : -1;
  }
  return -1;
}

export function isRoleMailbox(text: string, opening: number): boolean {
  const from = text.startsWith("mailto:", opening + 1) ? opening + 8 : opening + 1;
  return roleMailbox.test(text.slice(from, from + 20));
}

const beforeAddress: Measure = { given: "certain", full: "certain", single: undefined };

const ownAddress: Measure = { given: "certain", full: "certain", single: "sure" };
const shortestOwn = 4;

/** `Hideo (hideo.m@example.com)`: the address says the name again. */
function isInAddress(text: string, { start, end, words }: PersonName, opening: number): boolean {
  if (words !== 1 || end - start < shortestOwn) return false;
  const local = text.slice(opening + 1, opening + 1 + longestLocal).toLowerCase();
  const sign = local.indexOf("@");
  return sign !== -1 && local.slice(0, sign).includes(text.slice(start, end).toLowerCase());
}

/** The name that stands right before the bracket at `opening`. */
export function addNameBefore(text: string, sink: Sink, at: { opening: number; grades: Grades }): void {
  let end = skipGapBack(text, at.opening);
  if (/["'”“*]/.test(text.charAt(end - 1))) end--;
  const comma = inverted(text, end);
  if (comma !== -1) {
    sink.add(at.grades.certain, comma, end);
    return;
  }
  const name = readNameBack(text, end, { capitals: true });
  const measure = name !== undefined && isInAddress(text, name, at.opening) ? ownAddress : beforeAddress;
  const grade = name === undefined ? undefined : gradeOf(name, measure);
  if (name !== undefined && grade !== undefined) sink.add(at.grades[grade], name.start, name.end);
}

/** Start of `Weber, Jonas` that ends at `end`: family name first; -1 when it is none. */
function inverted(text: string, end: number): number {
  const given = readNameBack(text, end);
  if (given === undefined) return -1;
  const comma = skipGapBack(text, given.start);
  if (text.charAt(comma - 1) !== "," || comma === given.start) return -1;
  const family = readNameBack(text, comma - 1, { most: 2 });
  if (family === undefined) return -1;
  const before = text.charAt(skipGapBack(text, family.start) - 1);
  return before === "" || /["':;<\n\r>]/.test(before) ? family.start : -1;
}

const listed: Measure = { given: "sure", full: "likely", single: undefined };

/** Names of a header's list without addresses: `Camille Sorel; Ben Oyelaran`. */
export function addListed(
  text: string,
  sink: Sink,
  list: { start: number; end: number; grades: Grades },
): void {
  let at = list.start;
  for (let count = 0; count < 50 && at < list.end; count++) {
    const first = skipTitles(text, skipGap(text, text.charAt(at) === '"' ? at + 1 : at));
    const name = readName(text, first, { capitals: true });
    if (name === undefined) {
      const other = readUncasedName(text, first);
      if (other?.known === true && other.end <= list.end) sink.add(list.grades.sure, first, other.end);
    } else if (name.end <= list.end && isEntryEnd(text, name.end, list.end)) {
      const grade = gradeOf(name, listed);
      if (grade !== undefined) sink.add(list.grades[grade], name.start, name.end);
    }
    at = nextEntry(text, at, list.end);
  }
}

function isEntryEnd(text: string, end: number, listEnd: number): boolean {
  const at = skipGap(text, end);
  return at >= listEnd || !isWordAt(text, at);
}

function nextEntry(text: string, at: number, end: number): number {
  for (let next = at; next < end; next++) {
    const unit = text.charCodeAt(next);
    if (unit === 0x3b || unit === 0x2c) return next + 1;
  }
  return end;
}
