/* What touches the first run of digits of a number that carries its proof in its form. */

import type { DigitRuns } from "../detector.js";
import { isAsciiLetter } from "../natives/characters.js";
import { unitAt, type Units } from "../units.js";

const dash = 45;
const dot = 46;
const seven = 55;
const five = 53;
const six = 54;

/** Length of the run that follows at one unit's distance; 0 for none. */
function nextLength({ edges, count }: DigitRuns, edge: number): number {
  const next = edge + 2;
  if (next >= count * 2 || edges[next] !== (edges[edge + 1] as number) + 1) return 0;
  return (edges[next + 1] as number) - (edges[next] as number);
}

/** `756.1234.5678.97` */
const is756 = (units: Units, start: number): boolean =>
  unitAt(units, start) === seven && unitAt(units, start + 1) === five && unitAt(units, start + 2) === six;

/** `123-45-6789`, `123.456.789-09`, `756 1234 5678 97` */
function mayBeThree(units: Units, digits: DigitRuns, edge: number): boolean {
  const length = nextLength(digits, edge);
  const behind = unitAt(units, digits.edges[edge + 1] as number);
  if (behind === dash) return length === 2 || length === 3;
  if (length === 4) return is756(units, digits.edges[edge] as number);
  return behind === dot && length === 3;
}

/** Six letters before the year of `RSSMRA85T10A562S`. */
function hasSixLetters(units: Units, start: number): boolean {
  for (let at = start - 6; at < start; at++) if (!isAsciiLetter(unitAt(units, at))) return false;
  return true;
}

/** Whether the run at `edge` of the digits may be the first one of such a number. */
export function mayBeFree(units: Units, digits: DigitRuns, edge: number): boolean {
  const start = digits.edges[edge] as number;
  const end = digits.edges[edge + 1] as number;
  switch (end - start) {
    case 2:
      return nextLength(digits, edge) === 2 && hasSixLetters(units, start);
    case 3:
      return mayBeThree(units, digits, edge);
    case 6:
      return nextLength(digits, edge) >= 7;
    case 17:
      return (unitAt(units, end) | 0x20) === 0x78;
    default:
      return end - start === 7 || end - start === 18;
  }
}
