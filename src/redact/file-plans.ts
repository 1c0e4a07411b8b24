/* What becomes of each file: from the findings in it and the policy for its class to bytes, refusals and counts. */

import type { RejectedItem } from "../core/desk.js";
import { nodeOfEdit, type Document, type DocumentEdit } from "../core/document.js";
import type { FileCount } from "../core/files.js";
import { strictness, type ActionName } from "../core/policy.js";
import type { ReportCount } from "../core/report.js";
import type { Direction } from "../core/types.js";
import { noteFor } from "./file-notes.js";
import type { FileRead, HeldRead, OpenedRead } from "./opening.js";
import { fieldTemplate, type Plan } from "./plan.js";
import { mergeCounts } from "./report.js";

export interface FilePlan {
  /** Absent: it stays as it is. */
  readonly content?: Buffer;
  /** Something in it would be masked, removed or rejected. */
  readonly found: boolean;
  /** It cannot be read, and may not pass. */
  readonly refused: boolean;
  /** It, or something in it, passes unread by permission. */
  readonly unread: boolean;
  /** Without the field, which whoever holds the file knows. */
  readonly rejected: readonly Omit<RejectedItem, "field">[];
  readonly counts: readonly ReportCount[];
  readonly files: readonly FileCount[];
}

export interface Planning {
  readonly direction: Direction;
  /** Findings of one document, without the files in it. */
  plan(read: OpenedRead): Plan;
}

type Fate = FileCount["fate"];

const nothing = { found: false, refused: false, unread: false, rejected: [], counts: [] } as const;

export function planFile(file: FileRead, planning: Planning): FilePlan {
  const { opened } = file;
  if (opened === undefined) return planUnread(file);
  const own = planning.plan(opened);
  const inner = opened.files.map(({ held, read }) => ({ held, plan: planFile(read, planning) }));
  const parts: Parts = { file, opened, own, inner };
  switch (actionOn(parts, planning)) {
    case "mask":
      return planMasked(parts);
    case "remove":
      return isTouched(parts) ? removed(file, countsOf(parts)) : planMasked(parts);
    default:
      return planRejected(parts);
  }
}

function planUnread(file: FileRead): FilePlan {
  const { action, mayPassUnread } = file;
  if (action === "remove") return removed(file, []);
  const passes = mayPassUnread && (action === "mask" || action === "pass");
  return passes
    ? { ...nothing, unread: true, files: [countOf(file, "unread")] }
    : { ...nothing, refused: true, files: [countOf(file, "refused")] };
}

interface Parts {
  readonly file: FileRead;
  readonly opened: OpenedRead;
  readonly own: Plan;
  readonly inner: readonly { readonly held: HeldRead["held"]; readonly plan: FilePlan }[];
}

const isActive = ({ action }: { readonly action: ActionName }): boolean => strictness[action] > 0;

const isFound = ({ own, inner }: Parts): boolean =>
  own.counts.some(isActive) || inner.some(({ plan }) => plan.found);

/** Something in the file itself is not read. */
const isUnread = ({ opened }: Parts): boolean => opened.unread || opened.pictures === true;

const isBlocked = (parts: Parts): boolean =>
  parts.inner.some(({ plan }) => plan.refused) || (isUnread(parts) && !parts.file.mayPassUnread);

const isTouched = (parts: Parts): boolean => isFound(parts) || isBlocked(parts) || parts.opened.unread;

/** In an answer nobody can take anything out: what would be rejected is masked, or goes. */
function actionOn(parts: Parts, { direction }: Planning): "mask" | "remove" | "reject" {
  const { action } = parts.file;
  if (action === "mask" || action === "remove") return action;
  if (direction === "response" && isFound(parts)) return parts.opened.writable ? "mask" : "remove";
  return "reject";
}

/** Also of a file in which nothing was found: then it stays as it is, but for what of its metadata goes. */
function planMasked(parts: Parts): FilePlan {
  const { file, opened, own, inner } = parts;
  const found = isFound(parts);
  const rejected = [
    ...own.rejected.map(({ entity, rule }) => ({ entity, rule })),
    ...inner.flatMap(({ plan }) => plan.rejected),
  ];
  const edits = opened.writable ? editsOf(parts) : [];
  const refused = isBlocked(parts) || (found && !opened.writable);
  const changed = edits.length > 0 && !refused && rejected.length === 0;
  return {
    ...(changed ? { content: opened.document.write(edits) } : {}),
    found,
    refused,
    unread: isUnread(parts) || inner.some(({ plan }) => plan.unread),
    rejected,
    counts: countsOf(parts),
    files: [
      countOf(file, fateOf({ rejected: rejected.length > 0, refused, changed, unread: isUnread(parts) })),
      ...inner.flatMap(({ plan }) => plan.files),
    ],
  };
}

interface Outcome {
  readonly rejected: boolean;
  readonly refused: boolean;
  readonly changed: boolean;
  readonly unread: boolean;
}

function fateOf({ rejected, refused, changed, unread }: Outcome): Fate {
  if (rejected) return "rejected";
  if (refused) return "refused";
  if (changed) return "masked";
  return unread ? "unread" : "clean";
}

function editsOf({ file, opened, own, inner }: Parts): readonly DocumentEdit[] {
  const gone = new Set(file.action === "mask" ? opened.metadata : []);
  const kept = own.edits.filter((edit) => !gone.has(nodeOfEdit(edit)));
  const files = inner.flatMap(({ held, plan }) =>
    plan.content === undefined || gone.has(held.node) ? [] : [held.replace(plan.content)],
  );
  return [...[...gone].map((remove) => ({ remove })), ...kept, ...files];
}

function removed(file: FileRead, counts: readonly ReportCount[]): FilePlan {
  const entities = [...new Set(counts.filter(isActive).map(({ entity }) => entity))];
  return {
    ...nothing,
    content: noteFor(file.class, entities),
    found: true,
    counts: counts.map((one) => decidedBy(file, one, "remove")),
    files: [countOf(file, "removed")],
  };
}

function planRejected(parts: Parts): FilePlan {
  const { file } = parts;
  if (!isFound(parts)) {
    return isTouched(parts)
      ? { ...nothing, refused: true, files: [countOf(file, "refused")] }
      : planMasked(parts);
  }
  const counts = countsOf(parts).map((one) => decidedBy(file, one, "reject"));
  const entities = new Set(counts.filter(isActive).map(({ entity }) => entity));
  return {
    ...nothing,
    found: true,
    rejected: [...entities].map((entity) => ({ entity, rule: ruleOf(file) })),
    counts,
    files: [countOf(file, "rejected")],
  };
}

const countsOf = ({ own, inner }: Parts): readonly ReportCount[] =>
  mergeCounts([own, ...inner.map(({ plan }) => plan)]);

/** What was decided of the whole file is what became of each finding in it. */
const decidedBy = (file: FileRead, count: ReportCount, action: ActionName): ReportCount =>
  isActive(count) ? { ...count, action, rule: ruleOf(file) } : count;

const ruleOf = (file: FileRead): string => `attachments.${file.class}`;

const countOf = (file: FileRead, fate: Fate): FileCount => ({ class: file.class, fate, count: 1 });

/** The plan of a document with those of the files in it: what is rejected in a file is named by where it stands. */
export function withFilePlans(document: Document, own: Plan, files: Parts["inner"]): Plan {
  const plans = files.map(({ plan }) => plan);
  return {
    edits: [
      ...own.edits,
      ...files.flatMap(({ held, plan }) => (plan.content === undefined ? [] : [held.replace(plan.content)])),
    ],
    rejected: [
      ...own.rejected,
      ...files.flatMap(({ held, plan }) =>
        plan.rejected.map((item) => ({ ...item, field: fieldTemplate(document, held.node) })),
      ),
    ],
    counts: mergeCounts([own, ...plans]),
    files: plans.flatMap((plan) => plan.files),
    unread: plans.some((plan) => plan.unread),
    refused: plans.some((plan) => plan.refused),
  };
}

/** The plan of a payload that is a file itself. */
export const asPlan = ({ content, rejected, ...rest }: FilePlan): Plan => ({
  ...rest,
  edits: [],
  rejected: rejected.map((item) => ({ ...item, field: "" })),
  ...(content === undefined ? {} : { content }),
});
