/* The parts of a multipart (RFC 2046, 5.1.1), divided at lines that say the boundary and nothing else. */

import { AppError } from "../../core/errors.js";
import { lineBreakAt, lineBreakBefore } from "./fields.js";

export interface Stretch {
  readonly start: number;
  readonly end: number;
}

export interface Division {
  readonly preamble: Stretch;
  readonly epilogue: Stretch;
  readonly parts: readonly PartStretch[];
}

export interface PartStretch extends Stretch {
  /** With the delimiter line before it, and its line break. */
  readonly outer: Stretch;
}

interface Delimiter {
  /** Of the dashes. */
  readonly start: number;
  readonly next: number;
  readonly closing: boolean;
}

const boundaryShape = /^[\w'()+,./:=?# -]{0,69}[\w'()+,./:=?#-]$/;

/** Throws AppError `mail_malformed`: no boundary, no end, a line that could be one for some readers. */
export function divide(source: string, range: Stretch, boundary: string): Division {
  if (!boundaryShape.test(boundary)) throw new AppError("mail_malformed");
  const delimiters = findDelimiters(source, range, `--${boundary}`);
  const last = delimiters.at(-1);
  const closings = delimiters.filter(({ closing }) => closing).length;
  if (last?.closing !== true || closings !== 1 || delimiters.length < 2) throw new AppError("mail_malformed");
  const parts = delimiters.slice(0, -1).map(({ start, next }, at): PartStretch => {
    const following = delimiters[at + 1]?.start ?? range.end;
    const outer = { start, end: following };
    return { start: next, end: Math.max(next, following - lineBreakBefore(source, following)), outer };
  });
  const first = delimiters[0]?.start ?? range.end;
  return {
    preamble: { start: range.start, end: first },
    epilogue: { start: last.next, end: range.end },
    parts,
  };
}

function findDelimiters(source: string, { start, end }: Stretch, dashes: string): readonly Delimiter[] {
  const found: Delimiter[] = [];
  for (let at = source.indexOf(dashes, start); at !== -1 && at < end; at = source.indexOf(dashes, at + 1)) {
    if (at > start && source[at - 1] !== "\n") continue;
    let rest = at + dashes.length;
    const closing = source.startsWith("--", rest);
    if (closing) rest += 2;
    while (rest < end && (source[rest] === " " || source[rest] === "\t")) rest++;
    const broken = rest >= end ? 0 : lineBreakAt(source, rest);
    if (rest < end && broken === 0) throw new AppError("mail_malformed");
    found.push({ start: at, next: Math.min(end, rest + broken), closing });
  }
  return found;
}
