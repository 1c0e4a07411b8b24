/* HTML in source order: every character goes to the strand of the grammar it is read in. */

import {
  commentExtent,
  createFinder,
  type Extent,
  extentTo,
  isLetter,
  rawTextEnd,
  scriptEnd,
  skipBlanks,
} from "./extents.js";
import { createHiding, hideGap, type Hiding, noteEnd, noteStart } from "./hidden.js";
import type { ElementKind } from "./names.js";
import {
  appendDecoded,
  appendVerbatim,
  cellGap,
  createReferenceCursor,
  createStrand,
  type ReferenceCursor,
  separate,
  type Strand,
} from "./strand.js";
import { createTagEnd, readTag, type TagEnd } from "./tag.js";

export interface Strands {
  /** What a browser would show, and titles and text areas. */
  readonly text: Strand;
  /** Quoted attribute values, a line each; with `name=` before it where the name is none of HTML's. */
  readonly attributes: Strand;
  /** The same of values without quotes: other replacements are safe in them. */
  readonly unquoted: Strand;
  /** Comments, declarations, processing instructions. */
  readonly comments: Strand;
  /** Contents of scripts, styles and other elements in which nothing is decoded. */
  readonly raw: Strand;
  /** Scripts that may be JSON, each by itself. */
  readonly data: Strand[];
  /** Tags with names that are none of HTML's, and a tag the text ends in. */
  readonly markup: Strand;
  readonly hiding: Hiding;
}

interface Lexer extends Strands {
  readonly source: string;
  readonly references: ReferenceCursor;
  readonly commentEnd: (from: number) => number;
  readonly tag: TagEnd;
  /** Open `svg` and `math` elements: in them CDATA is text and no element is raw text. */
  foreign: number;
}

const bang = 33;
const slash = 47;
const question = 63;

/** Data scripts that get a reading of their own; a text with more of them has the rest in `raw`. */
const mostDataScripts = 16;

/** The HTML standard's tokenizer with its tree builder's raw text elements; linear in the length of the source. */
export function lexHtml(source: string): Strands {
  const lexer: Lexer = {
    source,
    references: createReferenceCursor(source),
    commentEnd: createFinder(source, "-->"),
    tag: createTagEnd(),
    foreign: 0,
    hiding: createHiding(),
    text: createStrand(),
    attributes: createStrand(),
    unquoted: createStrand(),
    comments: createStrand(),
    raw: createStrand(),
    data: [],
    markup: createStrand(),
  };
  let at = 0;
  while (at < source.length) at = step(lexer, at);
  return lexer;
}

/** Reads the text up to the next markup and that markup; returns the offset behind it. */
function step(lexer: Lexer, from: number): number {
  const { source } = lexer;
  const lt = source.indexOf("<", from);
  if (lt === -1) return showText(lexer, from, source.length);
  const next = source.charCodeAt(lt + 1);
  const name = next === slash ? lt + 2 : lt + 1;
  if (isLetter(source.charCodeAt(name))) {
    showText(lexer, from, lt);
    return name === lt + 1 ? startTag(lexer, name) : endTag(lexer, name);
  }
  const isMarkup = next === bang || next === question || (next === slash && name < source.length);
  if (!isMarkup) return showText(lexer, from, lt + 1);
  showText(lexer, from, lt);
  return next === bang ? declaration(lexer, lt) : noteComment(lexer, name, extentTo(source, name, ">"));
}

/** Blanks between two blocks or cells are indentation. */
function showText({ source, references, text }: Lexer, start: number, end: number): number {
  if (start < end && (text.gap === "" || skipBlanks(source, start) < end))
    appendDecoded(text, references, { start, end });
  return end;
}

function noteComment({ source, comments }: Lexer, start: number, { end, after }: Extent): number {
  separate(comments);
  appendVerbatim(comments, source, { start, end });
  return after;
}

const plainDoctype = /^doctype html$/i;

function declaration(lexer: Lexer, lt: number): number {
  const { source } = lexer;
  const start = lt + 2;
  if (source.startsWith("--", start)) return noteComment(lexer, start + 2, commentExtent(source, start + 2));
  if (lexer.foreign > 0 && source.startsWith("[CDATA[", start)) {
    const { end, after } = extentTo(source, start + 7, "]]>");
    appendVerbatim(lexer.text, source, { start: start + 7, end });
    return after;
  }
  const extent = extentTo(source, start, ">");
  const isPlain = extent.end === start + 12 && plainDoctype.test(source.slice(start, extent.end));
  return isPlain ? extent.after : noteComment(lexer, start, extent);
}

function endTag(lexer: Lexer, from: number): number {
  const after = readTag(lexer, from);
  const { name, kind } = lexer.tag;
  const shows = noteEnd(lexer.hiding, name, lexer.text);
  if (kind === "foreign" && lexer.foreign > 0) lexer.foreign--;
  separateAt(lexer, kind);
  if (shows) hideGap(lexer.text);
  return after;
}

function startTag(lexer: Lexer, from: number): number {
  const after = readTag(lexer, from);
  const { tag, hiding, text } = lexer;
  const { kind } = tag;
  const hides = noteStart(hiding, tag, text);
  separateAt(lexer, kind);
  if (hides) hideGap(text);
  if (kind === "foreign" && !tag.selfClosing) lexer.foreign++;
  return lexer.foreign === 0 && hasOwnText(kind) ? element(lexer, after, kind) : after;
}

function separateAt({ text }: Lexer, kind: ElementKind | undefined): void {
  if (kind === "cell") separate(text, cellGap);
  else if (kind !== "inline" && kind !== undefined) separate(text);
}

type OwnText = "rcdata" | "raw" | "script" | "plaintext";

function hasOwnText(kind: ElementKind | undefined): kind is OwnText {
  return kind === "rcdata" || kind === "raw" || kind === "script" || kind === "plaintext";
}

/** Content of an element in which tags are no tags; its end tag is read by the next step. */
function element(lexer: Lexer, start: number, kind: OwnText): number {
  const { source } = lexer;
  const name = lexer.tag.name.toLowerCase();
  if (kind === "rcdata") return showText(lexer, start, rawTextEnd(source, start, name));
  if (kind === "raw") return noteRaw(lexer, start, rawTextEnd(source, start, name));
  if (kind === "plaintext") return noteRaw(lexer, start, source.length);
  return noteScript(lexer, start, scriptEnd(source, start, lexer.commentEnd));
}

function noteRaw({ source, raw }: Lexer, start: number, end: number): number {
  separate(raw);
  appendVerbatim(raw, source, { start, end });
  return end;
}

const dataStart = /^\s{0,64}["[{]/;

function noteScript(lexer: Lexer, start: number, end: number): number {
  const { source, data } = lexer;
  if (data.length === mostDataScripts || !dataStart.test(source.slice(start, Math.min(end, start + 66))))
    return noteRaw(lexer, start, end);
  const strand = createStrand();
  appendVerbatim(strand, source, { start, end });
  data.push(strand);
  return end;
}
