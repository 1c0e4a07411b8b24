/* What a character can be inside a written phone number. */

import { unitAt, type Units } from "../units.js";

export const other = 0;
export const digit = 1;
export const blank = 2;
export const newline = 3;
export const dash = 4;
export const dot = 5;
export const slash = 6;
export const open = 7;
export const close = 8;

/** Separators people write between digit groups, by kind. Unicode dashes and blanks: evasion cases E13, E14. */
const separators: readonly (readonly [number, string])[] = [
  [blank, " \t\u00a0\u2007\u2008\u2009\u202f\u3000"],
  [newline, "\r\n"],
  [dash, "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uff0d"],
  [dot, ".\u00b7\u2022\u2024\u30fb"],
  [slash, "/\u2044"],
  [open, "(\uff08"],
  [close, ")\uff09"],
];

/** Source of a character class with every separator. */
export const separatorClass = `[${separators
  .map(([, characters]) => characters)
  .join("")
  .replace(/[-/]/g, "\\$&")}]`;

const ascii = new Uint8Array(128);
for (let code = 48; code <= 57; code++) ascii[code] = digit;
const rare = new Map<number, number>();
for (const [kind, characters] of separators) {
  for (const character of characters) {
    const code = character.charCodeAt(0);
    if (code < 128) ascii[code] = kind;
    else rare.set(code, kind);
  }
}

/** Kind of the character at `at`; `other` outside the text. */
export function kindAt(units: Units, at: number): number {
  const code = unitAt(units, at);
  if (code < 128) return ascii[code] as number;
  return rare.get(code) ?? other;
}

export function isDigitAt(units: Units, at: number): boolean {
  const code = unitAt(units, at);
  return code >= 48 && code <= 57;
}

export function isPlusAt(units: Units, at: number): boolean {
  const code = unitAt(units, at);
  return code === 0x2b || code === 0xff0b;
}

/**
 * Letters of scripts that write words apart: a number that touches one is part of a code.
 * Ideographs and kana do not count (`电话13800138000`).
 */
export function isLetterAt(units: Units, at: number): boolean {
  const code = unitAt(units, at);
  if (code < 128) return (code | 32) >= 97 && (code | 32) <= 122;
  return code >= 0xc0 && code < 0x590 && code !== 0xd7 && code !== 0xf7;
}

/** Letters of any script, for reading words. */
export function isWordAt(units: Units, at: number): boolean {
  const code = unitAt(units, at);
  return isLetterAt(units, at) || (code >= 0x590 && code < 0x2000) || (code >= 0x3041 && code < 0xd800);
}
