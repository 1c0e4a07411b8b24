/* PERSON: who speaks in a chat or a transcript: `[10:12] Anna:` `Anna (11:51):` `09:15 | anna |` `Agent (Theo):`. */

import type { NativeDetector, Scan, Sink } from "../detector.js";
import { isAsciiLetter } from "../natives/characters.js";
import { holdsOdd } from "../odd-units.js";
import { unitAt, type Units } from "../units.js";
import { isGivenNameInSmall } from "./given-names.js";
import { personGrades } from "./grades.js";
import { isCapitalAt, isGapAt, isLetterAt, isUncasedAt, skipGap } from "./letters.js";
import { readName } from "./name-reader.js";
import { isNoName } from "./no-names.js";
import { isSpeakerRole } from "./speaker-roles.js";
import { readUncasedName } from "./uncased.js";

const grades = personGrades("name-of-speaker", "speaker");

/** What one line of a text begins with. */
interface Turn {
  readonly start: number;
  readonly end: number;
  readonly known: boolean;
  readonly timed: boolean;
  readonly small: boolean;
}

interface Chat {
  readonly turns: Turn[];
  /** Lines that begin with a function: `Visitor:`, `Agent (10:12):`. */
  roles: number;
}

/** Lines of one text that are looked at; chats are shorter. */
const mostLines = 5000;

function scan({ text, units, odd, budget }: Scan, sink: Sink): void {
  let chat: Chat | undefined;
  let lines = 0;
  for (let at = 0; at !== -1 && lines < mostLines; lines++) {
    const next = text.indexOf("\n", at);
    if (next === -1 && lines === 0) return;
    const end = Math.min(next === -1 ? text.length : next, at + longestTurn);
    if (holdsOdd(odd, at, end) && mayBeTurn(units, at)) chat = readLine(text, at, chat);
    at = next === -1 ? -1 : next + 1;
  }
  budget.spend(lines * 4);
  if (chat !== undefined) addSpeakers(text, sink, chat);
}

/** Units of a line in which the sign behind the name must stand: marks, stamp, function and name, and a time. */
const longestTurn = 128;

/** The same as `readLine` finds, at a glance: nearly every line begins with a word and a small one behind it. */
function mayBeTurn(units: Units, line: number): boolean {
  let unit = unitAt(units, line);
  if (!isAsciiLetter(unit)) return unit >= 0x20 || unit === 0x09;
  let at = line;
  while (at <= line + longestWord && isAsciiLetter(unit)) unit = unitAt(units, ++at);
  // `margin:0`, `key:value`: a turn has a blank behind its sign.
  if (unit === 0x3a) return isTurnGapUnit(unitAt(units, at + 1));
  if (unit !== 0x20) return unit >= 0x80 || unit === 0x2d || unit === 0x09 || closers[unit] === 1;
  unit = unitAt(units, at + 1);
  return !(unit >= 0x61 && unit <= 0x7a);
}

const isTurnGapUnit = (unit: number): boolean => unit <= 0x20 || unit >= 0x80;

function readLine(text: string, at: number, chat: Chat | undefined): Chat | undefined {
  const first = skipMarks(text, at);
  const unit = text.charCodeAt(first);
  const stamped = (unit >= 0x30 && unit <= 0x39) || unit === 0x5b || unit === 0x28;
  const start = stamped ? skipStamp(text, first) : first;
  if (start === -1 || !isLetterAt(text, start)) return chat;
  const turn = readTurn(text, start, stamped);
  if (turn === undefined) return chat;
  const known = chat ?? { turns: [], roles: 0 };
  if (turn === "role") known.roles++;
  else known.turns.push(turn);
  return known;
}

/** Quote marks, blanks and emoji in front of a line. */
function skipMarks(text: string, at: number): number {
  let end = at;
  while (end < at + 12) {
    const unit = text.charCodeAt(end);
    const passes = isGapAt(text, end) || unit === 0x3e || unit === 0x2a || unit === 0x200d || unit === 0xfe0f;
    if (!passes && !(unit >= 0xd83c && unit <= 0xdfff)) return end;
    end++;
  }
  return end;
}

const longestStamp = 28;

/** Past `[10:12]`, `10:12:33 |`, `(2024-05-06 10:12)`; -1 for digits that are no time. */
function skipStamp(text: string, at: number): number {
  let colon = false;
  let end = at;
  for (; end < at + longestStamp; end++) {
    const unit = text.charCodeAt(end);
    if (unit === 0x3a) colon = true;
    else if (!((unit >= 0x30 && unit <= 0x39) || isStampSign(unit))) break;
  }
  while (end > at && text.charAt(end - 1) === "<") end--;
  return colon && end < at + longestStamp ? end : -1;
}

/** Blank, brackets, stop, hyphen, stroke, comma, `T`, `|` and dashes. */
const stampSigns = new Uint8Array(0x80);
for (const sign of " ()[].-/,|\t") stampSigns[sign.charCodeAt(0)] = 1;
const isStampSign = (unit: number): boolean =>
  unit < 0x80 ? stampSigns[unit] === 1 : unit === 0x2013 || unit === 0x2014;

const longestLabel = 40;
const longestWord = 24;

/** `Name:`, `Name (..):`, `Role (Name):`, `role/Name 10:12 >`, and `Name |` behind a time. */
function readTurn(text: string, start: number, stamped: boolean): Turn | "role" | undefined {
  const word = wordEnd(text, start);
  if (word === start || word - start > longestWord || !mayClose(text, word)) return undefined;
  const role = isSpeakerRole(text.slice(start, word).toLowerCase());
  if (role) return readRole(text, { start, word, stamped });
  const end = labelEnd(text, { start, word });
  const close = closing(text, end, stamped);
  return close === undefined ? undefined : turnOf(text, { start, end, timed: stamped || close === "timed" });
}

const closers = new Uint8Array(0x80);
for (const sign of ":>|([/.") closers[sign.charCodeAt(0)] = 1;

/** Nearly all lines end here: behind the first word of a label comes a sign, a time or one more name. */
function mayClose(text: string, word: number): boolean {
  const at = skipGap(text, word);
  const unit = text.charCodeAt(at);
  if (closers[unit] === 1 || unit === 0xff1a) return true;
  if (at === word) return false;
  return (unit >= 0x30 && unit <= 0x39) || isCapitalAt(text, at) || isUncasedAt(text, at);
}

interface Label {
  readonly start: number;
  readonly word: number;
}

/** End of the words of the label: a name of several words, or one word. */
function labelEnd(text: string, { start, word }: Label): number {
  if (isCapitalAt(text, start)) return readName(text, start, { most: 3 })?.end ?? word;
  return isUncasedAt(text, start) ? (readUncasedName(text, start)?.end ?? word) : word;
}

/** What follows the label: `timed` when a time stands there, `plain` for a sign alone. */
function closing(text: string, end: number, stamped: boolean): "timed" | "plain" | undefined {
  const first = skipGap(text, end);
  const timed = isTimeAt(text, first) || isTimeAt(text, first + 1);
  const behind = isOpening(text.charAt(first)) ? bracketEnd(text, first) : timeEnd(text, first);
  if (behind === -1) return undefined;
  const at = skipGap(text, behind);
  const sign = text.charAt(at);
  if (sign === ">" || sign === "|") return stamped || timed ? "timed" : undefined;
  if ((sign !== ":" && sign !== "：") || !isTurnGap(text, at + 1)) return undefined;
  return timed ? "timed" : "plain";
}

const isOpening = (unit: string): boolean => unit === "(" || unit === "[";

const longestBracket = 28;

/** Behind the bracket that closes the one at `at`; -1 when it is far. */
function bracketEnd(text: string, at: number): number {
  for (let end = at + 1; end < at + longestBracket; end++) {
    if (text.charAt(end) === ")" || text.charAt(end) === "]") return end + 1;
  }
  return -1;
}

function timeEnd(text: string, at: number): number {
  if (!isTimeAt(text, at)) return at;
  let end = at;
  while (end < at + longestBracket && /[\d:.h]/.test(text.charAt(end))) end++;
  return end;
}

const isTurnGap = (text: string, at: number): boolean => at >= text.length || /\s/.test(text.charAt(at));

function isTimeAt(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit >= 0x30 && unit <= 0x39 && /^\d{1,2}[:.h]\d{2}/.test(text.slice(at, at + 5));
}

interface RoleLabel extends Label {
  readonly stamped: boolean;
}

/** `Agent (Theo):`, `support/Rim 14:22 >`, `Agent Theo:`; a function alone names nobody. */
function readRole(text: string, { start, word, stamped }: RoleLabel): Turn | "role" | undefined {
  const sign = text.charAt(word);
  const inside = sign === "/" ? word + 1 : skipGap(text, word);
  const bracket = text.charAt(inside) === "(";
  const at = bracket ? inside + 1 : inside;
  const name = isLetterAt(text, at) && at > word ? wordEnd(text, at) : at;
  if (name > at) {
    const end = labelEnd(text, { start: at, word: name });
    const close = closing(text, bracket && text.charAt(end) === ")" ? end + 1 : end, stamped);
    if (close !== undefined) return turnOf(text, { start: at, end, timed: true }) ?? "role";
  }
  return word - start > 0 && closing(text, word, stamped) !== undefined ? "role" : undefined;
}

function turnOf(text: string, at: { start: number; end: number; timed: boolean }): Turn | undefined {
  const { start, end, timed } = at;
  const word = text.slice(start, Math.min(end, wordEnd(text, start)));
  if (isNoName(text, start, start + word.length) || end - start > longestLabel) return undefined;
  if (isCapitalAt(text, start)) {
    const name = readName(text, start, { most: 3 });
    if (name?.end !== end || name.role) return undefined;
    return { start, end, known: name.given, timed, small: false };
  }
  if (isUncasedAt(text, start))
    return { start, end, known: readUncasedName(text, start)?.known ?? false, timed, small: false };
  return { start, end, known: word.length > 3 && isGivenNameInSmall(word), timed, small: true };
}

function wordEnd(text: string, at: number): number {
  let end = at;
  while (end < at + 26 && (isLetterAt(text, end) || (text.charAt(end) === "-" && isLetterAt(text, end + 1))))
    end++;
  return end;
}

/** A label counts by its name when we know it, else by company: it speaks again, and others speak too. */
function addSpeakers(text: string, sink: Sink, { turns, roles }: Chat): void {
  if (turns.length === 0) return;
  const counts = new Map<string, number>();
  for (const { start, end } of turns) {
    const name = text.slice(start, end);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const isChat = roles > 0 || turns.some(({ known, timed, small }) => known && timed && !small);
  for (const turn of turns) {
    const again = (counts.get(text.slice(turn.start, turn.end)) ?? 0) > 1;
    const grade = gradeTurn(turn, { again, isChat });
    if (grade !== undefined) sink.add(grades[grade], turn.start, turn.end);
  }
}

interface Company {
  readonly again: boolean;
  readonly isChat: boolean;
}

function gradeTurn({ known, timed, small }: Turn, { again, isChat }: Company): "sure" | "likely" | undefined {
  const placed = timed || again;
  if (small) return isChat && again && (timed || known) ? "likely" : undefined;
  if (!placed && !isChat) return undefined;
  if (known) return "sure";
  return isChat && placed ? "likely" : undefined;
}

export const nameOfSpeaker: NativeDetector = { id: "name-of-speaker", entities: ["PERSON"], scan };
