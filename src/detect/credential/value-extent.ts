/* Where a value ends: quoted to its closing mark, bare to the first character that cannot belong to it. */

import { skipCodeOpening } from "./code-opening.js";
import { createRuns } from "./runs.js";
import { isBlankAt, isLetterAt, isNewlineAt, isSpaceAt, isUnspacedAt, skipBlanks } from "./characters.js";

export interface Extent {
  readonly start: number;
  readonly end: number;
  readonly quoted: boolean;
  /** Behind the closing mark, or behind the punctuation that was stripped. */
  readonly after: number;
}

/** Longest bare value, in UTF-16 units: session tokens of AWS have up to some 900. */
const longestValue = 1024;
/**
 * A label more than `deep` units inside a run without blanks gets less, so that `pw:a&pw:a&...` does not read the
 * same text over and over.
 */
const deep = 128;
const longestDeep = 256;
/** Longest quoted value; a longer one is read as a bare token, its closing mark stripped. */
const longestQuoted = 128;

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

/** A quotation mark that closes something, or opens the next string of JSON. */
function isJsonQuote(text: string, at: number): boolean {
  return /[\s,;)\]}>/\\]/.test(text.charAt(at + 1) || " ") || ",:{[".includes(text.charAt(at - 1) || " ");
}

function isStop(text: string, at: number): boolean {
  const char = text.charAt(at);
  if (hardStops.has(char)) return true;
  if (char === "<") return isLetterAt(text, at + 1) || text.charAt(at + 1) === "/";
  if (char === '"') return isJsonQuote(text, at);
  if (char === "," && "\"'{".includes(text.charAt(at + 1) || " ")) return true;
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

/** Runs of characters without blanks. */
export const tokenRuns = createRuns((text, at) => {
  const code = text.charCodeAt(at);
  return code < 0x80
    ? code === 0x20 || (code >= 0x09 && code !== 0x0b && code !== 0x0c && code <= 0x0d)
    : isSpaceAt(text, at);
});

/** ASCII that may end a bare value; everything else of ASCII above the blank belongs to it. */
const asciiStops = new Uint8Array(0x80);
for (const char of '`<"\\;&,') asciiStops[char.charCodeAt(0)] = 1;

/** Scripts written without blanks are beyond it; letters before it belong to a value. */
const firstUnspaced = 0xe00;

function endsBare(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code > 0x20 && code < 0x7f) return asciiStops[code] === 1 && isStop(text, at);
  if (code < firstUnspaced && isLetterAt(text, at)) return false;
  return isSpaceAt(text, at) || isUnspacedAt(text, at) || isStop(text, at);
}

const bareRuns = createRuns(endsBare);

/** No blank in front of `at` for long, or from the start of the text on. */
function isUnbroken(text: string, at: number): boolean {
  const stop = Math.max(0, at - deep + 1);
  return tokenRuns.startOf(text, at, stop) === stop;
}

/** True behind a run of characters without blanks that is longer than any that people write. */
export function isDeep(text: string, at: number): boolean {
  return at >= deep && isUnbroken(text, at);
}

function readBare(text: string, start: number, longest: number): Extent {
  const most = Math.min(longest, isUnbroken(text, start) ? longestDeep : longestValue);
  const end = bareRuns.endOf(text, start, Math.min(text.length, start + most));
  const last = stripTrailing(text, start, end);
  return { start, end: last, quoted: false, after: last };
}

/** Most of every text, so tested first. */
function isAlphanumericAt(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || (code >= 0x30 && code <= 0x39);
}

/** YAML and SQL write a quotation mark that belongs to the value twice. */
const isTwice = (text: string, at: number): boolean => text.charAt(at) === "'" && text.charAt(at + 1) === "'";

/** Closing mark on the same line; -1 without one. A backslash escapes, unless the opening mark has one itself. */
function findCloser(text: string, open: number, marks: string): number {
  const escaped = text.charAt(open - 1) === "\\";
  const stop = Math.min(text.length, open + longestQuoted);
  for (let at = open + 1; at < stop; at++) {
    if (isAlphanumericAt(text, at)) continue;
    const char = text.charAt(at);
    if (isNewlineAt(text, at)) return -1;
    if (char === "\\" && !escaped) at++;
    else if (char === "\\" && marks.includes(text.charAt(at + 1))) return at;
    else if (marks === "'" && isTwice(text, at)) at++;
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
  if (!text.startsWith("${", at)) return undefined;
  const shape = /^\$\{\w{1,60}:-([^\s}]{3,120})\}/.exec(text.slice(at, at + 190));
  if (shape?.[1] === undefined) return undefined;
  const end = at + shape[0].length - 1;
  return { start: end - shape[1].length, end, quoted: false, after: end + 1 };
}

const braced = /^\{((?:[^{}\s]|\}\})(?:[^{}\n]|\}\}){2,64})\}(?=[;"'\s]|$)/;

/** `Pwd={VALUE};` of ODBC, which puts values with semicolons in braces. */
function readBraced(text: string, at: number): Extent | undefined {
  if (text.charCodeAt(at) !== 0x7b || text.charCodeAt(at - 1) !== 0x3d) return undefined;
  const value = braced.exec(text.slice(at, at + 70))?.[1];
  if (value === undefined) return undefined;
  const end = at + 1 + value.length;
  return { start: at + 1, end, quoted: false, after: end + 1 };
}

/** Behind emphasis, and behind the backslash of an escaped quotation mark. */
function skipOpening(text: string, at: number): number {
  let start = at;
  while (start < at + 3 && text.charAt(start) === "*") start++;
  if (text.startsWith("base64:", start)) return start + 7;
  return text.startsWith('\\"', start) ? start + 1 : start;
}

/** Reads the value that starts at `at`, behind all blanks; undefined when there is none. A bare one ends at `longest`. */
export function readValue(text: string, at: number, longest = longestValue): Extent | undefined {
  const opening = skipCodeOpening(text, skipOpening(text, at));
  const marked = readQuoted(text, opening) ?? readDefault(text, opening) ?? readBraced(text, opening);
  if (marked !== undefined) return marked;
  const unclosed = closers[text.charAt(opening)] !== undefined;
  const start = unclosed ? opening + 1 : opening;
  if (start >= text.length || isSpaceAt(text, start) || isUnspacedAt(text, start)) return undefined;
  const bare = readBare(text, start, longest);
  return bare.end > bare.start ? bare : undefined;
}

/** True when nothing but a mark or two follows on the line. */
export function endsLine(text: string, at: number): boolean {
  return /^["'`.!]{0,2}[^\S\n]{0,3}(?:\r?\n|$)/.test(text.slice(at, at + 8));
}

const clauseEnds = new Set(",;(/|<)]}\"'，。；（）、&".split(""));

/** True when nothing but punctuation follows the value on its line, in its cell or in its clause. */
export function isSole(text: string, extent: Extent): boolean {
  let at = extent.after;
  if (/[.!?*]/.test(text.charAt(at))) at++;
  if (text.charAt(at) === "*") at++;
  at = skipBlanks(text, at);
  return (
    at >= text.length ||
    isNewlineAt(text, at) ||
    clauseEnds.has(text.charAt(at)) ||
    isNextField(text, at) ||
    (isUnspacedAt(text, at) && verbs.test(text.slice(at, at + 4)))
  );
}

/** What ends a statement in scripts without blanks. */
const verbs = /^(?:です|でした|だ|になります|입니다|이에요|예요|이고|인데|이며|로|으로)/;

/** Label and separator of the next field of a form in one line: `Password: VALUE User: ann`. */
const nextField =
  /^(?:(?:ftp|db|ssh|mail) ?)?(?:user|user ?name|usr|login|host|server|port|url|e-?mail|ip|db|database|benutzer|benutzername|usuario|utilisateur|utente|gebruiker|логин|пользователь|сервер|хост|pin|puk|pw|pass|ssid|token|secret)\s?[:=]/i;

function isNextField(text: string, at: number): boolean {
  return isLetterAt(text, at) && nextField.test(text.slice(at, at + 24));
}
