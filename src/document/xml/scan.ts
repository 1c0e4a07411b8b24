/* The signs of XML 1.0 without document types: names, references, tags. Strict, and each unit is read once. */

import { AppError } from "../../core/errors.js";

export interface XmlScan {
  readonly body: Buffer;
  /** Latin1 view of the body: its offsets are bytes. */
  readonly source: string;
  at: number;
  /** Next `&` and next `]]>` at or behind the last place that asked; the length when none is left. */
  nextReference: number;
  nextCdataEnd: number;
}

export const createScan = (body: Buffer, source: string, at: number): XmlScan => ({
  body,
  source,
  at,
  nextReference: -1,
  nextCdataEnd: -1,
});

export const xmlSyntax = (): AppError => new AppError("xml_syntax");

/** Blanks of XML. */
const blanks = /[ \t\r\n]*/y;
const onlyBlanks = /^[ \t\r\n]*$/;

export const isBlank = (text: string): boolean => onlyBlanks.test(text);

export function skipBlanks(scan: XmlScan): boolean {
  blanks.lastIndex = scan.at;
  blanks.test(scan.source);
  const moved = blanks.lastIndex > scan.at;
  scan.at = blanks.lastIndex;
  return moved;
}

/** Stands on `text`, or throws. */
export function expectText(scan: XmlScan, text: string): void {
  if (!scan.source.startsWith(text, scan.at)) throw xmlSyntax();
  scan.at += text.length;
}

/** Offset of `text` from the place of the scan on; throws when there is none. */
export function findText({ source }: XmlScan, text: string, from: number): number {
  const at = source.indexOf(text, from);
  if (at === -1) throw xmlSyntax();
  return at;
}

const nameBytes = /[:\w.\x80-\xff-]+/y;
const asciiName = /^[:A-Z_][\w:.-]*$/i;

type Ranges = readonly (readonly [number, number])[];

/** NameStartChar beyond ASCII, and what NameChar adds to it. */
const startRanges: Ranges = [
  [0xc0, 0xd6],
  [0xd8, 0xf6],
  [0xf8, 0x2ff],
  [0x370, 0x37d],
  [0x37f, 0x1fff],
  [0x200c, 0x200d],
  [0x2070, 0x218f],
  [0x2c00, 0x2fef],
  [0x3001, 0xd7ff],
  [0xf900, 0xfdcf],
  [0xfdf0, 0xfffd],
  [0x10000, 0xeffff],
];
const restRanges: Ranges = [
  [0xb7, 0xb7],
  [0x300, 0x36f],
  [0x203f, 0x2040],
];

const isIn = (ranges: Ranges, code: number): boolean =>
  ranges.some(([first, last]) => code >= first && code <= last);

function isNameSign(sign: string, first: boolean): boolean {
  const code = sign.codePointAt(0) ?? 0;
  if (code < 0x80) return (first ? /[:A-Z_]/i : /[\w:.-]/).test(sign);
  return isIn(startRanges, code) || (!first && isIn(restRanges, code));
}

const isName = (text: string): boolean =>
  asciiName.test(text) ||
  (text !== "" && [...text].every((sign, position) => isNameSign(sign, position === 0)));

/** A Name that ends where its signs end. */
export function readName(scan: XmlScan): string {
  nameBytes.lastIndex = scan.at;
  if (!nameBytes.test(scan.source)) throw xmlSyntax();
  const bytes = scan.source.slice(scan.at, nameBytes.lastIndex);
  const ascii = asciiName.test(bytes);
  const name = ascii ? bytes : scan.body.toString("utf8", scan.at, nameBytes.lastIndex);
  if (!ascii && !isName(name)) throw xmlSyntax();
  scan.at = nameBytes.lastIndex;
  return name;
}

/** A replacement as part of a name, where most signs cannot stand. */
export function encodeName(replacement: string, first: boolean): string {
  const name = [...replacement].map((sign) => (isNameSign(sign, false) ? sign : "_")).join("");
  return first && !isName(name) ? `_${name}` : name;
}

/** Without its prefix, as paths of fields name it. */
export const localName = (name: string): string => name.slice(name.indexOf(":") + 1);

const reference = /&(?:(amp|lt|gt|quot|apos)|#0*(\d{1,7})|#x0*([\da-fA-F]{1,6}));/y;
const named: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

const isCharacter = (code: number): boolean =>
  code >= 0x20
    ? code <= 0xd7ff || (code >= 0xe000 && code <= 0xfffd) || (code >= 0x10000 && code <= 0x10ffff)
    : code === 9 || code === 10 || code === 13;

export interface XmlReference {
  readonly text: string;
  /** Offset behind the semicolon. */
  readonly end: number;
}

/** The reference at the `&` at `at`; throws for names that only a document type could define. */
export function readReference(source: string, at: number): XmlReference {
  reference.lastIndex = at;
  const [, name, decimal, hex] = reference.exec(source) ?? [];
  const end = reference.lastIndex;
  if (name !== undefined) return { text: named[name] ?? "", end };
  const digits = decimal ?? hex;
  if (digits === undefined) throw xmlSyntax();
  const code = Number.parseInt(digits, decimal === undefined ? 16 : 10);
  if (!isCharacter(code)) throw xmlSyntax();
  return { text: String.fromCodePoint(code), end };
}

/** Every `&` in `[from, to)` begins a reference that ends there too. */
export function checkReferences(scan: XmlScan, from: number, to: number): void {
  const { source } = scan;
  if (scan.nextReference < from) scan.nextReference = findOr(source, "&", from);
  while (scan.nextReference < to) {
    const { end } = readReference(source, scan.nextReference);
    if (end > to) throw xmlSyntax();
    scan.nextReference = findOr(source, "&", end);
  }
}

/** Text that is no CDATA must not hold `]]>`. */
export function checkText(scan: XmlScan, from: number, to: number): void {
  checkReferences(scan, from, to);
  if (scan.nextCdataEnd < from) scan.nextCdataEnd = findOr(scan.source, "]]>", from);
  if (scan.nextCdataEnd < to) throw xmlSyntax();
}

function findOr(source: string, text: string, from: number): number {
  const at = source.indexOf(text, from);
  return at === -1 ? source.length : at;
}
