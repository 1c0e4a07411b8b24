/* Reads the words of a command line as a shell does: quotes, and what ends the command. */

import { isBlankAt, isNewlineAt, skipBlanks } from "./characters.js";

export interface CommandWord {
  readonly start: number;
  /** Behind the closing mark. */
  readonly after: number;
}

const longestWord = 200;

const isQuote = (code: number): boolean => code === 0x22 || code === 0x27;

/** The word at `at`, blanks inside quotation marks included. */
export function readCommandWord(text: string, at: number, stop: number): CommandWord {
  const limit = Math.min(stop, at + longestWord);
  let end = at;
  let open = 0;
  while (end < limit && !isNewlineAt(text, end)) {
    const code = text.charCodeAt(end);
    if (open !== 0) open = code === open ? 0 : open;
    else if (isQuote(code)) open = code;
    else if (isBlankAt(text, end)) break;
    end++;
  }
  return { start: at, after: open === 0 ? end : endOfBare(text, at, end) };
}

/** A mark that is never closed is a character of the word. */
function endOfBare(text: string, at: number, limit: number): number {
  let end = at;
  while (end < limit && !isBlankAt(text, end)) end++;
  return end;
}

/** Blanks, and a line break behind a backslash, between two words. */
export function skipToWord(text: string, at: number): number {
  const next = skipBlanks(text, at);
  const code = text.charCodeAt(next);
  if ((code !== 0x5c && code !== 0x60 && code !== 0x5e) || !isNewlineAt(text, next + 1)) return next;
  const line = text.charCodeAt(next + 1) === 0x0d ? next + 3 : next + 2;
  return skipBlanks(text, line);
}

const enders = new Set("|;&><".split(""));

/** True where the command is over. */
export function endsCommand(text: string, at: number): boolean {
  return isNewlineAt(text, at) || enders.has(text.charAt(at));
}

export interface Value {
  readonly start: number;
  readonly end: number;
}

/** What the quotation marks around a word, or the marks of prose behind it, leave. */
export function bareValue(text: string, start: number, after: number): Value {
  const code = text.charCodeAt(start);
  if (isQuote(code) && after - start > 1 && text.charCodeAt(after - 1) === code)
    return { start: start + 1, end: after - 1 };
  let end = after;
  while (end > start && /[`"'”»)\].,;:*]/.test(text.charAt(end - 1))) end--;
  return { start, end };
}
