/* From the fields of a document to items: each finding with the choice the policy made for it. */

import type { Annotation } from "../core/desk.js";
import type { Document } from "../core/document.js";
import type { ScanHint } from "../core/reading.js";
import type { FieldRole } from "../core/types.js";
import type { Searcher } from "../detect/engine.js";
import { coveredBy } from "./covered.js";
import { withTitle } from "./field-title.js";
import { findJoined, joinItems, SplitFields, type Joined } from "./joined.js";
import {
  decideField,
  itemOf,
  type FieldAt,
  type FieldText,
  type Item,
  type Machinery,
  type Situation,
  type Tools,
} from "./judged-item.js";
import { createKnownPeople, type KnownPeople } from "./known-people.js";
import { locate, OpenedTexts, type TextSource } from "./locate.js";
import { recipientItem } from "./recipient.js";
import { alreadyFound, findInRun, runsToRead } from "./runs.js";
import { addressRoles, mayBeMasked, refuseMaskedField } from "./write-back.js";

const emptyHint: ScanHint = Object.freeze({});

/**
 * `people`: whom earlier pieces of the same payload named; default: nobody. Throws AppError `mask_written_back`, and what
 * `locate` throws.
 */
export function collectItems(
  document: Document,
  annotation: Annotation,
  tools: { readonly machinery: Machinery; readonly situation: Situation; readonly people?: KnownPeople },
): readonly Item[] {
  const items: Item[] = [];
  const { people = createKnownPeople() } = tools;
  const opened = new OpenedTexts();
  const noting: NotingTools = { ...tools, people, opened, split: new SplitFields(tools.machinery.joins) };
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
  if (noting.split.nodes !== undefined) addJoined({ document, annotation }, items, noting);
  addRuns({ document, annotation }, items, noting);
  const named = people.search();
  return named === undefined ? items : addNamed({ document, annotation }, items, { ...tools, named, opened });
}

/** HTML is looked through for known people once more. */
function sourceAt(
  { annotation, node }: FieldAt,
  { text, hint }: Pick<TextSource, "text" | "hint">,
  opened: OpenedTexts,
): TextSource {
  const format = annotation.format(node);
  return format === "html" ? { text, hint, format, opened: opened.of(node) } : { text, hint, format };
}

interface NotingTools extends Tools {
  readonly people: KnownPeople;
  readonly opened: OpenedTexts;
  readonly split: SplitFields;
}

function collectNode(at: FieldAt, items: Item[], tools: NotingTools): void {
  const { document, annotation, node } = at;
  const hint = hintToRead(document, node, tools.machinery);
  if (hint === undefined) return;
  const role = annotation.role(node);
  if (role === "secret") return;
  const text = document.text(node);
  if (mayOverwrite(text, role, tools)) {
    refuseMaskedField(text, role, (entity) => decideField(at, { entity, confidence: 1, role }, tools));
  }
  if (tools.people.wants(hint.key, role)) noteField(at, role, tools.people);
  tools.split.note(node, hint.key, text);
  const source = sourceAt(at, { text, hint }, tools.opened);
  const found = locate(tools.machinery.engine, source, tools.situation.budget);
  if (found.length === 0) return;
  tools.people.noteFound(found);
  const field: FieldText = { document, annotation, node, role, text };
  for (const located of found) items.push(itemOf(field, located, tools));
}

/** What stands in several fields is judged in each of them; the strictest choice holds for all. */
function addJoined({ document, annotation }: Omit<FieldAt, "node">, items: Item[], tools: NotingTools): void {
  const { machinery, situation, split } = tools;
  const { engine, joins } = machinery;
  const { budget } = situation;
  for (const { located, parts } of findJoined(document, split.nodes ?? [], { engine, joins, budget })) {
    items.push(joinItems(judgeParts({ document, annotation }, { located, parts }, tools), parts));
  }
}

const judgeParts = (
  { document, annotation }: Omit<FieldAt, "node">,
  { located, parts }: Joined,
  tools: Tools,
): readonly Item[] =>
  parts.map(({ field: node }) => {
    const field = { document, annotation, node, role: annotation.role(node), text: document.text(node) };
    return itemOf(field, located, tools);
  });

/** A run is read besides its parts: what stands around a part says what it holds. */
function addRuns(at: Omit<FieldAt, "node">, items: Item[], tools: NotingTools): void {
  const isKnown = alreadyFound(items);
  const { engine } = tools.machinery;
  for (const run of runsToRead(at.annotation)) {
    for (const joined of findInRun(at.document, run, { engine, budget: tools.situation.budget })) {
      if (isKnown(joined)) continue;
      tools.people.noteFound([joined.located]);
      items.push(runItem(at, joined, tools));
    }
  }
}

/** A part of a run never goes as a whole. */
const runItem = (at: Omit<FieldAt, "node">, joined: Joined, tools: Tools): Item => ({
  ...joinItems(judgeParts(at, joined, tools), joined.parts),
  whole: false,
});

/** In an answer a mask is what the desk has. */
const mayOverwrite = (text: string, role: FieldRole, { situation }: Tools): boolean =>
  situation.direction === "request" && mayBeMasked(text, role);

/** The hint of a text or number that is looked at; undefined for all other nodes. */
function hintToRead(document: Document, node: number, { engine, joins }: Machinery): ScanHint | undefined {
  const kind = document.kind(node);
  if (kind === "key") return emptyHint;
  if (kind === "string") return withTitle(document, node, hintOf(document, node, false));
  if (kind !== "number") return undefined;
  const hint = withTitle(document, node, hintOf(document, node, true));
  if (hint.key === undefined) return undefined;
  return engine.readsNumbers(hint.key) || joins.has(hint.key) ? hint : undefined;
}

type Place = Pick<FieldAt, "document" | "node">;

function noteField({ document, node }: Place, role: FieldRole, people: KnownPeople): void {
  people.noteField({
    key: hintOf(document, node, false).key,
    object: document.parent(node),
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
  { named, opened, ...tools }: Tools & { readonly named: Searcher; readonly opened: OpenedTexts },
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
    const field: FieldText = { document, annotation, node, role, text };
    const source = sourceAt(field, { text, hint: emptyHint }, opened);
    for (const located of locate(named, source, tools.situation.budget)) {
      if (!isCovered(node, located)) more.push(itemOf(field, located, tools));
    }
  }
  for (const run of runsToRead(annotation)) {
    for (const joined of findInRun(document, run, { engine: named, budget: tools.situation.budget })) {
      if (joined.parts.length > 1) more.push(runItem({ document, annotation }, joined, tools));
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
