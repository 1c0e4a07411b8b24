/* Takes candidates for the value of a label: at a place, on the next line, behind a hard separator. */

import { isBlankAt, isNewlineAt } from "./characters.js";
import * as joints from "./separator.js";
import type { Joint } from "./separator.js";
import { plainValueEnd } from "./sentence-words.js";
import { isSole, readValue } from "./value-extent.js";
import type { LexedValue } from "./judged.js";
import { isLoud } from "./value-shape.js";

export interface Lexing {
  readonly text: string;
  readonly phrases: boolean;
  readonly found: LexedValue[];
  /** Where the first token stands that looks like a secret and nothing else. */
  loud?: Joint;
  /** In a relative clause only a copula leads to the value. */
  relative?: boolean;
}

export function take(lexing: Lexing, joint: Joint, qualified: boolean): boolean {
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

/**
 * Like `take`, passing over a plain word, which is no secret behind these separators; true when anything stands there.
 * At the end of a line (`the password is as follows:`) the value is on the next one.
 */
export function takeMarked(lexing: Lexing, joint: Joint, qualified: boolean): boolean {
  if (isNewlineAt(lexing.text, joint.at)) return takeNextLine(lexing, joint.at);
  const settled = joint.separator !== "copula" || !lexing.phrases;
  const plain = settled ? plainValueEnd(lexing.text, joint.at) : -1;
  if (plain < 0) return take(lexing, joint, qualified);
  if (joint.separator === "copula") takeLoudAhead(lexing, plain);
  return true;
}

const mostPassed = 4;

/** `is, as far as I know, VALUE`: plain words up to a token that no word looks like. */
function takeLoudAhead(lexing: Lexing, from: number): void {
  const { text } = lexing;
  let at = from;
  for (let words = 0; words < mostPassed; words++) {
    if (text.charCodeAt(at) === 0x2c) at++;
    if (!isBlankAt(text, at)) return;
    const start = at + 1;
    const next = plainValueEnd(text, start);
    if (next < 0) {
      const value = readValue(text, start, 64);
      if (value !== undefined && isLoud(text.slice(value.start, value.end)))
        take(lexing, { separator: "copula", at: start }, true);
      return;
    }
    at = next;
  }
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
export function takeNextLine(lexing: Lexing, at: number): boolean {
  const { text } = lexing;
  if (!isNewlineAt(text, at)) return false;
  const next = skipLineBreak(text, at);
  if (next < 0 || !take(lexing, { separator: "line", at: next }, false)) return false;
  const value = lexing.found.at(-1);
  if (value?.sole === true) return true;
  lexing.found.pop();
  return false;
}

export function takeHard(lexing: Lexing, at: number, qualified: boolean): boolean {
  const behind = joints.skipGap(lexing.text, at);
  if (!isNewlineAt(lexing.text, behind))
    return take(lexing, { separator: "hard", at: joints.skipAdverb(lexing.text, behind) }, qualified);
  return lexing.text.charAt(at - 1) !== "=" && takeNextLine(lexing, behind);
}
