/* Knows plain prose at a glance: behind a label without a separator, ordinary words up to the full stop hold no secret. */

/** Small letters with a capital at most at their start, marks only inside; or a capital that stands alone. */
const word = "(?:[A-Z]?[a-z]{1,40}(?:['-][a-z]{1,40}){0,3}|[A-Z])";

/**
 * Where looking may stop: the line ends; a full stop or semicolon stands before a blank; so many words were passed
 * that no qualifier reaches further (nine words, a copula, fillers, a preposition, the value). A `!` or `?` parts
 * sentences too, but a value keeps it (`from Why? to Never!`), so only the line's end counts behind it.
 */
const ends = "(?:[,!?]?[\\r\\n]|[ \\t][\\r\\n]|[.;](?:\\s|$)|(?<![A-Z])$)";
const farEnough = 20;

/** Bounded: a failed try costs a constant, since every repeat is followed by something that cannot be in it. */
const prose = new RegExp(
  `${word}(?:(?:,?[ \\t]${word}){${String(farEnough)}}|(?:,?[ \\t]${word}){0,${String(farEnough - 1)}}${ends})`,
  "y",
);

/** True when the sentence ends at `at`, or goes on there one blank behind in ordinary words only. */
export function isProseAhead(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  // `.`, `;`, `!`, `?` right behind the label.
  if (code === 0x2e || code === 0x3b || code === 0x21 || code === 0x3f) return true;
  if (code !== 0x20 && code !== 0x09) return false;
  prose.lastIndex = at + 1;
  return prose.test(text);
}
