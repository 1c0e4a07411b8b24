/* What touches a run of digits that begins an address of Bitcoin or Ethereum. */

import { unitAt, type Units } from "../units.js";
import { isHexDigit } from "../natives/characters.js";

const base58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
/** Values of the signs, by unit; -1 for all others. */
export const base58Value = new Int8Array(0x10000).fill(-1);
for (const [value, sign] of [...base58].entries()) base58Value[sign.charCodeAt(0)] = value;

export const shortestBase58 = 26;
export const ethereumLength = 42;

const zero = 48;
const one = 49;
const three = 51;
const smallX = 0x78;

/** Whether the run `[start, end)`, at the head of a word, may begin one: most words are over where it would end. */
export function mayBeWallet(units: Units, start: number, end: number): boolean {
  const first = unitAt(units, start);
  if (first === zero)
    return end === start + 1 && unitAt(units, end) === smallX && isHexDigit(unitAt(units, start + 12));
  if (first !== one && first !== three) return false;
  return (base58Value[unitAt(units, start + shortestBase58 - 1)] as number) >= 0;
}
