/* A pattern's expressions are judged by the compiler; this says where in its file the bad one stands. */

import { compilePattern } from "../detect/compile.js";
import { DialectError } from "../detect/dialect.js";
import { SafeLaneError } from "../detect/safe-lane.js";
import type { ConfigError } from "./config-error.js";
import type { LoadedPattern } from "./patterns.js";

/** The first expression that does not compile; undefined when all do. */
export function compileFault({ spec, blame }: LoadedPattern): ConfigError | undefined {
  for (const [at, expression] of spec.patterns.entries()) {
    try {
      compilePattern({ ...spec, patterns: [expression] });
    } catch (error) {
      const path = ["patterns", at, "regex"];
      if (error instanceof SafeLaneError) return blame(path, "PATTERN_SAFE_LANE", error.message);
      if (!(error instanceof DialectError)) throw error;
      const message = `at character ${String(error.position + 1)}: ${error.message}.`;
      return blame(path, "PATTERN_SYNTAX", message);
    }
  }
  return undefined;
}
