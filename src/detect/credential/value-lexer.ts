/* From the end of a label to its value: label marks, separator or copula, gap, value. Bounded, no regex over text. */

import { isBlankAt, isNewlineAt, isUnspacedAt, skipBlanks } from "./characters.js";
import { blockers, copulas, origins, targets } from "./lexicon-words.js";
import * as joints from "./separator.js";
import type { Joint } from "./separator.js";
import { isSole, readValue } from "./value-extent.js";
import type { LexedValue } from "./value-gate.js";

/** Words between label and copula: `the password for the old web shop of my brother is`. */
const mostWords = 9;
/** Units between label and copula. */
const longestQualifier = 90;

interface Lexing {
  readonly text: string;
  readonly found: LexedValue[];
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
    sole: isSole(lexing.text, extent),
  });
  return true;
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

/** Separators that stand directly behind the label and its closing marks. */
function takeDirect(lexing: Lexing, labelStart: number, labelEnd: number): boolean {
  const { text } = lexing;
  if (takeElement(lexing, labelStart, labelEnd)) return true;
  const closed = joints.skipLabelClosers(text, labelEnd);
  const comma = joints.readQuotedComma(text, closed);
  if (comma >= 0)
    return takeArgument(lexing, comma, text.slice(Math.max(0, labelStart - 1), labelEnd).includes("_"));
  const bracketed = joints.skipBracketed(text, closed);
  const at = joints.skipGap(text, bracketed);
  const hard = joints.readHardSeparator(text, at);
  if (hard >= 0) return takeHard(lexing, hard, false);
  const soft = joints.readSoftSeparator(text, bracketed);
  if (soft >= 0) return take(lexing, { separator: "soft", at: joints.skipGap(text, soft) }, false);
  if (isNewlineAt(text, at)) return takeNextLine(lexing, at);
  const copula = joints.readCopula(text, at);
  return copula >= 0 && take(lexing, { separator: "copula", at: copula }, false);
}

/** `from OLD to NEW`: both are secrets. */
function takeChange(lexing: Lexing, at: number): void {
  const { text } = lexing;
  if (!take(lexing, { separator: "target", at }, true)) return;
  const next = skipBlanks(text, lexing.found.at(-1)?.end ?? at);
  const word = joints.readWord(text, next);
  if (word !== "" && targets.has(word.toLowerCase())) {
    take(lexing, { separator: "target", at: joints.skipGap(text, next + word.length) }, true);
  }
}

function isSentenceEnd(text: string, at: number): boolean {
  return at >= text.length || isNewlineAt(text, at) || ".!?;".includes(text.charAt(at));
}

/** End of the run of characters without blanks; a token that ends in `.`, `!` or `?` ends the sentence. */
function readToken(text: string, at: number, stop: number): number {
  let end = at;
  while (end < stop && !isBlankAt(text, end) && !isNewlineAt(text, end)) end++;
  return end;
}

/** What one word of a qualifier does: ends it, leads to a value, or is passed over. */
function stepQualifier(lexing: Lexing, at: number): "stop" | "done" | "next" {
  const { text } = lexing;
  const word = joints.readWord(text, at).toLowerCase();
  if (word === "" || /[\p{N}\p{Pd}_@./]/u.test(text.charAt(at + word.length))) return "next";
  if (copulas.has(word)) {
    const copula = joints.readCopula(text, at);
    if (copula >= 0) return take(lexing, { separator: "copula", at: copula }, true) ? "done" : "stop";
  }
  if (blockers.has(word)) return "stop";
  const behind = joints.skipGap(text, at + word.length);
  if (targets.has(word)) take(lexing, { separator: "target", at: behind }, true);
  else if (origins.has(word)) takeChange(lexing, behind);
  return "next";
}

/** A comma after a qualifier: `the password of the template, VALUE, ...`. */
function takeApposition(lexing: Lexing, at: number): void {
  take(lexing, { separator: "target", at: joints.skipGap(lexing.text, at) }, true);
}

/** Walks the words between label and copula; candidates are judged later, so nothing is decided here. */
function takeQualified(lexing: Lexing, labelEnd: number): void {
  const { text } = lexing;
  const stop = Math.min(text.length, labelEnd + longestQualifier);
  let at = skipBlanks(text, labelEnd);
  for (let words = 0; words < mostWords && at < stop && !isSentenceEnd(text, at); words++) {
    if (stepQualifier(lexing, at) !== "next") return;
    const end = readToken(text, at, stop);
    const last = text.charAt(end - 1);
    if (last === ":" || last === "=") {
      takeHard(lexing, end, true);
      return;
    }
    if (/[.!?;]/.test(last)) return;
    at = skipBlanks(text, end);
    if (last === ",") takeApposition(lexing, at);
  }
}

/** The candidate behind a separator that stands directly at the label. */
export function lexDirect(text: string, labelStart: number, labelEnd: number): readonly LexedValue[] {
  const lexing: Lexing = { text, found: [] };
  takeDirect(lexing, labelStart, labelEnd);
  return lexing.found;
}

/**
 * Candidates for the value of the label `[labelStart, labelEnd)`, nearest first. Looks at most some 700 units far.
 */
export function lexValues(text: string, labelStart: number, labelEnd: number): readonly LexedValue[] {
  const lexing: Lexing = { text, found: [] };
  if (takeDirect(lexing, labelStart, labelEnd)) return lexing.found;
  const closed = joints.skipLabelClosers(text, labelEnd);
  const at = joints.skipGap(text, joints.skipBracketed(text, closed));
  const adjacent = at > closed || isUnspacedAt(text, labelEnd - 1);
  if (!adjacent || isSentenceEnd(text, at)) return lexing.found;
  if (isUnspacedAt(text, at)) return lexing.found;
  take(lexing, { separator: "none", at }, false);
  takeQualified(lexing, labelEnd);
  return lexing.found;
}
