/* `deskveil check`: patterns compile and prove their examples, configurations compile and pass their own tests. */

import { readFileSync, statSync } from "node:fs";
import {
  loadBuiltinPatterns,
  loadBuiltinSources,
  loadPatternFolder,
  type LoadedPattern,
} from "../config/builtin.js";
import { checkPatterns, type PatternProblem } from "../config/check-patterns.js";
import { ConfigError } from "../config/config-error.js";
import { loadConfig } from "../config/load.js";
import { parsePatternFile } from "../config/patterns.js";
import { createRedactor } from "../redactor.js";
import { CommandError, exitCodes, type ExitCode } from "./exit.js";

interface Tally {
  readonly problems: PatternProblem[];
  patterns: number;
  examples: number;
  tests: number;
}

/** Without paths, the built-in patterns. Throws CommandError for a path that is not there. */
export function checkPaths(paths: readonly string[]): ExitCode {
  const tally: Tally = { problems: [], patterns: 0, examples: 0, tests: 0 };
  if (paths.length === 0) checkLoaded(tally, loadBuiltinSources(), false);
  for (const path of paths) {
    guarded(tally, () => {
      checkPath(tally, path);
    });
  }
  return report(tally);
}

/** What does not even parse is a problem like the others: the rest is still checked. */
function guarded(tally: Tally, run: () => void): void {
  try {
    run();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    tally.problems.push({ file: "", code: "", message: error.message });
  }
}

function checkPath(tally: Tally, path: string): void {
  if (isFolder(path)) {
    checkLoaded(tally, loadPatternFolder(path), true);
    return;
  }
  const text = readFileSync(path, "utf8");
  if (/^patterns:\s*$/m.test(text) && /^id:/m.test(text)) {
    checkLoaded(tally, [{ file: path, spec: parsePatternFile(text, path) }], true);
  } else checkConfig(tally, path);
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    throw new CommandError(exitCodes.usage, `there is no file or folder "${path}".`);
  }
}

/** The user's patterns are checked together with the built-in ones they do not override. */
function checkLoaded(tally: Tally, loaded: readonly LoadedPattern[], besideBuiltin: boolean): void {
  const own = new Set(loaded.map(({ spec }) => spec.id));
  const others = besideBuiltin ? loadBuiltinPatterns().filter(({ id }) => !own.has(id)) : [];
  tally.problems.push(...checkPatterns(loaded, others));
  tally.patterns += loaded.length;
  for (const { spec } of loaded) tally.examples += spec.examples.match.length + spec.examples.noMatch.length;
}

function checkConfig(tally: Tally, file: string): void {
  const config = loadConfig({ file, env: process.env });
  const redactor = createRedactor(config);
  for (const { name, text, expect } of config.tests) {
    tally.tests++;
    const got = redactor.redactText(text).text;
    if (comparable(got) === comparable(expect)) continue;
    const message = `test "${name}": expected "${expect}", got "${got}".`;
    tally.problems.push({ file, code: "POLICY_TEST", message });
  }
}

/** Tags depend on the key: two labels of one entity compare as equal. */
const comparable = (text: string): string => text.replace(/\[([A-Z_]{3,32}) [0-9A-Z]{1,6}\]/g, "[$1]");

function report({ problems, patterns, examples, tests }: Tally): ExitCode {
  for (const { file, code, message } of problems) {
    process.stderr.write(`${[file, code, message].filter((part) => part !== "").join(" ")}\n`);
  }
  const counts = `${String(patterns)} patterns with ${String(examples)} examples, ${String(tests)} policy tests`;
  const outcome = problems.length === 0 ? "all fine" : `${String(problems.length)} problems`;
  process.stdout.write(`${counts}: ${outcome}\n`);
  return problems.length === 0 ? exitCodes.done : exitCodes.found;
}
