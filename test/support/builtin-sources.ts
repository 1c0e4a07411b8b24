/* The patterns of the package with their examples, read once for all test files of a process. */

import { loadBuiltinSources } from "../../src/config/builtin.js";
import type { LoadedPattern } from "../../src/config/patterns.js";

let loaded: readonly LoadedPattern[] | undefined;

export const builtinSources = (): readonly LoadedPattern[] => (loaded ??= loadBuiltinSources());
