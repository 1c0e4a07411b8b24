/* How sure a place and a name make a finding: from 0.8 on `balanced` masks. */

import type { CandidateShape } from "../detector.js";
import type { PersonName } from "./name-reader.js";

/** `sure`: masked by default. `likely`: flagged. `hint`: flagged, just above what `scan` lists. */
export interface Grades {
  readonly certain: CandidateShape;
  readonly sure: CandidateShape;
  readonly likely: CandidateShape;
  readonly hint: CandidateShape;
}

export function personGrades(detector: string, name: string): Grades {
  const shape = (confidence: number): CandidateShape => ({
    detector,
    entity: "PERSON",
    confidence,
    evidence: [{ by: "label", name }],
  });
  return { certain: shape(0.9), sure: shape(0.85), likely: shape(0.7), hint: shape(0.55) };
}

export type Grade = keyof Grades | undefined;

/** What a place makes of a name: by whether we know its given name, by two words or more, and of one unknown word. */
export interface Measure {
  readonly given: Grade;
  readonly full: Grade;
  readonly single: Grade;
}

export function gradeOf({ given, words, initials, role }: PersonName, measure: Measure): Grade {
  if (role) return undefined;
  if (given) return measure.given;
  return words + initials > 1 ? measure.full : measure.single;
}
