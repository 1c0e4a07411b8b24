/* Character classes of the credential lexers: table look-ups for ASCII, one-character tests for the rest. */

const letter = /^[\p{L}\p{M}\p{Cs}]/u;
const digit = /^\p{Nd}/u;
const unspacedScript = /^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}]/u;

const isKnown = 1;
const isLetter = 2;
const isDigit = 4;
const isUnspaced = 8;

/** What is known of each UTF-16 unit, filled when a unit is first met. */
const classes = new Uint8Array(0x10000);

function classOf(code: number): number {
  const known = classes[code] ?? 0;
  if (known !== 0) return known;
  const char = String.fromCharCode(code);
  let found = isKnown;
  if (letter.test(char)) found |= isLetter;
  if (digit.test(char)) found |= isDigit;
  if (unspacedScript.test(char)) found |= isUnspaced;
  classes[code] = found;
  return found;
}

for (let code = 0; code < 0x80; code++) classOf(code);

function hasClass(text: string, at: number, wanted: number): boolean {
  const code = text.charCodeAt(at);
  if (code < 0x80) return ((classes[code] as number) & wanted) !== 0;
  return !Number.isNaN(code) && (classOf(code) & wanted) !== 0;
}

export function isAsciiLetter(code: number): boolean {
  return code < 0x80 && ((classes[code] as number) & isLetter) !== 0;
}

/** Letters and digits of ASCII, the underscore not among them. */
export function isAsciiAlphanumeric(code: number): boolean {
  return code < 0x80 && ((classes[code] as number) & (isLetter | isDigit)) !== 0;
}

/** True for letters and combining marks of any script, and for halves of surrogate pairs (rare scripts, emoji). */
export function isLetterAt(text: string, at: number): boolean {
  return hasClass(text, at, isLetter);
}

export function isDigitAt(text: string, at: number): boolean {
  return hasClass(text, at, isDigit);
}

export function isUpperAt(text: string, at: number): boolean {
  const char = text.charAt(at);
  return char !== char.toLowerCase();
}

/** Scripts written without blanks between words. */
export function isUnspacedAt(text: string, at: number): boolean {
  return text.charCodeAt(at) >= 0xe00 && hasClass(text, at, isUnspaced);
}

export function isNewlineAt(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code < 0x80) return code === 0x0a || code === 0x0d;
  return code === 0x2028 || code === 0x2029;
}

/** Zero-width characters and direction marks. */
function isInvisible(code: number): boolean {
  return (
    (code >= 0x200b && code <= 0x200f) ||
    (code >= 0x202a && code <= 0x202e) ||
    (code >= 0x2060 && code <= 0x2069) ||
    code === 0xfeff
  );
}

/** Blanks of any width on one line, invisible characters among them; not a newline. */
export function isBlankAt(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code < 0x80) return code === 0x20 || code === 0x09;
  return (
    code === 0xa0 ||
    code === 0x3000 ||
    code === 0x202f ||
    (code >= 0x2000 && code <= 0x200a) ||
    isInvisible(code)
  );
}

/** First position at or after `at` that is no blank, looking at most `limit` units far. */
export function skipBlanks(text: string, at: number, limit = 32): number {
  let end = at;
  const stop = Math.min(text.length, at + limit);
  while (end < stop && isBlankAt(text, end)) end++;
  return end;
}

/** Position behind the last character before `at` that is no blank. */
export function skipBlanksBack(text: string, at: number, limit = 16): number {
  let start = at;
  const stop = Math.max(0, at - limit);
  while (start > stop && isBlankAt(text, start - 1)) start--;
  return start;
}

export function isSpaceAt(text: string, at: number): boolean {
  return isBlankAt(text, at) || isNewlineAt(text, at);
}
