/* A desk's knowledge of its fields, written as paths and compiled into a trie that one pass over a document follows. */

import type { Annotation, FileForm } from "../core/desk.js";
import type { Document } from "../core/document.js";
import { memoByKey } from "../core/key-memo.js";
import { lazily } from "../core/lazily.js";
import type { Audience, FieldRole, TextFormat } from "../core/types.js";
import { compileAnywhere, type Anywhere, type AnywhereMap } from "./anywhere.js";

/** `cc` marks each element of an array (or the whole member, when it is not an array) as one recipient. */
export type FieldUse = FieldRole | "html" | TextFileForm;

/** Files that are written in a text; raw ones are nodes of their own, wherever they stand. */
type TextFileForm = Exclude<FileForm, "raw" | "text">;

/**
 * Dotted paths to uses; the empty one is the document itself. `*` is any key or array position, `**` (last step only)
 * everything below. A path that begins with `**.` holds at any depth where no other does; upper case, dots, `_`, `-` and
 * the `@` of attributes do not matter in its first name.
 */
export type FieldPaths = Readonly<Record<string, FieldUse>>;

/** A function where there are many: every program loads every desk, and most talk to one. */
export type FieldSource = FieldPaths | (() => FieldPaths);

interface Step {
  readonly next: Map<string, Step>;
  use?: FieldUse;
  /** Use of everything below that has no entry of its own. */
  below?: FieldUse;
}

const anyStep = "*";
const newStep = (): Step => ({ next: new Map() });

/**
 * The function it returns annotates one document in one pass over its nodes. Paths are compiled for the first one: a desk has
 * hundreds of routes, and most programs see few of them.
 */
export function createFieldMap(
  paths: FieldSource,
  anywhere: Anywhere = {},
): (document: Document) => Annotation {
  const compiled = lazily<Compiled>(() => ({
    ...compilePaths(typeof paths === "function" ? paths() : paths, anywhere.keys),
    told: compileAnywhere(anywhere),
  }));
  return (document) => annotate(document, compiled());
}

interface Compiled {
  readonly root: Step;
  /** Steps from any depth, by plain names. */
  readonly anywhere: Step;
  readonly told: AnywhereMap;
}

function compilePaths(paths: FieldPaths, keys: FieldPaths = {}): Pick<Compiled, "root" | "anywhere"> {
  const root = newStep();
  const anywhere = newStep();
  for (const [key, use] of Object.entries(keys)) addPath(anywhere, [plainName(key)], use);
  for (const [path, use] of Object.entries(paths)) {
    const names = path === "" ? [] : path.split(".");
    const [first = "", second, ...rest] = names;
    if (first === "**" && second !== undefined) addPath(anywhere, [plainName(second), ...rest], use);
    else addPath(root, names, use);
  }
  return { root, anywhere };
}

/** `@email-CCs` and `email_ccs` are one name to people who write templates. */
const plainName = memoByKey((name: string): string => name.replace(/[@._-]/g, "").toLowerCase());

/** `{ "a.b": use }` below `prefix`. */
export function below(prefix: string, paths: FieldPaths): FieldPaths {
  const deeper: Record<string, FieldUse> = {};
  for (const [path, use] of Object.entries(paths)) deeper[`${prefix}.${path}`] = use;
  return deeper;
}

function addPath(root: Step, names: readonly string[], use: FieldUse): void {
  let step = root;
  for (const [position, name] of names.entries()) {
    if (name === "**" && position === names.length - 1) {
      step.below = use;
      return;
    }
    let next = step.next.get(name);
    if (next === undefined) step.next.set(name, (next = newStep()));
    step = next;
  }
  step.use = use;
}

interface Marks {
  readonly anywhere: Step;
  readonly told: AnywhereMap;
  readonly uses: (FieldUse | undefined)[];
  readonly steps: (Step | undefined)[];
  readonly belows: (FieldUse | undefined)[];
  /** Objects that say who reads them. */
  readonly spoken: Map<number, Audience>;
  /** Nodes of recipient entries that pass. */
  readonly kept: Set<number>;
  readonly cc: number[];
  readonly files: { readonly node: number; readonly form: FileForm }[];
}

const isFileForm = (use: FieldUse | undefined): use is TextFileForm => use === "base64" || use === "data-url";

function annotate(document: Document, { root, anywhere, told }: Compiled): Annotation {
  const { size } = document;
  const marks: Marks = {
    anywhere,
    told,
    uses: new Array<FieldUse | undefined>(size),
    steps: new Array<Step | undefined>(size),
    belows: new Array<FieldUse | undefined>(size),
    spoken: new Map(),
    kept: new Set(),
    cc: [],
    files: [],
  };
  marks.steps[0] = root;
  marks.uses[0] = root.use;
  marks.belows[0] = root.below;
  let ccUntil = 0;
  for (let node = 0; node < size; node++) {
    const kind = document.kind(node);
    // Key nodes have no role of their own.
    if (node > 0 && kind !== "key") markNode(document, node, marks);
    if (node < ccUntil) marks.uses[node] = marks.kept.has(node) ? "contact" : "cc";
    else if (marks.uses[node] === "cc") ccUntil = markRecipients(document, node, marks);
    markFile(document, node, marks);
    if (kind === "literal" || kind === "string") markAudience(document, node, marks);
  }
  const audiences = spread(document, marks.spoken);
  return {
    role: (node) => roleOf(marks.uses[node]),
    audience: (node) => audiences[node],
    format: (node): TextFormat => (marks.uses[node] === "html" ? "html" : "plain"),
    cc: marks.cc,
    ...(marks.files.length > 0 && { files: marks.files }),
  };
}

/** Names beside a file are its names. */
function markFile(document: Document, file: number, { files, uses }: Marks): void {
  const kind = document.kind(file);
  const use = uses[file];
  if (kind === "string" && isFileForm(use)) files.push({ node: file, form: use });
  if (kind !== "file") return;
  files.push({ node: file, form: "raw" });
  for (let node = document.parent(file) + 1; node < file; node++) {
    if (document.kind(node) === "string") uses[node] ??= "attachment";
  }
}

function roleOf(use: FieldUse | undefined): FieldRole {
  if (use === "base64") return "attachment";
  return use === undefined || use === "html" || use === "data-url" ? "content" : use;
}

/** Follows the trie from the parent's step. */
function markNode(document: Document, node: number, marks: Marks): void {
  const parent = document.parent(node);
  const key = document.key(node);
  marks.steps[node] = marks.steps[parent];
  marks.belows[node] = marks.belows[parent];
  if (parent === 0 && key?.includes("[") === true) advanceByBrackets(marks, node, key);
  else advance(marks, node, key ?? String(document.index(node)));
  marks.uses[node] = marks.steps[node]?.use ?? marks.belows[node] ?? anywhereUse(marks, key);
  markTold(document, node, marks);
}

/** An entry that says it is a copy is one, whatever a path calls it. */
function markTold(document: Document, node: number, { uses, told }: Marks): void {
  if (document.key(node) !== undefined) uses[node] ??= told.useByName(document, node);
  else if (told.isCopy(document, node)) uses[node] = "cc";
}

function advance(marks: Marks, node: number, name: string): void {
  const from = marks.steps[node];
  const step = from?.next.get(name) ?? from?.next.get(anyStep) ?? anywhereStep(marks, name);
  marks.steps[node] = step;
  if (step?.below !== undefined) marks.belows[node] = step.below;
}

/** For a path's own step that says nothing of this member. */
const anywhereUse = (marks: Marks, key: string | undefined): FieldUse | undefined =>
  key === undefined ? undefined : anywhereStep(marks, key)?.use;

function anywhereStep({ anywhere }: Marks, name: string): Step | undefined {
  return anywhere.next.size === 0 ? undefined : anywhere.next.get(plainName(name));
}

const bracketed = /[^[\]]+|\[\]/g;

/** Forms and queries nest by brackets: `ticket[collaborators][]` is three steps, the last one any position. */
function advanceByBrackets(marks: Marks, node: number, key: string): void {
  for (const name of key.match(bracketed) ?? []) {
    if (marks.steps[node]?.use === "cc") return;
    advance(marks, node, name);
  }
}

/** Lists the recipients under a `cc` node; returns the first node after them. */
function markRecipients(document: Document, node: number, marks: Marks): number {
  const end = document.after(node);
  const kind = document.kind(node);
  if (kind === "literal") return node + 1;
  if (kind !== "array") {
    marks.cc.push(node);
    return end;
  }
  for (let element = node + 1; element < end; element = document.after(element)) {
    if (document.kind(element) === "literal") continue;
    if (isDeletion(document, element)) markKept(document, element, marks);
    else marks.cc.push(element);
  }
  return end;
}

/**
 * `action: "delete"` takes a recipient off the ticket, which is what we want: the entry passes. A repeated key that
 * says something else as well could be read as an addition, so that one does not.
 */
function isDeletion(document: Document, element: number): boolean {
  if (document.kind(element) !== "object") return false;
  let found = false;
  for (let node = element + 1; node < document.after(element); node = document.after(node)) {
    if (document.kind(node) === "key" || document.key(node) !== "action") continue;
    if (document.kind(node) !== "string" || document.text(node) !== "delete") return false;
    found = true;
  }
  return found;
}

function markKept(document: Document, element: number, marks: Marks): void {
  for (let node = element; node < document.after(element); node++) marks.kept.add(node);
}

/** `public: true|false` and its like speak for the object they stand in and everything below. */
function markAudience(document: Document, node: number, { spoken, told }: Marks): void {
  if (document.key(node) === undefined) return;
  const audience = told.audienceOf(document, node);
  if (audience !== undefined) spoken.set(document.parent(node), audience);
}

/** What an object says, or else what the nearest around it says. */
function spread(
  document: Document,
  spoken: ReadonlyMap<number, Audience>,
): readonly (Audience | undefined)[] {
  const audiences: (Audience | undefined)[] = [];
  if (spoken.size === 0) return audiences;
  for (let node = 0; node < document.size; node++) {
    audiences[node] = spoken.get(node) ?? audiences[document.parent(node)];
  }
  return audiences;
}
