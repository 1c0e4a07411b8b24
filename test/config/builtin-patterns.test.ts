/* Every built-in pattern proves itself by its own examples, in the checkout's YAML and in the form the build makes. */

import { describe, expect, it } from "vitest";
import { checkPatterns } from "../../src/config/check-patterns.js";
import { builtinSources } from "../support/builtin-sources.js";
import { createBudget } from "../../src/core/budget.js";
import { compilePattern } from "../../src/detect/compile.js";
import { createEngine } from "../../src/detect/engine.js";

const sources = builtinSources();

/** Each pattern gets an engine of its own besides that of all: a test takes some of them. */
const portion = 50;
const portions = Array.from({ length: Math.ceil(sources.length / portion) }, (_, at) =>
  sources.slice(at * portion, (at + 1) * portion),
);

describe("built-in patterns", () => {
  it.each(portions.map((some) => [some[0]?.spec.id, some] as const))(
    "from %s on match their examples exactly and nothing else",
    (_id, some) => {
      const others = sources.filter((one) => !some.includes(one)).map(({ spec }) => spec);
      expect(checkPatterns(some, others)).toEqual([]);
    },
  );

  it("have an id each", () => {
    expect(new Set(sources.map(({ spec }) => spec.id)).size).toBe(sources.length);
  });

  it("cover at least 350 vendor token formats", () => {
    const vendors = new Set(sources.flatMap(({ spec }) => (spec.entity === "CREDENTIAL" ? [spec.kind] : [])));
    expect(vendors.size).toBeGreaterThanOrEqual(350);
  });

  it("need no safe lane: the library works without the re2 add-on", () => {
    const slow = sources.flatMap(({ spec }) => compilePattern(spec)).filter(({ lane }) => lane === "safe");
    expect(slow.map(({ spec }) => spec.id)).toEqual([]);
  });

  it("are refused when an example is wrong", () => {
    const [first] = sources;
    if (first === undefined) throw new Error("no patterns");
    const examples = { match: [{ text: "nothing here", spans: [{ start: 0, end: 7 }] }], noMatch: [] };
    const problems = checkPatterns([{ ...first, spec: { ...first.spec, examples } }]);
    expect(problems.map(({ code }) => code)).toEqual(["PATTERN_MATCH"]);
  });

  it("find an example in the middle of a long text", () => {
    const engine = createEngine({
      patterns: sources.map(({ spec }) => spec),
      settings: { regions: [], ignoredIpClasses: [] },
    });
    const padding = "The server restarts every night at two. ".repeat(50);
    for (const { spec } of sources) {
      for (const { text, spans } of spec.examples.match.slice(0, 1)) {
        const found = engine.scan(`${padding}${text}\n${padding}`, {}, createBudget(Infinity));
        const hits = spans.every(({ start, end }) =>
          found.some(
            (one) =>
              one.entity === spec.entity &&
              one.start <= start + padding.length &&
              end + padding.length <= one.end,
          ),
        );
        expect([spec.id, hits]).toEqual([spec.id, true]);
      }
    }
  });
});
