/* Candidate shapes of one detector, which differ in confidence and in what they rest on. */

import type { Evidence } from "../core/types.js";
import type { CandidateShape } from "./detector.js";

/** `by` says what kind of evidence all of them have; its name differs. */
export const shapesOf =
  (common: Pick<CandidateShape, "detector" | "entity" | "kind">, by: Evidence["by"]) =>
  (confidence: number, name: string): CandidateShape => ({
    ...common,
    confidence,
    evidence: [{ by, name }],
  });
