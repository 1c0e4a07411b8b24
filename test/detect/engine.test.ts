/* The fast engine against its oracles: plain re2 pattern by pattern, indexOf for the prefilter. */

import { describe, expect, it } from "vitest";
import { builtinSources } from "../support/builtin-sources.js";
import { createBudget } from "../../src/core/budget.js";
import { AppError } from "../../src/core/errors.js";
import { compilePattern, parseExpression, type CompiledExpression } from "../../src/detect/compile.js";
import { createEngine } from "../../src/detect/engine.js";
import { natives } from "../../src/detect/natives/index.js";
import type { PatternSpec } from "../../src/detect/pattern.js";
import { createSafeExpression } from "../../src/detect/safe-lane.js";
import { mixText } from "../support/pattern-texts.js";
import { runs } from "../support/runs.js";

const sources = builtinSources();
const settings = { regions: [], ignoredIpClasses: [] };
const withoutNatives = Object.keys(natives);

/** What plain re2 finds, by the rules of the engine: check may veto, spans are those of the value. */
function createOracle({ spec, check }: CompiledExpression, at: number): (text: string) => readonly string[] {
  const expression = spec.patterns[at];
  if (expression === undefined) return () => [];
  const matchAll = createSafeExpression(spec, parseExpression(expression), expression);
  return (text) =>
    matchAll(text)
      .filter(({ valueStart, valueEnd }) => check?.judge(text.slice(valueStart, valueEnd)) !== "refutes")
      .map(({ valueStart, valueEnd }) => `${String(valueStart)}-${String(valueEnd)}`);
}

describe("engine against plain re2", () => {
  it.each(sources.map(({ spec }) => [spec.id, spec] as const))("%s", (_id, spec) => {
    const compiled = compilePattern(spec);
    for (const [at, one] of compiled.entries()) {
      const single = { ...spec, requiresContext: false, patterns: spec.patterns.slice(at, at + 1) };
      const engine = createEngine({ patterns: [single], settings, disabled: withoutNatives });
      const oracle = createOracle(one, at);
      for (let seed = 1; seed <= runs(2, 12); seed++) {
        const text = mixText(spec, seed);
        const found = engine
          .scan(text, {}, createBudget(Infinity))
          .filter(({ via }) => via === undefined)
          .map(({ start, end }) => `${String(start)}-${String(end)}`);
        expect([text, found]).toEqual([text, oracle(text)]);
      }
    }
  });
});

function patternOf(regex: string, more: Partial<PatternSpec> = {}): PatternSpec {
  return {
    id: "made-up",
    entity: "CREDENTIAL",
    title: "made up",
    description: "for this test",
    references: [],
    status: "stable",
    patterns: [{ regex, confidence: 0.9, boundary: "word" }],
    examples: { match: [], noMatch: [] },
    ...more,
  };
}

const scanWith = (spec: PatternSpec, text: string, limit = Infinity) =>
  createEngine({ patterns: [spec], settings, disabled: withoutNatives }).scan(text, {}, createBudget(limit));

describe("engine", () => {
  it("gives the same empty array for every clean text", () => {
    const engine = createEngine({ patterns: [patternOf("made-[a-z]{4}")], settings });
    const scan = (text: string) => engine.scan(text, {}, createBudget(Infinity));
    expect(scan("nothing to see")).toBe(scan("nor here"));
  });

  it("keeps what it returned when the next text is scanned", () => {
    const engine = createEngine({ patterns: [patternOf("made-[a-z]{4}")], settings });
    const first = engine.scan("x made-abcd", {}, createBudget(Infinity));
    engine.scan("made-efgh and made-ijkl", {}, createBudget(Infinity));
    expect(first.map(({ start, end }) => [start, end])).toEqual([[2, 11]]);
  });

  it("matches are leftmost and do not overlap", () => {
    const found = scanWith(
      patternOf("ab[ab]{2}", { patterns: [{ regex: "ab[ab]{2}", confidence: 1, boundary: "none" }] }),
      "abababab",
    );
    expect(found.map(({ start }) => start)).toEqual([0, 4]);
  });

  it.each(["made-[a-z]{4}", "made-[a-z]{4,}"])("%s begins behind the escape of a line end", (regex) => {
    const starts = (text: string) => scanWith(patternOf(regex), text).map(({ start }) => start);
    expect(starts(String.raw`one\nmade-abcd\tmade-efgh`)).toEqual([5, 16]);
    expect(starts(String.raw`nmade-abcd \xmade-efgh made-ijkl`)).toEqual([23]);
  });

  it("an unbounded pattern runs in the safe lane", () => {
    const spec = patternOf("sec_[a-z]+");
    expect(compilePattern(spec)[0]?.lane).toBe("safe");
    expect(scanWith(spec, "a sec_abc b").map(({ start, end }) => [start, end])).toEqual([[2, 9]]);
  });

  it("a pattern without a literal is found as well", () => {
    expect(scanWith(patternOf("[a-f]{3}[0-9]{3}"), "x abc123 y")).toHaveLength(1);
  });

  it("context raises, and a pattern that requires it is silent without", () => {
    const context = { words: ["badge"], raisesTo: 0.9 };
    const patterns = [{ regex: "no-[0-9]{5}", confidence: 0.3, boundary: "word" as const }];
    const spec = patternOf("", { patterns, context });
    expect(scanWith(spec, "no-12345")[0]?.confidence).toBe(0.3);
    expect(scanWith(spec, "badge no-12345")[0]?.confidence).toBe(0.9);
    expect(scanWith({ ...spec, requiresContext: true }, "no-12345")).toEqual([]);
  });

  it("a check confirms or vetoes", () => {
    const spec = patternOf("nr [0-9]{16}", {
      check: "luhn",
      patterns: [{ regex: "nr (?<value>[0-9]{16})", confidence: 0.6, boundary: "word" }],
    });
    expect(scanWith(spec, "nr 4111111111111111")[0]).toMatchObject({ start: 3, end: 19, confidence: 1 });
    expect(scanWith(spec, "nr 4111111111111112")).toEqual([]);
  });

  it("stops with detector_timeout when the work units are used up", () => {
    const run = () => scanWith(patternOf("made-[a-z]{4}"), "made-abcd ".repeat(1000), 5000);
    expect(run).toThrow(AppError);
    expect(run).toThrow(expect.objectContaining({ code: "detector_timeout" }) as Error);
  });

  it("reads through a view and says where in the text itself", () => {
    const [found] = scanWith(patternOf("made-[a-z]{4}"), "x made\u200b-ab\u00adcd.");
    expect(found).toMatchObject({ start: 2, end: 13 });
  });

  it("leaves labels of ours alone", () => {
    const spec = patternOf("[0-9A-Z]{6}", {
      patterns: [{ regex: "7K[0-9A-Z]{4}", confidence: 1, boundary: "word" }],
    });
    expect(scanWith(spec, "[CREDENTIAL 7K3QXD] and 7K3QXD")).toHaveLength(1);
  });
});
