/* Values that are split over fields: members that belong together by a rule, and texts of a list that meet at an at sign. */

import type { Budget } from "../core/budget.js";
import type { Document } from "../core/document.js";
import { AppError } from "../core/errors.js";
import type { JoinRule, JoinSlot, JoinTable } from "../core/joins.js";
import { strictness } from "../core/policy.js";
import type { FindingPart } from "../core/types.js";
import type { Engine } from "../detect/engine.js";
import type { Item } from "./judged-item.js";
import { locate, type Located } from "./locate.js";
import { addressRoles } from "./write-back.js";

/** Something found in several fields together; the parts stand in the order of the text. */
export interface Joined {
  readonly located: Located;
  readonly parts: readonly FindingPart[];
}

export interface JoinTools {
  readonly engine: Engine;
  readonly joins: JoinTable;
  readonly budget: Budget;
}

const at = 0x40;

/** Fields that may be parts of one value. A class: each document has one, and each of its fields asks. */
export class SplitFields {
  /** In order; undefined as long as there are none. */
  nodes: number[] | undefined;
  readonly #joins: JoinTable;

  constructor(joins: JoinTable) {
    this.#joins = joins;
  }

  /** Looks at the name and two characters only. */
  note(node: number, key: string | undefined, text: string): void {
    if (
      (key !== undefined && this.#joins.has(key)) ||
      text.charCodeAt(0) === at ||
      text.charCodeAt(text.length - 1) === at
    ) {
      (this.nodes ??= []).push(node);
    }
  }
}

/** `nodes`: fields that may be parts, in order. Throws what `locate` throws. Linear: every part is looked at a few times. */
export function findJoined(
  document: Document,
  nodes: readonly number[],
  tools: JoinTools,
): readonly Joined[] {
  const found: Joined[] = [];
  for (const pieces of [...membersOf(document, nodes, tools.joins), ...seamsOf(document, nodes)]) {
    found.push(...findIn(pieces, tools));
  }
  return found;
}

/** One item from what was decided in each field: it stands in the first, with its further parts elsewhere. */
export function joinItems(judged: readonly Item[], parts: readonly FindingPart[]): Item {
  const [first] = judged;
  if (first === undefined) throw new AppError("internal");
  const strictest = judged.reduce((a, b) =>
    strictness[b.choice.action] > strictness[a.choice.action] ? b : a,
  );
  const { role } = judged.find((item) => addressRoles.has(item.role)) ?? first;
  const own = parts.filter(({ field }) => field === first.node);
  const elsewhere = parts.filter(({ field }) => field !== first.node);
  return { ...first, role, choice: strictest.choice, parts: own, elsewhere };
}

/** A stretch of one field, and what is written between it and the next. */
interface Piece {
  readonly node: number;
  /** Where the stretch begins in the field. */
  readonly from: number;
  readonly text: string;
}

interface Pieces {
  readonly list: readonly Piece[];
  readonly glue: string;
  readonly whole: boolean;
}

function findIn({ list, glue, whole }: Pieces, { engine, budget }: JoinTools): readonly Joined[] {
  const text = list.map((piece) => piece.text).join(glue);
  const found: Joined[] = [];
  for (const located of locate(engine, { text, hint: {}, format: "plain" }, budget)) {
    if (whole && !isWhole(located, text)) continue;
    const parts = partsOf(located, list, glue.length);
    if (new Set(parts.map(({ field }) => field)).size > 1) found.push({ located, parts });
  }
  return found;
}

const isWhole = ({ match, parts }: Located, text: string): boolean =>
  match.entity === "EMAIL_ADDRESS" && parts[0]?.start === 0 && parts.at(-1)?.end === text.length;

function partsOf({ parts }: Located, list: readonly Piece[], glue: number): readonly FindingPart[] {
  const placed: FindingPart[] = [];
  let offset = 0;
  for (const { node, from, text } of list) {
    for (const { start, end } of parts) {
      const [first, last] = [Math.max(start, offset) - offset, Math.min(end, offset + text.length) - offset];
      if (first < last) placed.push({ field: node, start: from + first, end: from + last });
    }
    offset += text.length + glue;
  }
  return placed;
}

/** Longer texts are no parts of a value. */
const longestPart = 320;
/** Fields of one name that are tried in one object: repeats are rare, and each is tried with each. */
const mostRepeats = 3;

interface Group {
  readonly rule: JoinRule;
  readonly slots: number[][];
}

type Groups = Map<JoinRule, Group>;

function* membersOf(document: Document, nodes: readonly number[], joins: JoinTable): Generator<Pieces> {
  const objects = new Map<number, Groups>();
  for (const node of nodes) {
    const key = document.kind(node) === "key" ? undefined : document.key(node);
    const slots = key === undefined ? undefined : joins.get(key);
    if (slots === undefined || document.text(node).length > longestPart) continue;
    const object = document.parent(node);
    let groups = objects.get(object);
    if (groups === undefined) objects.set(object, (groups = new Map<JoinRule, Group>()));
    for (const slot of slots) addTo(groups, slot, node);
  }
  for (const groups of objects.values()) yield* combine(document, groups);
}

function addTo(groups: Groups, { rule, at: place }: JoinSlot, node: number): void {
  let group = groups.get(rule);
  if (group === undefined) groups.set(rule, (group = { rule, slots: rule.keys.map(() => []) }));
  const same = group.slots[place];
  if (same !== undefined && same.length < mostRepeats) same.push(node);
}

function* combine(document: Document, groups: Groups): Generator<Pieces> {
  for (const { rule, slots } of groups.values()) {
    if (slots.some((nodes) => nodes.length === 0)) continue;
    let choices: readonly (readonly number[])[] = [[]];
    for (const nodes of slots) choices = choices.flatMap((chosen) => nodes.map((node) => [...chosen, node]));
    if (rule.alone === true && !isAlone(document, choices)) continue;
    for (const chosen of choices) {
      const list = chosen.map((node) => ({ node, from: 0, text: document.text(node) }));
      yield { list, glue: rule.glue, whole: rule.address === true };
    }
  }
}

/** The object has these members and no others. */
function isAlone(document: Document, choices: readonly (readonly number[])[]): boolean {
  const [chosen = []] = choices;
  const object = document.parent(chosen[0] ?? -1);
  if (choices.length > 1 || object === -1) return false;
  let members = 0;
  for (let node = object + 1; node < document.after(object); node = document.after(node)) {
    if (document.kind(node) !== "key" && ++members > chosen.length) return false;
  }
  return true;
}

/** Of an address on either side of its at sign (RFC 5321, 4.5.3.1). */
const longestLocal = 64;
const longestDomain = 255;
/** Nodes between two neighbours at most: a comment has some twenty members. */
const farthest = 64;

/** `["jane", "@leak.test"]`, and the same member of neighbours: `[{"body": "jane@"}, {"body": "leak.test"}]`. */
function* seamsOf(document: Document, nodes: readonly number[]): Generator<Pieces> {
  for (const node of nodes) {
    if (document.kind(node) !== "string") continue;
    const text = document.text(node);
    if (text.charCodeAt(0) === at) yield* seam(document, neighbour(document, node, -1), node);
    if (text.charCodeAt(text.length - 1) === at) yield* seam(document, node, neighbour(document, node, 1));
  }
}

function* seam(document: Document, left: number, right: number): Generator<Pieces> {
  if (left === -1 || right === -1) return;
  const [before, behind] = [document.text(left), document.text(right)];
  const from = Math.max(0, before.length - longestLocal - 1);
  yield {
    list: [
      { node: left, from, text: before.slice(from) },
      { node: right, from: 0, text: behind.slice(0, longestDomain + 1) },
    ],
    glue: "",
    whole: false,
  };
}

/** The text of the same name (or none) in the element before (-1) or after (1) this one; -1 where there is none. */
function neighbour(document: Document, node: number, step: 1 | -1): number {
  const element = elementOf(document, node);
  const [array, wanted] = [document.parent(element), document.index(element) + step];
  if (document.index(element) === -1 || wanted < 0) return -1;
  const last = Math.min(document.size - 1, node + farthest);
  for (let other = node + step; other > node - farthest && other > 0 && other <= last; other += step) {
    if (document.kind(other) !== "string" || document.key(other) !== document.key(node)) continue;
    const its = elementOf(document, other);
    if (document.parent(its) === array && document.index(its) === wanted) return other;
  }
  return -1;
}

/** The element of a list that the text is, or is a member of. */
const elementOf = (document: Document, node: number): number =>
  document.index(node) === -1 ? document.parent(node) : node;
