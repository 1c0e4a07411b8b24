/* Where a value ends: quoted to its closing mark, bare to the first character that cannot belong to it. */

import { isBlankAt, isLetterAt, isNewlineAt, isSpaceAt, isUnspacedAt, skipBlanks } from "./characters.js";

export interface Extent {
  readonly start: number;
  readonly end: number;
  readonly quoted: boolean;
  /** Behind the closing mark, or behind the punctuation that was stripped. */
  readonly after: number;
}

/** Longest value we take, in UTF-16 units: WordPress salts have 64, RSA-signed keys about 350. */
export const longestValue = 512;

/** Longest quoted value; a longer one is read as a bare token, its closing mark stripped. */
const longestQuoted = 120;

const closers: Readonly<Record<string, string>> = {
  '"': '"',
  "'": "'",
  "`": "`",
  "“": "”",
  "„": "“”",
  "«": "»",
  "»": "«",
  "‘": "’",
  "‚": "‘’",
  "「": "」",
  "『": "』",
};

const trailing = new Set(".,;:)]}>\"'*…、。，；：）」』”’»|".split(""));
/** Ends a bare value: full-width punctuation, and marks of code and quotation that no one types into a password. */
const hardStops = new Set("，。；、）（」』！？】`“”„«»".split(""));
const cutters = new Set(";&,".split(""));

/** True where `;`, `&` or `,` ends a value because another assignment follows: `pwd=x;Encrypt=no`. */
function startsAssignment(text: string, at: number): boolean {
  let end = skipBlanks(text, at, 2);
  const stop = Math.min(text.length, end + 28);
  const first = end;
  while (end < stop && (isLetterAt(text, end) || text.charAt(end) === "_" || text.charAt(end) === " ")) end++;
  return end > first && text.charAt(end) === "=";
}

/** `&lt;` and the like inside raw HTML end with a semicolon that belongs to the value. */
function endsEntity(text: string, at: number): boolean {
  const from = Math.max(0, at - 8);
  return /&[a-z\d#]{2,7}$/i.test(text.slice(from, at));
}

function isStop(text: string, at: number): boolean {
  const char = text.charAt(at);
  if (hardStops.has(char)) return true;
  if (char === "<") return isLetterAt(text, at + 1) || text.charAt(at + 1) === "/";
  if (char === '"') return /^(?:$|[\s,;)\]}>/\\])/.test(text.slice(at + 1, at + 2));
  if (char === "\\") return /^\\(?:[nrt]|\\?")/.test(text.slice(at, at + 3));
  return cutters.has(char) && !(char === ";" && endsEntity(text, at)) && startsAssignment(text, at + 1);
}

/** Strips closing punctuation; a bracket stays when its partner is part of the value. */
function stripTrailing(text: string, start: number, end: number): number {
  let last = end;
  while (last > start && (trailing.has(text.charAt(last - 1)) || isBlankAt(text, last - 1))) {
    const char = text.charAt(last - 1);
    if (char === ")" && text.slice(start, last - 1).includes("(")) break;
    if (char === "]" && text.slice(start, last - 1).includes("[")) break;
    if (char === "}" && text.slice(start, last - 1).includes("{")) break;
    if (char === ";" && endsEntity(text, last - 1)) break;
    last--;
  }
  return last;
}

function readBare(text: string, start: number): Extent {
  const stop = Math.min(text.length, start + longestValue);
  let end = start;
  while (end < stop && !isSpaceAt(text, end) && !isStop(text, end)) {
    if (isUnspacedAt(text, end)) break;
    end++;
  }
  const last = stripTrailing(text, start, end);
  return { start, end: last, quoted: false, after: last };
}

/** Closing mark on the same line; -1 without one. A backslash escapes, unless the opening mark has one itself. */
function findCloser(text: string, open: number, marks: string): number {
  const escaped = text.charAt(open - 1) === "\\";
  const stop = Math.min(text.length, open + longestQuoted);
  for (let at = open + 1; at < stop && !isNewlineAt(text, at); at++) {
    const char = text.charAt(at);
    if (char === "\\" && !escaped) at++;
    else if (char === "\\" && marks.includes(text.charAt(at + 1))) return at;
    else if (!escaped && marks.includes(char)) return at;
  }
  return -1;
}

function readQuoted(text: string, open: number): Extent | undefined {
  const marks = closers[text.charAt(open)];
  if (marks === undefined) return undefined;
  const close = findCloser(text, open, marks);
  if (close < open + 2) return undefined;
  const start = skipBlanks(text, open + 1, 2);
  let end = close;
  while (end > start && isBlankAt(text, end - 1)) end--;
  return { start, end, quoted: true, after: close + 1 };
}

/** `${NAME:-value}` of compose files: the default is the secret. */
function readDefault(text: string, at: number): Extent | undefined {
  const shape = /^\$\{\w{1,60}:-([^\s}]{3,120})\}/.exec(text.slice(at, at + 190));
  if (shape?.[1] === undefined) return undefined;
  const end = at + shape[0].length - 1;
  return { start: end - shape[1].length, end, quoted: false, after: end + 1 };
}

/** Reads the value that starts at `at`, behind all blanks; undefined when there is none. */
export function readValue(text: string, at: number): Extent | undefined {
  let start = at;
  while (start < at + 3 && text.charAt(start) === "*" && text.charAt(at) === "*") start++;
  if (text.charAt(start) === "\\" && text.charAt(start + 1) === '"') start++;
  const quoted = readQuoted(text, start);
  if (quoted !== undefined) return quoted;
  if (text.startsWith("${", start)) {
    const fallback = readDefault(text, start);
    if (fallback !== undefined) return fallback;
  }
  if (closers[text.charAt(start)] !== undefined && text.charAt(start) !== "»") start++;
  if (start >= text.length || isSpaceAt(text, start) || isUnspacedAt(text, start)) return undefined;
  const bare = readBare(text, start);
  return bare.end > bare.start ? bare : undefined;
}

const clauseEnds = new Set(",;(/|<)]}\"'，。；（）、&".split(""));

/** True when nothing but punctuation follows the value on its line, in its cell or in its clause. */
export function isSole(text: string, extent: Extent): boolean {
  let at = extent.after;
  if (/[.!?*]/.test(text.charAt(at))) at++;
  if (text.charAt(at) === "*") at++;
  at = skipBlanks(text, at);
  return at >= text.length || isNewlineAt(text, at) || clauseEnds.has(text.charAt(at));
}
