/* One pass over a text: native triggers, one prefilter for all literals, verification at the hits, then the views. */

import type { Budget } from "../core/budget.js";
import { findLabels } from "../core/labels.js";
import type { Reading, ScanHint } from "../core/reading.js";
import type { Match } from "../core/types.js";
import { createCollector, type Collector } from "./collector.js";
import { compilePattern, type CompiledExpression, type RawMatch } from "./compile.js";
import type { DetectSettings, Literal, LiteralHit, NativeDetector, Scan } from "./detector.js";
import { natives } from "./natives/index.js";
import type { PatternSpec } from "./pattern.js";
import { createPrefilter, type Prefilter } from "./prefilter.js";
import { eachView, viewLiterals, type ViewTriggers } from "./views/index.js";

/** Serialisable: workers build their engine from the same options. */
export interface EngineOptions {
  readonly patterns: readonly PatternSpec[];
  readonly settings: DetectSettings;
  /** Ids of patterns and native detectors that are off. */
  readonly disabled?: readonly string[];
}

/** A match in the scanned text; `via` says which inline spelling it was read through. */
export interface EngineMatch extends Match {
  readonly via?: { readonly reading: Reading; readonly start: number; readonly end: number };
}

export interface Engine {
  /** Sorted by start; of two matches of one entity none lies inside a stronger one. The same empty array when clean. */
  scan(text: string, hint: ScanHint, budget: Budget): readonly EngineMatch[];
}

/** Nothing shorter than this is looked at: the shortest finding is an address such as `a@b.cc` or `::1:2:3`. */
const shortestText = 3;
/** Work units of one verification, besides one per unit of text. */
const verifyCost = 16;

const none: readonly EngineMatch[] = Object.freeze([]);

/** What a literal of the prefilter triggers: an expression by number, a native detector, or the views. */
type Target =
  | number
  /** `literal`: position in the detector's own list of literals. */
  | { readonly detector: NativeDetector; readonly literal: number }
  | { readonly trigger: keyof ViewTriggers };

interface Compiled {
  readonly detectors: readonly NativeDetector[];
  readonly expressions: readonly CompiledExpression[];
  /** Expressions without a literal: they run over every text. */
  readonly always: readonly number[];
  readonly targets: readonly Target[];
  readonly prefilter: Prefilter;
  /** Of the text being scanned. */
  readonly triggers: ViewTriggers;
}

/** Throws DialectError for a pattern outside the dialect, SafeLaneError when one needs re2 and it is missing. */
export function createEngine({ patterns, settings, disabled = [] }: EngineOptions): Engine {
  const off = new Set(disabled);
  const compiled = compile(
    patterns.filter(({ id }) => !off.has(id)),
    Object.values(natives).filter(({ id }) => !off.has(id)),
  );
  const { triggers } = compiled;
  const collector = createCollector();
  return {
    scan(text, hint, budget) {
      if (text.length < shortestText) return none;
      collector.clear();
      triggers.control = false;
      triggers.spoken = false;
      const ascii = isAscii(text);
      runAll(compiled, { text, hint, settings, budget }, { collector, ascii });
      if (hint.numeric !== true) {
        eachView(text, { ascii, triggers }, (reading) => {
          collector.enter(reading);
          const scan = { text: reading.text, hint, settings, budget };
          runAll(compiled, scan, { collector, ascii: isAscii(reading.text) });
        });
      }
      return collector.size === 0 ? none : collector.finish(findLabels(text));
    },
  };
}

/** UTF-8 writes every other unit in more than one byte; counting is far quicker than looking. */
const isAscii = (text: string): boolean => Buffer.byteLength(text) === text.length;

function compile(patterns: readonly PatternSpec[], detectors: readonly NativeDetector[]): Compiled {
  const expressions = patterns.flatMap(compilePattern);
  const fromNatives = detectors.flatMap((detector) =>
    (detector.literals ?? []).map((literal, at) => ({ literal, target: { detector, literal: at } })),
  );
  const fromPatterns = expressions.flatMap(({ literals }, target) =>
    literals.map((literal) => ({ literal, target })),
  );
  const fromViews = viewLiterals.map(({ text, trigger }) => ({ literal: { text }, target: { trigger } }));
  const all: readonly { readonly literal: Literal; readonly target: Target }[] = [
    ...fromNatives,
    ...fromPatterns,
    ...fromViews,
  ];
  return {
    detectors: detectors.filter(({ scan }) => scan !== undefined),
    expressions,
    always: expressions.flatMap(({ literals }, at) => (literals.length === 0 ? [at] : [])),
    targets: all.map(({ target }) => target),
    prefilter: createPrefilter(all.map(({ literal }) => literal)),
    triggers: { control: false, spoken: false },
  };
}

interface Sinks {
  readonly collector: Collector;
  /** The scanned text has no unit above 0x7F. */
  readonly ascii: boolean;
}

function runAll(compiled: Compiled, scan: Scan, { collector, ascii }: Sinks): void {
  scan.budget.spend(scan.text.length);
  for (const detector of compiled.detectors) detector.scan?.(scan, collector);
  if (scan.hint.numeric === true) return;
  const hits = runPrefilter(compiled, scan, { collector, ascii });
  if (hits !== undefined) verifyHits(compiled, hits, { scan, collector });
  for (const at of compiled.always) verifyAll(compiled.expressions[at], { scan, collector });
}

/** Flat triples: expression, start of the literal, end. */
type Hits = number[];

function runPrefilter(
  { prefilter, targets, triggers }: Compiled,
  scan: Scan,
  { collector, ascii }: Sinks,
): Hits | undefined {
  let hits: Hits | undefined;
  const hit: { -readonly [name in keyof LiteralHit]: number } = { literal: 0, start: 0, end: 0 };
  prefilter.scan(scan.text, ascii, (literal, start, end) => {
    const target = targets[literal];
    if (typeof target === "number") (hits ??= []).push(target, start, end);
    else if (target === undefined) return;
    else if ("trigger" in target) triggers[target.trigger] = true;
    else {
      hit.literal = target.literal;
      hit.start = start;
      hit.end = end;
      target.detector.onLiteral?.(scan, collector, hit);
    }
  });
  return hits;
}

interface Run {
  readonly scan: Scan;
  readonly collector: Collector;
}

/** Hits come in order of their ends; matches of one expression are leftmost and do not overlap. */
function verifyHits({ expressions }: Compiled, hits: Hits, run: Run): void {
  const starts = new Map<number, number[]>();
  for (let at = 0; at < hits.length; at += 3) {
    const expression = hits[at] ?? 0;
    const list = starts.get(expression);
    if (list === undefined) starts.set(expression, [hits[at + 1] ?? 0]);
    else list.push(hits[at + 1] ?? 0);
  }
  for (const [at, list] of starts) {
    const expression = expressions[at];
    if (expression?.lane === "safe") verifyAll(expression, run);
    else if (expression !== undefined) verifyAnchored(expression, list.sort(ascending), run);
  }
}

const ascending = (a: number, b: number): number => a - b;

function verifyAnchored(expression: CompiledExpression, starts: readonly number[], run: Run): void {
  const { minOffset, maxOffset, matchAt } = expression;
  const { scan } = run;
  let free = 0;
  let tried = -1;
  for (const literal of starts) {
    const from = Math.max(free, literal - maxOffset, tried + 1);
    for (let start = from; start <= literal - minOffset; start++) {
      scan.budget.spend(verifyCost);
      tried = start;
      const match = matchAt?.(scan.text, start);
      if (match === undefined) continue;
      free = match.end;
      offer(expression, match, run);
      break;
    }
  }
}

function verifyAll(expression: CompiledExpression | undefined, run: Run): void {
  const { scan } = run;
  scan.budget.spend(scan.text.length);
  for (const match of expression?.matchAll?.(scan.text) ?? []) {
    if (expression !== undefined) offer(expression, match, run);
  }
}

function offer(expression: CompiledExpression, match: RawMatch, { scan, collector }: Run): void {
  const { shape, confirmed, check, spec } = expression;
  const judged = check?.judge(scan.text.slice(match.valueStart, match.valueEnd));
  if (judged === "refutes") return;
  const chosen = judged === "confirms" ? confirmed : shape;
  collector.addIn(scan.text, chosen, { ...match, required: spec.requiresContext === true });
}
