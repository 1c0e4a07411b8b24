/* Atlassian Document Format: which text nodes of a document a reader sees as one paragraph. */

import type { Annotation, RunPart, TextRun } from "../../core/desk.js";
import type { Document } from "../../core/document.js";

/** Jira refuses a document with an empty text node, and shows a blank as nothing. */
const blank = " ";

/** Direct members of an inline node, by what matters here; -1 where there is none. */
interface Inline {
  readonly type: string;
  readonly text: number;
  readonly attributes: number;
  readonly content: number;
}

function readInline(document: Document, object: number): Inline {
  let [type, text, attributes, content] = ["", -1, -1, -1];
  for (let node = object + 1; node < document.after(object); node = document.after(node)) {
    const kind = document.kind(node);
    const key = kind === "key" ? undefined : document.key(node);
    if (key === "type" && kind === "string") type = document.text(node);
    else if (key === "text" && kind === "string") text = node;
    else if (key === "attrs" && kind === "object") attributes = node;
    else if (key === "content") content = node;
  }
  return { type, text, attributes, content };
}

/** The string under a key of an object; -1 where there is none. */
function textMember(document: Document, object: number, key: string): number {
  if (object === -1) return -1;
  for (let node = object + 1; node < document.after(object); node = document.after(node)) {
    if (document.kind(node) === "string" && document.key(node) === key) return node;
  }
  return -1;
}

/** Mentions, emoji and states show `attrs.text`; cards, dates and pictures show something else, which parts texts. */
function shownText(document: Document, { type, text, attributes }: Inline): number {
  if (type === "hardBreak") return -1;
  return text === -1 ? textMember(document, attributes, "text") : text;
}

/** Runs of one `content` list. A block in it ends a run. */
function* runsIn(document: Document, array: number): Generator<TextRun> {
  let parts: RunPart[] = [];
  let before: RunPart["before"] = "";
  for (let element = array + 1; element < document.after(array); element = document.after(element)) {
    if (document.kind(element) !== "object") continue;
    const inline = readInline(document, element);
    const shown = shownText(document, inline);
    if (shown !== -1) {
      parts.push({ node: shown, before });
      before = "";
    } else if (inline.content !== -1) {
      if (parts.length > 0) yield { parts, blank };
      [parts, before] = [[], ""];
    } else before = inline.type === "hardBreak" ? "\n" : before || " ";
  }
  if (parts.length > 0) yield { parts, blank };
}

/** Lists of nodes below an object that says its `type`. */
function contentOf(document: Document, object: number): readonly number[] {
  const lists: number[] = [];
  let isNode = false;
  for (let node = object + 1; node < document.after(object); node = document.after(node)) {
    const kind = document.kind(node);
    if (kind === "array" && document.key(node) === "content") lists.push(node);
    else if (kind === "string" && document.key(node) === "type") isNode = true;
  }
  return isNode ? lists : [];
}

/** The annotation with the runs of every document in ADF, wherever one stands. Each member is looked at a few times. */
export function withRuns(document: Document, annotation: Annotation): Annotation {
  const runs: TextRun[] = [];
  for (let node = 0; node < document.size; node++) {
    if (document.kind(node) !== "object") continue;
    for (const list of contentOf(document, node)) {
      for (const run of runsIn(document, list)) {
        if (run.parts.every((part) => annotation.role(part.node) === "content")) runs.push(run);
      }
    }
  }
  return runs.length === 0 ? annotation : { ...annotation, runs };
}
