/* Content transfer encodings (RFC 2045, 6): the bytes of a part, and the way back to its source. Bytes are latin1 strings. */

import { AppError } from "../../core/errors.js";
import { decodeBase64 } from "../base64.js";
import type { Splice } from "../splice.js";
import { Offsets } from "./offsets.js";

/** Replace `[start, end)` of the decoded bytes. */
export interface ByteEdit {
  readonly start: number;
  readonly end: number;
  readonly bytes: string;
}

export interface Transfer {
  /** Decoded. */
  readonly bytes: string;
  /** Edits in order that do not overlap. */
  splices(edits: readonly ByteEdit[]): readonly Splice[];
  /** Other bytes in the place of all. */
  replace(bytes: string): Splice;
}

/** A stretch of the mail's source, and the line break that the mail has. */
export interface Stretch {
  readonly source: string;
  readonly start: number;
  readonly end: number;
  readonly newline: string;
}

export const transferNames = ["7bit", "8bit", "binary", "quoted-printable", "base64"] as const;
export type TransferName = (typeof transferNames)[number];

/** Throws AppError `mail_malformed`. */
export function openTransfer(name: TransferName, stretch: Stretch): Transfer {
  if (name === "base64") return base64(stretch);
  return name === "quoted-printable" ? quotedPrintable(stretch) : identity(stretch);
}

function identity({ source, start, end }: Stretch): Transfer {
  return {
    bytes: source.slice(start, end),
    splices: (edits) =>
      edits.map((edit) => ({ start: start + edit.start, end: start + edit.end, bytes: edit.bytes })),
    replace: (bytes) => ({ start, end, bytes }),
  };
}

/** RFC 2045, 6.8. */
const longestLine = 76;

/** Bytes as a latin1 string. Throws AppError `mail_malformed`. */
export function decodePacked(text: string): string {
  const bytes = decodeBase64(text);
  if (bytes === undefined) throw new AppError("mail_malformed");
  return bytes.toString("latin1");
}

function base64({ source, start, end, newline }: Stretch): Transfer {
  const text = source.slice(start, end);
  const bytes = decodePacked(text);
  const from = start + text.length - text.trimStart().length;
  const to = Math.max(from, start + text.trimEnd().length);
  const replace = (written: string): Splice => {
    const packed = Buffer.from(written, "latin1").toString("base64");
    const lines = packed.match(new RegExp(`.{1,${String(lineLengthOf(text.trim()))}}`, "g")) ?? [];
    return { start: from, end: to, bytes: lines.join(newline) };
  };
  return {
    bytes,
    splices: (edits) => [replace(applyEdits(bytes, edits))],
    replace,
  };
}

/** Of the first of several lines, where mail allows such. */
function lineLengthOf(text: string): number {
  const length = text.search(/\r?\n/);
  return length >= 4 && length <= longestLine ? length - (length % 4) : longestLine;
}

function applyEdits(bytes: string, edits: readonly ByteEdit[]): string {
  const pieces: string[] = [];
  let from = 0;
  for (const edit of edits) {
    pieces.push(bytes.slice(from, edit.start), edit.bytes);
    from = edit.end;
  }
  return pieces.join("") + bytes.slice(from);
}

const hexPair = /^[\da-f]{2}$/i;
const softBreak = /=[\t ]{0,80}\r?\n/y;

function quotedPrintable({ source, start, end, newline }: Stretch): Transfer {
  const pieces: string[] = [];
  const offsets = new Offsets(start);
  let length = 0;
  let from = start;
  const take = (text: string): void => {
    length += text.length;
    pieces.push(text);
  };
  for (let at = source.indexOf("=", start); at !== -1 && at < end; at = source.indexOf("=", from)) {
    take(source.slice(from, at));
    const pair = source.slice(at + 1, Math.min(end, at + 3));
    softBreak.lastIndex = at;
    const broken = softBreak.exec(source)?.[0].length ?? 0;
    if (hexPair.test(pair)) {
      offsets.step(length, at, 3);
      take(String.fromCharCode(parseInt(pair, 16)));
      from = at + 3;
    } else if ((broken > 0 && at + broken <= end) || at + 1 === end) {
      from = Math.min(end, at + (broken || 1));
    } else {
      take("=");
      from = at + 1;
    }
    offsets.step(length, from);
  }
  take(source.slice(from, end));
  return {
    bytes: pieces.join(""),
    splices: (edits) => edits.map((edit) => quotedSplice({ source, start, end, newline }, offsets, edit)),
    replace: (bytes) => ({ start, end, bytes: encodeQuoted(bytes, true) }),
  };
}

function quotedSplice({ source, start, end, newline }: Stretch, offsets: Offsets, edit: ByteEdit): Splice {
  const from = edit.start === edit.end ? offsets.endOf(edit.start) : offsets.startOf(edit.start);
  const to = edit.start === edit.end ? from : offsets.endOf(edit.end);
  const bytes = encodeQuoted(edit.bytes, false);
  const before = lineBefore(source, start, from);
  const behind = lineBehind(source, to, end);
  if (bytes === "" || before + bytes.length + behind <= longestLine) return { start: from, end: to, bytes };
  const lead = before > 0 ? `=${newline}` : "";
  return {
    start: from,
    end: to,
    bytes: `${lead}${bytes}${behind > 0 ? `=${newline}` : ""}`,
  };
}

/** Units of the line before a place; more than a line may have are not counted. */
function lineBefore(source: string, start: number, at: number): number {
  const line = source.slice(Math.max(start, at - longestLine), at);
  return line.length - (line.lastIndexOf("\n") + 1);
}

function lineBehind(source: string, at: number, end: number): number {
  const line = source.slice(at, Math.min(end, at + longestLine));
  const broken = line.search(/\r?\n/);
  return broken === -1 ? line.length : broken;
}

const hexOf = (byte: string): string => `=${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;

/** `lines`: line breaks are kept as such, and long lines broken softly. */
function encodeQuoted(bytes: string, lines: boolean): string {
  if (!lines) return bytes.replace(/[^\x20-\x3c\x3e-\x7e]/g, hexOf);
  return bytes
    .split("\n")
    .map((line) => {
      const ended = line.endsWith("\r");
      const coded = (ended ? line.slice(0, -1) : line)
        .replace(/[^\t\x20-\x3c\x3e-\x7e]/g, hexOf)
        .replace(/[\t ]$/, hexOf);
      return softened(coded, ended ? "\r\n" : "\n") + (ended ? "\r" : "");
    })
    .join("\n");
}

/** Breaks a line of quoted-printable without cutting an escape. */
function softened(line: string, newline: string): string {
  const pieces: string[] = [];
  for (let at = 0; at < line.length;) {
    let end = Math.min(line.length, at + longestLine - 1);
    const escape = line.lastIndexOf("=", end - 1);
    if (end < line.length && escape > end - 3 && escape > at) end = escape;
    pieces.push(line.slice(at, end));
    at = end;
  }
  return pieces.join(`=${newline}`);
}
