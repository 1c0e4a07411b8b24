/* One text as a detector gets it, for tests that run detectors without the engine. */

import { createBudget } from "../../src/core/budget.js";
import type { ScanHint } from "../../src/core/reading.js";
import { oddUnitsOf } from "../../src/detect/odd-units.js";
import { unitsOf } from "../../src/detect/units.js";
import type { DetectSettings, DigitRuns, Scan } from "../../src/detect/detector.js";

export function digitRunsOf(text: string): DigitRuns {
  const edges = [...text.matchAll(/\d+/g)].flatMap(({ 0: run, index }) => [index, index + run.length]);
  return { count: edges.length / 2, edges: Int32Array.from(edges) };
}

interface ScanOptions {
  readonly hint?: ScanHint;
  readonly settings?: Partial<DetectSettings>;
  /** Work units. */
  readonly limit?: number;
}

export function scanOf(text: string, { hint = {}, settings = {}, limit = 1e12 }: ScanOptions = {}): Scan {
  return {
    text,
    hint,
    settings: { regions: [], ignoredIpClasses: [], ...settings },
    budget: createBudget(limit),
    digits: digitRunsOf(text),
    odd: oddUnitsOf(text),
    units: unitsOf(text),
  };
}
