/* Where comments and the contents of raw text elements end, by the rules of the HTML tokenizer. */

const isTagNameEnd = (unit: number): boolean => isBlank(unit) || unit === 47 || unit === 62;

/** Tab, line feed, form feed, carriage return, space. */
export function isBlank(unit: number): boolean {
  return unit === 32 || (unit <= 13 && unit >= 9 && unit !== 11);
}

export function skipBlanks(text: string, from: number): number {
  let at = from;
  while (at < text.length && isBlank(text.charCodeAt(at))) at++;
  return at;
}

export function isLetter(unit: number): boolean {
  const lower = unit | 32;
  return lower >= 97 && lower <= 122;
}

/** Whether `</name` or `<name` (`slash` 0) stands at `lt`, as a whole name, in any letter case. */
function isTagAt(text: string, lt: number, { name, slash }: { name: string; slash: 0 | 1 }): boolean {
  const start = lt + 1 + slash;
  if (slash === 1 && text.charCodeAt(lt + 1) !== 47) return false;
  if (!isTagNameEnd(text.charCodeAt(start + name.length))) return false;
  return text.slice(start, start + name.length).toLowerCase() === name;
}

/** Offset of the `</name` that closes a raw text element whose content starts at `from`; the end of the text if none does. */
export function rawTextEnd(text: string, from: number, name: string): number {
  for (let lt = text.indexOf("</", from); lt !== -1; lt = text.indexOf("</", lt + 2)) {
    if (isTagAt(text, lt, { name, slash: 1 })) return lt;
  }
  return text.length;
}

/** Offset of the next occurrence, remembered: questions come in ascending order. */
export function createFinder(text: string, needle: string): (from: number) => number {
  let found = -1;
  return (from) => {
    if (found < from) found = text.indexOf(needle, from);
    if (found === -1) found = Infinity;
    return found;
  };
}

/**
 * Like `rawTextEnd` for scripts: within `<!-- -->` a nested `<script>` needs its own end tag. `commentEnd` finds the next
 * `-->` and is shared by all scripts of a text, else each would search it anew.
 */
export function scriptEnd(text: string, from: number, commentEnd: (from: number) => number): number {
  let depth = 0;
  let at = from;
  for (let lt = text.indexOf("<", at); lt !== -1; lt = text.indexOf("<", at)) {
    if (depth > 0 && commentEnd(at) < lt) {
      at = commentEnd(at) + 3;
      depth = 0;
      continue;
    }
    at = lt + 1;
    if (isTagAt(text, lt, { name: "script", slash: 1 })) {
      if (depth < 2) return lt;
      depth = 1;
    } else if (depth === 0 && text.startsWith("<!--", lt)) {
      depth = 1;
      at = lt + 2;
    } else if (depth === 1 && isTagAt(text, lt, { name: "script", slash: 0 })) depth = 2;
  }
  return text.length;
}

/** Content end and the offset behind a comment. */
export interface Extent {
  readonly end: number;
  readonly after: number;
}

/** `from` is behind `<!--`. */
export function commentExtent(text: string, from: number): Extent {
  if (text.charCodeAt(from) === 62) return { end: from, after: from + 1 };
  if (text.startsWith("->", from)) return { end: from, after: from + 2 };
  for (let at = text.indexOf("--", from); at !== -1; at = text.indexOf("--", at + 1)) {
    if (text.charCodeAt(at + 2) === 62) return { end: at, after: at + 3 };
    if (text.startsWith("!>", at + 2)) return { end: at, after: at + 4 };
  }
  return { end: text.length, after: text.length };
}

/** Up to `needle`, or to the end of the text. */
export function extentTo(text: string, from: number, needle: string): Extent {
  const end = text.indexOf(needle, from);
  return end === -1 ? { end: text.length, after: text.length } : { end, after: end + needle.length };
}
