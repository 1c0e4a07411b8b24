/* What a transform is: from a value to what is written instead. */

import type { Sensitive } from "../core/sensitive.js";
import type { EntityType } from "../core/types.js";

export interface TransformTarget {
  readonly entity: EntityType;
  readonly kind?: string | undefined;
  readonly value: Sensitive<string>;
}

/** Gives the tag of a value: keyed (HMAC) or, without a key, numbered in order of first appearance in the payload. */
export interface Tagger {
  tag(target: TransformTarget): string;
  /** Whether tags come from a key; `hash` and `hmac` transforms need one. */
  readonly keyed: boolean;
  /** Keyed hex digest of the canonical value; throws AppError `token_key_unavailable` without a key. */
  digest(target: TransformTarget): string;
}

export type TransformOptions = Readonly<Record<string, string | number | boolean>>;

export interface Transform {
  /** Option names with their defaults, for schema and docs. */
  readonly defaults: TransformOptions;
  /** Least and greatest value of each number among the options. */
  readonly bounds?: Readonly<Record<string, readonly [number, number]>>;
  apply(target: TransformTarget, options: TransformOptions, tagger: Tagger): string;
}
