import type { LoadedPattern } from "../src/config/patterns.js";
import type { NativeDetector } from "../src/detect/detector.js";

export function patternsPage(sources: readonly LoadedPattern[], detectors: readonly NativeDetector[]): string;
