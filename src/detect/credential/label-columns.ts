/* Offers the secrets of a column that a label heads. */

import type { Span } from "../../core/types.js";
import type { Scan } from "../detector.js";
import { shapeFor, type Found } from "./label-found.js";
import { readColumn } from "./table.js";
import { judgeValue } from "./value-gate.js";
import { isExpression } from "./value-shape.js";

const nothingThere = (): string => "";

interface Head extends Span {
  columns: number;
}

/** A table with more columns of secrets than this has other things in mind. */
const mostColumns = 4;

/** The head of the last table looked for in each text and where the table ends: labels in its cells head nothing. */
const lastTable = new WeakMap<Scan, Head>();

function isInTable({ text }: Scan, last: Head | undefined, at: number): boolean {
  if (last === undefined || at >= last.end) return false;
  return ++last.columns > mostColumns || text.slice(last.start, at).includes("\n");
}

/** The head of the column of users in the same table. */
const userColumn =
  /(?:[|,;\t>\n]|^| {2})[\s"'*]{0,4}(?:user|user ?name|login|log-in|account|benutzer|usuario|utilisateur|utente|логин)[\s"'*]{0,4}(?:[|,;\t<\n]| {2})/iu;

/** The secrets below a label that heads a column; cells are judged like values behind a separator. */
export function offerColumn(found: Found, label: Span): void {
  const { scan, sink, word } = found;
  const { text } = scan;
  const last = lastTable.get(scan);
  if (isInTable(scan, last, label.start)) return;
  const { cells, end } = readColumn(text, label);
  scan.budget.spend(end - label.start);
  if (last === undefined || label.start >= last.end)
    lastTable.set(scan, { start: label.start, end, columns: 1 });
  const besideUser =
    word.gate === "weak" && userColumn.test(text.slice(Math.max(0, label.start - 120), label.end + 60));
  const gate = besideUser ? "password" : word.gate;
  for (const cell of cells) {
    const token = text.slice(cell.start, cell.end);
    if (token.length > 128 || isExpression(token)) continue;
    if (besideUser && !/[\d\p{Lu}\p{S}]|\p{Po}\p{L}/u.test(token)) continue;
    const value = { ...cell, separator: "hard", quoted: false, sole: true, qualified: false } as const;
    const confidence = judgeValue(gate, {
      value,
      token,
      sibling: () => true,
      before: nothingThere,
      behind: nothingThere,
    });
    if (confidence > 0) sink.add(shapeFor(word.kind, "hard", confidence), cell.start, cell.end);
  }
}
