/* Pattern files: YAML to PatternSpec, every fault at its place. */

import { z } from "zod";
import { entityTypes } from "../core/types.js";
import { checks } from "../detect/checks/index.js";
import type { PatternExample, PatternSpec } from "../detect/pattern.js";
import { readLocated, registerKeys, type Blame } from "./located.js";
import { MarkError, readMarked } from "./marked.js";

const confidence = z.number().min(0).max(1);
const checkNames = Object.keys(checks) as [string, ...string[]];

const expression = z.strictObject({
  regex: z.string().min(1),
  confidence,
  "ignore-case": z.boolean().optional(),
  literals: z.array(z.string().min(2)).optional(),
  boundary: z.enum(["word", "none"]).optional(),
});

const example = z.union([z.string(), z.strictObject({ text: z.string(), why: z.string().optional() })]);

const patternSchema = z.strictObject({
  id: z.string().regex(/^[a-z\d]+(?:-[a-z\d]+)*$/, { error: "an id is kebab-case, as github-token" }),
  entity: z.enum(entityTypes),
  kind: z.string().optional(),
  title: z.string(),
  description: z.string(),
  references: z.array(z.string()).optional(),
  status: z.enum(["experimental", "stable", "deprecated"]).optional(),
  patterns: z.array(expression).min(1),
  check: z.enum(checkNames).optional(),
  context: z.strictObject({ words: z.array(z.string()).min(1), "raises-to": confidence }).optional(),
  "requires-context": z.boolean().optional(),
  examples: z.strictObject({ match: z.array(example).min(1), "no-match": z.array(example).min(1) }),
});

registerKeys([
  ...Object.keys(patternSchema.shape),
  ...Object.keys(expression.shape),
  "words",
  "raises-to",
  "match",
  "no-match",
  "text",
  "why",
]);

/** For completion in editors (JSON Schema 2020-12). */
export function patternJsonSchema(): object {
  return z.toJSONSchema(patternSchema, { io: "input", unrepresentable: "any" });
}

type PatternData = z.output<typeof patternSchema>;

export interface LoadedPattern {
  readonly file: string;
  readonly spec: PatternSpec;
  readonly blame: Blame;
}

/** Throws ConfigError; the regular expressions themselves are judged by the compiler. */
export function readPatternFile(text: string, file: string): LoadedPattern {
  const { data, blame } = readLocated(text, file, patternSchema);
  try {
    return { file, spec: specOf(data), blame };
  } catch (error) {
    if (!(error instanceof MarkError)) throw error;
    throw blame(["examples"], "PATTERN_EXAMPLE", `${error.message}.`);
  }
}

function specOf(data: PatternData): PatternSpec {
  const { id, entity, kind, title, description, references = [], status = "stable", check, context } = data;
  return {
    id,
    entity,
    title,
    description,
    references,
    status,
    patterns: data.patterns.map(({ regex, confidence: sure, literals, boundary = "word", ...more }) => ({
      regex,
      confidence: sure,
      boundary,
      ...(literals === undefined ? {} : { literals }),
      ...(more["ignore-case"] === true ? { ignoreCase: true } : {}),
    })),
    ...(kind === undefined ? {} : { kind }),
    ...(check === undefined ? {} : { check }),
    ...(context === undefined
      ? {}
      : { context: { words: lowerCase(context.words), raisesTo: context["raises-to"] } }),
    ...(data["requires-context"] === true ? { requiresContext: true } : {}),
    examples: {
      match: data.examples.match.map((one, at) => readExample(one, `${id} match ${String(at)}`)),
      noMatch: data.examples["no-match"].map((one, at) => readExample(one, `${id} no-match ${String(at)}`)),
    },
  };
}

const lowerCase = (words: readonly string[]): readonly string[] => words.map((word) => word.toLowerCase());

function readExample(given: z.output<typeof example>, seed: string): PatternExample {
  if (typeof given === "string") return readMarked(given, seed);
  const read = readMarked(given.text, seed);
  return given.why === undefined ? read : { ...read, why: given.why };
}
