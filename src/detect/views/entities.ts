/* Character references of HTML and XML left over in plain text. */

import { readReference } from "../../core/html-entities.js";
import { createRewriting, type Rewriting } from "./rewriting.js";

const reference = /&(?:#\d|#x[\da-f]|[a-z]{2})/i;

export function decodeEntities(text: string): Rewriting | undefined {
  if (!reference.test(text)) return undefined;
  const rewriting = createRewriting(text);
  for (let at = text.indexOf("&"); at !== -1;) {
    const read = readAt(text, at);
    if (read !== undefined) rewriting.replace(at, read.end, read.value);
    at = text.indexOf("&", read?.end ?? at + 1);
  }
  return rewriting.finish();
}

/** `&amp;#64;` was escaped twice: what the first reading spells is read once more with what follows it. */
function readAt(text: string, at: number): { readonly value: string; readonly end: number } | undefined {
  if (text.startsWith("&amp;", at)) {
    const inner = readReference(`&${text.slice(at + 5, at + 45)}`, 0);
    if (inner !== undefined) return { value: inner.value, end: at + 4 + inner.end };
  }
  return readReference(text, at);
}
