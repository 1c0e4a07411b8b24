/* Character classes shared by the hand-written detectors: ASCII by code, every other script by Unicode property. */

const anyScript = /^[\p{L}\p{M}\p{N}]/u;

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

export function isAsciiLetter(code: number): boolean {
  const lower = code | 32;
  return lower >= 97 && lower <= 122;
}

export function isAsciiWord(code: number): boolean {
  return isDigit(code) || isAsciiLetter(code) || code === 95;
}

export function isHexDigit(code: number): boolean {
  const lower = code | 32;
  return isDigit(code) || (lower >= 97 && lower <= 102);
}

/** Letter, mark or number outside ASCII. `unit` is a UTF-16 unit: half a pair asks for the whole code point. */
export function isForeignWordAt(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  if (!(unit >= 0x80)) return false;
  const from = unit >= 0xdc00 && unit <= 0xdfff ? at - 1 : at;
  return from >= 0 && anyScript.test(String.fromCodePoint(text.codePointAt(from) ?? 0));
}

/** Letter of any script at `at`; false outside the text. */
export function isWordAt(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit < 0x80 ? isAsciiWord(unit) : isForeignWordAt(text, at);
}
