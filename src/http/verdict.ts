/* The verdict header: what was decided, how much of what was found, by which policy. */

import type { Report } from "../core/report.js";

const counted: ReadonlySet<string> = new Set(["mask", "remove", "reject"]);

/** `redact; EMAIL_ADDRESS=2; files-masked=1; policy=1f2e3d4c5b6a`; in shadow mode `pass; shadow=redact; ...`. */
export function writeVerdict({ verdict, mode, policy, counts, files = [] }: Report): string {
  const sums = new Map<string, number>();
  for (const { entity, action, count } of counts) {
    if (counted.has(action)) sums.set(entity, (sums.get(entity) ?? 0) + count);
  }
  for (const { fate, count } of files) {
    if (fate !== "clean") sums.set(`files-${fate}`, (sums.get(`files-${fate}`) ?? 0) + count);
  }
  let text: string = mode === "shadow" ? `pass; shadow=${verdict}` : verdict;
  for (const [name, sum] of sums) text += `; ${name}=${String(sum)}`;
  return `${text}; policy=${policy}`;
}
