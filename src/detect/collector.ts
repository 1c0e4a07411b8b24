/* Gathers the candidates of one text and its views, applies context words, and leaves the matches that count. */

import type { Reading } from "../core/reading.js";
import type { Evidence } from "../core/types.js";
import { findContext } from "./context.js";
import type { CandidateShape, Sink } from "./detector.js";
import type { EngineMatch } from "./engine.js";

/** A candidate of a pattern: `required` drops it when none of its context words is near. */
export interface ContextCandidate {
  readonly start: number;
  readonly end: number;
  readonly required: boolean;
}

export interface Collector extends Sink {
  readonly size: number;
  /** Forgets everything; what was returned before stays valid. */
  clear(): void;
  /** From now on candidates come from this view of the text. */
  enter(reading: Reading): void;
  /** Adds a candidate with its context words judged in the text it was found in. */
  addIn(text: string, shape: CandidateShape, candidate: ContextCandidate): void;
  /** `labels`: flat spans of our own labels in the text, in order. */
  finish(labels: readonly number[] | undefined): readonly EngineMatch[];
}

interface Place {
  readonly start: number;
  readonly end: number;
}

/** `floors`: by detector, the confidence below which its candidates do not count. */
export function createCollector(floors?: Readonly<Record<string, number>>): Collector {
  let candidates: EngineMatch[] = [];
  let view: Reading | undefined;
  const add = (shape: CandidateShape, start: number, end: number): void => {
    if (end <= start) return;
    if (view === undefined) candidates.push(toMatch(shape, { start, end }));
    else addFromView(candidates, view, { shape, start, end });
  };
  return {
    get size() {
      return candidates.length;
    },
    clear() {
      if (candidates.length > 0) candidates = [];
      view = undefined;
    },
    enter(reading) {
      view = reading;
    },
    add,
    addIn(text, shape, { start, end, required }) {
      const judged = judgeContext(text, shape, { start, end });
      if (judged !== undefined) add(judged, start, end);
      else if (!required) add(shape, start, end);
    },
    finish: (labels) => resolve(outsideLabels(aboveFloors(candidates, floors), labels)),
  };
}

function aboveFloors(
  candidates: EngineMatch[],
  floors: Readonly<Record<string, number>> | undefined,
): EngineMatch[] {
  if (floors === undefined) return candidates;
  return candidates.filter(({ confidence, detector }) => confidence >= (floors[detector] ?? 0));
}

/** What lies wholly inside one of our labels is our own writing. */
const outsideLabels = (candidates: EngineMatch[], labels: readonly number[] | undefined): EngineMatch[] =>
  labels === undefined ? candidates : candidates.filter((one) => !isInLabel(one, labels));

interface Seen extends Place {
  readonly shape: CandidateShape;
}

/** The hull of the pieces: an inline view has its invisible characters inside. */
function addFromView(candidates: EngineMatch[], reading: Reading, { shape, start, end }: Seen): void {
  if (reading.opaque === true && isLink(shape)) return;
  const pieces = reading.source(start, end);
  const [first] = pieces;
  const final = pieces.at(-1);
  if (first === undefined || final === undefined) return;
  candidates.push(toMatch(shape, { start: first.start, end: final.end }, { reading, start, end }));
}

/** Pictures and settings in base64 are full of links; a link is not worth a token that works. */
const isLink = ({ entity }: CandidateShape): boolean => entity === "URL" || entity === "HOSTNAME";

/** The shape as the words nearby make it; undefined when it has no context rule or none of its words is near. */
function judgeContext(text: string, shape: CandidateShape, span: Place): CandidateShape | undefined {
  const word = shape.context === undefined ? undefined : findContext(shape.context, text, span);
  if (word === undefined || shape.context === undefined) return undefined;
  const evidence: readonly Evidence[] = [...shape.evidence, { by: "context", name: word }];
  return { ...shape, evidence, confidence: Math.max(shape.confidence, shape.context.raisesTo) };
}

function isInLabel({ start, end }: Place, labels: readonly number[]): boolean {
  let low = 0;
  let high = labels.length / 2;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((labels[middle * 2 + 1] ?? 0) < end) low = middle + 1;
    else high = middle;
  }
  return (labels[low * 2] ?? Infinity) <= start;
}

/** A text may hold thousands: no object is made only to be copied into another. */
function toMatch(shape: CandidateShape, { start, end }: Place, via?: EngineMatch["via"]): EngineMatch {
  const { entity, kind, confidence, detector, evidence } = shape;
  if (kind === undefined) {
    if (via === undefined) return { entity, start, end, confidence, detector, evidence };
    return { entity, start, end, confidence, detector, evidence, via };
  }
  if (via === undefined) return { entity, kind, start, end, confidence, detector, evidence };
  return { entity, kind, start, end, confidence, detector, evidence, via };
}

/** By place; the longer first, then the more confident, then the direct reading. */
function inOrder(a: EngineMatch, b: EngineMatch): number {
  return (
    a.start - b.start ||
    b.end - a.end ||
    b.confidence - a.confidence ||
    Number(a.via !== undefined) - Number(b.via !== undefined) ||
    (a.detector < b.detector ? -1 : Number(a.detector > b.detector))
  );
}

function sorted(matches: EngineMatch[]): EngineMatch[] {
  for (let at = 1; at < matches.length; at++) {
    if (inOrder(matches[at - 1] as EngineMatch, matches[at] as EngineMatch) > 0) return matches.sort(inOrder);
  }
  return matches;
}

/** Drops what lies inside a match of the same entity that is at least as confident; all else the decision resolves. */
export function resolve(matches: EngineMatch[]): readonly EngineMatch[] {
  if (matches.length < 2) return matches;
  const widest = new Map<string, EngineMatch>();
  return sorted(matches).filter((match) => {
    const outer = widest.get(match.entity);
    if (outer !== undefined && match.end <= outer.end && match.confidence <= outer.confidence) return false;
    if (outer === undefined || match.end > outer.end) widest.set(match.entity, match);
    return true;
  });
}
