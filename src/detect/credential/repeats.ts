/* Passes over a literal that stands in the very surroundings in which it led to nothing before. */

import type { CandidateShape, LiteralHit, NativeDetector, Scan, Sink } from "../detector.js";
import { onForget, remembersText } from "../text-memory.js";

/** Hits of one literal that are further apart are few in any text, and looked at. */
const densest = 96;

/** How far a detector looks around a literal, in UTF-16 units. */
export interface Surroundings {
  readonly before: number;
  readonly behind: number;
}

/** Tells whether a candidate was added. One for all: detectors do not run inside each other. */
const watched = {
  inner: undefined as Sink | undefined,
  any: false,
  add(shape: CandidateShape, start: number, end: number): void {
    this.any = true;
    this.inner?.add(shape, start, end);
  },
};

interface Repeats {
  /** The text around `at` is that around the literal's last place, where it led to nothing. */
  isKnown(text: string, literal: number, at: number): boolean;
  /** The literal led to nothing at `at`. */
  note(literal: number, at: number): void;
}

function createRepeats(literals: number, { before, behind }: Surroundings): Repeats {
  const places = new Int32Array(literals).fill(-1);
  const shifts = new Int32Array(literals);
  /** Up to where the text is known to be itself shifted. */
  const same = new Int32Array(literals);
  /** Literals with a place: few of them, so that the tables of all are not written anew for each text. */
  const placed: number[] = [];
  let known = "";
  onForget(() => {
    known = "";
  });
  const enter = (text: string): void => {
    known = text;
    for (const literal of placed) places[literal] = -1;
    placed.length = 0;
    remembersText();
  };
  return {
    isKnown(text, literal, at) {
      if (text !== known) enter(text);
      const last = places[literal] as number;
      const shift = at - last;
      const stop = at + behind;
      if (last < before || shift > densest || shift <= 0 || stop > text.length) return false;
      const from = shifts[literal] === shift ? (same[literal] as number) : at - before;
      shifts[literal] = 0;
      if (text.slice(from, stop) !== text.slice(from - shift, stop - shift)) return false;
      shifts[literal] = shift;
      same[literal] = stop;
      places[literal] = at;
      return true;
    },
    note(literal, at) {
      if (places[literal] === -1) {
        placed.push(literal);
        shifts[literal] = 0;
      }
      places[literal] = at;
    },
  };
}

/**
 * The same detector for less on `key=key=key=...`: what it makes of a literal depends on its surroundings alone, so a
 * literal that led to nothing leads to nothing again where they are the same.
 */
export function withoutRepeats(detector: NativeDetector, around: Surroundings): NativeDetector {
  const { onLiteral, literals = [] } = detector;
  if (onLiteral === undefined) return detector;
  const repeats = createRepeats(literals.length, around);
  return {
    ...detector,
    onLiteral(scan: Scan, sink: Sink, hit: LiteralHit): void {
      const { literal, start } = hit;
      if (repeats.isKnown(scan.text, literal, start)) return;
      watched.inner = sink;
      watched.any = false;
      onLiteral(scan, watched, hit);
      watched.inner = undefined;
      if (!watched.any) repeats.note(literal, start);
    },
  };
}
