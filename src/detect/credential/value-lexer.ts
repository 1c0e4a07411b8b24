/* From the end of a label to its value: label marks, separator or copula, gap, value. Bounded, no regex over text. */

import { isTwoCellRow, readCellChange } from "./cell.js";
import { isTitled } from "./coined.js";
import { isBlankAt, isNewlineAt, isUnspacedAt, skipBlanks } from "./characters.js";
import { isSentenceEnd, leadsToChange, takeQualified } from "./qualifier.js";
import { isBareLabel, isNoCopula } from "./sentence-words.js";
import * as joints from "./separator.js";
import type { LexedValue } from "./judged.js";
import { shapeOf } from "./value-shape.js";
import { take, takeHard, takeMarked, takeNextLine, type Lexing } from "./value-taking.js";

/** The label whose value is looked for. */
export interface LexedLabel {
  readonly start: number;
  readonly end: number;
  /** Plain words behind a copula may be its secret. */
  readonly phrases: boolean;
}
/** `<Password>value</Password>` */
function takeElement(lexing: Lexing, labelStart: number, at: number): boolean {
  const { text } = lexing;
  const close = text.startsWith('">', at) ? at + 1 : at;
  if (text.charAt(close) !== ">") return false;
  if (
    !/<[\w:.-]{0,24}(?: (?:key|name|id)="[\w.-]{0,24})?$/.test(
      text.slice(Math.max(0, labelStart - 60), labelStart),
    )
  )
    return false;
  if (!take(lexing, { separator: "hard", at: close + 1 }, false)) return false;
  const end = lexing.found.at(-1)?.end ?? 0;
  if (text.startsWith("</", end)) return true;
  lexing.found.pop();
  return false;
}

/**
 * The second of two quoted arguments: sure behind a name like DB_PASSWORD, else `scrypt('password', 'salt')` is likely.
 * A colon behind it makes it a key of the next member.
 */
function takeArgument(lexing: Lexing, at: number, named: boolean): boolean {
  if (!take(lexing, { separator: named ? "hard" : "soft", at }, false)) return false;
  const end = lexing.found.at(-1)?.end ?? 0;
  if (lexing.text.charAt(skipBlanks(lexing.text, end + 1)) !== ":") return true;
  lexing.found.pop();
  return false;
}

/** The value in the next cell; a plain word only where nothing else can stand. */
function takeCell(lexing: Lexing, labelStart: number, labelEnd: number): boolean {
  const { text, found } = lexing;
  if (text.charCodeAt(labelEnd) !== 0x3c && text.charCodeAt(labelEnd) !== 0x3a) return false;
  const change = readCellChange(text, labelEnd);
  if (change === undefined) return false;
  const { at, term } = change;
  if (!take(lexing, { separator: "soft", at }, false)) return false;
  const value = found.at(-1);
  if (value === undefined || !(term || isTwoCellRow(text, labelStart, value.end))) return true;
  found[found.length - 1] = { ...value, separator: "hard" };
  return true;
}

/** `host;user;password`: the head of a table, whose rows are below. */
function isLastCell(text: string, labelStart: number): boolean {
  return ";,|\t".includes(text.charAt(labelStart - 1) || " ");
}

const looksChosen = (token: string): boolean =>
  (shapeOf(token) === "strong" && !/^[("'{[]/.test(token)) || isTitled(token);

const tried = /^(?:i |we |ich |wir )?(?:entered|typed|tried|used|gave|put|gab|nahm|saisi|tapé|ingresé) /iu;

/** `asked for the passphrase, entered VALUE` */
const skipTried = (text: string, at: number): number =>
  at + (tried.exec(text.slice(at, at + 16))?.[0].length ?? 0);

/** `and the pass, VALUE`: a comma joins much else. */
function takeStrong(lexing: Lexing, at: number): boolean {
  const { text, found } = lexing;
  const start = skipBlanks(text, at);
  if (start === at || !take(lexing, { separator: "none", at: start }, false)) return false;
  const value = found.at(-1);
  if (value !== undefined && looksChosen(text.slice(value.start, value.end))) return true;
  found.pop();
  return false;
}

/** Separators that stand directly behind the label and its closing marks. */
function takeDirect(lexing: Lexing, labelStart: number, labelEnd: number): boolean {
  const { text } = lexing;
  if (takeElement(lexing, labelStart, labelEnd)) return true;
  const short = joints.readShortCopula(text, labelEnd);
  if (short >= 0) return takeMarked(lexing, { separator: "copula", at: short }, false);
  const closed = joints.skipLabelClosers(text, labelEnd);
  if (takeCell(lexing, labelStart, labelEnd)) return true;
  const comma = joints.readQuotedComma(text, closed);
  if (comma >= 0)
    return takeArgument(lexing, comma, text.slice(Math.max(0, labelStart - 1), labelEnd).includes("_"));
  const bracketed = joints.skipBracketed(text, closed);
  const at = joints.skipGap(text, bracketed);
  const hard = joints.readHardSeparator(text, at);
  if (hard >= 0) return takeHard(lexing, hard, false);
  const soft = joints.readSoftSeparator(text, bracketed);
  if (soft >= 0) return takeMarked(lexing, { separator: "soft", at: joints.skipGap(text, soft) }, false);
  if (isNewlineAt(text, at)) return !isLastCell(text, labelStart) && takeNextLine(lexing, at);
  if (text.charCodeAt(closed) !== 0x2c) return takeSaid(lexing, labelStart, at);
  return takeStrong(lexing, skipTried(text, skipBlanks(text, closed + 1)) - 1);
}

/** Behind a copula right at the label. */
function takeSaid(lexing: Lexing, labelStart: number, at: number): boolean {
  const { text } = lexing;
  const copula = readCopulaOf(text, labelStart, at);
  if (copula < 0 || (!isUnspacedAt(text, at) && leadsToChange(text, wordAfter(text, at)))) return false;
  if (takeBracketed(lexing, copula)) return true;
  return takeMarked(lexing, { separator: "copula", at: copula }, false);
}

const toBracket =
  /^(?:(?:still|now|currently|just|always|the|my|our|noch|immer|jetzt|wieder|das|unser|toujours|encore|le|la|el|aún|sigue|siendo|il|ancora|nog|steeds|het) ){0,3}(?:old|new|same|usual|default|known|initial|alte|neue|gleiche|selbe|übliche|ancien|nouveau|même|viejo|nuevo|mismo|misma|vecchia|stessa|nuova|oude|nieuwe|zelfde)(?: one)? \((?=[^\s()]{6,40}\))/iu;

/** `the password is still the old one (VALUE)`. */
function takeBracketed(lexing: Lexing, at: number): boolean {
  const lead = toBracket.exec(lexing.text.slice(at, at + 100));
  if (lead === null || !take(lexing, { separator: "none", at: at + lead[0].length }, true)) return false;
  const value = lexing.found.at(-1);
  if (value !== undefined && looksChosen(lexing.text.slice(value.start, value.end))) return true;
  lexing.found.pop();
  return false;
}

/** `on` is a copula behind Finnish labels only, `e` behind Romanian ones; their end, or -1. */
function readOwnCopula(text: string, labelStart: number, at: number): number {
  const code = text.charCodeAt(at) | 0x20;
  if (code !== 0x6f && code !== 0x65) return -1;
  const label = text.slice(labelStart, labelStart + 5);
  if (text.startsWith("on ", at)) return /^(?:salas|paroo)/i.test(label) ? at + 3 : -1;
  return text.startsWith("e ", at) && /^parol/i.test(label) ? at + 2 : -1;
}

function readCopulaOf(text: string, labelStart: number, at: number): number {
  const own = readOwnCopula(text, labelStart, at);
  return own >= 0 ? own : joints.readCopula(text, at);
}

function wordAfter(text: string, at: number): number {
  return at + joints.readWord(text, at).length;
}
/** The candidate behind a separator that stands directly at the label. */
export function lexDirect(text: string, { start, end, phrases }: LexedLabel): readonly LexedValue[] {
  const lexing: Lexing = { text, phrases, found: [] };
  takeDirect(lexing, start, end);
  return lexing.found;
}

const colonReach = 48;

/** The value behind the colon that ends a label's clause: `token for the api: VALUE`. */
export function lexColon(text: string, labelEnd: number): readonly LexedValue[] {
  const lexing: Lexing = { text, phrases: false, found: [] };
  const stop = Math.min(text.length, labelEnd + colonReach);
  for (let at = labelEnd; at < stop; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x0a || code === 0x2e || code === 0x3f || code === 0x22) break;
    if (code !== 0x3a || !isBlankAt(text, at + 1)) continue;
    take(lexing, { separator: "hard", at: skipBlanks(text, at + 1) }, true);
    break;
  }
  return lexing.found;
}

/** The value one blank behind a label. */
export function lexBeside(text: string, labelEnd: number): readonly LexedValue[] {
  const lexing: Lexing = { text, phrases: false, found: [] };
  take(lexing, { separator: "none", at: labelEnd + 1 }, false);
  return lexing.found;
}

/** The value right behind a label and its brackets, and those behind a qualifier. */
function takeBeside(lexing: Lexing, labelEnd: number): void {
  const { text } = lexing;
  const closed = joints.skipLabelClosers(text, labelEnd);
  const at = joints.skipGap(text, joints.skipBracketed(text, closed));
  const adjacent = at > closed || isUnspacedAt(text, labelEnd - 1);
  if (!adjacent || isSentenceEnd(text, at) || isUnspacedAt(text, at)) return;
  takeMarked(lexing, { separator: "none", at }, false);
  takeQualified(lexing, labelEnd);
}

/** Candidates for the value of a label, nearest first. Looks at most some 700 units far. */
export function lexValues(text: string, { start, end, phrases }: LexedLabel): readonly LexedValue[] {
  const lexing: Lexing = { text, phrases, found: [] };
  if (isBareLabel(text, end) && isNoCopula(text, end + 1) && readOwnCopula(text, start, end + 1) < 0) {
    takeMarked(lexing, { separator: "none", at: end + 1 }, false);
    takeQualified(lexing, end);
  } else if (!takeDirect(lexing, start, end)) takeBeside(lexing, end);
  return lexing.found;
}
