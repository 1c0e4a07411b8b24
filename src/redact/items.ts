/* From the fields of a document to items: each finding with the choice the policy made for it. */

import type { Budget } from "../core/budget.js";
import type { Annotation } from "../core/desk.js";
import type { Document } from "../core/document.js";
import { isLabel } from "../core/labels.js";
import type { Choice, PolicySubject } from "../core/policy.js";
import type { ScanHint } from "../core/reading.js";
import type { Audience, Direction, EntityType, FieldRole, Span } from "../core/types.js";
import type { Engine } from "../detect/engine.js";
import { coveredBy } from "./covered.js";
import { withTitle } from "./field-title.js";
import { createKnownPeople, type KnownPeople } from "./known-people.js";
import { locate, valueOf, type Located } from "./locate.js";
import { addressRoles, refuseMaskedField, refuseMaskedRecipient } from "./write-back.js";

/** What the pipeline compiled once and uses for every payload. */
export interface Machinery {
  readonly engine: Engine;
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
  readonly located?: Located;
  readonly choice: Choice;
  /** The finding is the whole text of the field but for blanks. */
  readonly whole: boolean;
}

const emptyHint: ScanHint = Object.freeze({});

/** Throws AppError `mask_written_back`, and what `locate` throws. */
export function collectItems(
  document: Document,
  annotation: Annotation,
  tools: { readonly machinery: Machinery; readonly situation: Situation },
): readonly Item[] {
  const items: Item[] = [];
  const people = createKnownPeople();
  const noting: NotingTools = { ...tools, people };
  const recipients = annotation.cc;
  let nextRecipient = 0;
  for (let node = 0; node < document.size;) {
    if (node === recipients[nextRecipient]) {
      nextRecipient++;
      items.push(recipientItem(document, node, tools));
      noteRecipient(document, node, people);
      node = document.after(node);
      continue;
    }
    collectNode({ document, annotation, node }, items, noting);
    node++;
  }
  const named = people.search();
  return named === undefined ? items : addNamed({ document, annotation }, items, { ...tools, named });
}

interface FieldAt {
  readonly document: Document;
  readonly annotation: Annotation;
  readonly node: number;
}

interface Tools {
  readonly machinery: Machinery;
  readonly situation: Situation;
}

interface NotingTools extends Tools {
  readonly people: KnownPeople;
}

function collectNode(at: FieldAt, items: Item[], tools: NotingTools): void {
  const { document, annotation, node } = at;
  const kind = document.kind(node);
  if (kind !== "string" && kind !== "number" && kind !== "key") return;
  const hint = kind === "key" ? emptyHint : hintOf(document, node, kind === "number");
  if (kind === "number" && hint.key === undefined) return;
  const role = annotation.role(node);
  if (role === "secret") return;
  const text = document.text(node);
  if (isLabel(text)) {
    refuseMaskedField(text, role, (entity) => decideField(at, { entity, confidence: 1, role }, tools));
  }
  if (tools.people.wants(hint.key, role)) noteField(at, role, tools.people);
  const source = { text, hint: withTitle(document, node, hint), format: annotation.format(node) };
  const found = locate(tools.machinery.engine, source, tools.situation.budget);
  if (found.length === 0) return;
  tools.people.noteFound(found);
  const field: FieldText = { document, annotation, node, role, text };
  for (const located of found) items.push(itemOf(field, located, tools));
}

type Place = Pick<FieldAt, "document" | "node">;

function noteField({ document, node }: Place, role: FieldRole, people: KnownPeople): void {
  people.noteField({
    key: hintOf(document, node, false).key,
    parentKey: () => hintOf(document, document.parent(node), false).key,
    role,
    text: document.text(node),
  });
}

function noteRecipient(document: Document, node: number, people: KnownPeople): void {
  for (let at = node; at < document.after(node); at++) {
    if (document.kind(at) === "string") noteField({ document, node: at }, "cc", people);
  }
}

/** Whoever the payload names itself is found again in all its texts, those before the name too. */
function addNamed(
  { document, annotation }: Omit<FieldAt, "node">,
  items: readonly Item[],
  { named, ...tools }: Tools & { readonly named: Engine },
): readonly Item[] {
  const more: Item[] = [];
  const isCovered = coveredBy(items);
  let next = 0;
  for (let node = 0; node < document.size; node++) {
    if (node === annotation.cc[next]) {
      next++;
      node = document.after(node) - 1;
      continue;
    }
    const role = annotation.role(node);
    if (document.kind(node) !== "string" || role === "secret" || addressRoles.has(role)) continue;
    const text = document.text(node);
    const source = { text, hint: emptyHint, format: annotation.format(node) };
    const field: FieldText = { document, annotation, node, role, text };
    for (const located of locate(named, source, tools.situation.budget)) {
      if (!isCovered(node, located)) more.push(itemOf(field, located, tools));
    }
  }
  return more.length === 0 ? items : [...items, ...more].sort((a, b) => a.node - b.node);
}

/** The nearest member name; array elements answer to the name of their array. */
function hintOf(document: Document, node: number, numeric: boolean): ScanHint {
  for (let at = node; at > 0; at = document.parent(at)) {
    const key = document.key(at);
    if (key !== undefined) return numeric ? { key, numeric } : { key };
  }
  return emptyHint;
}

interface FieldText extends FieldAt {
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

const decideField = (at: FieldAt, found: Found, tools: Tools): Choice =>
  tools.machinery.decide(new FieldSubject(at, found, tools));

function itemOf(field: FieldText, located: Located, tools: Tools): Item {
  const { node, role, text } = field;
  const { entity, kind, confidence } = located.match;
  const choice = decideField(field, { entity, kind, confidence, role, located }, tools);
  const whole = isWhole(text, located.parts);
  return { node, entity, kind, confidence, role, parts: located.parts, located, choice, whole };
}

function isWhole(text: string, parts: readonly Span[]): boolean {
  const [first] = parts;
  if (first === undefined || parts.length !== 1) return false;
  return isBlank(text, 0, first.start) && isBlank(text, first.end, text.length);
}

function isBlank(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const unit = text.charCodeAt(at);
    // Most texts begin with a letter, which needs no expression.
    if ((unit > 0x20 && unit < 0x80) || !/\s/.test(text.charAt(at))) return false;
  }
  return true;
}

/** Structured CC is no detection: the field itself is the recipient. */
function recipientItem(document: Document, node: number, { machinery, situation }: Tools): Item {
  const choice = machinery.decide({
    desk: situation.desk,
    direction: situation.direction,
    destination: situation.destination,
    entity: "CC_RECIPIENT",
    confidence: 1,
    role: "cc",
    path: document.path(node),
    isInList: (list) =>
      textsOf(document, node).some((text) => machinery.isInList(list, "EMAIL_ADDRESS", text)),
  });
  refuseMaskedRecipient(choice, () => textsOf(document, node));
  return { node, entity: "CC_RECIPIENT", confidence: 1, role: "cc", parts: [], choice, whole: true };
}

function textsOf(document: Document, node: number): readonly string[] {
  const texts: string[] = [];
  for (let at = node; at < document.after(node); at++) {
    if (document.kind(at) === "string") texts.push(document.text(at));
  }
  return texts;
}
