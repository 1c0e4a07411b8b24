/* Where a URL ends in a text: blanks, quotes and brackets end it, punctuation at its end belongs to the sentence. */

/** UTF-16 units of one URL that are read. */
const longestUrl = 4096;

const ends = new Uint8Array(0x10000);
for (const sign of "\"'<>`|{}^\\\u00a0\u2028\u3000\u201c\u201d\u201e\u00ab\u00bb\uff0c\u3002\u3001\uff08\uff09\uff1b\uff1a\u300d\u300c\uff01\uff1f") {
  ends[sign.charCodeAt(0)] = 1;
}

/** Scripts without blanks between words: what follows a URL there is the sentence; inside one they are escaped. */
const firstEastAsian = 0x2e80;

const trailing = new Set(".,;:!?*_~…-");

/** Whether the bracket at the end of `text` has its partner before it. */
function isClosed(text: string, open: string, close: string): boolean {
  let depth = 0;
  for (const sign of text) {
    if (sign === open) depth++;
    else if (sign === close) depth--;
  }
  return depth >= 0;
}

function trimmed(text: string): number {
  let end = text.length;
  for (let cut = true; cut && end > 0;) {
    const last = text.charAt(end - 1);
    cut = trailing.has(last);
    if (last === ")") cut = !isClosed(text.slice(0, end), "(", ")");
    else if (last === "]") cut = !isClosed(text.slice(0, end), "[", "]");
    if (cut) end--;
  }
  return end;
}

/** End of the URL whose characters go on at `from`. */
export function urlEnd(text: string, from: number): number {
  const limit = Math.min(text.length, from + longestUrl);
  let end = from;
  while (end < limit) {
    const code = text.charCodeAt(end);
    if (code <= 32 || code >= firstEastAsian || ends[code] === 1) break;
    end++;
  }
  return from + trimmed(text.slice(from, end));
}
