/* Content-Type and Content-Disposition (RFC 2045, 2183, 2231): a value and its parameters, each with its way back. */

import { AppError } from "../../core/errors.js";
import { percentBytes } from "../percent.js";
import { toBytes, type Splice } from "../splice.js";
import { decodeWords } from "./charset.js";
import { encodeWords } from "./encoded-word.js";
import { readHeaderText } from "./header-text.js";

/** One `name=value` as it stands; a value may be continued in others (RFC 2231, 3). */
interface Section {
  readonly name: string;
  /** Position in a continued value; -1: it is not continued. */
  readonly order: number;
  readonly extended: boolean;
  /** From the semicolon on. */
  readonly start: number;
  readonly valueStart: number;
  readonly end: number;
}

export interface Parameter {
  readonly name: string;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  write(text: string): readonly Splice[];
}

export interface Comment {
  readonly start: number;
  readonly end: number;
}

export interface StructuredValue {
  /** Lower case, as `text/plain` or `attachment`. */
  readonly value: string;
  readonly start: number;
  readonly end: number;
  readonly parameters: readonly Parameter[];
  readonly comments: readonly Comment[];
}

export interface ValueStretch {
  readonly source: string;
  readonly start: number;
  readonly end: number;
  readonly newline: string;
}

const token = "[!#$%&'*+.^`|~\\w{}-]+";
const valueShape = new RegExp(`${token}(?:/${token})?`, "y");
const nameShape = new RegExp(`(${token}?)(?:\\*(\\d{1,3}))?(\\*)?[\\t ]*=`, "y");
const quoted = /"(?:[^"\\]|\\[\s\S])*"/y;
/** File names that nobody quoted have blanks. */
const bare = /[^;"\r\n()]+/y;

/** A file name of four kilobytes has fifty; nobody writes more. */
const mostSections = 100;

/** A type, or a disposition, is a word that nobody masks: no address of a machine and no long number is one. */
const notType = /\d{7}|(?:\d{1,3}\.){3}\d/;

/** Throws AppError `mail_malformed`, `charset_unsupported`. */
export function readStructured(stretch: ValueStretch): StructuredValue {
  const { source, start, end } = stretch;
  const comments: Comment[] = [];
  const skip = (from: number): number => skipBlanks(source, { from, end, comments });
  const from = skip(start);
  valueShape.lastIndex = from;
  const value = valueShape.exec(source)?.[0] ?? "";
  if (value === "" || from + value.length > end || notType.test(value)) throw new AppError("mail_malformed");
  const sections: Section[] = [];
  for (let at = skip(from + value.length); at < end;) {
    if (source[at] !== ";") throw new AppError("mail_malformed");
    const next = skip(at + 1);
    if (next >= end || source[next] === ";") {
      at = next;
      continue;
    }
    const section = readSection(source, { start: at, from: next, end });
    if (sections.push(section) > mostSections) throw new AppError("mail_malformed");
    at = skip(section.end);
  }
  const parameters = parametersOf(sections, stretch);
  return { value: value.toLowerCase(), start: from, end: from + value.length, parameters, comments };
}

interface Skipping {
  readonly from: number;
  readonly end: number;
  readonly comments: Comment[];
}

function skipBlanks(source: string, { from, end, comments }: Skipping): number {
  let at = from;
  while (at < end) {
    if (/\s/.test(source.charAt(at))) at++;
    else if (source[at] === "(") {
      const close = endOfComment(source, at, end);
      comments.push({ start: at, end: close });
      at = close;
    } else break;
  }
  return at;
}

export function endOfComment(source: string, start: number, end: number): number {
  let depth = 0;
  for (let at = start; at < end; at++) {
    const sign = source[at];
    if (sign === "\\") at++;
    else if (sign === "(") depth++;
    else if (sign === ")" && --depth === 0) return at + 1;
  }
  throw new AppError("mail_malformed");
}

function readSection(
  source: string,
  { start, from, end }: { readonly start: number; readonly from: number; readonly end: number },
): Section {
  nameShape.lastIndex = from;
  const [label = "", name = "", order, star] = nameShape.exec(source) ?? [];
  if (label === "" || name === "") throw new AppError("mail_malformed");
  let valueStart = from + label.length;
  while (source[valueStart] === " " || source[valueStart] === "\t") valueStart++;
  const valueEnd = endOfValue(source, valueStart, /^(?:file)?name$/i.test(name));
  if (valueEnd > end) throw new AppError("mail_malformed");
  return {
    name: name.toLowerCase(),
    order: order === undefined ? -1 : Number(order),
    extended: star !== undefined,
    start,
    valueStart,
    end: valueEnd,
  };
}

const strictToken = /[^\s;"(),<>@[\\\]]+/y;

function endOfValue(source: string, start: number, lenient: boolean): number {
  const shape = source[start] === '"' ? quoted : lenient ? bare : strictToken;
  shape.lastIndex = start;
  const found = shape.exec(source)?.[0];
  if (found === undefined && (lenient || source[start] !== '"')) return start;
  if (found === undefined) throw new AppError("mail_malformed");
  return start + found.trimEnd().length;
}

/** Which of two says the boundary, the charset or a file's name, readers do not agree on. */
function parametersOf(sections: readonly Section[], stretch: ValueStretch): readonly Parameter[] {
  const groups = new Map<string, Section[]>();
  for (const section of sections) {
    const key = `${section.name}${section.order === -1 ? (section.extended ? "*" : "") : "*0"}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [section]);
    else if (section.order === -1) throw new AppError("mail_malformed");
    else group.push(section);
  }
  return [...groups.values()].map((group) => parameterOf(group, stretch));
}

function parameterOf(group: readonly Section[], stretch: ValueStretch): Parameter {
  const inOrder = [...group].sort((a, b) => a.order - b.order);
  const [first, ...rest] = inOrder;
  if (first === undefined || (first.order !== -1 && inOrder.some(({ order }, at) => order !== at)))
    throw new AppError("mail_malformed");
  if (rest.length > 0 && /^(?:boundary|charset)$/.test(first.name)) throw new AppError("mail_malformed");
  return {
    name: first.name,
    text: textOf(inOrder, stretch),
    start: first.valueStart,
    end: first.end,
    write: (text) => [
      { start: first.valueStart, end: first.end, bytes: encode(text, first.extended, stretch) },
      ...rest.map(({ start, end }) => ({ start, end, bytes: "" })),
    ],
  };
}

const extendedHead = /^([^']{0,60})'[^']{0,60}'/;

interface Told {
  text: string;
  readonly percent: boolean;
}

function textOf(sections: readonly Section[], stretch: ValueStretch): string {
  let charset = "";
  const pieces: Told[] = [];
  for (const [at, section] of sections.entries()) {
    if (!section.extended) {
      pieces.push({ text: plainText(section, stretch), percent: false });
      continue;
    }
    const { label, bytes } = readExtended(section, stretch, at === 0);
    charset = label ?? charset;
    const last = pieces.at(-1);
    // A character may be cut between two sections.
    if (last?.percent === true) last.text += bytes;
    else pieces.push({ text: bytes, percent: true });
  }
  return pieces.map(({ text, percent }) => (percent ? decodeWords(charset, text) : text)).join("");
}

/** Only the first section names the charset. */
function readExtended({ valueStart, end }: Section, { source }: ValueStretch, first: boolean) {
  const raw = source.slice(valueStart, end);
  const value = raw.startsWith('"') ? raw.slice(1, -1) : raw;
  if (!first) return { label: undefined, bytes: percentBytes(value) };
  const head = extendedHead.exec(value);
  if (head === null) throw new AppError("mail_malformed");
  return { label: head[1], bytes: percentBytes(value.slice(head[0].length)) };
}

/** A token, or a quoted string; encoded words do not belong there, and are read all the same. */
function plainText({ valueStart: start, end }: Section, stretch: ValueStretch): string {
  const { text } = readHeaderText({ ...stretch, start, end, structured: true });
  return text.startsWith('"') && text.length > 1 ? text.slice(1, -1) : text;
}

const isAscii = /^[\0-\x7f]*$/;

function encode(text: string, extended: boolean, { newline }: ValueStretch): string {
  const line = text.replace(/[\r\n]+/g, " ");
  if (extended) return `utf-8''${[...toBytes(line)].map(percentSign).join("")}`;
  if (!isAscii.test(line)) return `"${encodeWords(line, newline)}"`;
  return `"${line.replace(/["\\]/g, "\\$&")}"`;
}

const percentSign = (byte: string): string =>
  /[\w.!#$&+^`{}~-]/.test(byte) ? byte : `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;
