/* `deskveil eval`: precision, recall and leaked characters over labelled cases. Prints ids and figures, never text. */

import type { Redactor } from "../core/redaction.js";
import { parseCase, type Case } from "./eval/cases.js";
import { addScore, noScore, ratesOf, scoreCase, type Miss, type Score } from "./eval/score.js";
import { printEvaluation } from "./eval/tables.js";
import { exitCodes, explainRefusal, type ExitCode } from "./exit.js";
import { readLines, type InputLine } from "./input.js";
import { writeOut } from "./output.js";
import { flatten, type FlatFinding } from "./scan.js";

export interface Evaluation {
  readonly cases: number;
  readonly clean: number;
  /** Label-free cases that the policy changes; those of sets that label credentials alone are not asked. */
  readonly altered: readonly string[];
  /** Label-free cases with a finding of an entity type that the set labels. */
  readonly touched: readonly string[];
  readonly scores: ReadonlyMap<string, Score>;
  /** All entity types together. */
  readonly languages: ReadonlyMap<string, Score>;
  readonly formats: ReadonlyMap<string, Score>;
  /** Each cell by entity and language, `EMAIL_ADDRESS de`. */
  readonly cells: ReadonlyMap<string, Score>;
  readonly misses: readonly Miss[];
}

export interface EvalOptions {
  /** Leave out labels without a digit (numbers spelled in words). */
  readonly digits: boolean;
  readonly json: boolean;
  /** How many misses are named in text. */
  readonly misses: number;
}

interface Totals {
  cases: number;
  clean: number;
  readonly altered: string[];
  readonly touched: string[];
  readonly scores: Map<string, Score>;
  readonly languages: Map<string, Score>;
  readonly formats: Map<string, Score>;
  readonly cells: Map<string, Score>;
  readonly misses: Miss[];
}

/** Throws CommandError for a line that is no case, or that takes too much work. */
export async function evaluate(
  redactor: Redactor,
  lines: AsyncIterable<InputLine>,
  digitsOnly = false,
): Promise<Evaluation> {
  const totals: Totals = {
    cases: 0,
    clean: 0,
    altered: [],
    touched: [],
    scores: new Map(),
    languages: new Map(),
    formats: new Map(),
    cells: new Map(),
    misses: [],
  };
  for await (const line of lines) {
    const one = parseCase(line);
    try {
      await measure(redactor, one, { totals, digitsOnly });
    } catch (error) {
      throw explainRefusal(error, `line ${String(line.number)}`);
    }
  }
  return totals;
}

interface Measuring {
  readonly totals: Totals;
  readonly digitsOnly: boolean;
}

async function measure(redactor: Redactor, one: Case, { totals, digitsOnly }: Measuring): Promise<void> {
  const findings = (await redactor.scanTextAsync(one.text, one.format)).map(flatten);
  const labels = digitsOnly
    ? one.labels.filter((label) => /\d/.test(one.text.slice(label.start, label.end)))
    : one.labels;
  const { scores, misses } = scoreCase(one, labels, findings);
  totals.cases++;
  totals.misses.push(...misses);
  for (const [entity, score] of scores) {
    addTo(totals.scores, entity, score);
    addTo(totals.languages, one.language, score);
    addTo(totals.formats, one.formatName, score);
    addTo(totals.cells, `${entity} ${one.language}`, score);
  }
  if (one.labels.length === 0) await measureClean(redactor, one, { totals, findings });
}

interface CleanCase {
  readonly totals: Totals;
  readonly findings: readonly FlatFinding[];
}

async function measureClean(redactor: Redactor, one: Case, { totals, findings }: CleanCase): Promise<void> {
  totals.clean++;
  if (findings.some(({ entity }) => one.scope === undefined || entity === one.scope))
    totals.touched.push(one.id);
  if (one.scope !== undefined) return;
  const { text } = await redactor.redactTextAsync(one.text, one.format);
  if (text !== one.text) totals.altered.push(one.id);
}

function addTo(scores: Map<string, Score>, name: string, more: Score): void {
  let score = scores.get(name);
  if (score === undefined) scores.set(name, (score = noScore()));
  addScore(score, more);
}

/** Prints tables (worst first) or JSON; always exits 0: it measures, it does not judge. */
export async function evalCases(redactor: Redactor, file: string, options: EvalOptions): Promise<ExitCode> {
  const evaluation = await evaluate(redactor, readLines(file), options.digits);
  await writeOut(options.json ? toJson(evaluation) : printEvaluation(evaluation, options.misses));
  return exitCodes.done;
}

function toJson(evaluation: Evaluation): string {
  const { cases, clean, altered, touched, scores, languages, formats, cells, misses } = evaluation;
  const withRates = (slice: ReadonlyMap<string, Score>): object =>
    Object.fromEntries([...slice].map(([name, score]) => [name, { ...score, ...ratesOf(score) }]));
  const entities = withRates(scores);
  const slices = { languages: withRates(languages), formats: withRates(formats), cells: withRates(cells) };
  return `${JSON.stringify({ cases, clean, altered, touched, entities, ...slices, misses }, null, 2)}\n`;
}
