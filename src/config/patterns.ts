/* Pattern files: YAML to PatternSpec, every fault at its place. */

import type { z } from "zod";
import { entityTypes } from "../core/types.js";
import { checks } from "../detect/checks/index.js";
import type { PatternExample, PatternExpression, PatternSpec } from "../detect/pattern.js";
import { readLocated, registerKeys, type Blame } from "./located.js";
import { MarkError, readMarked } from "./marked.js";
import { loadZod } from "./packages.js";

const checkNames = Object.keys(checks) as [string, ...string[]];

function build() {
  const zod = loadZod();
  const confidence = zod.number().min(0).max(1);
  const expression = zod.strictObject({
    regex: zod.string().min(1),
    label: zod.array(zod.string().min(3)).min(1).optional(),
    confidence,
    "ignore-case": zod.boolean().optional(),
    literals: zod.array(zod.string().min(2)).optional(),
    boundary: zod.enum(["word", "none"]).optional(),
  });
  const example = zod.union([
    zod.string(),
    zod.strictObject({ text: zod.string(), why: zod.string().optional() }),
  ]);
  const schema = zod.strictObject({
    id: zod.string().regex(/^[a-z\d]+(?:-[a-z\d]+)*$/, { error: "an id is kebab-case, as github-token" }),
    entity: zod.enum(entityTypes),
    kind: zod.string().optional(),
    title: zod.string(),
    description: zod.string(),
    references: zod.array(zod.string()).optional(),
    status: zod.enum(["experimental", "stable", "deprecated"]).optional(),
    patterns: zod.array(expression).min(1),
    check: zod.enum(checkNames).optional(),
    context: zod.strictObject({ words: zod.array(zod.string()).min(1), "raises-to": confidence }).optional(),
    "requires-context": zod.boolean().optional(),
    examples: zod.strictObject({ match: zod.array(example).min(1), "no-match": zod.array(example).min(1) }),
  });
  return { schema, expression };
}

let built: ReturnType<typeof build> | undefined;
const schemas = (): ReturnType<typeof build> => (built ??= build());

registerKeys(() => {
  const { schema, expression } = schemas();
  return [
    ...Object.keys(schema.shape),
    ...Object.keys(expression.shape),
    "words",
    "raises-to",
    "match",
    "no-match",
    "text",
    "why",
  ];
});

/** For completion in editors (JSON Schema 2020-12). */
export function patternJsonSchema(): object {
  return loadZod().toJSONSchema(schemas().schema, { io: "input", unrepresentable: "any" });
}

type PatternData = z.output<ReturnType<typeof build>["schema"]>;
type ExpressionData = PatternData["patterns"][number];
type ExampleData = PatternData["examples"]["match"][number];

export interface LoadedPattern {
  readonly file: string;
  readonly spec: PatternSpec;
  readonly blame: Blame;
}

/** Throws ConfigError; the regular expressions themselves are judged by the compiler. */
export function readPatternFile(text: string, file: string): LoadedPattern {
  const { data, blame } = readLocated(text, file, schemas().schema);
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
    patterns: data.patterns.map(expressionOf),
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

/** What stands behind a label is found wherever a name has it: `MY_DATADOG_KEY`. */
function expressionOf(data: ExpressionData): PatternExpression {
  const { regex, label, confidence, literals, boundary = label === undefined ? "word" : "none" } = data;
  return {
    regex,
    confidence,
    boundary,
    ...(label === undefined ? {} : { label }),
    ...(literals === undefined ? {} : { literals }),
    ...(data["ignore-case"] === true ? { ignoreCase: true } : {}),
  };
}

const lowerCase = (words: readonly string[]): readonly string[] => words.map((word) => word.toLowerCase());

function readExample(given: ExampleData, seed: string): PatternExample {
  if (typeof given === "string") return readMarked(given, seed);
  const read = readMarked(given.text, seed);
  return given.why === undefined ? read : { ...read, why: given.why };
}
