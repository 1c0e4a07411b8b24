/* Blanks between the texts of a part, which are no nodes of their own: OpenDocument shows them. */

/** What may stand between two texts besides tags, and how it ends; a section of character data is text all through. */
const marks = [
  ["<!--", "-->"],
  ["<?", "?>"],
  ["<![CDATA[", ""],
  ["]]>", ""],
] as const;

function endOfMark(source: string, at: number): number {
  for (const [begin, end] of marks) {
    if (!source.startsWith(begin, at)) continue;
    const stop = end === "" ? at + begin.length : source.indexOf(end, at + begin.length) + end.length;
    return Math.max(at + 1, stop);
  }
  return at;
}

/** Whether blanks stand outside of tags. */
function hasBlanks(source: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const sign = source.charAt(at);
    if (/\s/.test(sign)) return true;
    const end = sign === "<" || sign === "]" ? endOfMark(source, at) : at;
    if (end > at) at = end - 1;
    else if (sign === "<") at = endOfTag(source, at, to) - 1;
  }
  return false;
}

/** Behind the sign that closes it; a quoted one does not. */
function endOfTag(source: string, start: number, to: number): number {
  let quote = "";
  for (let at = start; at < to; at++) {
    const sign = source.charAt(at);
    if (quote !== "") quote = sign === quote ? "" : quote;
    else if (sign === '"' || sign === "'") quote = sign;
    else if (sign === ">") return at + 1;
  }
  return to;
}

/** Blanks between two texts that stand outside of both. */
export class Gaps {
  readonly #source: string;
  #last = 0;
  #blank = false;

  constructor(source: string) {
    this.#source = source;
  }

  pass({ start, end }: { readonly start: number; readonly end: number }): void {
    this.#blank ||= hasBlanks(this.#source, this.#last, start);
    this.#last = Math.max(this.#last, end);
  }

  /** Whether there were any since the last text. */
  take(): boolean {
    const blank = this.#blank;
    this.#blank = false;
    return blank;
  }
}
