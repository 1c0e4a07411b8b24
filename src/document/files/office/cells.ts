/* Cells whose value becomes a text: their type says so, and no number or formula says what they held before. */

import type { TextEdit } from "../../../core/document.js";
import { encodeEntities } from "../../../core/html-entities.js";
import { plainDigits } from "../../number-text.js";
import { toBytes, type Splice } from "../../splice.js";
import type { XmlDocument } from "../../xml.js";

export interface Writing {
  readonly document: XmlDocument;
  readonly source: string;
  /** Edits by XML node, in order and apart from one another. */
  readonly texts: Map<number, readonly TextEdit[]>;
  readonly removed: Set<number>;
  readonly splices: Splice[];
}

/** Adds what the edits of cells need besides themselves. */
export function settleCells(writing: Writing): void {
  const { document } = writing;
  // A cell may have thousands of paragraphs, and for no reader two values: they ask for the same.
  const settled = new Set<string>();
  for (const [node, edits] of [...writing.texts]) {
    const cell = cellOf(document, node);
    if (cell === -1) continue;
    const name = document.key(node) ?? "";
    const isSheet = sheetCells.has(document.key(cell) ?? "");
    const id = `${String(cell)} ${String(isSheet ? name === "v" : isValue.test(name))}`;
    if (settled.has(id)) continue;
    settled.add(id);
    if (!isSheet) settleOpenCell(writing, { node, cell, edits });
    else if (name === "v") settleSheetCell(writing, { node, cell, edits });
  }
}

interface Edited {
  readonly node: number;
  readonly cell: number;
  readonly edits: readonly TextEdit[];
}

const sheetCells = new Set(["c", "cell"]);
const cellNames = new Set([...sheetCells, "table-cell", "covered-table-cell"]);
const inCells = new Set(["v", "t", "r", "is", "p", "span", "a", "#text", "@value"]);

/** The cell a text stands in; -1 where it stands in none, or in something that has a cell of its own. */
function cellOf(document: XmlDocument, node: number): number {
  for (let at = node; at > 0; at = document.parent(at)) {
    const name = document.key(at) ?? "";
    if (at !== node && cellNames.has(name)) return at;
    if (!inCells.has(name) && !isValue.test(name)) return -1;
  }
  return -1;
}

const isValue = /^@(?:value|date-value|time-value|boolean-value|currency)$/;

function childrenOf(document: XmlDocument, element: number): readonly number[] {
  const children: number[] = [];
  for (let node = element + 1; node < document.after(element); node = document.after(node)) {
    if (document.kind(node) !== "key") children.push(node);
  }
  return children;
}

const asFormula = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** A formula would bring the value back. */
function settleSheetCell(writing: Writing, { node, cell, edits }: Edited): void {
  const { document, texts } = writing;
  const children = childrenOf(document, cell);
  const typed = children.find((child) => document.key(child) === "@t");
  const formula = children.find((child) => document.key(child) === "f");
  const text = editedText(plainDigits(document.text(node)), edits);
  if (typed === undefined || document.text(typed) === "n") {
    for (const child of [node, formula]) if (child !== undefined) texts.delete(child);
    writing.splices.push(spellCell(writing, { cell, value: node, formula, text }));
  } else if (formula !== undefined && document.text(formula) !== "") {
    const whole = {
      node: formula,
      start: 0,
      end: document.text(formula).length,
    };
    texts.set(formula, [{ ...whole, replacement: asFormula(text) }]);
  } else if (formula !== undefined) {
    texts.delete(node);
    writing.splices.push(spellCell(writing, { cell, value: node, formula, text }));
  }
}

interface Spelled {
  readonly cell: number;
  readonly value: number;
  readonly formula: number | undefined;
  readonly text: string;
}

/** The cell anew: `t="str"` is the type of a text that is no shared string (ECMA-376, 18.18.11). */
function spellCell({ document, source }: Writing, { cell, value, formula, text }: Spelled): Splice {
  const bytesOf = (node: number): string => {
    const { start, end } = document.bytes(node);
    return source.slice(start, end);
  };
  const tag = (node: number): string => bytesOf(document.keyNode(node));
  const spell = (name: string, content: string): string =>
    `<${name}>${toBytes(encodeEntities(content))}</${name}>`;
  const attributes = childrenOf(document, cell)
    .filter((child) => (document.key(child) ?? "").startsWith("@") && document.key(child) !== "@t")
    .map((child) => ` ${bytesOf(child)}`);
  const inside = [
    formula === undefined ? "" : spell(tag(formula), asFormula(text)),
    spell(tag(value), text),
  ].join("");
  const { start, end } = document.bytes(cell);
  return {
    start,
    end,
    bytes: `<${tag(cell)}${attributes.join("")} t="str">${inside}</${tag(cell)}>`,
  };
}

function settleOpenCell(writing: Writing, { node, cell, edits }: Edited): void {
  const { document, texts, removed } = writing;
  const whole = (at: number, replacement: string): void => {
    texts.set(at, [{ node: at, start: 0, end: document.text(at).length, replacement }]);
  };
  let isValueEdited = false;
  for (const child of childrenOf(document, cell)) {
    const name = document.key(child) ?? "";
    if (name === "@value-type") whole(child, "string");
    else if (name === "@formula" || isValue.test(name)) {
      isValueEdited ||= child === node;
      texts.delete(child);
      removed.add(child);
    }
  }
  if (!isValueEdited) return;
  let text = editedText(plainDigits(document.text(node)), edits);
  for (let at = cell + 1; at < document.after(cell); at++) {
    if (document.kind(at) !== "string" || (document.key(at) ?? "").startsWith("@")) continue;
    whole(at, text);
    text = "";
  }
}

/** A text with its edits. */
export function editedText(text: string, edits: readonly TextEdit[]): string {
  let [written, from] = ["", 0];
  for (const { start, end, replacement } of edits) {
    written += text.slice(from, start) + replacement;
    from = end;
  }
  return written + text.slice(from);
}
