/* What an engine is made of: detectors, expressions, and one prefilter for the literals of all. */

import { memoByKey } from "../core/key-memo.js";
import { compilePattern, type CompiledExpression } from "./compile.js";
import type { DetectSettings, Literal, NativeDetector } from "./detector.js";
import { createExactMatch } from "./exact/exact-match.js";
import type { ExactTable } from "./exact/exact-table.js";
import { natives } from "./natives/index.js";
import type { PatternSpec } from "./pattern.js";
import { packAutomata } from "./prepared-automata.js";
import { createPrefilter, type Prefilter } from "./prefilter.js";
import { viewLiterals } from "./views/index.js";

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

/** What a literal of the prefilter triggers: a native detector, an expression, or the spoken views. */
export interface Target {
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

export interface Compiled {
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

/** Throws DialectError for a pattern outside the dialect, SafeLaneError when one needs re2 and it is missing. */
export function compile(options: EngineOptions): Compiled {
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
