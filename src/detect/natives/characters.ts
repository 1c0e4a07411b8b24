/* Character classes shared by the hand-written detectors: ASCII by code, every other script by Unicode property. */

import { unitAt, type Units } from "../units.js";

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

/** Answers already given, by unit: 0 not asked yet, 1 yes, 2 no. Filled as scripts turn up. */
const answers = new Uint8Array(0x1_0000);

function isPairedWord(text: string, at: number): boolean {
  const high = text.charCodeAt(at) >= 0xdc00 ? at - 1 : at;
  return high >= 0 && anyScript.test(String.fromCodePoint(text.codePointAt(high) ?? 0));
}

/** Letter, mark or number outside ASCII. `at` is a UTF-16 position: half a pair asks for the whole code point. */
export function isForeignWordAt(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  if (!(unit >= 0x80)) return false;
  if (unit >= 0xd800 && unit <= 0xdfff) return isPairedWord(text, at);
  if (answers[unit] === 0) answers[unit] = anyScript.test(String.fromCharCode(unit)) ? 1 : 2;
  return answers[unit] === 1;
}

/** The same of units. */
function isForeignUnit(units: Units, at: number): boolean {
  const unit = unitAt(units, at);
  if (unit >= 0xd800 && unit <= 0xdfff) {
    const high = unit >= 0xdc00 ? at - 1 : at;
    return anyScript.test(String.fromCharCode(unitAt(units, high), unitAt(units, high + 1)));
  }
  if (answers[unit] === 0) answers[unit] = anyScript.test(String.fromCharCode(unit)) ? 1 : 2;
  return answers[unit] === 1;
}

/** The same as `isWordAt`, of units. */
export function isWordUnitAt(units: Units, at: number): boolean {
  const unit = unitAt(units, at);
  return unit < 0x80 ? isAsciiWord(unit) : isForeignUnit(units, at);
}

/** Letter of any script at `at`; false outside the text. */
export function isWordAt(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit < 0x80 ? isAsciiWord(unit) : isForeignWordAt(text, at);
}
