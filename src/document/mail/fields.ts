/* The header block of a mail or part, read strictly: whatever readers would divide in more than one way is refused. */

import { AppError } from "../../core/errors.js";

export interface HeaderField {
  /** As it stands. */
  readonly name: string;
  readonly start: number;
  /** Of the value, blanks around it left out. */
  readonly valueStart: number;
  readonly valueEnd: number;
  /** Behind the line break. */
  readonly end: number;
}

export interface HeaderBlock {
  readonly fields: readonly HeaderField[];
  /** Behind the empty line. */
  readonly bodyStart: number;
}

/** RFC 5322, 2.2: printable ASCII without colon. */
const fieldName = /[\x21-\x39\x3b-\x7e]{1,200}:/y;
const envelopeLine = /From [^\r\n]{0,1000}\r?\n/y;

/** The name under which a line of a mailbox file before the header stands. */
export const envelopeName = "From ";

/** Long ways of mails through many machines leave some two hundred. */
const mostFields = 2000;

/** `[start, end)` of the latin1 view. Throws AppError `mail_malformed`, `json_too_complex`. */
export function readFields(source: string, start: number, end: number): HeaderBlock {
  const fields: HeaderField[] = [];
  let at = start;
  envelopeLine.lastIndex = start;
  const envelope = envelopeLine.exec(source)?.[0];
  if (envelope !== undefined) {
    at += envelope.length;
    const value = { valueStart: start + envelopeName.length, valueEnd: at - lineBreakBefore(source, at) };
    fields.push({ name: envelopeName, start, ...value, end: at });
  }
  while (at < end) {
    const blank = lineBreakAt(source, at);
    if (blank > 0) return { fields, bodyStart: Math.min(end, at + blank) };
    const field = readField(source, at, end);
    if (fields.push(field) > mostFields) throw new AppError("json_too_complex");
    at = field.end;
  }
  return { fields, bodyStart: end };
}

function readField(source: string, start: number, limit: number): HeaderField {
  fieldName.lastIndex = start;
  const label = fieldName.exec(source)?.[0];
  if (label === undefined || start + label.length > limit) throw new AppError("mail_malformed");
  let end = start;
  do {
    const broken = source.indexOf("\n", end);
    end = broken === -1 || broken >= limit ? limit : broken + 1;
    // One reader goes on behind a line of blanks, another takes it for the end of the header.
    if (blankLineAt(source, end)) throw new AppError("mail_malformed");
  } while (end < limit && isBlank(source, end));
  const valueStart = skipBlanks(source, start + label.length, end);
  let valueEnd = end;
  while (valueEnd > valueStart && /\s/.test(source.charAt(valueEnd - 1))) valueEnd--;
  return { name: label.slice(0, -1), start, valueStart, valueEnd, end };
}

const blankLine = /[\t ]+(?:\r?\n|$)/y;

function blankLineAt(source: string, at: number): boolean {
  blankLine.lastIndex = at;
  return blankLine.test(source);
}

const isBlank = (source: string, at: number): boolean => source[at] === " " || source[at] === "\t";

/** Units of the line break at a place; 0 where there is none. */
export function lineBreakAt(source: string, at: number): number {
  if (source[at] === "\n") return 1;
  return source.startsWith("\r\n", at) ? 2 : 0;
}

/** Units of the line break that ends at a place. */
export function lineBreakBefore(source: string, at: number): number {
  if (source[at - 1] !== "\n") return 0;
  return source[at - 2] === "\r" ? 2 : 1;
}

/** Folds count: a value may begin on the next line. */
function skipBlanks(source: string, from: number, end: number): number {
  let at = from;
  while (at < end && /\s/.test(source.charAt(at))) at++;
  return at;
}
