/* Policy as plain, serialisable data: rules in order, first match wins. */

import type { FileActions } from "./files.js";
import type { JoinRule } from "./joins.js";
import type { Audience, Direction, EntityType, FieldRole } from "./types.js";

export const actionNames = ["mask", "keep", "remove", "reject", "flag"] as const;
export type ActionName = (typeof actionNames)[number];

/** Reject over remove over mask; the others write nothing. */
export const strictness: Readonly<Record<ActionName, number>> = {
  reject: 3,
  remove: 2,
  mask: 1,
  flag: 0,
  keep: 0,
};

/** How a masked value is written. Options are those of the transform of that name. */
export interface TransformChoice {
  readonly name: string;
  readonly options: Readonly<Record<string, string | number | boolean>>;
}

/** Every given condition must hold; a list holds when one entry does. */
export interface PolicyRule {
  readonly name: string;
  readonly entity?: readonly EntityType[];
  readonly kind?: readonly string[];
  readonly role?: readonly FieldRole[];
  /** Path patterns: `*` is one step, `**` any number. */
  readonly path?: readonly string[];
  readonly desk?: readonly string[];
  readonly direction?: Direction;
  readonly audience?: Audience;
  readonly destination?: readonly string[];
  readonly minConfidence?: number;
  /** Names of lists; holds when the value is in one of them. */
  readonly inList?: readonly string[];
  readonly action: ActionName;
  readonly with?: TransformChoice;
}

export type Mode = "enforce" | "shadow";

/** Whether the desk's answers are read as well: `pass` streams them to the client untouched. */
export const responseModes = ["pass", "scan"] as const;
export type ResponseMode = (typeof responseModes)[number];

/** Named permissions that let something pass unread. Each is visible in health, metrics and report. */
export const permissionNames = ["unscanned-attachments"] as const;
export type PermissionName = (typeof permissionNames)[number];

/** What a report names as passed unread: a permission, or the desk's own redaction, which needs the text to find. */
export type UnreadName = PermissionName | "redaction-endpoints";

export interface Policy {
  readonly preset: string;
  /** First 12 hex digits of SHA-256 over the compiled policy. */
  readonly version: string;
  readonly mode: Mode;
  readonly responses: ResponseMode;
  readonly rules: readonly PolicyRule[];
  readonly permissions: readonly PermissionName[];
  /** What becomes of files, by class. */
  readonly attachments: FileActions;
  /** Members that spell one value together, besides the built-in ones. */
  readonly joins: readonly JoinRule[];
  /** Refuse JSON objects with a repeated key (`strict`) instead of masking all of them. */
  readonly rejectDuplicateKeys: boolean;
}

/** What a rule is matched against. */
export interface PolicySubject {
  readonly entity: EntityType;
  readonly kind?: string | undefined;
  readonly confidence: number;
  readonly role: FieldRole;
  readonly path: string;
  readonly audience?: Audience | undefined;
  readonly desk: string;
  readonly direction: Direction;
  readonly destination?: string | undefined;
  /** Asks whether the value is in a named list; called only by rules that name one. */
  isInList(list: string): boolean;
}

export interface Choice {
  readonly action: ActionName;
  /** Name of the rule, or `default`. */
  readonly rule: string;
  readonly with?: TransformChoice;
}
