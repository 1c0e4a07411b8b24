/* What a detector is: native ones (code) and compiled patterns (YAML) both add candidates to one sink. */

import type { OddUnits } from "./odd-units.js";
import type { Budget } from "../core/budget.js";
import type { ScanHint } from "../core/reading.js";
import type { EntityType, Evidence } from "../core/types.js";
import type { Runs, Units } from "./units.js";

/** Switches of the operator that detectors read. Serialisable. */
export interface DetectSettings {
  /** ISO 3166 alpha-2 codes whose national phone formats are accepted without `+`, most likely first. */
  readonly regions: readonly string[];
  /** IP classes (as kinds) that are not findings, e.g. `private`, `documentation`. */
  readonly ignoredIpClasses: readonly string[];
}

/** Those of ASCII digits. */
export type DigitRuns = Runs;

/** One text being scanned. `units` and `digits` are used again for the next text: copy what you keep. */
export interface Scan {
  readonly text: string;
  /** The same as an array; see `unitAt`. */
  readonly units: Units;
  readonly digits: DigitRuns;
  readonly odd: OddUnits;
  readonly hint: ScanHint;
  readonly settings: DetectSettings;
  readonly budget: Budget;
}

/** What is the same for all candidates of one kind; made once per detector, never per hit. */
export interface CandidateShape {
  readonly detector: string;
  readonly entity: EntityType;
  readonly kind?: string;
  readonly confidence: number;
  readonly evidence: readonly Evidence[];
  /** Words that raise the confidence when they stand within 45 characters; see context.ts. */
  readonly context?: ContextRule;
}

export interface ContextRule {
  /** Lower-case words or phrases of any language. */
  readonly words: readonly string[];
  readonly raisesTo: number;
}

export interface Sink {
  /** `[start, end)` in UTF-16 units of the scanned text. */
  add(shape: CandidateShape, start: number, end: number): void;
}

/** A literal the prefilter looks for. Case is ignored unless `exact`. At least 2 UTF-16 units, better 4. */
export interface Literal {
  readonly text: string;
  readonly exact?: boolean;
}

/**
 * A hand-written detector. `scan` runs once per text and must skip quickly (indexOf, narrow regex with a minimum
 * length) when nothing is there. `onLiteral` runs at each place the prefilter finds one of `literals`.
 * Cost must be linear: no look-around over unbounded text, no restart from an earlier position.
 */
export interface NativeDetector {
  readonly id: string;
  readonly entities: readonly EntityType[];
  /**
   * Whether a value with this key is judged by key and text alone: then plain words are looked at too, without their
   * units and digits. Absent: never. Depends on the key alone, and so does `readsNumber`.
   */
  readsWord?(key: string): boolean;
  /** Whether a JSON number with this key is looked at; absent: never. */
  readsNumber?(key: string): boolean;
  readonly literals?: readonly Literal[];
  scan?(scan: Scan, sink: Sink): void;
  onLiteral?(scan: Scan, sink: Sink, hit: LiteralHit): void;
}

/** Reused between calls: copy what you keep. */
export interface LiteralHit {
  /** Position in the detector's `literals`. */
  readonly literal: number;
  readonly start: number;
  readonly end: number;
}

/**
 * Confirms or refutes a candidate by its text. `confirms` sets confidence to 1, `refutes` drops it, `unknown` leaves it.
 * `sample` makes a valid value from a seed, for property tests.
 */
export interface Check {
  judge(candidate: string): "confirms" | "refutes" | "unknown";
  sample?(seed: number): string;
}
