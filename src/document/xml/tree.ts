/* Reads XML into nodes in source order: elements by their names, attributes, text, comments, instructions. */

import type { DocumentLimits } from "../../core/document.js";
import { AppError } from "../../core/errors.js";
import {
  addNode,
  close,
  innermost,
  joinMixed,
  pieceOf,
  type OpenElement,
  type Tree,
  type XmlNode,
} from "./growing-tree.js";
import {
  checkReferences,
  checkText,
  createScan,
  expectText,
  findText,
  isBlank,
  localName,
  readName,
  skipBlanks,
  xmlSyntax,
} from "./scan.js";

/** Throws AppError `xml_syntax`, `xml_doctype`, `json_depth`, `json_too_complex`, `string_too_large`. */
export function readTree(body: Buffer, source: string, options: TreeOptions): readonly XmlNode[] {
  const scan = createScan(body, source, options.from);
  const tree: Tree = { ...scan, limits: options.limits, nodes: [], texts: [], open: [], mixed: [] };
  addNode(tree, { kind: "object", parent: -1, start: 0, name: undefined });
  let roots = 0;
  while (tree.at < source.length) {
    if (source.charCodeAt(tree.at) !== lessThan) readText(tree);
    else if (isMarkup(source, tree.at)) readMarkup(tree);
    else if (source.charCodeAt(tree.at + 1) === slash) readClosingTag(tree);
    else {
      if (tree.open.length === 0 && roots++ > 0) throw xmlSyntax();
      readOpeningTag(tree);
    }
  }
  if (roots !== 1 || tree.open.length > 0) throw xmlSyntax();
  close(tree, 0, source.length);
  joinMixed(tree);
  return tree.nodes;
}

export interface TreeOptions {
  readonly limits: DocumentLimits;
  /** Behind the byte order mark and the declaration. */
  readonly from: number;
}

const lessThan = 60;
const slash = 47;

const isMarkup = (source: string, at: number): boolean =>
  source.charCodeAt(at + 1) === 33 || source.charCodeAt(at + 1) === 63;

function readText(tree: Tree): void {
  const { source, at } = tree;
  const next = source.indexOf("<", at);
  const end = next === -1 ? source.length : next;
  checkText(tree, at, end);
  tree.at = end;
  if (tree.open.length > 0) tree.texts.push(pieceOf(tree, "text", { start: at, end: end }));
  else if (!isBlank(source.slice(at, end))) throw xmlSyntax();
}

function readMarkup(tree: Tree): void {
  const { source, at } = tree;
  if (source.startsWith("<!--", at)) readComment(tree);
  else if (source.startsWith("<?", at)) readInstruction(tree);
  else if (source.startsWith("<![CDATA[", at)) readCdata(tree);
  else throw /^<!doctype/i.test(source.slice(at, at + 9)) ? new AppError("xml_doctype") : xmlSyntax();
}

function readComment(tree: Tree): void {
  const start = tree.at;
  const end = findText(tree, "--", start + 4);
  tree.at = end;
  expectText(tree, "-->");
  const pieces = [pieceOf(tree, "comment", { start: start + 4, end: end })];
  addNode(tree, {
    kind: "string",
    parent: innermost(tree),
    start,
    end: tree.at,
    name: "#comment",
    pieces,
  });
}

/** Only the declaration is called `xml`, and that one stands at the begin. */
function readInstruction(tree: Tree): void {
  const start = tree.at;
  tree.at += 2;
  const target = readName(tree);
  if (target.toLowerCase() === "xml") throw xmlSyntax();
  const behind = tree.at;
  const blank = skipBlanks(tree);
  const end = findText(tree, "?>", tree.at);
  if (!blank && end > behind) throw xmlSyntax();
  const pieces = [
    pieceOf(tree, "name", { start: start + 2, end: behind }),
    pieceOf(tree, "instruction", { start: behind, end }),
  ];
  tree.at = end + 2;
  addNode(tree, {
    kind: "string",
    parent: innermost(tree),
    start,
    end: tree.at,
    name: `?${target}`,
    pieces,
  });
}

function readCdata(tree: Tree): void {
  if (tree.open.length === 0) throw xmlSyntax();
  const start = tree.at + 9;
  const end = findText(tree, "]]>", start);
  tree.texts.push(pieceOf(tree, "cdata", { start: start, end: end }));
  tree.at = end + 3;
}

function readOpeningTag(tree: Tree): void {
  const outer = tree.open.at(-1);
  if (outer !== undefined) {
    endRun(tree, outer);
    outer.hasElements = true;
  }
  const start = tree.at++;
  const nameStart = tree.at;
  const name = readName(tree);
  const parent = innermost(tree);
  const key = addKey(tree, { parent, start: nameStart });
  const node = addNode(tree, { kind: "object", parent, keyNode: key, start, name: localName(name) });
  setName(tree, key);
  readAttributes(tree, node);
  const empty = tree.source.charCodeAt(tree.at) === slash;
  if (empty) tree.at++;
  expectText(tree, ">");
  const from = tree.texts.length;
  const element: OpenElement = { node, name, from, run: from, hasElements: false, mixed: false };
  if (empty) {
    closeElement(tree, element);
  } else {
    tree.open.push(element);
    if (tree.open.length > tree.limits.depth) throw new AppError("json_depth");
  }
}

/** The name that has just been read; its node stands before that of its value, and is called the same. */
function addKey(tree: Tree, { parent, start }: Pick<XmlNode, "parent" | "start">): number {
  const pieces = [pieceOf(tree, "name", { start: start, end: tree.at })];
  return addNode(tree, { kind: "key", parent, start, end: tree.at, name: undefined, pieces });
}

function setName({ nodes }: Tree, key: number): void {
  const entry = nodes[key];
  if (entry !== undefined) entry.name = nodes[key + 1]?.name;
}

function readAttributes(tree: Tree, element: number): void {
  let seen: Set<string> | undefined;
  for (;;) {
    const blank = skipBlanks(tree);
    const unit = tree.source.charCodeAt(tree.at);
    if (unit === 62 || unit === slash) return;
    if (!blank) throw xmlSyntax();
    readAttribute(tree, element, (seen ??= new Set()));
  }
}

function readAttribute(tree: Tree, element: number, seen: Set<string>): void {
  const start = tree.at;
  const name = readName(tree);
  if (seen.has(name)) throw xmlSyntax();
  seen.add(name);
  const key = addKey(tree, { parent: element, start });
  skipBlanks(tree);
  expectText(tree, "=");
  skipBlanks(tree);
  const quote = tree.source.charAt(tree.at++);
  if (quote !== '"' && quote !== "'") throw xmlSyntax();
  const from = tree.at;
  const end = findText(tree, quote, from);
  if (tree.source.slice(from, end).includes("<")) throw xmlSyntax();
  checkReferences(tree, from, end);
  tree.at = end + 1;
  const pieces = [pieceOf(tree, "attribute", { start: from, end: end })];
  addNode(tree, {
    kind: "string",
    parent: element,
    keyNode: key,
    start,
    end: tree.at,
    name: `@${localName(name)}`,
    pieces,
  });
  setName(tree, key);
}

function readClosingTag(tree: Tree): void {
  const element = tree.open.at(-1);
  if (element === undefined) throw xmlSyntax();
  if (element.hasElements) endRun(tree, element);
  tree.at += 2;
  const start = tree.at;
  if (readName(tree) !== element.name) throw xmlSyntax();
  const key = tree.nodes[element.node - 1];
  if (key !== undefined) key.pieces = [...key.pieces, pieceOf(tree, "name", { start: start, end: tree.at })];
  skipBlanks(tree);
  expectText(tree, ">");
  tree.open.pop();
  closeElement(tree, element);
}

/** Text before or behind an element in the same one is a node of its own, unless it only sets lines apart. */
function endRun(tree: Tree, element: OpenElement): void {
  const pieces = tree.texts.slice(element.run);
  element.run = tree.texts.length;
  if (pieces.every(({ start, end }) => isBlank(tree.source.slice(start, end)))) return;
  element.mixed = true;
  addNode(tree, {
    kind: "string",
    parent: element.node,
    start: pieces[0]?.start ?? 0,
    end: pieces.at(-1)?.end ?? 0,
    name: "#text",
    pieces,
  });
}

function closeElement(tree: Tree, element: OpenElement): void {
  const entry = tree.nodes[element.node];
  const outer = tree.open.at(-1);
  if (outer !== undefined) outer.run = tree.texts.length;
  const { node, from, mixed } = element;
  if (mixed) tree.mixed.push({ node, from, to: tree.texts.length });
  if (entry !== undefined && !element.hasElements) {
    entry.kind = "string";
    entry.pieces = tree.texts.slice(from);
  }
  close(tree, node, tree.at);
}
