/* Offers what a label tells elsewhere than right behind it: in an answer, further on in the talk, as a plain word. */

import type { Span } from "../../core/types.js";
import type { Scan } from "../detector.js";
import { readBlockWord } from "./form-block.js";
import { isPublicName, wordBefore } from "./label-finder.js";
import type { LabelGate } from "./lexicon.js";
import { beforeLabel, shapeFor, type Found } from "./label-found.js";
import { keywordWords } from "./lexicon-words.js";
import { isWifiTalk } from "./made-value.js";
import { readPinBefore, readToldPin } from "./pin.js";
import { readPinChange } from "./pin-change.js";
import { isBareLabel, isNoCopula } from "./sentence-words.js";
import { isPlainAhead } from "./plain-talk.js";
import { readSeedAhead } from "./seed-ahead.js";
import { signKinds, signReach, signsAhead } from "./signs-ahead.js";
import { readSaid } from "./stated.js";
import { toldBehind } from "./told-behind.js";
import { readTold, topics } from "./topic.js";
import { readUsedWord } from "./used-word.js";

/** Everything that is told of the label's secret without standing right beside it. */
export function offerTalk(found: Found, label: Span): void {
  const { word, scan, sink } = found;
  const signs = isPlainAhead(scan, label.end, signReach) ? 0 : signsAhead(scan, label.end);
  for (const { separator, confidence, ...value } of toldBehind(scan, word.gate, { label, signs }))
    sink.add(shapeFor(word.kind, separator, confidence), value.start, value.end);
  const below = readBelowLabel(scan, word.gate, label);
  if (below !== undefined) sink.add(shapeFor(word.kind, "line", 0.65), below.start, below.end);
  offerTold(found, label, signs);
  if (word.gate === "pin") offerToldPin(found, label.end);
  if (word.gate === "password") offerWord(found, label);
}

/** In the next line of a form, or groups of a seed further on. */
function readBelowLabel(scan: Scan, gate: LabelGate, label: Span): Span | undefined {
  if (gate === "seed") return readSeedAhead(scan.text, label.end);
  return gate === "password" || gate === "brief" || gate === "pin"
    ? readBlockWord(scan, label, gate)
    : undefined;
}

function offerToldPin({ word, start, scan, sink }: Found, labelEnd: number): void {
  const one =
    scan.digits.count === 0
      ? undefined
      : (readPinBefore(scan.text, start) ?? readToldPin(scan.text, labelEnd));
  if (one !== undefined) sink.add(shapeFor(word.kind, "reversed", 0.65), one.start, one.end);
  if (scan.digits.count === 0 || one !== undefined) return;
  for (const each of readPinChange(scan.text, { start, end: labelEnd }))
    sink.add(shapeFor(word.kind, "target", 0.7), each.start, each.end);
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
function weightOf(found: Found): number {
  const { gate } = found.word;
  if (gate === "password" || gate === "opaque") return isProgram(found) ? 0 : topics.password;
  if (gate === "weak") return weightOfWeak(found);
  return gate === "brief" ? weightOfBrief(found) : 0;
}

/** `password manager`: a program. */
const isProgram = ({ word, start, scan: { text } }: Found): boolean =>
  text.charCodeAt(start + word.text.length) === 0x20 &&
  program.test(text.slice(start + word.text.length, start + word.text.length + 12));
const program = /^ (?:(?:manager|vault|generator|keeper)s?|length|age|history|complexity|expiry|lifetime)\b/i;

function weightOfWeak({ start, scan: { text } }: Found): number {
  if (isPublicName(text, start)) return 0;
  return isWifiTalk(beforeLabel(text, start)) ? topics.password : topics.login;
}

function weightOfBrief({ word, start, scan: { text } }: Found): number {
  // `PASS: test-7` of a run of tests.
  if (word.text === "pass" && text.startsWith("PASS", start)) return 0;
  if (keywordWords.has(wordBefore(text, start))) return 0;
  return word.text.startsWith("pass") ? topics.login : topics.password;
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
