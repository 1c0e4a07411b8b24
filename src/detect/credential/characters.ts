/* Character classes of the credential lexers: table look-ups for ASCII, one-character tests for the rest. */

const letter = /^[\p{L}\p{M}]/u;
const digit = /^\p{Nd}/u;
const opaqueScript = /^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}]/u;

function isAsciiLetter(code: number): boolean {
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x7a;
}

/** True for letters and combining marks of any script; a lone half of a surrogate pair counts as a letter. */
export function isLetterAt(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code < 0x80) return isAsciiLetter(code);
  if (Number.isNaN(code)) return false;
  return letter.test(text.charAt(at));
}

export function isDigitAt(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code < 0x80) return code >= 0x30 && code <= 0x39;
  return code >= 0x660 && digit.test(text.charAt(at));
}

export function isUpperAt(text: string, at: number): boolean {
  const char = text.charAt(at);
  return char !== char.toLowerCase();
}

/** Scripts written without blanks between words. */
export function isUnspacedAt(text: string, at: number): boolean {
  return text.charCodeAt(at) >= 0xe00 && opaqueScript.test(text.charAt(at));
}

export function isNewlineAt(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === 0x0a || code === 0x0d || code === 0x2028 || code === 0x2029;
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
    code === 0xa0 || code === 0x3000 || code === 0x202f || (code >= 0x2000 && code <= 0x200a) || isInvisible(code)
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
