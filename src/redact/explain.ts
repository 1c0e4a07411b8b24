/* Why a text is redacted as it is: each finding with its reading, evidence and rule, and what was nearly found. */

import type { Config } from "../config/config.js";
import { compileLists } from "../config/lists.js";
import { createBudget } from "../core/budget.js";
import { createDecider } from "../core/decide.js";
import { defaultFileActions } from "../core/files.js";
import type { ActionName, PolicyRule, PolicySubject } from "../core/policy.js";
import type { FieldRole, Finding, Span, TextFormat } from "../core/types.js";
import { createEngine, type Engine } from "../detect/engine.js";
import { createTaggerFactory } from "../transform/tagger.js";
import { findNearly, type NearMiss } from "./explain-nearly.js";
import { toFinding } from "./findings.js";
import { collectItems } from "./items.js";
import type { Item } from "./judged-item.js";
import { valueOf, type Located } from "./locate.js";
import { planEdits } from "./plan.js";
import { recognizing } from "./recognition.js";
import { annotateAll } from "../core/annotation.js";
import { createTextDocument, editText } from "./text-document.js";

export interface ExplainOptions {
  readonly role: FieldRole;
  readonly format: TextFormat;
  /** Default: the engine of the configuration, without a recognizer. */
  readonly engine?: Engine;
}

/** A rule that was asked before the one that decided, and the first of its conditions that does not hold. */
export interface PassedRule {
  readonly rule: string;
  readonly condition: string;
}

export interface ExplainedFinding {
  readonly finding: Finding;
  readonly parts: readonly Span[];
  /** Names of the readings, outermost first; empty when it stands in the text as it is. */
  readonly readings: readonly string[];
  readonly action: ActionName;
  readonly rule: string;
  /** What the rule asks for, as `entity: EMAIL_ADDRESS`; empty for the default. */
  readonly conditions: readonly string[];
  readonly passed: readonly PassedRule[];
  /** Numbers (from 0) of other findings it is written together with. */
  readonly together: readonly number[];
}

export interface Explained {
  readonly found: readonly ExplainedFinding[];
  readonly nearly: readonly NearMiss[];
  /** The text as it would be stored. */
  readonly text: string;
}

/** One text has no members. */
const noJoins = new Map();

/** The same with a recognizer, where there is one. */
export async function explainTextAsync(
  config: Config,
  text: string,
  options: ExplainOptions,
): Promise<Explained> {
  const { recognizer, limits } = config;
  if (recognizer === undefined) return explainText(config, text, options);
  const read = { document: createTextDocument(text), annotation: annotateAll(options.role, options.format) };
  const budget = createBudget(limits.detectUnits);
  const recognition = { recognizer, timeoutMs: limits.recognizerMs, budget };
  const engine = await recognizing(createEngine(config.engine), [read], recognition);
  return explainText(config, text, { ...options, engine });
}

/** Throws AppError, as the redaction itself would. */
export function explainText(config: Config, text: string, options: ExplainOptions): Explained {
  const { role, format, engine = createEngine(config.engine) } = options;
  const isInList = compileLists(config);
  const machinery = { engine, joins: noJoins, decide: createDecider(config.policy), isInList };
  const situation = {
    desk: "generic",
    direction: "request" as const,
    budget: createBudget(config.limits.detectUnits),
  };
  const document = createTextDocument(text);
  const items = collectItems(document, annotateAll(role, format), { machinery, situation });
  const plan = planEdits(document, items, { tagger: createTaggerFactory(config.tagger)(), longest: {} });
  const placed = items.flatMap((item) =>
    item.located === undefined ? [] : [{ item, located: item.located }],
  );
  return {
    found: placed.map(({ item, located }, at) =>
      explainItem(config, { item, located }, { isInList, together: togetherWith(items, at) }),
    ),
    nearly:
      role === "secret" ? [] : findNearly(config, { text, format, found: placed.map((one) => one.located) }),
    text: editText(text, plan.edits),
  };
}

interface Placed {
  readonly item: Item;
  readonly located: Located;
}

interface Around {
  isInList(list: string, entity: Finding["entity"], value: string): boolean;
  readonly together: readonly number[];
}

function explainItem(
  config: Config,
  { item, located }: Placed,
  { isInList, together }: Around,
): ExplainedFinding {
  const { match, chain, parts } = located;
  const via = match.via === undefined ? [] : [match.via.reading.name];
  const subject: PolicySubject = {
    entity: item.entity,
    kind: item.kind,
    confidence: item.confidence,
    role: item.role,
    path: "",
    desk: "generic",
    direction: "request",
    isInList: (list) => isInList(list, item.entity, valueOf(located).expose()),
  };
  const { rules } = config.policy;
  const { action, rule } = item.choice;
  const decided = rules.findIndex((one) => one.name === rule);
  const asked = rules.slice(0, decided === -1 ? rules.length : decided);
  const ruled = rules[decided];
  return {
    finding: toFinding(located),
    parts,
    readings: [...chain.map(({ name }) => name), ...via],
    action,
    rule,
    conditions: ruled === undefined ? [] : conditionsOf(ruled).map(({ said }) => said),
    passed: asked.flatMap((one) => passedBy(one, subject)),
    together,
  };
}

interface Condition {
  readonly said: string;
  /** The rule with this condition alone. */
  readonly alone: PolicyRule;
}

function conditionsOf(rule: PolicyRule): readonly Condition[] {
  const { name, action } = rule;
  const conditions = Object.entries(rule).filter(([key]) => !["name", "action", "with"].includes(key));
  return conditions.map(([key, value]) => ({
    said: `${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}: ${[value].flat().join(" or ")}`,
    alone: { name, action, [key]: value },
  }));
}

/** Rules for other entity types say nothing about this one. */
function passedBy(rule: PolicyRule, subject: PolicySubject): readonly PassedRule[] {
  if (rule.entity?.includes(subject.entity) === false) return [];
  const failing = conditionsOf(rule).find(({ alone }) => !holds(alone, subject));
  return failing === undefined ? [] : [{ rule: rule.name, condition: failing.said }];
}

/** The decision itself, asked one condition at a time. */
function holds(rule: PolicyRule, subject: PolicySubject): boolean {
  const name = "asked";
  const policy = {
    preset: "none",
    version: "",
    mode: "enforce",
    permissions: [],
    attachments: defaultFileActions,
    rejectDuplicateKeys: false,
    responses: "pass",
    joins: [],
  } as const;
  return createDecider({ ...policy, rules: [{ ...rule, name }] })(subject).rule === name;
}

const writes: ReadonlySet<ActionName> = new Set(["mask", "remove", "reject"]);

function togetherWith(items: readonly Item[], at: number): readonly number[] {
  const one = items[at];
  if (one === undefined || !writes.has(one.choice.action)) return [];
  return items.flatMap((other, index) =>
    index !== at && writes.has(other.choice.action) && overlap(one, other) ? [index] : [],
  );
}

const overlap = (a: Item, b: Item): boolean =>
  a.parts.some((part) => b.parts.some((other) => part.start < other.end && other.start < part.end));
