/* Reads the mark between a user and a password: a slash, a bar, a colon, a comma, `+` or `-` between blanks. */

import { isNewlineAt, skipBlanks } from "./characters.js";

/** What stands between user and password. */
export interface PairMark {
  /** Start of the password. */
  readonly at: number;
  /** A slash or bar with blanks on both sides. */
  readonly spaced: boolean;
  readonly colon: boolean;
  /** No blank before it. */
  readonly glued: boolean;
  /** A comma or colon, which joins much else. */
  readonly loose: boolean;
}

/** A colon is glued or has blanks on both sides, a comma one behind it; slashes and bars may have any. */
function isJoined(char: string, before: boolean, behind: boolean): boolean {
  if (char === ":") return before === behind;
  if (char === "+" || char === "-") return before && behind;
  return char === "," ? !before && behind : char === "/" || char === "|";
}

/** Reads `/`, `|`, `:` or a comma between user and password. */
export function readPairMark(text: string, at: number): PairMark | undefined {
  const mark = skipBlanks(text, at, 3);
  const char = text.charAt(mark);
  const next = skipBlanks(text, mark + 1, 3);
  if (next >= text.length || isNewlineAt(text, next) || text.charAt(next) === char) return undefined;
  if (!isJoined(char, mark > at, next > mark + 1)) return undefined;
  const spaced = mark > at && next > mark + 1;
  return {
    at: next,
    spaced,
    glued: mark === at,
    colon: char === ":" && !spaced,
    loose: char === "," || char === ":" || char === "+" || char === "-",
  };
}
