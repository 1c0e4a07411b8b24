/* The safe lane: expressions that are unbounded or have no literal run in re2, in linear time. */

import { createRequire } from "node:module";
import { DialectError, type Node } from "./dialect.js";
import type { MatchAll, RawMatch } from "./compile.js";
import type { PatternExpression, PatternSpec } from "./pattern.js";
import { sourceOf } from "./pattern-shape.js";

interface Expression {
  lastIndex: number;
  exec(text: string): RegExpExecArray | null;
}

type ExpressionClass = new (source: string, flags: string) => Expression;

/** A pattern needs `re2`, and the add-on is not there (as after `npm install --ignore-scripts`). */
export class SafeLaneError extends Error {
  constructor(id: string) {
    super(
      `Pattern "${id}" is unbounded or has no literal, so it needs the re2 add-on, which is not installed. ` +
        "Bound its repeats and begin it with a literal, or run `npm rebuild re2`.",
    );
    this.name = "SafeLaneError";
  }
}

let loaded: ExpressionClass | undefined;

/** Loaded only when a pattern asks for it; built-in patterns never do. */
function loadRe2(id: string): ExpressionClass {
  try {
    loaded ??= createRequire(import.meta.url)("re2") as ExpressionClass;
    return loaded;
  } catch {
    throw new SafeLaneError(id);
  }
}

const outside = "[^0-9A-Za-z_]";
/** Before a word may stand the letter of an escape too. */
const before = `${outside}|\\\\[nrt]`;

/**
 * Boundaries are consumed, since RE2 has no look-around, and kept out of the match; the search goes on right behind it.
 * Throws SafeLaneError without re2, DialectError for what RE2 refuses.
 */
export function createSafeExpression(
  spec: PatternSpec,
  node: Node,
  { boundary }: PatternExpression,
): MatchAll {
  const Expression = loadRe2(spec.id);
  const source = sourceOf(node, "re2").replace("(?<value>", "(?P<value>");
  const bounded = boundary === "word";
  const whole = bounded ? `(?:^|${before})(?P<whole>${source})(?:${outside}|\\z)` : `(?P<whole>${source})`;
  const expression = compileSafe(Expression, whole);
  return (text) => {
    const found: RawMatch[] = [];
    expression.lastIndex = 0;
    for (let match = expression.exec(text); match !== null; match = expression.exec(text)) {
      const one = rawMatchOf(match);
      found.push(one);
      expression.lastIndex = Math.max(one.end - (bounded ? 1 : 0), match.index + 1, one.start + 1);
    }
    return found;
  };
}

/** RE2 has limits that no parser of ours knows: its message is not kept, since it quotes the whole expression. */
function compileSafe(Expression: ExpressionClass, source: string): Expression {
  try {
    return new Expression(source, "gud");
  } catch {
    throw new DialectError(0, "RE2 refuses it: repeats inside repeats may multiply to 1000 at most");
  }
}

/** Places come from re2 itself: the value may stand in the match more than once. */
function rawMatchOf({ index, indices }: RegExpExecArray): RawMatch {
  const [start, end] = indices?.groups?.["whole"] ?? [index, index];
  const [valueStart, valueEnd] = indices?.groups?.["value"] ?? [start, end];
  return { start, end, valueStart, valueEnd };
}
