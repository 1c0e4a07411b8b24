/* Offers what a label tells elsewhere than right behind it: in an answer, further on in the talk, as a plain word. */

import type { Span } from "../../core/types.js";
import { wordBefore } from "./label-finder.js";
import { beforeLabel, shapeFor, type Found } from "./label-found.js";
import { keywordWords } from "./lexicon-words.js";
import { isWifiTalk } from "./made-value.js";
import { readPinBefore, readToldPin } from "./pin.js";
import { isBareLabel, isNoCopula } from "./sentence-words.js";
import { signKinds, signsAhead } from "./signs-ahead.js";
import { readSaid } from "./stated.js";
import { toldBehind } from "./told-behind.js";
import { readTold, topics } from "./topic.js";
import { readUsedWord } from "./used-word.js";

/** Everything that is told of the label's secret without standing right beside it. */
export function offerTalk(found: Found, label: Span): void {
  const { word, scan, sink } = found;
  const signs = signsAhead(scan, label.end);
  for (const { separator, confidence, ...value } of toldBehind(scan, word.gate, { label, signs }))
    sink.add(shapeFor(word.kind, separator, confidence), value.start, value.end);
  offerTold(found, label, signs);
  if (word.gate === "pin") offerToldPin(found, label.end);
  if (word.gate === "password") offerWord(found, label);
}

function offerToldPin({ word, start, scan, sink }: Found, labelEnd: number): void {
  const one =
    scan.digits.count === 0
      ? undefined
      : (readPinBefore(scan.text, start) ?? readToldPin(scan.text, labelEnd));
  if (one !== undefined) sink.add(shapeFor(word.kind, "reversed", 0.65), one.start, one.end);
}

/** A plain word, said to be the password or used as it. */
function offerWord({ word, scan, sink }: Found, label: Span): void {
  const { text } = scan;
  if (!isBareLabel(text, label.end)) return;
  const said = !isNoCopula(text, label.end + 1) || mayBeSaid(text, label.end + 1);
  const one = said ? readSaid(text, label) : readUsedWord(text, label);
  if (one !== undefined) sink.add(shapeFor(word.kind, said ? "copula" : "none", 0.6), one.start, one.end);
}

/** `used to be`, `should be`, `will be` */
const mayBeSaid = (text: string, at: number): boolean =>
  text.startsWith("used to be ", at) || text.startsWith("should be ", at) || text.startsWith("will be ", at);

/** How much the label says that a secret is near. */
function weightOf({ word, start, scan }: Found): number {
  // `PASS: test-7` of a run of tests.
  if (word.text === "pass" && scan.text.startsWith("PASS", start)) return 0;
  if (word.gate === "password" || word.gate === "opaque") return topics.password;
  if (word.gate === "weak" && isWifiTalk(beforeLabel(scan.text, start))) return topics.password;
  if (word.gate === "brief" && keywordWords.has(wordBefore(scan.text, start))) return 0;
  if (word.gate === "brief") return /^pass/.test(word.text) ? topics.login : topics.password;
  return word.gate === "weak" ? topics.login : 0;
}

/** Anywhere around. */
function offerTold(found: Found, { start, end }: Span, signs: number): void {
  const { word, scan, sink } = found;
  const weight = weightOf(found);
  if (weight === 0) return;
  const marked = (signs & signKinds.mark) !== 0;
  for (const one of readTold(scan, { start, end, weight, marked, ofMachine: word.kind === "key" }))
    sink.add(shapeFor(word.kind, "none", one.confidence), one.start, one.end);
}
