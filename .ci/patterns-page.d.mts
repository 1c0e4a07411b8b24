import type { LoadedPattern } from "../src/config/patterns.js";

export function patternsPage(sources: readonly LoadedPattern[]): string;
