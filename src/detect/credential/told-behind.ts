/* Where a secret may be told behind its label other than right there: in an answer, in turn with the old one, further on. */

import type { Span } from "../../core/types.js";
import type { UnitText } from "../units.js";
import { lexAsked } from "./asked.js";
import type { Separator } from "./judged.js";
import type { LabelGate } from "./lexicon.js";
import { readBelow, readLoudAhead } from "./loud-ahead.js";
import { readOldAndNew } from "./old-new.js";
import { signKinds, signsAhead } from "./signs-ahead.js";

export interface Told extends Span {
  readonly separator: Separator;
  readonly confidence: number;
}

const answered = signKinds.question | signKinds.lineEnd;

const none: readonly Told[] = Object.freeze([]);

/** Nothing in most texts: prose has none of the signs of a secret or of an answer. */
export function toldBehind(source: UnitText, gate: LabelGate, label: Span): readonly Told[] {
  const signs = signsAhead(source, label.end);
  return signs === 0 ? none : [...readTold(source.text, { gate, label, signs })];
}

interface Ahead {
  readonly gate: LabelGate;
  readonly label: Span;
  readonly signs: number;
}

function* readTold(text: string, { gate, label, signs }: Ahead): Generator<Told> {
  const answer = (signs & answered) === 0 ? undefined : lexAsked(text, label, gate);
  if (answer !== undefined) yield told(answer, "line", 0.75);
  if (gate !== "password" && gate !== "brief") return;
  for (const one of readOldAndNew(text, label.end)) yield told(one, "target", 0.7);
  if (gate === "brief" || answer !== undefined) return;
  const loud = (signs & signKinds.mark) === 0 ? undefined : readLoudAhead(text, label.end);
  if (loud !== undefined) yield told(loud, "none", 0.6);
  const below = (signs & signKinds.lineEnd) === 0 ? undefined : readBelow(text, label);
  if (below !== undefined) yield told(below, "line", 0.65);
}

const told = ({ start, end }: Span, separator: Separator, confidence: number): Told => ({
  start,
  end,
  separator,
  confidence,
});
