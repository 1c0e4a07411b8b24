/* Lists of addresses in headers (RFC 5322, 3.4), divided at their commas; a group is one entry. */

import { AppError } from "../../core/errors.js";
import { endOfComment } from "./parameters.js";

export interface Entry {
  readonly start: number;
  readonly end: number;
}

const atom = /=\?[^?\s]{1,60}\?[bq]\?[^?]*\?=|[^\s"()<>[\],;:\\=]+|[\s\S]/iy;

/** `[start, end)` of the latin1 view; the whole where quotes or brackets do not close. Throws AppError `mail_malformed`. */
export function divideAddresses(source: string, start: number, end: number): readonly Entry[] {
  const entries: Entry[] = [];
  let from = start;
  let group = false;
  const close = (to: number): void => {
    const entry = trimmed(source, from, to);
    if (entry.start < entry.end) entries.push(entry);
  };
  for (let at = start; at < end;) {
    atom.lastIndex = at;
    const piece = atom.exec(source)?.[0] ?? "";
    const next = endOfPiece(source, { at, piece, end });
    if (next === -1) return [trimmed(source, start, end)];
    if (piece === ":") group = true;
    if (piece === ";" && group) group = false;
    else if ((piece === "," && !group) || piece === ";") {
      close(at);
      from = next;
    }
    at = next;
  }
  close(end);
  return entries;
}

interface PieceAt {
  readonly at: number;
  readonly piece: string;
  readonly end: number;
}

/** -1: it does not close. */
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
    else if (sign === ">" && unit === "(") throw new AppError("mail_malformed");
    else if (sign === ">" && unit === '"') {
      const quoted = behind(source, { at: next, end, sign: '"' });
      if (quoted === -1) return -1;
      next = quoted - 1;
    }
  }
  return -1;
}

function trimmed(source: string, start: number, end: number): Entry {
  let [from, to] = [start, end];
  while (from < to && /\s/.test(source.charAt(from))) from++;
  while (to > from && /\s/.test(source.charAt(to - 1))) to--;
  return { start: from, end: to };
}
