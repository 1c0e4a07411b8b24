/* From decided items to the edits of the document, the rejected places and the counts of the report. */

import type { LongestByRole, RejectedItem } from "../core/desk.js";
import type { Document, DocumentEdit, TextEdit } from "../core/document.js";
import type { FileCount } from "../core/files.js";
import { resolveRegions, type ItemPart, type Region } from "../core/overlaps.js";
import { strictness, type Choice, type TransformChoice } from "../core/policy.js";
import type { EntityType, Span } from "../core/types.js";
import type { ReportCount } from "../core/report.js";
import type { Tagger } from "../transform/transform.js";
import { transforms } from "../transform/index.js";
import type { Item } from "./judged-item.js";
import { encodeAt, valueOf } from "./locate.js";
import { keepBlanks } from "./runs.js";
import { addressRoles } from "./write-back.js";

export interface Plan {
  readonly edits: readonly DocumentEdit[];
  readonly rejected: readonly RejectedItem[];
  readonly counts: readonly ReportCount[];
  /** Files that were met; absent where none can be. */
  readonly files?: readonly FileCount[];
  /** A file passes unread by permission. */
  readonly unread?: boolean;
  /** A file cannot be read, and may not pass. */
  readonly refused?: boolean;
  /** Of a payload that is a file: what goes in its place. */
  readonly content?: Buffer;
}

/** A report names at most this many places; the counts are complete. */
const rejectedLimit = 20;

export interface Writing {
  readonly tagger: Tagger;
  readonly longest: LongestByRole;
  /** What stands in for a text that must not become empty, by node. Absent: any text may. */
  readonly blanks?: ReadonlyMap<number, string>;
}

export function planEdits(document: Document, items: readonly Item[], writing: Writing): Plan {
  const active = items.filter((item) => strictness[item.choice.action] > 0);
  const { blanks = noBlanks } = writing;
  const goes = (item: Item): boolean => removesNode(document, item) && !blanks.has(item.node);
  const removed = active.filter(goes).flatMap(nodesOf);
  const kept = active.map((item) => (goes(item) ? undefined : item));
  const regions = resolveRegions(partsOf(kept), (a, b) => isStronger(active, a, b));
  const written = keepBlanks(document, writeRegions(document, { active, regions }, writing), blanks);
  return {
    edits: [...removeNodes(document, removed), ...written],
    rejected: rejectedOf(document, active),
    counts: countItems(items, active, regions),
  };
}

const noBlanks: ReadonlyMap<number, string> = new Map();

/** A removed finding that fills its field takes the field along; so does a mask that would land in an address. */
function removesNode(document: Document, item: Item): boolean {
  if (!item.whole || document.parent(item.node) === -1 || document.kind(item.node) === "key") return false;
  return item.choice.action === "remove" || addressRoles.has(item.role);
}

const nodesOf = ({ node, elsewhere = [] }: Item): readonly number[] => [
  node,
  ...elsewhere.map(({ field }) => field),
];

/** Numbers the items by their place; what is undefined has no parts. */
function partsOf(items: readonly (Item | undefined)[]): readonly ItemPart[] {
  const parts: ItemPart[] = [];
  items.forEach((one, item) => {
    if (one?.located === undefined) return;
    for (const { start, end } of one.parts) parts.push({ item, node: one.node, start, end });
    if (one.elsewhere === undefined) return;
    for (const { field, start, end } of one.elsewhere) parts.push({ item, node: field, start, end });
  });
  return parts;
}

function isStronger(active: readonly Item[], a: number, b: number): boolean {
  const [one, two] = [active[a], active[b]];
  if (one === undefined || two === undefined) return one !== undefined;
  const byAction = strictness[one.choice.action] - strictness[two.choice.action];
  const order = byAction || one.confidence - two.confidence || lengthOf(one) - lengthOf(two) || b - a;
  return order > 0;
}

const spansLength = (spans: readonly Span[]): number =>
  spans.reduce((sum, { start, end }) => sum + end - start, 0);

/** With the parts in other fields: a value split over them is longer than its piece, and gives the tag. */
function lengthOf({ parts, elsewhere = [] }: Item): number {
  return spansLength(parts) + spansLength(elsewhere);
}

/** An array that loses all its elements goes with its key: an empty list would clear what the desk already has. */
function removeNodes(document: Document, nodes: readonly number[]): readonly DocumentEdit[] {
  const gone = new Set(nodes);
  const arrays = new Set(
    nodes.filter((node) => document.index(node) !== -1).map((node) => document.parent(node)),
  );
  for (const array of arrays) {
    if (document.key(array) === undefined || !isEmptied(document, array, gone)) continue;
    gone.add(array);
  }
  return [...gone].sort((a, b) => a - b).map((remove) => ({ remove }));
}

function isEmptied(document: Document, array: number, gone: ReadonlySet<number>): boolean {
  for (let node = array + 1; node < document.after(array); node = document.after(node)) {
    if (!gone.has(node)) return false;
  }
  return true;
}

interface Decided {
  readonly active: readonly Item[];
  readonly regions: readonly Region[];
}

function writeRegions(document: Document, { active, regions }: Decided, { tagger, longest }: Writing) {
  const edits = regions.map((region) => editOf(active, region, tagger));
  const full = overfull(document, active, { edits, longest });
  if (full.size === 0) return edits;
  return edits.map((edit, at) => (full.has(edit.node) ? shorten(active, edit, regions[at]) : edit));
}

interface Growth {
  readonly edits: readonly TextEdit[];
  readonly longest: LongestByRole;
}

/** Nodes whose text fitted, and would be refused or cut by the desk once labels make it longer. */
function overfull(
  document: Document,
  active: readonly Item[],
  { edits, longest }: Growth,
): ReadonlySet<number> {
  const limits = new Map<number, number>();
  for (const { node, role } of active) {
    const limit = longest[role];
    if (limit !== undefined && document.kind(node) === "string") limits.set(node, limit);
  }
  if (limits.size === 0) return none;
  const lengths = new Map([...limits.keys()].map((node) => [node, document.text(node).length]));
  const before = new Map(lengths);
  for (const { node, start, end, replacement } of edits) {
    const length = lengths.get(node);
    if (length !== undefined) lengths.set(node, length + replacement.length - (end - start));
  }
  const isFull = ([node, limit]: readonly [number, number]): boolean =>
    (before.get(node) ?? 0) <= limit && (lengths.get(node) ?? 0) > limit;
  return new Set([...limits].filter(isFull).map(([node]) => node));
}

const none: ReadonlySet<number> = new Set();

/** Never longer than what it replaces. */
const stars = "***";

function shorten(active: readonly Item[], edit: TextEdit, region: Region | undefined): TextEdit {
  const located = active[region?.winner ?? -1]?.located;
  if (located === undefined || edit.replacement === "") return edit;
  return { ...edit, replacement: encodeAt(located, stars).slice(0, edit.end - edit.start) };
}

function editOf(active: readonly Item[], region: Region, tagger: Tagger): TextEdit {
  const { node, start, end, winner } = region;
  const item = active[winner];
  return { node, start, end, replacement: item === undefined ? "" : replacementOf(item, tagger) };
}

const asLabel: TransformChoice = { name: "label", options: {} };

function replacementOf({ entity, kind, located, choice }: Item, tagger: Tagger): string {
  if (located === undefined || choice.action === "remove") return "";
  const { name, options } = choice.with ?? asLabel;
  const transform = transforms[name as keyof typeof transforms];
  const target = { entity, kind, value: valueOf(located) };
  return encodeAt(located, transform.apply(target, options, tagger));
}

function rejectedOf(document: Document, active: readonly Item[]): readonly RejectedItem[] {
  return active
    .filter(({ choice }) => choice.action === "reject")
    .slice(0, rejectedLimit)
    .map(({ node, entity, choice }) => ({ entity, rule: choice.rule, field: fieldTemplate(document, node) }));
}

const plainName = /^[a-z][a-z_]{0,39}$/i;

/** The path with array positions and unusual keys as `*`: keys of a payload can hold values too. */
export function fieldTemplate(document: Document, node: number): string {
  const steps: string[] = [];
  for (let at = node; at > 0; at = document.parent(at)) {
    const key = document.kind(at) === "key" ? undefined : document.key(at);
    steps.unshift(key !== undefined && plainName.test(key) ? key : "*");
  }
  return steps.map((step) => `/${step}`).join("");
}

type Counted = { -readonly [name in keyof ReportCount]: ReportCount[name] };

/** Findings of one entity that share a region count once; a rule has one choice object for all it decides. */
function countItems(
  items: readonly Item[],
  active: readonly Item[],
  regions: readonly Region[],
): readonly ReportCount[] {
  const absorbed = new Set<Item>();
  for (const { winner, items: shared } of regions) {
    for (const other of shared) {
      const item = active[other];
      if (other !== winner && item?.entity === active[winner]?.entity && item !== undefined)
        absorbed.add(item);
    }
  }
  const counts: ReportCount[] = [];
  const byChoice = new Map<Choice, Map<EntityType, Counted>>();
  for (const item of items) {
    if (absorbed.has(item)) continue;
    const { entity, choice } = item;
    let byEntity = byChoice.get(choice);
    if (byEntity === undefined) byChoice.set(choice, (byEntity = new Map()));
    const known = byEntity.get(entity);
    if (known !== undefined) known.count++;
    else {
      const counted = { entity, action: choice.action, rule: choice.rule, count: 1 };
      byEntity.set(entity, counted);
      counts.push(counted);
    }
  }
  return counts;
}
