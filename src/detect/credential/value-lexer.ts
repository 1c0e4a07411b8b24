/* From the end of a label to its value: label marks, separator or copula, gap, value. Bounded, no regex over text. */

import { isBlankAt, isLetterAt, isNewlineAt, isUnspacedAt, skipBlanks } from "./characters.js";
import { blockers, changes, copulas, fillers, origins, pronouns, targets } from "./lexicon-words.js";
import { isTwoCellRow, readCellChange } from "./cell.js";
import * as joints from "./separator.js";
import type { Joint } from "./separator.js";
import { isSole, readValue, tokenRuns } from "./value-extent.js";
import { createPassedWords } from "./passed-words.js";
import { isBareLabel, isNoCopula, passWord, plainValueEnd } from "./sentence-words.js";
import type { LexedValue } from "./value-gate.js";
import { isLoud, shapeOf } from "./value-shape.js";

/** Words between label and copula: `the password for the old web shop of my brother is`. */
const mostWords = 9;
/** Units between label and copula. */
const longestQualifier = 90;

/** The label whose value is looked for. */
export interface LexedLabel {
  readonly start: number;
  readonly end: number;
  /** Plain words behind a copula may be its secret. */
  readonly phrases: boolean;
}

interface Lexing {
  readonly text: string;
  readonly phrases: boolean;
  readonly found: LexedValue[];
  /** Where the first token stands that looks like a secret and nothing else. */
  loud?: Joint;
}

function take(lexing: Lexing, joint: Joint, qualified: boolean): boolean {
  const extent = readValue(lexing.text, joint.at);
  if (extent === undefined) return false;
  const { start, end, quoted } = extent;
  lexing.found.push({
    start,
    end,
    quoted,
    qualified,
    separator: joint.separator,
    sole: isSole(lexing.text, extent) || (joint.separator === "hard" && isGlued(lexing.text, start)),
  });
  return true;
}

/** `--password=VALUE args`, `PGPASSWORD=VALUE psql`: an assignment of a shell, whatever follows. */
function isGlued(text: string, start: number): boolean {
  if (text.charCodeAt(start - 1) !== 0x3d) return false;
  const label = text.slice(Math.max(0, start - 32), start - 1);
  return /(?:\s|^)(?:--[a-z-]{2,28}|[A-Z][A-Z\d_]{2,28})$/.test(label);
}

/** Like `take`, passing over a plain word, which is no secret behind these separators; true when anything stands there. */
function takeMarked(lexing: Lexing, joint: Joint, qualified: boolean): boolean {
  const settled = joint.separator !== "copula" || !lexing.phrases;
  return (settled && plainValueEnd(lexing.text, joint.at) >= 0) || take(lexing, joint, qualified);
}

/** Behind a line end: at most one blank line, quote marks of mail, indentation. */
function skipLineBreak(text: string, at: number): number {
  let end = at;
  let breaks = 0;
  const stop = Math.min(text.length, at + 24);
  while (end < stop) {
    const char = text.charAt(end);
    if (char === "\n") breaks++;
    else if (!isNewlineAt(text, end) && !isBlankAt(text, end) && char !== ">" && char !== "*") break;
    end++;
  }
  return breaks > 0 && breaks <= 2 ? end : -1;
}

/** The value on the next line, alone there. */
function takeNextLine(lexing: Lexing, at: number): boolean {
  const { text } = lexing;
  if (!isNewlineAt(text, at)) return false;
  const next = skipLineBreak(text, at);
  if (next < 0 || !take(lexing, { separator: "line", at: next }, false)) return false;
  const value = lexing.found.at(-1);
  if (value?.sole === true) return true;
  lexing.found.pop();
  return false;
}

function takeHard(lexing: Lexing, at: number, qualified: boolean): boolean {
  const behind = joints.skipGap(lexing.text, at);
  if (!isNewlineAt(lexing.text, behind)) return take(lexing, { separator: "hard", at: behind }, qualified);
  return lexing.text.charAt(at - 1) !== "=" && takeNextLine(lexing, behind);
}

/** `<Password>value</Password>` */
function takeElement(lexing: Lexing, labelStart: number, at: number): boolean {
  const { text } = lexing;
  if (
    text.charAt(at) !== ">" ||
    !/<[\w:.-]{0,24}$/.test(text.slice(Math.max(0, labelStart - 25), labelStart))
  )
    return false;
  if (!take(lexing, { separator: "hard", at: at + 1 }, false)) return false;
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
  if (isNewlineAt(text, at)) return takeNextLine(lexing, at);
  const copula = leadsToChange(text, wordAfter(text, at)) ? -1 : joints.readCopula(text, at);
  return copula >= 0 && takeMarked(lexing, { separator: "copula", at: copula }, false);
}

function wordAfter(text: string, at: number): number {
  return at + joints.readWord(text, at).length;
}

/** `from OLD to NEW`: both are secrets. */
function takeChange(lexing: Lexing, at: number): void {
  const { text } = lexing;
  let end = plainValueEnd(text, at);
  if (end < 0) {
    if (!take(lexing, { separator: "target", at }, true)) return;
    end = lexing.found.at(-1)?.end ?? at;
  }
  const next = skipBlanks(text, end);
  const word = joints.readWord(text, next);
  if (word !== "" && targets.has(word.toLowerCase())) {
    takeMarked(lexing, { separator: "target", at: joints.skipGap(text, next + word.length) }, true);
  }
}

function isSentenceEnd(text: string, at: number): boolean {
  return at >= text.length || isNewlineAt(text, at) || ".!?;".includes(text.charAt(at));
}

/** End of the run of characters without blanks; a token that ends in `.`, `!` or `?` ends the sentence. */
function readToken(text: string, at: number, stop: number): number {
  return at < stop ? tokenRuns.endOf(text, at, stop) : at;
}

/** `was changed to`, `has been reset to`: the copula or auxiliary belongs to a participle. */
function leadsToChange(text: string, wordEnd: number): boolean {
  const next = joints.readWord(text, skipBlanks(text, wordEnd));
  return next !== "" && changes.has(next.toLowerCase());
}

/** What one word of a qualifier does: ends it, leads to a value, or is passed over. */
function stepQualifier(lexing: Lexing, at: number): "stop" | "done" | "next" {
  const { text } = lexing;
  const word = joints.readWord(text, at).toLowerCase();
  if (word === "" || /[\p{N}\p{Pd}_@./]/u.test(text.charAt(at + word.length))) return "next";
  if (copulas.has(word) && !leadsToChange(text, at + word.length)) {
    const copula = joints.readCopula(text, at);
    if (copula >= 0) return takeMarked(lexing, { separator: "copula", at: copula }, true) ? "done" : "stop";
  }
  const behind = joints.skipGap(text, at + word.length);
  if (targets.has(word)) takeMarked(lexing, { separator: "target", at: behind }, true);
  else if (origins.has(word)) takeChange(lexing, behind);
  return blockers.has(word) && !leadsToChange(text, at + word.length) ? "stop" : "next";
}

const mostResumed = 3;

/** `; today it is VALUE`: where a value may start behind pronouns, fillers and a copula; -1 otherwise. */
function readResumption(text: string, at: number): number {
  let end = at;
  for (let words = 0; words < mostResumed; words++) {
    const copula = joints.readCopula(text, end);
    if (copula >= 0) return copula;
    const word = joints.readWord(text, end).toLowerCase();
    if (!fillers.has(word) && !pronouns.has(word)) return -1;
    end = skipBlanks(text, end + word.length);
  }
  return joints.readCopula(text, end);
}

/** A comma after a qualifier: `the password of the template, VALUE, ...`, `..., it is VALUE`. */
function takeApposition(lexing: Lexing, at: number): void {
  const resumed = readResumption(lexing.text, at);
  const start = resumed >= 0 ? resumed : joints.skipGap(lexing.text, at);
  takeMarked(lexing, { separator: "target", at: start }, true);
}

/** Behind a semicolon only what is said to be the value. */
function takeResumed(lexing: Lexing, at: number): void {
  const resumed = readResumption(lexing.text, at);
  if (resumed >= 0) takeMarked(lexing, { separator: "target", at: resumed }, true);
}

const passedWords = createPassedWords();

/** End of the word at `at` when it is known to lead to nothing; negative when it must be read. */
function readPassed(text: string, at: number): number {
  const end = passWord(text, at);
  return end >= 0 ? end : passedWords.read(text, at);
}

/** A token of a qualifier that no name looks like: `password for the server VALUE`, `the password you sent (VALUE)`. */
function takeLoud(lexing: Lexing, at: number, end: number): void {
  const { text } = lexing;
  const bracketed = text.charCodeAt(at) === 0x28;
  const start = bracketed ? at + 1 : at;
  const token = text.slice(start, end).replace(/[)\].,;:!?]{1,8}$/, "");
  if (!(bracketed ? shapeOf(token) === "strong" : isLoud(token))) return;
  lexing.loud ??= { at: start, separator: "none" };
}

/** Passes over the word at `at`, taking what it leads to; -1 when nothing is to be looked for behind it. */
function stepWord(lexing: Lexing, at: number, stop: number): number {
  const { text } = lexing;
  const before = lexing.found.length;
  if (stepQualifier(lexing, at) !== "next") return -1;
  const end = readToken(text, at, stop);
  if (!isLetterAt(text, at) || end - at >= 7) takeLoud(lexing, at, end);
  const last = text.charAt(end - 1);
  if (last === ":" || last === "=") {
    takeHard(lexing, end, true);
    return -1;
  }
  if (last === ";") takeResumed(lexing, skipBlanks(text, end));
  if (/[.!?;]/.test(last)) return -1;
  if (last === ",") takeApposition(lexing, skipBlanks(text, end));
  else if (end < stop && lexing.found.length === before) passedWords.note(text, at, end);
  return end;
}

/** Walks the words between label and copula; candidates are judged later, so nothing is decided here. */
function takeQualified(lexing: Lexing, labelEnd: number): void {
  const { text } = lexing;
  const stop = Math.min(text.length, labelEnd + longestQualifier);
  let at = skipBlanks(text, labelEnd);
  for (let words = 0; words < mostWords && at < stop && !isSentenceEnd(text, at); words++) {
    const passed = readPassed(text, at);
    const end = passed >= 0 ? passed : stepWord(lexing, at, stop);
    if (end < 0) break;
    at = skipBlanks(text, end);
  }
  if (lexing.loud !== undefined) take(lexing, lexing.loud, true);
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
  if (isBareLabel(text, end) && isNoCopula(text, end + 1)) {
    takeMarked(lexing, { separator: "none", at: end + 1 }, false);
    takeQualified(lexing, end);
  } else if (!takeDirect(lexing, start, end)) takeBeside(lexing, end);
  return lexing.found;
}
