/* Looks a form up once in a text, however many labels ask for its next place. */

import { onForget, remembersText } from "../text-memory.js";

/** Position of the next match of `form` (global) at or behind a place; Infinity where none follows. */
export function createNextPlace(form: RegExp): (text: string, at: number) => number {
  let known = "";
  let from = 0;
  let found = -1;
  onForget(() => {
    known = "";
  });
  return (text, at) => {
    if (at >= from && at <= found && text === known) return found;
    known = text;
    remembersText();
    from = at;
    form.lastIndex = at;
    found = form.exec(text)?.index ?? Infinity;
    return found;
  };
}
