/* Whether a policy could just as well not be there: nothing is looked for, or everything found is kept. */

import type { Policy, PolicyRule } from "../core/policy.js";
import { entityTypes } from "../core/types.js";
import type { EngineOptions } from "../detect/engine-parts.js";
import { natives } from "../detect/natives/index.js";

/** True when no payload whatever would be masked, shortened or rejected by content. Shadow mode is another matter. */
export function isPassthrough({ rules }: Policy, engine: EngineOptions): boolean {
  const { patterns, disabled = [], exactMatch } = engine;
  const off = new Set(disabled);
  const detectors = [...Object.keys(natives), ...patterns.map(({ id }) => id)];
  const looksForNothing = exactMatch === undefined && detectors.every((id) => off.has(id));
  return looksForNothing || keepsEverything(rules);
}

/** What no rule matches is masked: only a rule for everything, with no rule before it that acts, keeps everything. */
function keepsEverything(rules: readonly PolicyRule[]): boolean {
  for (const rule of rules) {
    if (rule.action !== "keep" && rule.action !== "flag") return false;
    if (isForEverything(rule)) return true;
  }
  return false;
}

function isForEverything(rule: PolicyRule): boolean {
  const { minConfidence, path, entity } = rule;
  const narrows = [
    rule.kind,
    rule.role,
    rule.desk,
    rule.direction,
    rule.audience,
    rule.destination,
    rule.inList,
    (minConfidence ?? 0) > 0 ? minConfidence : undefined,
    path?.includes("/**") === true ? undefined : path,
    entityTypes.every((one) => entity?.includes(one) ?? true) ? undefined : entity,
  ];
  return narrows.every((condition) => condition === undefined);
}
