/* From a pattern to something that runs: which lane, which literals trigger it, and the candidates' shapes. */

import type { CandidateShape, Check, Literal } from "./detector.js";
import { checks } from "./checks/index.js";
import { DialectError, parseDialect, type Node } from "./dialect.js";
import { labelledExpression } from "./label-gap.js";
import type { PatternExpression, PatternSpec } from "./pattern.js";
import { lengthsOf, requiredLiterals, sourceOf } from "./pattern-shape.js";
import { shortestPlainWord } from "./plain-word.js";
import { createSafeExpression } from "./safe-lane.js";

/** A match of one expression: the whole, and the part that is the finding. */
export interface RawMatch {
  readonly start: number;
  readonly end: number;
  readonly valueStart: number;
  readonly valueEnd: number;
}

/** Tries to match at exactly `start`. */
export type MatchAt = (text: string, start: number) => RawMatch | undefined;
/** All matches of a text, leftmost and not overlapping. */
export type MatchAll = (text: string) => readonly RawMatch[];

export interface CompiledExpression {
  readonly spec: PatternSpec;
  readonly shape: CandidateShape;
  /** Shape once its check has confirmed it. */
  readonly confirmed: CandidateShape;
  readonly check: Check | undefined;
  /** Empty: the expression runs over every text. */
  readonly literals: readonly Literal[];
  /** Units of the shortest plain word that may hold a match; absent where none can. */
  readonly shortestWord?: number;
  /** Where the literal stands behind the start of a match, UTF-16 units. */
  readonly minOffset: number;
  readonly maxOffset: number;
  /** `anchored`: sticky V8 at a hit. `safe`: re2 over the text. */
  readonly lane: "anchored" | "safe";
  readonly matchAt?: MatchAt;
  readonly matchAll?: MatchAll;
}

/** Longest match of the anchored lane, UTF-16 units; longer or unbounded expressions run in re2. */
const longestAnchored = 4096;
/** How far the literal may wander from the start of a match before trying every start costs too much. */
const widestOffset = 64;

const wordUnit = /\w/;
const rightBoundary = "(?!\\w)";

/** The letter of an escape, as logs write line ends (`\n`), begins no word. */
const isInWord = (text: string, start: number): boolean =>
  wordUnit.test(text.charAt(start - 1)) &&
  !(text.charAt(start - 2) === "\\" && "nrt".includes(text.charAt(start - 1)));

/** Throws DialectError; the table of checks is closed, so an unknown name is a programming error here. */
export function compilePattern(spec: PatternSpec): readonly CompiledExpression[] {
  return spec.patterns.map((expression) => compileExpression(spec, expression));
}

/** What takes time to find out of an expression. Serialisable: the build stores it with the built-in patterns. */
export interface Prepared {
  readonly shortestWord?: number;
  readonly literals: readonly Literal[];
  readonly minOffset: number;
  readonly maxOffset: number;
  /** For V8; undefined where the safe lane is needed, and where it is made at the first hit. */
  readonly source?: string;
  /** Hundreds of sources with the gap behind a label would be most of what is read at the start. */
  readonly late?: true;
}

export interface PreparedExpression extends PatternExpression {
  readonly prepared: Prepared;
}

/** Throws DialectError. */
export function prepareExpression(expression: PatternExpression): Prepared {
  const node = parseRegex(expression);
  // Behind a label stands a sign, which no plain word has.
  const shortestWord = expression.label === undefined ? shortestPlainWord(node) : Infinity;
  const found = { ...literalsOf(node, expression), ...(shortestWord === Infinity ? {} : { shortestWord }) };
  const anchored = lengthsOf(node).max <= longestAnchored && found.literals.length > 0;
  const near = anchored && found.maxOffset - found.minOffset <= widestOffset;
  if (!near) return found;
  return expression.label === undefined
    ? { ...found, source: sourceOf(node, "v8") }
    : { ...found, late: true };
}

/** The regex as it is written: a fault is told at its place. */
function parseRegex({ regex, label, ignoreCase }: PatternExpression): Node {
  const group = label === undefined ? -1 : regex.indexOf("<value>");
  if (group >= 0) throw new DialectError(group, "behind a label the whole regex is the value");
  return parseDialect(regex, ignoreCase === true);
}

/** With what stands before a value that has a label. Throws DialectError. */
export function parseExpression(expression: PatternExpression): Node {
  const { regex, label, ignoreCase } = expression;
  if (label === undefined) return parseRegex(expression);
  return parseDialect(labelledExpression(label, regex), ignoreCase === true);
}

const isPrepared = (expression: PatternExpression): expression is PreparedExpression =>
  "prepared" in expression;

function compileExpression(spec: PatternSpec, expression: PatternExpression): CompiledExpression {
  const prepared = isPrepared(expression) ? expression.prepared : prepareExpression(expression);
  const { source, late, ...found } = prepared;
  const common = { ...shapesOf(spec, expression), ...found, spec, check: checkOf(spec) };
  if (source !== undefined || late === true) {
    const write = (): string => source ?? sourceOf(parseExpression(expression), "v8");
    return { ...common, lane: "anchored", matchAt: createMatchAt(write, expression) };
  }
  const matchAll = createSafeExpression(spec, parseExpression(expression), expression);
  return { ...common, lane: "safe", matchAll };
}

type Found = Pick<Prepared, "literals" | "minOffset" | "maxOffset">;

/** Labels are taken in any case; literals the author names only where the expression is. */
function literalsOf(node: Node, expression: PatternExpression): Found {
  const { label, literals = [], ignoreCase } = expression;
  if (label !== undefined) return atStart(label, false);
  if (literals.length > 0) return atStart(literals, ignoreCase !== true);
  const required = requiredLiterals(node);
  if (required === undefined) return atStart([], true);
  const { strings, exact, minOffset, maxOffset } = required;
  return { ...atStart(strings, exact), minOffset, maxOffset };
}

/** Longer beginnings are hardly rarer, and every unit is a state of the prefilter that is made at each start. */
const longestLiteral = 10;

const atStart = (texts: readonly string[], exact: boolean): Found => ({
  literals: [...new Set(texts.map((text) => text.slice(0, longestLiteral)))].map((text): Literal => ({
    text,
    exact,
  })),
  minOffset: 0,
  maxOffset: 0,
});

function shapesOf(spec: PatternSpec, { confidence }: PatternExpression) {
  const { id: detector, entity, kind, context } = spec;
  const pattern = { by: "pattern", name: detector } as const;
  const shape: CandidateShape = {
    detector,
    entity,
    confidence,
    evidence: [pattern],
    ...(kind === undefined ? {} : { kind }),
    ...(context === undefined ? {} : { context }),
  };
  const check = { by: "check", name: spec.check ?? "" } as const;
  return { shape, confirmed: { ...shape, confidence: 1, evidence: [pattern, check] } };
}

function checkOf({ check }: PatternSpec): Check | undefined {
  return check === undefined ? undefined : (checks as Readonly<Record<string, Check>>)[check];
}

const createSticky = (source: string, bounded: boolean): RegExp =>
  new RegExp(`(?:${source})${bounded ? rightBoundary : ""}`, source.includes("(?<value>") ? "yd" : "y");

/** The regular expression is made at the first hit: most patterns never see one. */
function createMatchAt(write: () => string, { boundary }: PatternExpression): MatchAt {
  const bounded = boundary === "word";
  let expression: RegExp | undefined;
  return (text, start) => {
    if (bounded && start > 0 && isInWord(text, start)) return undefined;
    expression ??= createSticky(write(), bounded);
    expression.lastIndex = start;
    const match = expression.exec(text);
    if (match === null) return undefined;
    const end = start + match[0].length;
    const [valueStart, valueEnd] = match.indices?.groups?.["value"] ?? [start, end];
    return { start, end, valueStart, valueEnd };
  };
}
