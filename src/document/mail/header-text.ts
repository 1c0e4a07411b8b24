/* The text of a header as a reader sees it: unfolded, encoded words and quoted pairs decoded; and the way back. */

import { isUtf8 } from "node:buffer";
import type { TextEdit } from "../../core/document.js";
import { AppError } from "../../core/errors.js";
import { toBytes, type Splice } from "../splice.js";
import type { Write } from "./body-text.js";
import { charsetOf } from "./charset.js";
import { encodeWords, readWords } from "./encoded-word.js";

/** `words`: encoded words in a row; `fold`: a line break and the blank behind it; `pair`: a quoted pair. */
type PieceKind = "literal" | "words" | "fold" | "pair";

interface Piece {
  readonly kind: PieceKind;
  readonly text: string;
  /** Where its text begins in that of the header. */
  readonly from: number;
  readonly start: number;
  readonly end: number;
}

export interface HeaderText {
  readonly text: string;
  readonly write: Write;
}

export interface HeaderStretch {
  /** Latin1 view of the mail. */
  readonly source: string;
  readonly start: number;
  readonly end: number;
  readonly newline: string;
  /** Quoted strings and comments have quoted pairs. */
  readonly structured: boolean;
}

/** Throws AppError `charset_unsupported`, `mail_malformed`. */
export function readHeaderText(stretch: HeaderStretch): HeaderText {
  const utf8 = isUtf8(Buffer.from(stretch.source.slice(stretch.start, stretch.end), "latin1"));
  const pieces = readPieces(stretch, utf8);
  return {
    text: pieces.map(({ text }) => text).join(""),
    write: (edits) => [...splicesOf(pieces, edits, { ...stretch, utf8 })],
  };
}

/** How a header is written: raw bytes beyond ASCII are UTF-8 (RFC 6532), or what old programs wrote. */
interface Style extends HeaderStretch {
  readonly utf8: boolean;
}

const fold = /\r?\n[\t ]/y;
/** What is no plain text. */
const special = /[\n\r\\"()]|=\?/g;

function readPieces(stretch: HeaderStretch, utf8: boolean): readonly Piece[] {
  const { source, start, end, structured } = stretch;
  const pieces: Piece[] = [];
  // A search in the whole mail would go on behind the end.
  const own = source.slice(start, end);
  const decode = (bytes: string): string =>
    utf8 ? Buffer.from(bytes, "latin1").toString("utf8") : charsetOf("windows-1252").decode(bytes);
  let length = 0;
  let literal = start;
  const add = (kind: PieceKind, text: string, [from, to]: readonly [number, number]): void => {
    if (from === to) return;
    pieces.push({ kind, text, from: length, start: from, end: to });
    length += text.length;
  };
  const nesting = { quoted: false, comments: 0 };
  for (let at = start; at < end;) {
    special.lastIndex = at - start;
    at = start + (special.exec(own)?.index ?? own.length);
    if (at === end) break;
    const found = pieceAt(stretch, at, structured && (nesting.quoted || nesting.comments > 0));
    if (found === undefined) {
      if (structured) nest(nesting, source.charAt(at));
      at++;
      continue;
    }
    add("literal", decode(source.slice(literal, at)), [literal, at]);
    add(found.kind, found.text, [at, found.end]);
    at = literal = found.end;
  }
  add("literal", decode(source.slice(literal, end)), [literal, end]);
  return pieces;
}

type Found = Pick<Piece, "kind" | "text" | "end">;

/** Some readers part it from the word before it, others do not; with a quoted pair in a word there are as many readings. */
const glued = /[a-z\d]/i;

function pieceAt({ source, end }: HeaderStretch, at: number, pairs: boolean): Found | undefined {
  const sign = source.charAt(at);
  if (sign === "=") {
    const words = readWords(source, at, end);
    if (words === undefined) return undefined;
    const own = source.slice(at, words.end);
    if (glued.test(source.charAt(words.end)) || (pairs && own.includes("\\")))
      throw new AppError("mail_malformed");
    return { kind: "words", ...words };
  }
  if (sign === "\\" && pairs && at + 1 < end)
    return { kind: "pair", text: source.charAt(at + 1), end: at + 2 };
  fold.lastIndex = at;
  const folded = fold.exec(source)?.[0];
  return folded === undefined ? undefined : { kind: "fold", text: folded.slice(-1), end: at + folded.length };
}

function nest(nesting: { quoted: boolean; comments: number }, sign: string): void {
  if (sign === '"' && nesting.comments === 0) nesting.quoted = !nesting.quoted;
  else if (nesting.quoted) return;
  else if (sign === "(") nesting.comments++;
  else if (sign === ")" && nesting.comments > 0) nesting.comments--;
}

/** An edit is written in the piece it begins in; the others lose what it covers. */
function* splicesOf(pieces: readonly Piece[], edits: readonly TextEdit[], style: Style): Generator<Splice> {
  const inOrder = [...edits].sort((a, b) => a.start - b.start);
  let next = 0;
  for (const piece of pieces) {
    const { from, text, start, end } = piece;
    while ((inOrder[next]?.end ?? Infinity) <= from) next++;
    const own: PieceEdit[] = [];
    for (
      let at = next;
      (inOrder[at]?.start ?? Infinity) < from + text.length || isInside(inOrder[at], piece);
      at++
    ) {
      const edit = inOrder[at];
      if (edit === undefined) break;
      own.push({
        start: Math.max(0, edit.start - from),
        end: Math.min(text.length, edit.end - from),
        replacement: edit.start >= from ? edit.replacement : "",
      });
    }
    if (own.length > 0) yield { start, end, bytes: rewrite(piece, own, style) };
  }
}

/** A piece that says nothing goes with what it stands in. */
const isInside = (edit: TextEdit | undefined, { from, text }: Piece): boolean =>
  text === "" && edit !== undefined && edit.start < from && edit.end > from;

type PieceEdit = Pick<TextEdit, "start" | "end" | "replacement">;

function rewrite({ kind, text, start, end }: Piece, edits: readonly PieceEdit[], style: Style): string {
  const encode = style.utf8 ? toBytes : (kept: string): string => charsetOf("windows-1252").encode(kept);
  const keep = (kept: string): string => (kind === "literal" ? encode(kept) : kept);
  const written = (replacement: string): string =>
    kind === "words" ? oneLine(replacement) : plain(replacement, style);
  let out = "";
  let at = 0;
  for (const edit of edits) {
    out += keep(text.slice(at, edit.start)) + written(edit.replacement);
    at = edit.end;
  }
  out += keep(text.slice(at));
  if (kind !== "words" || out === "") return out;
  return spaced(encodeWords(out, style.newline), { source: style.source, start, end });
}

/** A word stands alone; old programs glue it to what is beside it. */
function spaced(
  words: string,
  { source, start, end }: Pick<HeaderStretch, "source" | "start" | "end">,
): string {
  const before = /[\s"(:,]/.test(source.charAt(start - 1)) ? "" : " ";
  return before + words + (/[\s")<,]/.test(source.charAt(end)) || end >= source.length ? "" : " ");
}

const oneLine = (text: string): string => text.replace(/[\r\n]+/g, " ");

/** In ASCII signs that no grammar of headers means something by, else as encoded words. */
function plain(text: string, { structured, newline }: HeaderStretch): string {
  const line = oneLine(text);
  if (!/^[\0-\x7f]*$/.test(line)) return ` ${encodeWords(line, newline)} `;
  return structured ? line.replace(/["\\]/g, "'") : line;
}
