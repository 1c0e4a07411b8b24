/* Kinds of characters in words, by UTF-16 unit: to ask an expression about each letter is dear. */

/** Neither letter, mark nor figure. */
export const otherKind = 1;
export const letterKind = 2;
/** `0` to `9`. */
export const digitKind = 3;
/** Numbers beyond ASCII. */
export const numberKind = 4;
/** Combining marks. */
export const markKind = 5;

/** 0 before the first look. */
const kinds = new Uint8Array(0x10000);

const letter = /^\p{L}$/u;
const number = /^\p{N}$/u;
const mark = /^\p{M}$/u;

function kindOfChar(char: string): number {
  if (char >= "0" && char <= "9") return digitKind;
  if (letter.test(char)) return letterKind;
  if (mark.test(char)) return markKind;
  return number.test(char) ? numberKind : otherKind;
}

const isHigh = (unit: number): boolean => (unit & 0xfc00) === 0xd800;
const isLow = (unit: number): boolean => (unit & 0xfc00) === 0xdc00;

/** Kind of the character that begins at `at`; of the text's end, `otherKind`. */
export function kindAt(text: string, at: number): number {
  if (at >= text.length) return otherKind;
  const unit = text.charCodeAt(at);
  if (isHigh(unit) && isLow(text.charCodeAt(at + 1))) return kindOfChar(text.slice(at, at + 2));
  return (kinds[unit] ||= kindOfChar(text.charAt(at)));
}

/** Units of the character that begins at `at`. */
export const widthAt = (text: string, at: number): number =>
  isHigh(text.charCodeAt(at)) && isLow(text.charCodeAt(at + 1)) ? 2 : 1;

/** Of a word as `dictatedAt` and its like delimit it. */
export const isAlphanumeric = (kind: number): boolean =>
  kind === letterKind || kind === digitKind || kind === numberKind;

/** Kind of the character that ends at `at`; of the text's start, `otherKind`. */
export function kindBefore(text: string, at: number): number {
  if (at <= 0) return otherKind;
  return kindAt(
    text,
    at > 1 && isLow(text.charCodeAt(at - 1)) && isHigh(text.charCodeAt(at - 2)) ? at - 2 : at - 1,
  );
}
