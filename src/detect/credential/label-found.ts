/* A label found in a text, and the shapes of the candidates it may have. */

import type { CandidateShape, Scan, Sink } from "../detector.js";
import type { Separator } from "./judged.js";
import { credentialKinds, type CredentialKind, type LabelWord } from "./lexicon.js";

/** Units before a label that are looked at. */
export const labelWindow = 120;

/** What stands before the label at `at`. */
export const beforeLabel = (text: string, at: number): string =>
  text.slice(Math.max(0, at - labelWindow), at);

type ShapesOfKind = Readonly<Record<Separator, Map<number, CandidateShape>>>;

const perSeparator = (): ShapesOfKind => ({
  hard: new Map(),
  soft: new Map(),
  copula: new Map(),
  target: new Map(),
  line: new Map(),
  none: new Map(),
  reversed: new Map(),
});
const shapes = new Map(credentialKinds.map((kind) => [kind, perSeparator()]));

function createShape(kind: CredentialKind, separator: Separator, confidence: number): CandidateShape {
  const evidence = [{ by: "label", name: `${kind} ${separator}` }] as const;
  return { detector: "labelled-password", entity: "CREDENTIAL", kind, confidence, evidence };
}

/** One shape for each kind, separator and confidence, made when it is first needed. */
export function shapeFor(kind: CredentialKind, separator: Separator, confidence: number): CandidateShape {
  const known = shapes.get(kind)?.[separator];
  const shape = known?.get(confidence) ?? createShape(kind, separator, confidence);
  known?.set(confidence, shape);
  return shape;
}

export interface Found {
  readonly word: LabelWord;
  readonly start: number;
  readonly scan: Scan;
  readonly sink: Sink;
}
