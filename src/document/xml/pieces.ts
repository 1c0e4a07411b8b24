/* Stretches of XML that spell a text, and the way from its offsets back to their bytes. */

import { encodeEntities } from "../../core/html-entities.js";
import type { Splice } from "../splice.js";
import { toBytes } from "../splice.js";
import { encodeName, readReference } from "./scan.js";

/** How a stretch is spelled: references are decoded in `text` and `attribute` only. */
export type PieceForm = "text" | "cdata" | "attribute" | "comment" | "instruction" | "name";

/** Bytes `[start, end)` of the payload. */
export interface Piece {
  readonly form: PieceForm;
  readonly start: number;
  readonly end: number;
}

export interface XmlSource {
  readonly body: Buffer;
  readonly source: string;
}

const decodes = (form: PieceForm): boolean => form === "text" || form === "attribute";

function textOfPiece({ body, source }: XmlSource, { form, start, end }: Piece): string {
  const raw = body.toString("utf8", start, end);
  if (!decodes(form) || !raw.includes("&")) return raw;
  let text = "";
  let from = start;
  for (let at = source.indexOf("&", start); at !== -1 && at < end; at = source.indexOf("&", from)) {
    const found = readReference(source, at);
    text += body.toString("utf8", from, at) + found.text;
    from = found.end;
  }
  return text + body.toString("utf8", from, end);
}

export const textOfPieces = (at: XmlSource, pieces: readonly Piece[]): string =>
  pieces.map((piece) => textOfPiece(at, piece)).join("");

/** A place in the pieces, moved forward only. */
interface Cursor {
  piece: number;
  byte: number;
  units: number;
}

interface Move {
  readonly cursor: Cursor;
  readonly until: number;
}

/** One step: even bytes at once, or one sign. Never behind `until` units unless a sign of two units begins before it. */
function step(source: string, piece: Piece, { cursor, until }: Move): void {
  const even = Math.min(nextUneven(source, piece, cursor.byte) - cursor.byte, until - cursor.units);
  if (even > 0) {
    cursor.byte += even;
    cursor.units += even;
    return;
  }
  const unit = source.charCodeAt(cursor.byte);
  if (unit === 38 && decodes(piece.form)) {
    const { text, end } = readReference(source, cursor.byte);
    cursor.byte = end;
    cursor.units += text.length;
    return;
  }
  cursor.byte += unit < 0x80 ? 1 : unit < 0xe0 ? 2 : unit < 0xf0 ? 3 : 4;
  cursor.units += unit >= 0xf0 ? 2 : 1;
}

/** Looks ahead a little at a time, so that steps through a long text stay linear. */
function nextUneven(source: string, { end }: Piece, from: number): number {
  const until = Math.min(end, from + 256);
  for (let at = from; at < until; at++) {
    const unit = source.charCodeAt(at);
    if (unit === 38 || unit >= 0x80) return at;
  }
  return until;
}

/** The part of a piece that spells some of a text. */
export interface Covered {
  readonly piece: Piece;
  readonly start: number;
  readonly end: number;
}

/** What spells `[start, end)`, piece by piece; asked in ascending order. One pass over the pieces for all questions. */
export function createPieceMap(
  { source }: XmlSource,
  pieces: readonly Piece[],
): (start: number, end: number) => readonly Covered[] {
  const cursor: Cursor = { piece: 0, byte: pieces[0]?.start ?? 0, units: 0 };
  const current = (): Piece | undefined => pieces[cursor.piece];
  const moveTo = (units: number, onEnd: (piece: Piece) => void): void => {
    for (let piece = current(); piece !== undefined; piece = current()) {
      while (cursor.units < units && cursor.byte < piece.end) step(source, piece, { cursor, until: units });
      if (cursor.units >= units) return;
      onEnd(piece);
      cursor.piece++;
      cursor.byte = current()?.start ?? piece.end;
    }
  };
  return (start, end) => {
    const covered: Covered[] = [];
    moveTo(start, () => undefined);
    let from = cursor.byte;
    const add = (piece: Piece, to: number): void => {
      if (to > from) covered.push({ piece, start: from, end: to });
    };
    moveTo(end, (piece) => {
      add(piece, piece.end);
      from = pieces[cursor.piece + 1]?.start ?? piece.end;
    });
    const last = current();
    if (last !== undefined) add(last, cursor.byte);
    return covered;
  };
}

const splitCdata = "]]><![CDATA[";

/** What stands in CDATA cannot be escaped, but the section can be ended and begun again. */
function encodeCdata(replacement: string, next: string): string {
  const inside = replacement.replaceAll("]]>", `]]${splitCdata}>`);
  const before = /^[\]>]/.test(inside) ? splitCdata : "";
  const behind = /^[\]>]/.test(next) && !/[^\]]$/.test(inside) ? splitCdata : "";
  return before + inside + behind;
}

/** `]]>` must not come to be where a replacement meets what stands behind it. */
function encodeText(replacement: string, next: string): string {
  const encoded = encodeEntities(replacement);
  if (!/^[\]>]/.test(next)) return encoded;
  return encoded === "" ? "<!---->" : encoded.replace(/\]$/, "&#93;");
}

/** A comment must hold no `--` and not end with `-`; nothing in it is decoded. */
const encodeComment = (replacement: string): string => replacement.replaceAll("-", "_");

/** The blank behind the target is part of the piece, and must not go with what stood there. */
function encodeInstruction(replacement: string, first: boolean): string {
  const inside = replacement.replace(/[?>]/g, "_");
  return first && !/^\s/.test(inside) ? ` ${inside}` : inside;
}

/** Splice that writes a replacement over a part of a piece. */
export function spliceOf({ source }: XmlSource, { piece, start, end }: Covered, replacement: string): Splice {
  const next = source.slice(end, Math.min(end + 2, piece.end));
  const place = { next, first: start === piece.start };
  return { start, end, bytes: toBytes(encodeIn(piece.form, replacement, place)) };
}

interface Place {
  readonly next: string;
  /** At the begin of its piece. */
  readonly first: boolean;
}

function encodeIn(form: PieceForm, replacement: string, { next, first }: Place): string {
  switch (form) {
    case "text":
      return encodeText(replacement, next);
    case "cdata":
      return encodeCdata(replacement, next);
    case "attribute":
      return encodeEntities(replacement);
    case "comment":
      return encodeComment(replacement);
    case "instruction":
      return encodeInstruction(replacement, first);
    case "name":
      return encodeName(replacement, first);
  }
}
