/* The patterns of the package with their examples, read once for all test files of a process. */

import { loadBuiltinSources } from "../../src/config/builtin.js";
import { lazily } from "../../src/core/lazily.js";
import type { LoadedPattern } from "../../src/config/patterns.js";

export const builtinSources: () => readonly LoadedPattern[] = lazily(loadBuiltinSources);
