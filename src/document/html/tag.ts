/* One tag: its name, its attributes, and what is left of it when it is none of HTML's. */

import { isBlank, skipBlanks } from "./extents.js";
import { isHidingStyle } from "./hidden.js";
import { type ElementKind, elementKind, isHtmlAttribute } from "./names.js";
import {
  appendDecoded,
  appendSynthetic,
  appendVerbatim,
  type ReferenceCursor,
  separate,
  type Strand,
} from "./strand.js";

/** What the last tag was. */
export interface TagEnd {
  /** As it is written. */
  name: string;
  kind: ElementKind | undefined;
  selfClosing: boolean;
  /** True when its attributes say that the element is not shown. */
  hides: boolean;
  /** True when some name in the tag is none of HTML's and is not in the attribute strands either. */
  stray: boolean;
}

export function createTagEnd(): TagEnd {
  return { name: "", kind: undefined, selfClosing: false, hides: false, stray: false };
}

/** The part of the lexer that a tag needs. */
export interface TagReader {
  readonly source: string;
  readonly references: ReferenceCursor;
  readonly tag: TagEnd;
  readonly attributes: Strand;
  readonly unquoted: Strand;
  readonly markup: Strand;
}

const slash = 47;
const equals = 61;
const more = 62;

/** `from` is the first letter of the name. Returns the offset behind `>`, or the end of a text that ends in the tag. */
export function readTag(reader: TagReader, from: number): number {
  const { source, tag, markup } = reader;
  const nameEnd = endOfName(source, from);
  const name = source.slice(from, nameEnd);
  tag.kind = elementKind(name);
  tag.name = name;
  tag.stray = tag.kind === undefined;
  const after = readAttributes(reader, nameEnd);
  const end = after === -1 ? source.length : after - 1;
  if (tag.stray || after === -1) {
    separate(markup);
    appendVerbatim(markup, source, { start: from, end });
  }
  return after === -1 ? source.length : after;
}

/** End of a tag's name at `from`. */
function endOfName(source: string, from: number): number {
  let at = from;
  while (at < source.length) {
    const unit = source.charCodeAt(at);
    if (unit === more || unit === slash || isBlank(unit)) break;
    at++;
  }
  return at;
}

function endOfAttributeName(source: string, from: number): number {
  // A first `=` belongs to the name.
  let at = from + 1;
  while (at < source.length) {
    const unit = source.charCodeAt(at);
    if (unit === equals || unit === more || unit === slash || isBlank(unit)) break;
    at++;
  }
  return at;
}

/** Returns the offset behind `>`, or -1 when the text ends before it. */
function readAttributes(reader: TagReader, from: number): number {
  const { source, tag } = reader;
  tag.selfClosing = false;
  tag.hides = false;
  let at = from;
  while (at < source.length) {
    const unit = source.charCodeAt(at);
    if (unit === more) return at + 1;
    if (unit === slash || isBlank(unit)) {
      tag.selfClosing = unit === slash;
      at++;
      continue;
    }
    tag.selfClosing = false;
    at = readAttribute(reader, at);
    if (at === -1) return -1;
  }
  return -1;
}

/** Returns the offset behind the attribute, or -1 when the text ends in its value. */
function readAttribute(reader: TagReader, from: number): number {
  const { source, tag } = reader;
  const nameEnd = endOfAttributeName(source, from);
  const name = source.slice(from, nameEnd);
  const known = isHtmlAttribute(name);
  const sign = skipBlanks(source, nameEnd);
  if (source.charCodeAt(sign) !== equals) {
    if (known) noteHiding(tag, name, "");
    else tag.stray = true;
    return sign;
  }
  const { start, end, quoted } = valueAt(source, skipBlanks(source, sign + 1));
  if (end === -1) return -1;
  if (known) noteHiding(tag, name, source.slice(start, end));
  const strand = quoted ? reader.attributes : reader.unquoted;
  noteValue(reader, strand, { start, end, name: known ? undefined : { start: from, end: nameEnd } });
  return quoted ? end + 1 : end;
}

function noteHiding(tag: TagEnd, name: string, value: string): void {
  if (name.length === 6 && name.toLowerCase() === "hidden") tag.hides = true;
  else if (name.length === 5 && name.toLowerCase() === "style" && isHidingStyle(value)) tag.hides = true;
}

interface ValueExtent {
  readonly start: number;
  /** -1 when the text ends before the closing quote. */
  readonly end: number;
  readonly quoted: boolean;
}

function valueAt(source: string, from: number): ValueExtent {
  const quote = source.charCodeAt(from);
  const quoted = quote === 34 || quote === 39;
  if (!quoted) return { start: from, end: endOfUnquoted(source, from), quoted };
  return { start: from + 1, end: source.indexOf(quote === 34 ? '"' : "'", from + 1), quoted };
}

function endOfUnquoted(source: string, from: number): number {
  let at = from;
  while (at < source.length && source.charCodeAt(at) !== more && !isBlank(source.charCodeAt(at))) at++;
  return at;
}

interface Value {
  readonly start: number;
  readonly end: number;
  /** Given when it is none of HTML's. */
  readonly name: { readonly start: number; readonly end: number } | undefined;
}

function noteValue({ source, references }: TagReader, strand: Strand, { start, end, name }: Value): void {
  separate(strand, endsInDigit(source, strand) ? ";\n" : "\n");
  if (name !== undefined) {
    appendVerbatim(strand, source, name);
    appendSynthetic(strand, "=", name.end);
  }
  if (start < end) appendDecoded(strand, references, { start, end, attribute: true });
}

/** Sizes of a table one below the other would read like one long number. */
function endsInDigit(source: string, { ends }: Strand): boolean {
  const unit = source.charCodeAt((ends.at(-1) ?? 0) - 1);
  return unit >= 48 && unit <= 57;
}
