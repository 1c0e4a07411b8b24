/* `deskveil check --cost`: what each pattern adds to a scan, the dearest first. */

import { createBudget } from "../core/budget.js";
import { compilePattern } from "../detect/compile.js";
import { createEngine, type Engine } from "../detect/engine.js";
import { natives } from "../detect/natives/index.js";
import type { PatternSpec } from "../detect/pattern.js";
import { hostileSample, ticketSample } from "./cost-sample.js";

export interface PatternCost {
  readonly id: string;
  /** `re2` where one of its expressions runs in the safe lane. */
  readonly lane: "V8" | "re2";
  /** 0: an expression of it runs over every text. */
  readonly literals: number;
  /** Microseconds per KB of text, over the engine without patterns. */
  readonly tickets: number;
  /** The same on a text made of the pattern's own literals. */
  readonly hostile: number;
}

const settings = { regions: [], ignoredIpClasses: [] };
const disabled = Object.keys(natives);
/** The least of so many runs counts: what else the machine does only adds. */
const rounds = 4;

function leastMs(engine: Engine, text: string): number {
  let least = Infinity;
  for (let round = 0; round < rounds; round++) {
    const from = performance.now();
    engine.scan(text, {}, createBudget(Infinity));
    least = Math.min(least, performance.now() - from);
  }
  return least;
}

interface Timed {
  readonly spec: PatternSpec;
  readonly engine: Engine;
  readonly own: string;
  tickets: number;
  hostile: number;
}

/** Passes over all patterns: in the first one the compiler of the machine is still at work. */
const passes = 2;

/** Slowest first. Times are of this machine: compare them with each other only. */
export function costsOf(patterns: readonly PatternSpec[]): readonly PatternCost[] {
  const bare = createEngine({ patterns: [], settings, disabled });
  const sample = ticketSample();
  const perKb = (engine: Engine, text: string): number =>
    (Math.max(0, leastMs(engine, text) - leastMs(bare, text)) * 1000 * 1024) / text.length;
  const timed = patterns.map((spec): Timed => {
    const engine = createEngine({ patterns: [spec], settings, disabled });
    return { spec, engine, own: hostileSample(spec), tickets: Infinity, hostile: Infinity };
  });
  for (let pass = 0; pass < passes; pass++) {
    for (const one of timed) {
      one.tickets = Math.min(one.tickets, perKb(one.engine, sample));
      one.hostile = Math.min(one.hostile, perKb(one.engine, one.own));
    }
  }
  return timed.map(costOf).sort((a, b) => b.tickets - a.tickets || b.hostile - a.hostile);
}

function costOf({ spec, tickets, hostile }: Timed): PatternCost {
  const expressions = compilePattern(spec);
  const always = expressions.some(({ literals }) => literals.length === 0);
  return {
    id: spec.id,
    lane: expressions.some(({ lane }) => lane === "safe") ? "re2" : "V8",
    literals: always ? 0 : expressions.reduce((sum, { literals }) => sum + literals.length, 0),
    tickets,
    hostile,
  };
}

/** Patterns that are named; the others cost less. */
const mostNamed = 25;

export function costTable(costs: readonly PatternCost[]): string {
  const rows = costs
    .slice(0, mostNamed)
    .map(({ id, lane, literals, tickets, hostile }) => [
      id,
      lane,
      literals === 0 ? "none" : String(literals),
      tickets.toFixed(2),
      hostile.toFixed(2),
    ]);
  const all = [["pattern", "lane", "literals", "tickets", "hostile"], ...rows];
  const widths = (all[0] ?? []).map((_, at) => Math.max(...all.map((row) => row[at]?.length ?? 0)));
  const lines = all.map((row) =>
    row
      .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join("  "),
  );
  const more = costs.length - rows.length;
  return [
    "Microseconds per KB of text that each pattern adds, the dearest first:",
    ...lines,
    ...(more > 0 ? [`and ${String(more)} more that cost less`] : []),
    "",
  ].join("\n");
}
