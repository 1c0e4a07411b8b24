/* From the plans of files inside fields to the plan of the document they travel in. */

import type { Document } from "../core/document.js";
import { editFile } from "./files.js";
import type { FileRead } from "./bodies.js";
import { fieldTemplate, type Plan } from "./plan.js";
import { mergeCounts } from "./report.js";

export interface FilePlan extends FileRead {
  readonly plan: Plan;
}

/** What is rejected in a file is named by the field the file stands in. */
export function withFilePlans(document: Document, own: Plan, files: readonly FilePlan[]): Plan {
  const edits = files.flatMap(({ file, read, plan }) =>
    plan.edits.length === 0 || read.document === undefined
      ? []
      : [editFile(file, read.document.write(plan.edits))],
  );
  const rejected = files.flatMap(({ file, plan }) =>
    plan.rejected.map((item) => ({ ...item, field: fieldTemplate(document, file.node) })),
  );
  return {
    edits: [...own.edits, ...edits],
    rejected: [...own.rejected, ...rejected],
    counts: mergeCounts([own, ...files.map(({ plan }) => plan)]),
  };
}
