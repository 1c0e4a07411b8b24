/* The patterns that come with the package: compiled to JSON by the build, read from YAML in a checkout. */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { prepareExpression } from "../detect/compile.js";
import type { DetectSettings } from "../detect/detector.js";
import { packedAutomata } from "../detect/engine-parts.js";
import type { PatternSpec } from "../detect/pattern.js";
import { readPatternFile, type LoadedPattern } from "./patterns.js";

/** Written by the build next to this file (whose code may stand in a folder beside it, bundled), without examples: hundreds of YAML files would eat the start-up time. */
const compiled = new URL("../config/builtin-patterns.json", import.meta.url);
const folder = fileURLToPath(new URL("../../patterns/", import.meta.url));

let loaded: readonly PatternSpec[] | undefined;

export function loadBuiltinPatterns(): readonly PatternSpec[] {
  loaded ??= existsSync(compiled)
    ? (JSON.parse(readFileSync(compiled, "utf8")) as readonly PatternSpec[])
    : prepareBuiltinPatterns();
  return loaded;
}

/** For the build, and for a checkout that was not built. Examples are for `check`, not for the running program. */
export const prepareBuiltinPatterns = (): readonly PatternSpec[] =>
  loadBuiltinSources().map(({ spec }) => ({
    ...spec,
    patterns: spec.patterns.map((expression) => ({ ...expression, prepared: prepareExpression(expression) })),
    examples: { match: [], noMatch: [] },
  }));

const automata = new URL("../config/builtin-automata.bin", import.meta.url);
let packed: Uint8Array | undefined;

/** The automata of all that comes with the package: what the build wrote, or made once for all engines of this process. */
export function loadBuiltinAutomata(): Uint8Array {
  packed ??= existsSync(automata) ? readFileSync(automata) : packBuiltinAutomata();
  return packed;
}

const noSettings: DetectSettings = { regions: [], ignoredIpClasses: [] };

/** For the build, and for a checkout that was not built. */
export const packBuiltinAutomata = (): Buffer =>
  packedAutomata({ patterns: loadBuiltinPatterns(), settings: noSettings });

/** The repository's own folder, examples included; for the build and for `check`. */
export function loadBuiltinSources(): readonly LoadedPattern[] {
  return loadPatternFolder(folder);
}

/** All `.yaml` files below a folder, by name. Throws ConfigError, or the file system's error when it is not there. */
export function loadPatternFolder(path: string): readonly LoadedPattern[] {
  return readdirSync(path, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".yaml") || name.endsWith(".yml"))
    .sort()
    .map((name) => {
      const file = relative(process.cwd(), join(path, name));
      return readPatternFile(readFileSync(join(path, name), "utf8"), file);
    });
}
