/* What touches a label and makes it another word, or the end of another label. */

import { isAsciiLetter } from "../natives/characters.js";

/** The label is only the beginning of another word: `vatnet`, `ahvaz`. */
export function isCutOff(text: string, end: number): boolean {
  return isAsciiLetter(text.charCodeAt(end - 1)) && isAsciiLetter(text.charCodeAt(end));
}

/** `.`, `r` and `t` in any case: what a word for the tax ends with. */
const isTaxEnd = (code: number): boolean => code === 46 || (code | 0x20) === 114 || (code | 0x20) === 116;

const salesTax = /(?:ust\.?|steuer|mwst|vat)[- ]$/i;

/** `USt-IdNr.`, `Umsatzsteuer-Identifikationsnummer` and `VAT registration number` end as the label of another number does. */
export function isSalesTax(text: string, start: number): boolean {
  const before = text.charCodeAt(start - 1);
  if ((before !== 45 && before !== 32) || !isTaxEnd(text.charCodeAt(start - 2))) return false;
  return salesTax.test(text.slice(Math.max(0, start - 8), start));
}
