/* Tells at a glance that the talk beside a word is plain: it has no sign that a secret, a separator or an answer would have. */

import type { Scan } from "../detector.js";
import { holdsOdd } from "../odd-units.js";

/** Nothing but letters, blanks, commas and full stops in the next `reach` UTF-16 units. */
export const isPlainAhead = ({ text, odd }: Pick<Scan, "text" | "odd">, at: number, reach: number): boolean =>
  !holdsOdd(odd, at, Math.min(text.length, at + reach));

/** The same for the units before. */
export const isPlainBefore = ({ odd }: Pick<Scan, "odd">, at: number, reach: number): boolean =>
  !holdsOdd(odd, Math.max(0, at - reach), at);
