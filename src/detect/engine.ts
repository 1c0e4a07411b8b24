/* One pass over a text: native triggers, one prefilter for all literals, verification at the hits, then the views. */

import type { Budget } from "../core/budget.js";
import { findLabels } from "../core/labels.js";
import { memoByKey } from "../core/key-memo.js";
import type { Reading, ScanHint } from "../core/reading.js";
import type { Match } from "../core/types.js";
import { createCollector, type Collector } from "./collector.js";
import { compilePattern, type CompiledExpression, type RawMatch } from "./compile.js";
import type { DetectSettings, Literal, LiteralHit, NativeDetector, Scan } from "./detector.js";
import { createExactMatch } from "./exact/exact-match.js";
import type { ExactTable } from "./exact/exact-table.js";
import { natives } from "./natives/index.js";
import type { PatternSpec } from "./pattern.js";
import { isPlainWord } from "./plain-word.js";
import { packAutomata } from "./prepared-automata.js";
import { createPrefilter, type Prefilter, type Sighting } from "./prefilter.js";
import { forgetText } from "./text-memory.js";
import { unitsOf } from "./units.js";
import { eachView, isSpelled, viewLiterals } from "./views/index.js";

/** Serialisable: workers build their engine from the same options. */
export interface EngineOptions {
  readonly patterns: readonly PatternSpec[];
  readonly settings: DetectSettings;
  /** Ids of patterns and native detectors that are off. */
  readonly disabled?: readonly string[];
  /** By id: what is less confident is no finding. */
  readonly minConfidence?: Readonly<Record<string, number>>;
  /** The operator's own values. */
  readonly exactMatch?: ExactTable;
  /** What `packedAutomata` made for the patterns that come with the package: it saves time where nothing else is looked for. */
  readonly automata?: Uint8Array | undefined;
}

/** A match in the scanned text; `via` says which inline spelling it was read through. */
export interface EngineMatch extends Match {
  readonly via?: { readonly reading: Reading; readonly start: number; readonly end: number };
}

/** What finds values in texts. */
export interface Searcher {
  /** False for texts that hold nothing to be found, at one look: most names of members are plain words. */
  mayHold(text: string, key: string | undefined): boolean;
  /** Sorted by start; of two matches of one entity none lies inside a stronger one. The same empty array when clean. */
  scan(text: string, hint: ScanHint, budget: Budget): readonly EngineMatch[];
}

export interface Engine extends Searcher {
  /** Whether JSON numbers with that key are looked at. */
  readsNumbers(key: string): boolean;
}

/** Nothing shorter than this is looked at: the shortest finding is an address such as `a@b.cc` or `::1:2:3`. */
export const shortestText = 3;
/** Work units of one verification, besides one per unit of text. */
const verifyCost = 16;

const none: readonly EngineMatch[] = Object.freeze([]);

/** What a literal of the prefilter triggers: a native detector, an expression, or the spoken views. */
interface Target {
  readonly detector?: NativeDetector | undefined;
  /** Number of the expression; -1 for the others. */
  readonly expression: number;
  /** Position among the literals of the detector, or of the views. */
  readonly literal: number;
}

/** All of one shape: the walk over the hits looks at one for each. */
const targetOf = (literal: number, expression: number, detector?: NativeDetector): Target => ({
  detector,
  expression,
  literal,
});

interface Compiled {
  readonly detectors: readonly NativeDetector[];
  /** Those that look at a plain word of that key. */
  readonly forWord: (key: string) => readonly NativeDetector[];
  /** Those that look at a number of that key. */
  readonly forNumber: (key: string) => readonly NativeDetector[];
  readonly expressions: readonly CompiledExpression[];
  /** Expressions without a literal: they run over every text. */
  readonly always: readonly number[];
  /** Units of the shortest plain word in which some expression may match. */
  readonly shortestWord: number;
  readonly targets: readonly Target[];
  readonly prefilter: Prefilter;
  /** A literal of the spoken views was seen in the text being scanned. */
  spoken: boolean;
}

/** Throws DialectError for a pattern outside the dialect, SafeLaneError when one needs re2 and it is missing. */
export function createEngine(options: EngineOptions): Engine {
  const { settings, minConfidence, exactMatch } = options;
  const compiled = compile(options);
  const collector = createCollector(minConfidence);
  const mayBeBrief = exactMatch === undefined;
  return forgetting({
    mayHold(text, key) {
      if (!mayBeBrief || !isPlainWord(text)) return true;
      return text.length >= compiled.shortestWord || (key !== undefined && compiled.forWord(key).length > 0);
    },
    readsNumbers: (key) => compiled.forNumber(key).length > 0,
    scan(text, hint, budget) {
      if (text.length < shortestText) return none;
      collector.clear();
      const isNumber = hint.numeric === true;
      if (isNumber || (mayBeBrief && isPlainWord(text))) {
        (isNumber ? scanNumber : scanWord)(compiled, collector, { text, hint, settings, budget });
        return collector.size === 0 ? none : collector.finish(undefined);
      }
      compiled.spoken = false;
      const { ascii, control, units, spelled } = runAll(compiled, collector, {
        text,
        hint,
        settings,
        budget,
      });
      const hints = { text, units, spelled, folds: !ascii || control, isSpoken: () => compiled.spoken };
      eachView(hints, (reading) => {
        collector.enter(reading);
        runAll(compiled, collector, { text: reading.text, hint, settings, budget });
      });
      return collector.size === 0 ? none : collector.finish(findLabels(text));
    },
  });
}

/** Whatever a scan ends with, the lexers' memories of its text end too. */
function forgetting(engine: Engine): Engine {
  return {
    ...engine,
    scan(text, hint, budget) {
      try {
        return engine.scan(text, hint, budget);
      } finally {
        forgetText();
      }
    },
  };
}

interface Parts extends Pick<Compiled, "expressions"> {
  readonly detectors: readonly NativeDetector[];
  readonly all: readonly { readonly literal: Literal; readonly target: Target }[];
}

function partsOf({ patterns, disabled = [], exactMatch }: EngineOptions): Parts {
  const off = new Set(disabled);
  const expressions = patterns.filter(({ id }) => !off.has(id)).flatMap(compilePattern);
  const detectors: readonly NativeDetector[] = [
    ...Object.values(natives).filter(({ id }) => !off.has(id)),
    ...(exactMatch === undefined ? [] : [createExactMatch(exactMatch)]),
  ];
  const fromNatives = detectors.flatMap((detector) =>
    (detector.literals ?? []).map((literal, at) => ({ literal, target: targetOf(at, -1, detector) })),
  );
  const fromPatterns = expressions.flatMap(({ literals }, expression) =>
    literals.map((literal) => ({ literal, target: targetOf(0, expression) })),
  );
  const fromViews = viewLiterals.map((text, view) => ({ literal: { text }, target: targetOf(view, -1) }));
  return { expressions, detectors, all: [...fromNatives, ...fromPatterns, ...fromViews] };
}

/** The automata of an engine with these options, for the next ones with the same patterns. */
export const packedAutomata = (options: EngineOptions): Buffer =>
  packAutomata(partsOf(options).all.map(({ literal }) => literal));

function compile(options: EngineOptions): Compiled {
  const { expressions, detectors, all } = partsOf(options);
  return {
    detectors: detectors.filter(({ scan }) => scan !== undefined),
    forWord: memoByKey((key) => detectors.filter(({ readsWord }) => readsWord?.(key))),
    forNumber: memoByKey((key) => detectors.filter(({ readsNumber }) => readsNumber?.(key))),
    expressions,
    always: expressions.flatMap(({ literals }, at) => (literals.length === 0 ? [at] : [])),
    shortestWord: Math.min(...expressions.map(({ shortestWord }) => shortestWord ?? Infinity)),
    targets: all.map(({ target }) => target),
    prefilter: createPrefilter(
      all.map(({ literal }) => literal),
      { packed: options.automata },
    ),
    spoken: false,
  };
}

/** What a caller knows of a text; the digits are added by the look at it. */
type Source = Omit<Scan, "digits" | "units">;

/** Field by field: spreading one object into another costs more than a look at a short text. */
const scanOf = (
  { text, hint, settings, budget }: Source,
  { digits, units }: Pick<Scan, "digits" | "units">,
): Scan => ({ text, hint, settings, budget, digits, units });

function runAll(compiled: Compiled, collector: Collector, source: Source): Sighting {
  source.budget.spend(source.text.length);
  const sighting = compiled.prefilter.scan(source.text);
  const scan = scanOf(source, sighting);
  for (const detector of compiled.detectors) detector.scan?.(scan, collector);
  runExpressions(compiled, sighting, { scan, collector });
  return sighting;
}

/** Looked at by the detectors of their key. */
function scanNumber(compiled: Compiled, collector: Collector, source: Source): void {
  const chosen = compiled.forNumber(source.hint.key ?? "");
  if (chosen.length === 0) return;
  source.budget.spend(source.text.length);
  const scan = scanOf(source, compiled.prefilter.scan(source.text));
  for (const detector of chosen) detector.scan?.(scan, collector);
}

/** Looked at by the detectors that judge a value by its key, and by patterns that a word can match. */
function scanWord(compiled: Compiled, collector: Collector, source: Source): void {
  source.budget.spend(source.text.length);
  if (source.text.length < compiled.shortestWord) {
    askByKey(compiled, collector, scanOf(source, unseen));
    return;
  }
  const sighting = compiled.prefilter.scan(source.text);
  const scan = scanOf(source, sighting);
  askByKey(compiled, collector, scan);
  runExpressions(compiled, sighting, { scan, collector });
}

function askByKey({ forWord }: Compiled, collector: Collector, scan: Scan): void {
  const { key } = scan.hint;
  if (key !== undefined) for (const detector of forWord(key)) detector.scan?.(scan, collector);
}

const unseen: Pick<Scan, "digits" | "units"> = {
  digits: { count: 0, edges: new Int32Array(0) },
  units: unitsOf(""),
};

function runExpressions(compiled: Compiled, sighting: Sighting, run: Run): void {
  if (sighting.hits.count > 0) followHits(compiled, sighting, run);
  for (const at of compiled.always) verifyAll(compiled.expressions[at], run);
}

interface Run {
  readonly scan: Scan;
  readonly collector: Collector;
}

/** Literals of native detectors are told at once; those of expressions are gathered and verified one by one. */
function followHits(compiled: Compiled, { hits }: Sighting, run: Run): void {
  const { targets } = compiled;
  const hit: { -readonly [name in keyof LiteralHit]: number } = { literal: 0, start: 0, end: 0 };
  let starts: Map<number, number[]> | undefined;
  const { count, triples } = hits;
  for (let at = 0; at < count * 3; at += 3) {
    const { detector, expression, literal } = targets[triples[at] as number] as Target;
    const start = triples[at + 1] as number;
    const end = triples[at + 2] as number;
    if (detector !== undefined) {
      hit.literal = literal;
      hit.start = start;
      hit.end = end;
      detector.onLiteral?.(run.scan, run.collector, hit);
    } else if (expression !== -1) note((starts ??= new Map()), expression, start);
    else compiled.spoken ||= isSpelled(run.scan.text, literal, end);
  }
  if (starts !== undefined) verifyHits(compiled, starts, run);
}

function note(starts: Map<number, number[]>, expression: number, start: number): void {
  const list = starts.get(expression);
  if (list === undefined) starts.set(expression, [start]);
  else list.push(start);
}

/** Matches of one expression are leftmost and do not overlap. */
function verifyHits({ expressions }: Compiled, starts: ReadonlyMap<number, number[]>, run: Run): void {
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
  const { valueStart: start, valueEnd: end } = match;
  if (chosen.context === undefined && spec.requiresContext !== true) collector.add(chosen, start, end);
  else collector.addIn(scan.text, chosen, { start, end, required: spec.requiresContext === true });
}
