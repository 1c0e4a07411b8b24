/* The text of a part as a reader sees it: charset and soft line breaks taken off, and the way back. */

import type { TextEdit } from "../../core/document.js";
import { wholeCharacters } from "../literal.js";
import type { Splice } from "../splice.js";
import type { Charset } from "./charset.js";
import { Offsets } from "./offsets.js";
import type { Transfer } from "./transfer.js";

export type Write = (edits: readonly TextEdit[]) => readonly Splice[];

export interface PartText {
  readonly text: string;
  readonly write: Write;
}

/** `format=flowed` (RFC 3676): a line that ends with a blank goes on in the next; with `delsp` without the blank. */
export type Flow = "fixed" | "flowed" | "delsp";

/** Throws what `charset.decode` throws. */
export function readPartText(transfer: Transfer, charset: Charset, flow: Flow): PartText {
  const decoded = charset.decode(transfer.bytes);
  const unfolded = flow === "fixed" ? undefined : unflow(decoded, flow);
  const text = unfolded?.text ?? decoded;
  return {
    text,
    write(edits) {
      const inOrder = [...edits].sort((a, b) => a.start - b.start);
      const spans = inOrder.map(({ start, end }) => {
        const [from, to] = wholeCharacters(text, start, end);
        return unfolded === undefined ? [from, to] : spanIn(unfolded.offsets, from, to);
      });
      const places = charset.bytesAt(transfer.bytes, decoded, spans.flat());
      return transfer.splices(
        inOrder.map(({ replacement }, at) => ({
          start: places[2 * at] ?? 0,
          end: places[2 * at + 1] ?? 0,
          bytes: charset.encode(replacement),
        })),
      );
    },
  };
}

const spanIn = (offsets: Offsets, start: number, end: number): readonly number[] => {
  const from = offsets.startOf(start);
  return [from, Math.max(from, offsets.endOf(end))];
};

interface Unflowed {
  readonly text: string;
  readonly offsets: Offsets;
}

/** A quoted line goes on in one that is quoted as often; the mark of a signature is no paragraph. */
function unflow(source: string, flow: Flow): Unflowed {
  const pieces: string[] = [];
  const offsets = new Offsets(0);
  let from = 0;
  let length = 0;
  let line = lineAt(source, 0);
  for (let at = source.indexOf("\n"); at !== -1; at = source.indexOf("\n", at + 1)) {
    const lineEnd = source.charAt(at - 1) === "\r" ? at - 1 : at;
    const next = lineAt(source, at + 1);
    const flows = source.charAt(lineEnd - 1) === " " && lineEnd > line.start && at + 1 < source.length;
    const goesOn = flows && next.quotes === line.quotes && source.slice(line.start, lineEnd) !== "-- ";
    line = next;
    if (!goesOn) continue;
    const end = flow === "delsp" ? lineEnd - 1 : lineEnd;
    pieces.push(source.slice(from, end));
    length += end - from;
    from = next.start;
    offsets.step(length, from);
  }
  pieces.push(source.slice(from));
  return { text: pieces.join(""), offsets };
}

interface FlowedLine {
  readonly quotes: number;
  /** Behind the quotes, and the blank that is put in front of a line. */
  readonly start: number;
}

function lineAt(source: string, at: number): FlowedLine {
  let start = at;
  while (source.charAt(start) === ">") start++;
  const quotes = start - at;
  return { quotes, start: source.charAt(start) === " " ? start + 1 : start };
}
