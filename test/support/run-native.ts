/* Runs native detectors over a text without the engine: literals are looked for one by one, slowly and plainly. */

import type { Match } from "../../src/core/types.js";
import type { ScanHint } from "../../src/core/reading.js";
import type { NativeDetector, Scan, Sink } from "../../src/detect/detector.js";
import { scanOf } from "./scan.js";

function eachLiteral(detector: NativeDetector, scan: Scan, sink: Sink): void {
  const { onLiteral } = detector;
  if (onLiteral === undefined) return;
  const lower = scan.text.toLowerCase();
  detector.literals?.forEach(({ text, exact }, literal) => {
    const haystack = exact === true ? scan.text : lower;
    for (let at = haystack.indexOf(text); at >= 0; at = haystack.indexOf(text, at + 1)) {
      onLiteral(scan, sink, { literal, start: at, end: at + text.length });
    }
  });
}

/** All candidates of the detectors, in order of position; overlaps are not resolved. */
export function runNative(
  detectors: readonly NativeDetector[],
  text: string,
  hint: ScanHint = {},
): readonly Match[] {
  const matches: Match[] = [];
  const sink: Sink = {
    add({ detector, entity, kind, confidence, evidence }, start, end) {
      matches.push({
        detector,
        entity,
        confidence,
        evidence,
        start,
        end,
        ...(kind === undefined ? {} : { kind }),
      });
    },
  };
  const scan = scanOf(text, { hint });
  for (const detector of detectors) {
    detector.scan?.(scan, sink);
    eachLiteral(detector, scan, sink);
  }
  return matches.sort((a, b) => a.start - b.start || b.end - a.end);
}
