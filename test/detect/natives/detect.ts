/* A sink that writes down what one native detector finds, for its tests. */

import type { ScanHint } from "../../../src/core/reading.js";
import type { CandidateShape, NativeDetector } from "../../../src/detect/detector.js";
import { scanOf } from "../../support/scan.js";

export interface Found {
  readonly kind: string | undefined;
  readonly confidence: number;
  readonly start: number;
  readonly value: string;
}

export interface Options {
  readonly hint?: ScanHint;
  readonly ignoredIpClasses?: readonly string[];
}

/** What the detector adds with a confidence of 0.5 and above, before any context is weighed. */
export function detect(detector: NativeDetector, text: string, options: Options = {}): Found[] {
  return candidates(detector, text, options).filter((found) => found.confidence >= 0.5);
}

export function candidates(detector: NativeDetector, text: string, options: Options = {}): Found[] {
  const found: Found[] = [];
  const add = (shape: CandidateShape, start: number, end: number): void => {
    found.push({ kind: shape.kind, confidence: shape.confidence, start, value: text.slice(start, end) });
  };
  const settings = { ignoredIpClasses: options.ignoredIpClasses ?? [] };
  detector.scan?.(scanOf(text, { hint: options.hint ?? {}, settings }), { add });
  return found.sort((a, b) => a.start - b.start);
}

export function values(detector: NativeDetector, text: string, options?: Options): string[] {
  return detect(detector, text, options).map((found) => found.value);
}
