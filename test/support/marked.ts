/* Test texts that mark what is to be found with [[double brackets]]. */

export interface Marked {
  readonly text: string;
  /** `start-end` of each mark, in order. */
  readonly spans: readonly string[];
}

export function readMarked(marked: string): Marked {
  const spans: string[] = [];
  let text = "";
  for (const piece of marked.split("[[")) {
    const close = piece.indexOf("]]");
    if (close < 0) text += piece;
    else {
      spans.push(`${text.length}-${text.length + close}`);
      text += piece.slice(0, close) + piece.slice(close + 2);
    }
  }
  return { text, spans };
}
