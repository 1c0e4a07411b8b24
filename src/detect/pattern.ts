/* A pattern as plain data: what a YAML file says, validated. */

import type { EntityType } from "../core/types.js";
import type { ContextRule } from "./detector.js";

export interface PatternExpression {
  /** RE2 syntax; a group named `value` marks the part that is the finding. */
  readonly regex: string;
  /** The regex is that of a value that counts behind one of these words only; see label-gap.ts. */
  readonly label?: readonly string[];
  readonly confidence: number;
  readonly ignoreCase?: boolean;
  /** Literals one of which begins every match; found by the compiler when absent. */
  readonly literals?: readonly string[];
  /** `word`: the whole match has no ASCII letter, digit or `_` right before or behind it; an escape such as `\n` is no letter. */
  readonly boundary: "word" | "none";
}

/** `text` is unmarked and expanded; spans are in UTF-16 units of it. */
export interface PatternExample {
  readonly text: string;
  readonly spans: readonly { readonly start: number; readonly end: number }[];
  readonly why?: string;
}

export interface PatternSpec {
  readonly id: string;
  readonly entity: EntityType;
  readonly kind?: string;
  readonly title: string;
  readonly description: string;
  readonly references: readonly string[];
  readonly status: "experimental" | "stable" | "deprecated";
  readonly patterns: readonly PatternExpression[];
  /** Name in the table of checks. */
  readonly check?: string;
  readonly context?: ContextRule;
  /** Without one of the context words nearby it is no finding. */
  readonly requiresContext?: boolean;
  readonly examples: {
    readonly match: readonly PatternExample[];
    readonly noMatch: readonly PatternExample[];
  };
}
