/* Follows the literals seen in a text: tells native detectors, and verifies expressions where theirs stand. */

import type { Collector } from "./collector.js";
import type { Compiled, Target } from "./engine-parts.js";
import type { CompiledExpression, RawMatch } from "./compile.js";
import type { LiteralHit, Scan } from "./detector.js";
import type { Sighting } from "./prefilter.js";
import { isSpelled } from "./views/index.js";

/** Work units of one verification, besides one per unit of text. */
const verifyCost = 16;

export interface Run {
  readonly scan: Scan;
  readonly collector: Collector;
}

/** All expressions, each where it may match. */
export function runExpressions(compiled: Compiled, sighting: Sighting, run: Run): void {
  if (sighting.hits.count > 0) followHits(compiled, sighting, run);
  for (const at of compiled.always) verifyAll(compiled.expressions[at], run);
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
