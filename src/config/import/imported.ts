/* One rule of another tool as one of our pattern files: compiled, proven by an example, written as YAML. */

import type { EntityType } from "../../core/types.js";
import { compilePattern, prepareExpression } from "../../detect/compile.js";
import { DialectError, parseDialect } from "../../detect/dialect.js";
import { checkPatterns } from "../check-patterns.js";
import { ConfigError } from "../config-error.js";
import { loadYaml } from "../packages.js";
import { readPatternFile } from "../patterns.js";
import type { Translated } from "./regex.js";
import { sampleOf } from "./sample.js";

/** A rule as it was read, its expressions translated. */
export interface ImportedRule {
  readonly id: string;
  readonly entity: EntityType;
  readonly kind?: string;
  readonly title: string;
  readonly description: string;
  readonly references: readonly string[];
  readonly expressions: readonly (Translated & { readonly confidence: number })[];
  readonly context?: { readonly words: readonly string[]; readonly raisesTo: number };
  /** What is not as it was, one sentence each without its end. */
  readonly notes: readonly string[];
}

export interface ImportedPattern {
  readonly id: string;
  readonly yaml: string;
  readonly notes: readonly string[];
}

export interface Refusal {
  readonly id: string;
  readonly why: string;
}

export interface Imported {
  readonly patterns: readonly ImportedPattern[];
  readonly refused: readonly Refusal[];
  /** What holds for the whole file. */
  readonly notes: readonly string[];
}

/** An input that is no file of the tool. `line` counts from 1. */
export class ImportError extends Error {
  readonly line: number | undefined;

  constructor(message: string, line?: number) {
    super(message);
    this.name = "ImportError";
    this.line = line;
  }
}

export const kebab = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z\d]+/g, "-")
    .replace(/^-|-$/g, "");

/** A pattern, or why there is none. */
export function toPattern(rule: ImportedRule): ImportedPattern | Refusal {
  const { id } = rule;
  try {
    const costs = rule.expressions.flatMap((expression) => costOf(expression));
    const yaml = proven(rule);
    if (yaml === undefined)
      return { id, why: "no text was found that it matches exactly, so it could not be proven" };
    return { id, yaml, notes: [...rule.notes, ...new Set(costs)] };
  } catch (error) {
    if (error instanceof DialectError)
      return { id, why: `${error.message} (character ${String(error.position + 1)})` };
    if (error instanceof ConfigError) return { id, why: error.message.replaceAll(/^\S+ /gm, "") };
    throw error;
  }
}

export const isRefusal = (one: ImportedPattern | Refusal): one is Refusal => "why" in one;

function costOf(expression: Translated): readonly string[] {
  const { literals, source } = prepareExpression(expression as never);
  if (literals.length === 0)
    return ["it has no literal, so it runs over every text (see `deskveil check --cost`)"];
  return source === undefined ? ["it is unbounded, so it needs the re2 add-on"] : [];
}

/** Draws of an example; odd alternatives need a few. */
const tries = 24;

/** Throws DialectError for what the compiler does not take. */
function proven(rule: ImportedRule): string | undefined {
  for (let seed = 1; seed <= tries; seed++) {
    const yaml = write(rule, seed);
    const loaded = readPatternFile(yaml, `${rule.id}.yaml`);
    if (seed === 1) compilePattern(loaded.spec);
    if (checkPatterns([loaded]).length === 0) return yaml;
  }
  return undefined;
}

const innocent = ["nothing of the kind stands in this sentence", "-", "no"];

function write(rule: ImportedRule, seed: number): string {
  const { id, entity, kind, title, description, references, context } = rule;
  const data = {
    id,
    entity,
    ...(kind === undefined ? {} : { kind }),
    title,
    description,
    references,
    status: "experimental",
    patterns: rule.expressions.map(({ regex, confidence, boundary, ignoreCase }) => ({
      regex,
      confidence,
      boundary,
      ...(ignoreCase ? { "ignore-case": true } : {}),
    })),
    ...(context === undefined ? {} : { context: { words: context.words, "raises-to": context.raisesTo } }),
    examples: {
      match: rule.expressions.map(({ regex, ignoreCase }, at) =>
        sampleOf(parseDialect(regex, ignoreCase), seed * 977 + at),
      ),
      "no-match": [innocent[(seed - 1) % innocent.length]],
    },
  };
  const head = rule.notes.map((note) => `# Not as it was: ${note.replaceAll(/\s+/g, " ")}.\n`).join("");
  return head + loadYaml().stringify(data, { lineWidth: 0 });
}
