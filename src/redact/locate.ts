/* Finds everything in one text through all its readings, and maps it back to the text itself. */

import type { Budget } from "../core/budget.js";
import { AppError } from "../core/errors.js";
import type { Reading, ScanHint } from "../core/reading.js";
import { Sensitive } from "../core/sensitive.js";
import type { Span, TextFormat } from "../core/types.js";
import { shortestText, type Searcher, type EngineMatch } from "../detect/engine.js";
import { isPlainWord } from "../detect/plain-word.js";
import { looksLikeHtml, readHtml } from "../document/html.js";
import { readNestedJson } from "../document/json-reading.js";

/** Grammars nested in strings (JSON, HTML) are followed this deep: DESIGN 3. */
const maxDepth = 3;

/** One match, where it stands in the field's text, and the readings that lead to it, outermost first. */
export interface Located {
  readonly match: EngineMatch;
  /** Pieces of the field's text in order; the first gets the replacement, the others are emptied. */
  readonly parts: readonly Span[];
  readonly chain: readonly Reading[];
  /** The text the match was found in. */
  readonly text: string;
}

export interface TextSource {
  readonly text: string;
  readonly hint: ScanHint;
  readonly format: TextFormat;
  /** Of a text that is read twice. */
  readonly opened?: OpenedText | undefined;
}

interface Visit extends TextSource {
  readonly chain: readonly Reading[];
}

interface Nested {
  readonly readings: readonly Reading[];
  /** Whether the text is also scanned as it stands. */
  readonly raw: boolean;
}

/** Keeps what the first look at a text opened for the next one. */
class OpenedText {
  #nested: Nested | undefined;

  read(open: () => Nested | undefined): Nested | undefined {
    return (this.#nested ??= open());
  }
}

/** Those of one payload, by node. */
export class OpenedTexts {
  readonly #texts = new Map<number, OpenedText>();

  of(node: number): OpenedText {
    const known = this.#texts.get(node) ?? new OpenedText();
    this.#texts.set(node, known);
    return known;
  }
}

const nothing: readonly Located[] = Object.freeze([]);
const noChain: readonly Reading[] = Object.freeze([]);

/** Throws AppError `detector_timeout` over budget and `detector_unavailable` when a detector fails. */
export function locate(engine: Searcher, source: TextSource, budget: Budget): readonly Located[] {
  const { text, hint } = source;
  if (text.length < shortestText || !engine.mayHold(text, hint.key)) return nothing;
  try {
    return isFlat(source) ? locateFlat(engine, source, budget) : locateNested(engine, source, budget);
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError("detector_unavailable");
  }
}

/** Numbers and plain words, most of what a payload holds, have no grammar inside. */
const isFlat = ({ text, hint }: TextSource): boolean => hint.numeric === true || isPlainWord(text);

function locateFlat(engine: Searcher, { text, hint }: TextSource, budget: Budget): readonly Located[] {
  const matches = engine.scan(text, hint, budget);
  if (matches.length === 0) return nothing;
  return matches.map((match) => ({ match, parts: [match], chain: noChain, text }));
}

function locateNested(engine: Searcher, source: TextSource, budget: Budget): readonly Located[] {
  const found: Located[] = [];
  const { text, hint, format, opened } = source;
  visit({ text, hint, format, opened, chain: noChain }, found, { engine, budget });
  // One reading has no repeats: the engine has seen to that.
  return found.length < 2 || found.every(({ chain }) => chain === noChain) ? found : dropRepeats(found);
}

interface Tools {
  readonly engine: Searcher;
  readonly budget: Budget;
}

function visit(at: Visit, found: Located[], tools: Tools): void {
  const nested = at.chain.length < maxDepth ? open(at) : undefined;
  if (nested === undefined || nested.raw) collect(at, found, tools);
  if (nested === undefined) return;
  tools.budget.spend(at.text.length);
  for (const reading of nested.readings) {
    const hint = reading.hint ?? at.hint;
    visit({ text: reading.text, hint, format: "plain", chain: [...at.chain, reading] }, found, tools);
  }
}

function collect(at: Visit, found: Located[], { engine, budget }: Tools): void {
  const { chain, text } = at;
  for (const match of engine.scan(text, at.hint, budget)) {
    const parts = chain.length === 0 ? [match] : sourceParts(chain, match);
    if (parts.length > 0) found.push({ match, parts, chain, text });
  }
}

function sourceParts(chain: readonly Reading[], span: Span): readonly Span[] {
  let parts: readonly Span[] = [{ start: span.start, end: span.end }];
  for (let level = chain.length - 1; level >= 0; level--) {
    const reading = chain[level];
    if (reading !== undefined) parts = parts.flatMap((part) => reading.source(part.start, part.end));
  }
  return parts;
}

const open = (at: Visit): Nested | undefined =>
  at.opened === undefined ? readNested(at) : at.opened.read(() => readNested(at));

/** A declared or evident grammar replaces the raw text; a suspected one is read besides it. */
function readNested(at: Visit): Nested | undefined {
  const json = mayBeJson(at.text) ? readNestedJson(at.text) : undefined;
  if (json !== undefined) return { readings: json, raw: false };
  if (at.format === "html") return { readings: readHtml(at.text), raw: false };
  if (at.chain.some((reading) => reading.name.startsWith("html"))) return undefined;
  return looksLikeHtml(at.text) ? { readings: readHtml(at.text), raw: true } : undefined;
}

const jsonHeads = new Set([...'\t\n\r "[{'].map((sign) => sign.charCodeAt(0)));
const jsonStart = /^[\t\n\r ]{0,64}["[{]/;
/** Of a string or container; of lines, the last may be a number, `true`, `false` or `null` too. */
const jsonEnds = { value: /["\]}]/, lines: /["\]}\del]/ };

/** A log line may begin as JSON does; few texts end so too, and a failed reading is dear. */
function mayBeJson(text: string): boolean {
  if (text.length < 7 || !jsonHeads.has(text.charCodeAt(0)) || !jsonStart.test(text)) return false;
  const ends = text.includes("\n") ? jsonEnds.lines : jsonEnds.value;
  return ends.test(text.trimEnd().at(-1) ?? "");
}

/** Two readings of one place often find the same thing: one finding is enough, the one met first. */
function dropRepeats(found: readonly Located[]): readonly Located[] {
  const seen = new Set<string>();
  return found.filter(({ match, parts }) => {
    const key = `${match.entity} ${parts.map((part) => `${String(part.start)}-${String(part.end)}`).join(",")}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** The value as it reads once decoded; the same for every spelling, so that tags agree. */
export function valueOf({ match, text }: Located): Sensitive<string> {
  const { via } = match;
  if (via !== undefined) return new Sensitive(via.reading.text.slice(via.start, via.end));
  return new Sensitive(text.slice(match.start, match.end));
}

/** Spells a replacement for the place of the match, innermost grammar first. */
export function encodeAt({ match, chain }: Located, replacement: string): string {
  let encoded = match.via === undefined ? replacement : match.via.reading.encode(replacement);
  for (let level = chain.length - 1; level >= 0; level--) encoded = chain[level]?.encode(encoded) ?? encoded;
  return encoded;
}
