/* Knows plain prose at a glance: behind a label without a separator, ordinary words up to the full stop hold no secret. */

const other = 0;
const small = 1;
const capital = 2;
const blank = 3;
const inner = 4;
const comma = 5;
const sentenceEnd = 6;
const lineEnd = 7;
/** Parts sentences too, but a value keeps it, and the sentence may go on behind: `from Why? to Never!`. */
const shout = 8;

const width = 9;

/** What each unit of ASCII is in a sentence of ordinary words. */
const kinds = new Uint8Array(0x80);
for (const [units, kind] of [
  ["abcdefghijklmnopqrstuvwxyz", small],
  ["ABCDEFGHIJKLMNOPQRSTUVWXYZ", capital],
  [" \t", blank],
  ["'-", inner],
  [",", comma],
  [".;", sentenceEnd],
  ["!?", shout],
  ["\n\r", lineEnd],
] as const) {
  for (const unit of units) kinds[unit.charCodeAt(0)] = kind;
}

/** May the second unit follow the first in plain prose? Capitals begin a word, inner marks stand between small letters. */
const mayFollow = new Uint8Array(width * width);
for (const [first, ...next] of [
  [small, small, blank, inner, comma, sentenceEnd, shout, lineEnd],
  [capital, small, blank, lineEnd],
  [blank, small, capital, lineEnd],
  [inner, small],
  [comma, blank, lineEnd],
  [sentenceEnd, blank, lineEnd],
  [shout, lineEnd],
] as const) {
  for (const second of next) mayFollow[width * first + second] = 1;
}

function kindAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code < 0x80 ? (kinds[code] as number) : other;
}

/** Nine words of a qualifier and what may follow the last of them: copulas, fillers, a preposition, the value. */
const farEnough = 20;
/** Units that are looked at; prose of longer words is read word by word. */
const reach = 240;

/**
 * True when the sentence ends at `at`, the end of a label, or goes on one blank behind it in ordinary words only:
 * nothing in it is chosen-looking, quoted or behind a separator.
 */
export function isProseAhead(text: string, at: number): boolean {
  const first = kindAt(text, at);
  if (first !== blank || kindAt(text, at + 1) === lineEnd) return first >= sentenceEnd && first !== lineEnd;
  const stop = Math.min(text.length, at + reach);
  let words = 0;
  let previous = blank;
  for (let next = at + 1; next < stop; next++) {
    const kind = kindAt(text, next);
    if (mayFollow[width * previous + kind] === 0) return false;
    if (kind === blank && (previous === sentenceEnd || ++words > farEnough)) return true;
    if (kind === lineEnd) return true;
    previous = kind;
  }
  return stop === text.length && (previous === small || previous === sentenceEnd);
}
