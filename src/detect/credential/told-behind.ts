/* Where a secret may be told behind its label other than right there: in an answer, in turn with the old one, further on. */

import type { Span } from "../../core/types.js";
import { unitAt, type UnitText } from "../units.js";
import { lexAsked } from "./asked.js";
import type { Separator } from "./judged.js";
import type { LabelGate } from "./lexicon.js";
import { readBelow } from "./loud-ahead.js";
import { readNextSaid } from "./next-said.js";
import { readNamed } from "./stated.js";
import { readOldAndNew } from "./old-new.js";
import { signKinds } from "./signs-ahead.js";

export interface Told extends Span {
  readonly separator: Separator;
  readonly confidence: number;
}

/** A label, and the signs behind it. */
interface Ahead {
  readonly label: Span;
  readonly signs: number;
}

/** One of these is in every secret that is told with its old one, or some words on. */
const secret = signKinds.digit | signKinds.mark | signKinds.hyphen | signKinds.other;
/** Between a question and its answer stands its mark, or the name of who answers on the next line. */
const nextLine = signKinds.lineEnd | signKinds.colon;

const mayBeAnswered = (signs: number): boolean =>
  (signs & signKinds.question) !== 0 || (signs & nextLine) === nextLine;

const none: readonly Told[] = Object.freeze([]);

/** Units behind a label in which a comma may part it from what it is named. */
const commaReach = 40;

function hasComma({ text, units }: UnitText, from: number): boolean {
  const stop = Math.min(text.length, from + commaReach);
  for (let at = from; at < stop; at++) if (unitAt(units, at) === 0x2c) return true;
  return false;
}

/** Nothing in most texts: prose has none of the signs of a secret or of an answer. */
export function toldBehind(source: UnitText, gate: LabelGate, { label, signs }: Ahead): readonly Told[] {
  const answer = mayBeAnswered(signs) ? lexAsked(source.text, label, gate) : undefined;
  if (gate !== "password" && gate !== "brief")
    return answer === undefined ? none : [told(answer, "line", 0.75)];
  const found = answer === undefined ? [] : [told(answer, "line", 0.75)];
  if ((signs & secret) !== 0) addTurns(source.text, label, found);
  if (gate === "password" && answer === undefined) addFurther(source, { label, signs }, found);
  return found.length === 0 ? none : found;
}

/** The old and the new in turn. */
function addTurns(text: string, label: Span, found: Told[]): void {
  for (const one of readOldAndNew(text, label.end)) found.push(told(one, "target", 0.7));
}

/** Alone on the line below, or a plain word that is named some words on. */
function addFurther(source: UnitText, { label, signs }: Ahead, found: Told[]): void {
  const next = (signs & secret) === 0 ? undefined : readNextSaid(source.text, label.end);
  if (next !== undefined) found.push(told(next, "line", 0.65));
  const mayBeBelow = (signs & secret) !== 0 && (signs & signKinds.lineEnd) !== 0;
  const below = mayBeBelow ? readBelow(source.text, label) : undefined;
  if (below !== undefined) found.push(told(below, "line", 0.65));
  const mayBeNamed = (signs & signKinds.other) !== 0 || hasComma(source, label.end);
  const named = mayBeNamed ? readNamed(source.text, label.end) : undefined;
  if (named !== undefined) found.push(told(named, "copula", 0.6));
}

const told = ({ start, end }: Span, separator: Separator, confidence: number): Told => ({
  start,
  end,
  separator,
  confidence,
});
