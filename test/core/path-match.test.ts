/* Path patterns: meaning against a plain reference, and cost that grows with the length of the path alone. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createPathMatch } from "../../src/core/path-match.js";
import { costOf, growthOf } from "../support/cpu.js";
import { runs } from "../support/runs.js";

/** Slow and obvious: tries everything. */
function matches(pattern: readonly string[], path: readonly string[]): boolean {
  const [step, ...rest] = pattern;
  if (step === undefined) return path.length === 0;
  if (step === "**") return matches(rest, path) || (path.length > 0 && matches(pattern, path.slice(1)));
  return path.length > 0 && (step === "*" || step === path[0]) && matches(rest, path.slice(1));
}

const pathOf = (steps: readonly string[]): string => steps.map((step) => `/${step}`).join("");

describe("createPathMatch", () => {
  it.each([
    ["/ticket/comment/body", "/ticket/comment/body", true],
    ["/ticket/comment/body", "/ticket/comment/body/0", false],
    ["/ticket/comment/body", "/ticket/comment", false],
    ["/ticket/comment", "/Ticket/comment", false],
    ["/ticket/*/body", "/ticket/comment/body", true],
    ["/ticket/*", "/ticket/a/b", false],
    ["/ticket/**", "/ticket", true],
    ["/ticket/**", "/ticket/a/b/0", true],
    ["/**/body", "/body", true],
    ["/**/body", "/a/b/body", true],
    ["/**/body", "/a/body/x", false],
    ["/a/**/b/**/c", "/a/b/c", true],
    ["/a/**/b/**/c", "/a/x/b/y/y/c", true],
    ["/a/**/b/**/c", "/a/c/b", false],
    ["/**", "", true],
    ["/**", "/anything/at/all", true],
    ["/a.c", "/abc", false],
    ["/a/**/**/b", "/a/b", true],
    // A slash in a key is `~1`, as in JSON Pointer: it cannot be taken for a step.
    ["/a/b", "/a~1b", false],
    ["/a~1b", "/a~1b", true],
    // Steps that look like patterns are only text in a path.
    ["/a/b", "/a/*", false],
    ["/a/b", "/**", false],
  ])("%s on %j: %s", (pattern, path, expected) => {
    expect(createPathMatch([pattern])(path)).toBe(expected);
  });

  it("agrees with the reference", () => {
    const pattern = fc.array(fc.constantFrom("a", "b", "*", "**"), { minLength: 1, maxLength: 7 });
    const path = fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 9 });
    fc.assert(
      fc.property(pattern, path, (p, q) => {
        expect(createPathMatch([pathOf(p)])(pathOf(q))).toBe(matches(p, q));
      }),
      { numRuns: runs(1000, 3000) },
    );
  });

  it("many ** do not backtrack: twice the path takes at most about twice the time", async () => {
    // As a regular expression this pattern took time of the tenth power.
    const match = createPathMatch([`${"/**/a".repeat(10)}/**/b`]);
    const run = (path: string): void => {
      expect(match(path)).toBe(false);
    };
    const [once, twice] = ["/a".repeat(20_000), "/a".repeat(40_000)] as const;
    const growth = await growthOf(run, [once, twice], { limit: 3, floorMs: 0.2, patienceMs: 5000 });
    expect(growth).toBeLessThanOrEqual(3);
    const cost = await costOf(
      () => {
        run(once);
      },
      { limit: 20, patienceMs: 5000 },
    );
    expect(cost).toBeLessThanOrEqual(20);
  });
});
