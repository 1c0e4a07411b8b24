/* The value-free account of what was decided. */

import { AppError, FileRefusal } from "../core/errors.js";
import type { FileCount } from "../core/files.js";
import type { Policy, UnreadName } from "../core/policy.js";
import type { Report, ReportCount, Verdict } from "../core/report.js";
import type { Plan } from "./plan.js";

export const emptyPlan: Plan = Object.freeze({ edits: [], rejected: [], counts: [] });

export interface ReportParts {
  readonly policy: Policy;
  readonly plans: readonly Plan[];
  readonly permissions: readonly UnreadName[];
  readonly bytesIn: number;
  readonly bytesOut: number;
}

export function reportOf({ policy, plans, permissions, bytesIn, bytesOut }: ReportParts): Report {
  const files = mergeFiles(plans);
  return {
    verdict: verdictOf(plans),
    mode: policy.mode,
    policy: policy.version,
    counts: mergeCounts(plans),
    rejected: plans.flatMap((plan) => plan.rejected),
    bytesIn,
    bytesOut,
    permissions,
    ...(files.length === 0 ? {} : { files }),
  };
}

/** The account of a payload that was redacted in several pieces. Throws AppError `internal` for none. */
export function mergeReports(all: readonly Report[]): Report {
  const [first] = all;
  if (first === undefined) throw new AppError("internal");
  const files = mergeFiles(all);
  return {
    verdict: verdicts.find((one) => all.some(({ verdict }) => verdict === one)) ?? "pass",
    mode: first.mode,
    policy: first.policy,
    counts: mergeCounts(all),
    rejected: all.flatMap(({ rejected }) => rejected),
    bytesIn: all.reduce((sum, one) => sum + one.bytesIn, 0),
    bytesOut: all.reduce((sum, one) => sum + one.bytesOut, 0),
    permissions: [...new Set(all.flatMap(({ permissions }) => permissions))],
    ...(files.length === 0 ? {} : { files }),
  };
}

/** The strictest first. */
const verdicts: readonly Verdict[] = ["reject", "redact", "pass"];

export function verdictOf(plans: readonly Plan[]): Verdict {
  if (plans.some((plan) => plan.rejected.length > 0)) return "reject";
  return plans.some(({ edits, content }) => edits.length > 0 || content !== undefined) ? "redact" : "pass";
}

export function mergeCounts(plans: readonly Pick<Plan, "counts">[]): readonly ReportCount[] {
  const all = plans.filter((plan) => plan.counts.length > 0);
  if (all.length < 2) return all[0]?.counts ?? [];
  const merged = new Map<string, ReportCount>();
  for (const one of all.flatMap((plan) => plan.counts)) {
    const slot = `${one.entity} ${one.action} ${one.rule}`;
    merged.set(slot, { ...one, count: one.count + (merged.get(slot)?.count ?? 0) });
  }
  return [...merged.values()];
}

/** Why a payload with this plan is refused, with the files it is refused for. */
export const refusalOf = ({ files = [] }: Plan): FileRefusal =>
  new FileRefusal(
    "attachment_unscannable",
    mergeFiles([{ files: files.filter(({ fate }) => fate === "refused") }]),
  );

function mergeFiles(plans: readonly Pick<Plan, "files">[]): readonly FileCount[] {
  const merged = new Map<string, FileCount>();
  for (const one of plans.flatMap(({ files = [] }) => files)) {
    const slot = `${one.class} ${one.fate}`;
    merged.set(slot, { ...one, count: one.count + (merged.get(slot)?.count ?? 0) });
  }
  return [...merged.values()];
}
