/* Values below a column heading in pasted CSV, TSV and Markdown tables. */

import type { Span } from "../../core/types.js";
import type { Scan } from "../detector.js";

/** UTF-16 units of a line that are read, and lines below the heading. */
const longestLine = 400;
const mostRows = 40;
const mostColumns = 24;

const separators = new Set([..."; ,\t|"].filter((sign) => sign !== " ").map((sign) => sign.charCodeAt(0)));

/** A slice and one look for the line end: heads of long lines are many in hostile texts. */
function lineStart(text: string, at: number): number {
  const limit = Math.max(0, at - longestLine - 1);
  const end = text.slice(limit, at).lastIndexOf("\n");
  if (end >= 0) return limit + end + 1;
  return at <= longestLine ? 0 : -1;
}

function lineEnd(text: string, at: number): number {
  const limit = Math.min(text.length, at + longestLine);
  const end = text.slice(at, limit).indexOf("\n");
  return end < 0 ? limit : at + end;
}

/** Blanks, quotes and emphasis around a heading. */
const passed = new Uint8Array(0x10000);
for (const sign of " \"'_*`") passed[sign.charCodeAt(0)] = 1;

/** The sign that parts the cell `[start, end)` from its neighbours, blanks and quotes passed over; 0 for none. */
function separatorOf(text: string, { start, end }: Span): number {
  let before = start;
  while (passed[text.charCodeAt(before - 1)] === 1) before--;
  let behind = end;
  while (passed[text.charCodeAt(behind)] === 1) behind++;
  const left = text.charCodeAt(before - 1);
  const right = text.charCodeAt(behind);
  const isFirst = before === 0 || left === 10;
  const isLast = behind >= text.length || right === 10 || right === 13;
  if (separators.has(left) && (isLast || right === left)) return left;
  return separators.has(right) && isFirst ? right : 0;
}

function countBefore(text: string, span: Span, sign: number): number {
  let count = 0;
  for (let at = span.start; at < span.end; at++) if (text.charCodeAt(at) === sign) count++;
  return count;
}

/** Cell `column` of the line `[start, end)`, trimmed; undefined when there are fewer. */
function cellAt(
  text: string,
  line: Span,
  { column, sign }: { column: number; sign: number },
): Span | undefined {
  let start = line.start;
  for (let passed = 0; passed < column; passed++) {
    while (start < line.end && text.charCodeAt(start) !== sign) start++;
    if (start >= line.end) return undefined;
    start++;
  }
  let end = start;
  while (end < line.end && text.charCodeAt(end) !== sign) end++;
  while (start < end && /[\s"'`]/.test(text.charAt(start))) start++;
  while (end > start && /[\s"'`]/.test(text.charAt(end - 1))) end--;
  return end > start ? { start, end } : undefined;
}

/** Markdown draws a line of dashes below the headings. */
const rule = /^[\s|:=+-]+$/;

/**
 * Calls `accept` with the cells below the heading `[start, end)`, until one is refused, a line has no such cell, or
 * forty lines are read. Nothing happens unless the span is a whole cell of its line.
 */
export function eachColumnValue(scan: Scan, heading: Span, accept: (cell: Span) => boolean): void {
  const { text, budget } = scan;
  const sign = separatorOf(text, heading);
  if (sign === 0) return;
  const from = lineStart(text, heading.start);
  if (from < 0) return;
  const column = countBefore(text, { start: from, end: heading.start }, sign);
  if (column > mostColumns) return;
  let start = lineEnd(text, heading.end) + 1;
  for (let row = 0; row < mostRows && start < text.length; row++) {
    const end = lineEnd(text, start);
    budget.spend(end - start);
    if (row > 0 || !rule.test(text.slice(start, end))) {
      const cell = cellAt(text, { start, end }, { column, sign });
      if (cell === undefined || !accept(cell)) return;
    }
    start = end + 1;
  }
}
