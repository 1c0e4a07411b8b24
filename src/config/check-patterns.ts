/* Every pattern proves itself: its examples match exactly, its counter-examples do not, alone and among all others. */

import { basename } from "node:path";
import { createBudget } from "../core/budget.js";
import { createEngine, type Engine, type EngineMatch } from "../detect/engine.js";
import { natives } from "../detect/natives/index.js";
import type { PatternExample, PatternSpec } from "../detect/pattern.js";
import { compileFault } from "./compile-fault.js";
import type { LoadedPattern } from "./patterns.js";

export interface PatternProblem {
  readonly file: string;
  readonly code: string;
  readonly message: string;
}

const nativeIds = Object.keys(natives);
const settings = { regions: [], ignoredIpClasses: [] };

/** `others` are loaded besides; their own examples are not run. */
export function checkPatterns(
  loaded: readonly LoadedPattern[],
  others: readonly PatternSpec[] = [],
): readonly PatternProblem[] {
  const names = loaded.flatMap((one) => nameProblems(one, loaded));
  const syntax = loaded.flatMap(syntaxProblems);
  if (syntax.length > 0) return [...names, ...syntax];
  const own = loaded.map(({ spec }) => spec);
  const engines = {
    all: createEngine({ patterns: [...others, ...own], settings }),
    together: createEngine({ patterns: own, settings, disabled: nativeIds }),
  };
  return [...names, ...loaded.flatMap((one) => exampleProblems(one, engines))];
}

interface Engines {
  /** With the native detectors and the patterns loaded besides. */
  readonly all: Engine;
  /** The patterns being checked. */
  readonly together: Engine;
}

/**
 * What a pattern finds alone. Where all patterns together find nothing of another, nothing of it is hidden either:
 * only there an engine of its own, which takes as long as hundreds of examples, is not needed.
 */
function createAlone(
  spec: PatternSpec,
  together: Engine,
): (example: PatternExample) => readonly EngineMatch[] {
  let alone: Engine | undefined;
  return (example) => {
    const found = findAll(together, example);
    if (found.every(({ detector }) => detector === spec.id)) return found;
    alone ??= createEngine({ patterns: [spec], settings, disabled: nativeIds });
    return findAll(alone, example).filter(({ detector }) => detector === spec.id);
  };
}

function nameProblems(
  { file, spec }: LoadedPattern,
  all: readonly LoadedPattern[],
): readonly PatternProblem[] {
  const problems: PatternProblem[] = [];
  if (basename(file).replace(/\.ya?ml$/, "") !== spec.id) {
    problems.push({ file, code: "PATTERN_NAME", message: `the file must be called ${spec.id}.yaml.` });
  }
  if (all.some((other) => other.spec.id === spec.id && other.file !== file)) {
    problems.push({ file, code: "PATTERN_DUPLICATE", message: `another file has the id "${spec.id}".` });
  }
  return problems;
}

/** `file` and `code` are part of the message of a fault that has its place. */
function syntaxProblems(one: LoadedPattern): readonly PatternProblem[] {
  const fault = compileFault(one);
  return fault === undefined ? [] : [{ file: "", code: "", message: fault.message }];
}

function exampleProblems(
  { file, spec }: LoadedPattern,
  { all, together }: Engines,
): readonly PatternProblem[] {
  const matchesOf = createAlone(spec, together);
  const problem = (code: string, example: PatternExample, message: string): PatternProblem => ({
    file,
    code,
    message: `example "${example.text.slice(0, 60)}": ${message}`,
  });
  return [
    ...spec.examples.match.flatMap((example) => {
      if (!isExact(matchesOf(example), example)) {
        return [
          problem(
            "PATTERN_MATCH",
            example,
            `expected ${spansOf(example.spans)}, found ${spansOf(matchesOf(example))}.`,
          ),
        ];
      }
      const found = findAll(all, example).filter(({ entity }) => entity === spec.entity);
      const covered = example.spans.every((span) =>
        found.some((one) => one.start <= span.start && span.end <= one.end),
      );
      return covered ? [] : [problem("PATTERN_SHADOWED", example, "not found when all patterns are loaded.")];
    }),
    ...spec.examples.noMatch
      .filter((example) => matchesOf(example).length > 0)
      .map((example) => problem("PATTERN_NO_MATCH", example, "expected no finding of this pattern.")),
  ];
}

const findAll = (engine: Engine, { text }: PatternExample): readonly EngineMatch[] =>
  engine.scan(text, {}, createBudget(Infinity));

function isExact(found: readonly EngineMatch[], { spans }: PatternExample): boolean {
  return (
    found.length === spans.length &&
    spans.every((span, at) => found[at]?.start === span.start && found[at].end === span.end)
  );
}

const spansOf = (spans: readonly { readonly start: number; readonly end: number }[]): string =>
  spans.length === 0
    ? "nothing"
    : spans.map(({ start, end }) => `${String(start)}-${String(end)}`).join(", ");
