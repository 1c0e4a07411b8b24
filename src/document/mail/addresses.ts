/* Lists of addresses in headers (RFC 5322, 3.4), divided at their commas; a group is one entry. */

import { AppError } from "../../core/errors.js";
import { endOfComment } from "./parameters.js";

export interface Entry {
  readonly start: number;
  readonly end: number;
}

const atom = /=\?[^?\s]{1,60}\?[bq]\?[^?]*\?=|[^\s"()<>[\],;:\\=]+|[\s\S]/iy;

/** `[start, end)` of the latin1 view. Throws AppError `mail_malformed`: quotes or brackets that do not close, blanks in an address. */
export function divideAddresses(source: string, start: number, end: number): readonly Entry[] {
  const entries: Entry[] = [];
  let from = start;
  let group = false;
  /** What stands outside of quotes, brackets and comments since the last comma. */
  let outside = "";
  for (let at = start; at < end;) {
    atom.lastIndex = at;
    const piece = atom.exec(source)?.[0] ?? "";
    const next = endOfPiece(source, { at, piece, end });
    if (!divides(piece)) outside += seenOf(piece, next - at);
    else {
      refuseBlanks(outside);
      outside = "";
      if (!group && piece !== ":") {
        entries.push(trimmed(source, from, at));
        from = next;
      }
      group = piece === ":" || (group && piece === ",");
    }
    at = next;
  }
  refuseBlanks(outside);
  entries.push(trimmed(source, from, end));
  return entries.filter((entry) => entry.start < entry.end);
}

const divides = (piece: string): boolean => piece === "," || piece === ":" || piece === ";";

/** A comment is nothing, and what is in quotes or brackets one sign. */
const seenOf = (piece: string, length: number): string =>
  piece === "(" ? "" : length === piece.length ? piece : closed;

/** Stands for something quoted or in brackets. */
const closed = "\u0001";

/** `jane @leak.test`: one reader drops the blank, another does not. Before an address in brackets stands a name. */
function refuseBlanks(outside: string): void {
  const text = outside.trim();
  if (text.includes("@") && !text.endsWith(closed) && /\s/.test(text)) throw new AppError("mail_malformed");
}

interface PieceAt {
  readonly at: number;
  readonly piece: string;
  readonly end: number;
}

function endOfPiece(source: string, { at, piece, end }: PieceAt): number {
  if (piece === '"') return behind(source, { at, end, sign: '"' });
  if (piece === "[") return behind(source, { at, end, sign: "]" });
  if (piece === "<") return behind(source, { at, end, sign: ">" });
  if (piece !== "(") return at + piece.length;
  const close = endOfComment(source, at, end);
  // A comment inside of an address: one reader drops it, another does not.
  if (source[at - 1] === "@" || source[close] === "@" || source[at - 1] === "." || source[close] === ".")
    throw new AppError("mail_malformed");
  return close;
}

interface Closing {
  readonly at: number;
  readonly end: number;
  readonly sign: string;
}

function behind(source: string, { at, end, sign }: Closing): number {
  for (let next = at + 1; next < end; next++) {
    const unit = source[next];
    if (unit === "\\") next++;
    else if (unit === sign) return next + 1;
    else if (sign === ">" && /[(\s]/.test(unit ?? "")) break;
    else if (sign === ">" && unit === '"') next = behind(source, { at: next, end, sign: '"' }) - 1;
  }
  throw new AppError("mail_malformed");
}

function trimmed(source: string, start: number, end: number): Entry {
  let [from, to] = [start, end];
  while (from < to && /\s/.test(source.charAt(from))) from++;
  while (to > from && /\s/.test(source.charAt(to - 1))) to--;
  return { start: from, end: to };
}
