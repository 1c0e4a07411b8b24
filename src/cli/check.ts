/* `deskveil check`: patterns compile and prove their examples, configurations compile and pass their own tests. */

import { randomBytes } from "node:crypto";
import { statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { loadBuiltinPatterns, loadBuiltinSources, loadPatternFolder } from "../config/builtin.js";
import { checkPatterns, type PatternProblem } from "../config/check-patterns.js";
import { ConfigError } from "../config/config-error.js";
import type { Config } from "../config/config.js";
import { loadConfig, readConfigFile } from "../config/load.js";
import { readLocated } from "../config/located.js";
import { loadOwnFolders } from "../config/own-patterns.js";
import { readPatternFile, type LoadedPattern } from "../config/patterns.js";
import { configSchema } from "../config/schema.js";
import type { PatternSpec } from "../detect/pattern.js";
import { costTable, costsOf } from "./cost.js";
import { CommandError, exitCodes, type ExitCode } from "./exit.js";
import { writeOut } from "./output.js";
import { runPolicyTests } from "./policy-tests.js";

interface Tally {
  readonly problems: PatternProblem[];
  /** Not wrong, but hardly meant. */
  readonly notes: string[];
  readonly specs: PatternSpec[];
  configurations: number;
  patterns: number;
  examples: number;
  tests: number;
}

/** Without paths, the built-in patterns. Throws CommandError for a path that is not there. */
export async function checkPaths(paths: readonly string[], cost = false): Promise<ExitCode> {
  const tally: Tally = {
    problems: [],
    notes: [],
    specs: [],
    configurations: 0,
    patterns: 0,
    examples: 0,
    tests: 0,
  };
  for (const path of paths) requirePath(path);
  if (paths.length === 0) checkLoaded(tally, loadBuiltinSources(), false);
  for (const path of paths) await guarded(tally, async () => checkPath(tally, path));
  // What does not compile has no cost.
  if (cost && tally.problems.length === 0) await writeOut(`${costTable(costsOf(tally.specs))}\n`);
  return report(tally);
}

function requirePath(path: string): void {
  try {
    statSync(path);
  } catch {
    throw new CommandError(exitCodes.usage, `there is no file or folder "${path}".`);
  }
}

/** What does not even parse is a problem like the others: the rest is still checked. */
async function guarded(tally: Tally, run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    tally.problems.push({ file: "", code: "", message: error.message });
  }
}

async function checkPath(tally: Tally, path: string): Promise<void> {
  if (statSync(path).isDirectory()) {
    checkLoaded(tally, requireSome(path, loadPatternFolder(path)), true);
    return;
  }
  const text = readConfigFile(path);
  if (isPattern(text)) checkLoaded(tally, [readPatternFile(text, path)], true);
  else await checkConfig(tally, path);
}

/** A mistyped folder must not look like a folder in order. */
function requireSome(path: string, loaded: readonly LoadedPattern[]): readonly LoadedPattern[] {
  if (loaded.length > 0) return loaded;
  throw new ConfigError(path, [{ code: "PATTERN_NONE", message: "the folder has no .yaml files." }]);
}

const isPattern = (text: string): boolean => /^\ufeff?id:/m.test(text) && /^(?:patterns|entity):/m.test(text);

/** The user's patterns are checked together with the built-in ones they do not override. */
function checkLoaded(tally: Tally, loaded: readonly LoadedPattern[], besideBuiltin: boolean): void {
  const own = new Set(loaded.map(({ spec }) => spec.id));
  const others = besideBuiltin ? loadBuiltinPatterns().filter(({ id }) => !own.has(id)) : [];
  tally.problems.push(...checkPatterns(loaded, others));
  tally.patterns += loaded.length;
  tally.specs.push(...loaded.map(({ spec }) => spec));
  for (const { spec } of loaded) tally.examples += spec.examples.match.length + spec.examples.noMatch.length;
}

/** The configuration as `serve` would load it, the patterns of its folders, and its tests. */
async function checkConfig(tally: Tally, file: string): Promise<void> {
  const config = loadConfig({ file, env: withKey(process.env) });
  tally.configurations++;
  noteUnreadAnswers(tally, file, config);
  const { data, blame } = readLocated(readConfigFile(file), file, configSchema());
  const own = loadOwnFolders(data, { folder: dirname(resolve(file)), blame });
  if (own.length > 0) checkLoaded(tally, own, true);
  tally.tests += config.tests.length;
  const failures = await runPolicyTests(config);
  tally.problems.push(...failures.map((message) => ({ file, code: "POLICY_TEST", message })));
}

/** A desk may repeat in an answer what it was sent, or what came to it by another way: whoever minds must have it read. */
function noteUnreadAnswers(tally: Tally, file: string, { policy }: Config): void {
  if (policy.responses === "scan") return;
  for (const { name } of policy.rules.filter(({ direction }) => direction === "response")) {
    const message = `rule "${name}" speaks of answers, which pass unread. Say responses: scan.`;
    tally.notes.push(`${file} RESPONSES_PASS ${message}`);
  }
}

/** What is checked does not depend on the key, and where it is checked there often is none. */
function withKey(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  if (env["DESKVEIL_KEY"] !== undefined || env["DESKVEIL_KEY_FILE"] !== undefined) return env;
  return { ...env, DESKVEIL_KEY: randomBytes(32).toString("hex") };
}

const counted = (count: number, one: string): string => `${String(count)} ${one}${count === 1 ? "" : "s"}`;

function report({ problems, notes, configurations, patterns, examples, tests }: Tally): ExitCode {
  for (const { file, code, message } of problems) {
    process.stderr.write(`${[file, code, message].filter((part) => part !== "").join(" ")}\n`);
  }
  for (const note of notes) process.stderr.write(`${note}\n`);
  const parts = [
    ...(configurations > 0 ? [counted(configurations, "configuration")] : []),
    `${counted(patterns, "pattern")} with ${counted(examples, "example")}`,
    counted(tests, "policy test"),
  ];
  const outcome = problems.length === 0 ? "all fine" : counted(problems.length, "problem");
  process.stdout.write(`${parts.join(", ")}: ${outcome}\n`);
  return problems.length === 0 ? exitCodes.done : exitCodes.found;
}
