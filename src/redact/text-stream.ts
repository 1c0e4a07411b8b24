/* Text uploads that are too long to be held: redacted in windows, with the account of all of them. */

import type { Policy } from "../core/policy.js";
import type { TextStream } from "../core/redaction.js";
import type { ReportCount } from "../core/report.js";
import type { Item } from "./judged-item.js";
import type { Plan } from "./plan.js";
import { mergeCounts, reportOf } from "./report.js";
import { editText } from "./text-document.js";
import { createWindows, type WindowSizes } from "./windows.js";

export interface TextStreamTools {
  readonly policy: Policy;
  /** Of the query that came with the text. */
  readonly query?: { readonly text: string; readonly plan: Plan };
  readonly sizes?: WindowSizes;
  find(text: string): readonly Item[];
  plan(text: string, items: readonly Item[]): Plan;
}

/** Read where it is called. */
export interface InlineText extends TextStream {
  next(): string | undefined;
}

/** Whoever may refuse a text, or put a note in its place, must have seen the whole of it first. */
export const mayStream = ({ mode, attachments, rules }: Policy): boolean =>
  mode === "enforce" &&
  attachments.text === "mask" &&
  !rules.some(({ action, role }) => action === "reject" && (role?.includes("attachment") ?? true));

export function createTextStream({ policy, query, sizes, find, plan }: TextStreamTools): InlineText {
  const total = { bytesIn: 0, bytesOut: 0, edited: false };
  let counts: readonly ReportCount[] = [];
  const write = (text: string, items: readonly Item[]): string => {
    const own = plan(text, items);
    counts = mergeCounts([{ counts }, own]);
    total.edited ||= own.edits.length > 0;
    return editText(text, own.edits);
  };
  const windows = createWindows({ find, write }, sizes);
  return {
    ...(query === undefined ? {} : { query: query.text }),
    push(text) {
      total.bytesIn += Buffer.byteLength(text);
      windows.push(text);
    },
    end: () => {
      windows.end();
    },
    next() {
      const text = windows.next();
      total.bytesOut += Buffer.byteLength(text ?? "");
      return text;
    },
    close: () => undefined,
    report() {
      const { bytesIn, bytesOut, edited } = total;
      const fate = edited ? "masked" : "clean";
      const own: Plan = { edits: [], rejected: [], counts, files: [{ class: "text", fate, count: 1 }] };
      const plans = query === undefined ? [own] : [query.plan, own];
      const report = reportOf({ policy, plans, permissions: [], bytesIn, bytesOut });
      return edited ? { ...report, verdict: "redact" } : report;
    },
  };
}
