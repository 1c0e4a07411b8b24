/* From decided items to the edits of the document, the rejected places and the counts of the report. */

import type { RejectedItem } from "../core/desk.js";
import type { Document, DocumentEdit } from "../core/document.js";
import { resolveRegions, type ItemPart, type Region } from "../core/overlaps.js";
import type { ActionName } from "../core/policy.js";
import type { ReportCount } from "../core/report.js";
import type { Tagger } from "../transform/transform.js";
import { transforms } from "../transform/index.js";
import type { Item } from "./items.js";
import { encodeAt, valueOf } from "./locate.js";
import { addressRoles } from "./write-back.js";

export interface Plan {
  readonly edits: readonly DocumentEdit[];
  readonly rejected: readonly RejectedItem[];
  readonly counts: readonly ReportCount[];
}

/** A report names at most this many places; the counts are complete. */
const rejectedLimit = 20;

/** Reject over remove over mask; the others write nothing. */
const strictness: Readonly<Record<ActionName, number>> = { reject: 3, remove: 2, mask: 1, flag: 0, keep: 0 };

export function planEdits(document: Document, items: readonly Item[], tagger: Tagger): Plan {
  const active = items.filter((item) => strictness[item.choice.action] > 0);
  const removed = active.filter((item) => removesNode(document, item)).map((item) => item.node);
  const regions = resolveRegions(partsOf(document, active), (a, b) => isStronger(active, a, b));
  return {
    edits: [...removeNodes(document, removed), ...regions.map((region) => editOf(active, region, tagger))],
    rejected: rejectedOf(document, active),
    counts: countItems(items, active, regions),
  };
}

/** A removed finding that fills its field takes the field along; so does a mask that would land in an address. */
function removesNode(document: Document, item: Item): boolean {
  if (!item.whole || document.parent(item.node) === -1 || document.kind(item.node) === "key") return false;
  return item.choice.action === "remove" || addressRoles.has(item.role);
}

function partsOf(document: Document, active: readonly Item[]): readonly ItemPart[] {
  const parts: ItemPart[] = [];
  for (const [item, { node, parts: spans, located }] of active.entries()) {
    if (located === undefined || removesNode(document, active[item] as Item)) continue;
    for (const { start, end } of spans) parts.push({ item, node, start, end });
  }
  return parts;
}

function isStronger(active: readonly Item[], a: number, b: number): boolean {
  const [one, two] = [active[a], active[b]];
  if (one === undefined || two === undefined) return one !== undefined;
  const byAction = strictness[one.choice.action] - strictness[two.choice.action];
  const order = byAction || one.confidence - two.confidence || lengthOf(one) - lengthOf(two) || b - a;
  return order > 0;
}

function lengthOf(item: Item): number {
  return item.parts.reduce((sum, part) => sum + part.end - part.start, 0);
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

function editOf(active: readonly Item[], region: Region, tagger: Tagger): DocumentEdit {
  const { node, start, end, winner } = region;
  const item = active[winner];
  return { node, start, end, replacement: item === undefined ? "" : replacementOf(item, tagger) };
}

function replacementOf({ entity, kind, located, choice }: Item, tagger: Tagger): string {
  if (located === undefined || choice.action === "remove") return "";
  const { name, options } = choice.with ?? { name: "label", options: {} };
  const transform = transforms[name as keyof typeof transforms];
  const target = { entity, value: valueOf(located), ...(kind === undefined ? {} : { kind }) };
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
function fieldTemplate(document: Document, node: number): string {
  const steps: string[] = [];
  for (let at = node; at > 0; at = document.parent(at)) {
    const key = document.kind(at) === "key" ? undefined : document.key(at);
    steps.unshift(key !== undefined && plainName.test(key) ? key : "*");
  }
  return steps.map((step) => `/${step}`).join("");
}

/** Findings of one entity that share a region count once. */
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
  const counts = new Map<string, ReportCount>();
  for (const item of items) {
    if (absorbed.has(item)) continue;
    const { entity, choice } = item;
    const slot = `${entity} ${choice.action} ${choice.rule}`;
    const count = (counts.get(slot)?.count ?? 0) + 1;
    counts.set(slot, { entity, action: choice.action, rule: choice.rule, count });
  }
  return [...counts.values()];
}
