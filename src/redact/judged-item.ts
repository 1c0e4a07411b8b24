/* A finding in its field as the policy sees it, and the item it becomes with the choice made for it. */

import type { Budget } from "../core/budget.js";
import type { Annotation } from "../core/desk.js";
import type { Document } from "../core/document.js";
import type { JoinTable } from "../core/joins.js";
import type { Choice, PolicySubject } from "../core/policy.js";
import type { Audience, Direction, EntityType, FieldRole, FindingPart, Span } from "../core/types.js";
import type { Engine } from "../detect/engine.js";
import { valueOf, type Located } from "./locate.js";
import { isWhole } from "./whole.js";

/** What the pipeline compiled once and uses for every payload. */
export interface Machinery {
  readonly engine: Engine;
  readonly joins: JoinTable;
  decide(subject: PolicySubject): Choice;
  isInList(list: string, entity: EntityType, value: string): boolean;
}

/** What is known of this payload. */
export interface Situation {
  readonly desk: string;
  readonly direction: Direction;
  readonly destination?: string;
  readonly budget: Budget;
}

/** One finding or one structured CC recipient, decided. Without `located` it is the whole node. */
export interface Item {
  readonly node: number;
  readonly entity: EntityType;
  readonly kind?: string | undefined;
  readonly confidence: number;
  readonly role: FieldRole;
  readonly parts: readonly Span[];
  /** Further parts, in other fields. */
  readonly elsewhere?: readonly FindingPart[];
  readonly located?: Located;
  readonly choice: Choice;
  /** The finding is the whole text of the field but for blanks. */
  readonly whole: boolean;
}

/** One node of a document. */
export interface FieldAt {
  readonly document: Document;
  readonly annotation: Annotation;
  readonly node: number;
}

export interface Tools {
  readonly machinery: Machinery;
  readonly situation: Situation;
}

export interface FieldText extends FieldAt {
  readonly role: FieldRole;
  readonly text: string;
}

interface Found {
  readonly entity: EntityType;
  readonly kind?: string | undefined;
  readonly confidence: number;
  readonly role: FieldRole;
  /** Absent for a value that is no longer there: a label in its place. It is in no list. */
  readonly located?: Located;
}

/** A finding as the rules see it. A class: one is made for each finding, and few rules ask for path and lists. */
class FieldSubject implements PolicySubject {
  readonly desk: string;
  readonly direction: Direction;
  readonly destination: string | undefined;
  readonly entity: EntityType;
  readonly kind: string | undefined;
  readonly confidence: number;
  readonly role: FieldRole;
  readonly audience: Audience | undefined;
  readonly #at: FieldAt;
  readonly #machinery: Machinery;
  readonly #located: Located | undefined;

  constructor(at: FieldAt, found: Found, { machinery, situation }: Tools) {
    this.desk = situation.desk;
    this.direction = situation.direction;
    this.destination = situation.destination;
    this.entity = found.entity;
    this.kind = found.kind;
    this.confidence = found.confidence;
    this.role = found.role;
    this.audience = at.annotation.audience(at.node);
    this.#at = at;
    this.#machinery = machinery;
    this.#located = found.located;
  }

  get path(): string {
    return this.#at.document.path(this.#at.node);
  }

  isInList(list: string): boolean {
    if (this.#located === undefined) return false;
    return this.#machinery.isInList(list, this.entity, valueOf(this.#located).expose());
  }
}

export const decideField = (at: FieldAt, found: Found, tools: Tools): Choice =>
  tools.machinery.decide(new FieldSubject(at, found, tools));

export function itemOf(field: FieldText, located: Located, tools: Tools): Item {
  const { node, role, text } = field;
  const { entity, kind, confidence } = located.match;
  const choice = decideField(field, { entity, kind, confidence, role, located }, tools);
  const whole = isWhole(text, located.parts);
  return { node, entity, kind, confidence, role, parts: located.parts, located, choice, whole };
}
