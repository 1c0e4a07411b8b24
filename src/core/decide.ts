/* Rules in order, first match wins; what no rule matches is masked from confidence 0.5 on, else flagged. */

import { createPathMatch } from "./path-match.js";
import type { Choice, Policy, PolicyRule, PolicySubject } from "./policy.js";
import { entityTypes, type EntityType } from "./types.js";

/** Findings below this are too weak to change text without a rule that says so. */
const maskFrom = 0.5;

const maskByDefault: Choice = Object.freeze({ action: "mask", rule: "default" });
const flagByDefault: Choice = Object.freeze({ action: "flag", rule: "default" });

interface CompiledRule {
  readonly choice: Choice;
  /** In an answer nobody can take anything out: what would be rejected is masked. */
  readonly inAnswer: Choice;
  holds(subject: PolicySubject): boolean;
}

/** Compiles each rule once and files it under the entity types it can match. */
export function createDecider(policy: Policy): (subject: PolicySubject) => Choice {
  const compiled = policy.rules.map((rule) => ({ rule, one: compileRule(rule) }));
  const byEntity = new Map<EntityType, readonly CompiledRule[]>(
    entityTypes.map((entity) => [
      entity,
      compiled.filter(({ rule }) => rule.entity?.includes(entity) ?? true).map(({ one }) => one),
    ]),
  );
  return (subject) => {
    const rule = byEntity.get(subject.entity)?.find((one) => one.holds(subject));
    if (rule !== undefined) return subject.direction === "response" ? rule.inAnswer : rule.choice;
    return subject.confidence >= maskFrom ? maskByDefault : flagByDefault;
  };
}

type Condition = (subject: PolicySubject) => boolean;

/** Cheap conditions first; lists last, since they look at the value. */
function compileRule(rule: PolicyRule): CompiledRule {
  const conditions = conditionsOf(rule);
  const choice: Choice = {
    action: rule.action,
    rule: rule.name,
    ...(rule.with === undefined ? {} : { with: rule.with }),
  };
  const inAnswer: Choice = choice.action === "reject" ? { ...choice, action: "mask" } : choice;
  return { choice, inAnswer, holds: (subject) => conditions.every((condition) => condition(subject)) };
}

function conditionsOf(rule: PolicyRule): readonly Condition[] {
  const { role, kind, desk, direction, audience, destination, minConfidence, inList } = rule;
  const fits = rule.path && createPathMatch(rule.path);
  const all: readonly (Condition | false | undefined)[] = [
    minConfidence !== undefined && ((subject) => subject.confidence >= minConfidence),
    role && ((subject) => role.includes(subject.role)),
    kind && ((subject) => subject.kind !== undefined && kind.includes(subject.kind)),
    desk && ((subject) => desk.includes(subject.desk)),
    direction && ((subject) => subject.direction === direction),
    audience && ((subject) => subject.audience === audience),
    destination &&
      ((subject) => subject.destination !== undefined && destination.includes(subject.destination)),
    fits && ((subject) => fits(subject.path)),
    inList && ((subject) => inList.some((list) => subject.isInList(list))),
  ];
  return all.filter((condition): condition is Condition => typeof condition === "function");
}
