/* `deskveil eval`: precision, recall and leaked characters over labelled cases. Prints ids and figures, never text. */

import type { Redactor } from "../core/redaction.js";
import type { TextFormat } from "../core/types.js";
import { CommandError, exitCodes, type ExitCode } from "./exit.js";
import { formatNamed, parseJsonObject, readLines, type InputLine } from "./input.js";
import { writeOut } from "./output.js";
import { flatten, type FlatFinding } from "./scan.js";

interface Label {
  readonly entity: string;
  readonly start: number;
  readonly end: number;
}

interface Case {
  readonly id: string;
  readonly text: string;
  readonly format: TextFormat;
  readonly labels: readonly Label[];
}

/** Counts of one entity type. Characters are UTF-16 units. */
export interface Score {
  labels: number;
  found: number;
  exact: number;
  falseAlarms: number;
  characters: number;
  leaked: number;
}

export interface Evaluation {
  readonly cases: number;
  readonly clean: number;
  /** Label-free cases that the policy changes. */
  readonly altered: readonly string[];
  readonly scores: ReadonlyMap<string, Score>;
}

export interface EvalOptions {
  /** Leave out labels without a digit (numbers spelled in words). */
  readonly digits: boolean;
  readonly json: boolean;
}

/** Both shapes: `entities: [{type|entity,start,end}]`, or `secrets: [{start,end}]` of entity CREDENTIAL. */
function parseCase(line: InputLine): Case {
  const given = parseJsonObject(line);
  const { text } = given;
  const marks = given["entities"] ?? given["secrets"];
  if (typeof text !== "string" || !Array.isArray(marks)) {
    throw brokenCase(line, "expected text and entities or secrets");
  }
  const labels = (marks as readonly unknown[]).map((mark) => {
    const label = labelOf(mark);
    if (isLabelOf(text, label)) return label;
    throw brokenCase(line, "expected labels with a type, start and end inside the text");
  });
  return { id: String(given["id"] ?? line.number), text, format: formatNamed(given["format"]), labels };
}

const brokenCase = ({ number }: InputLine, message: string): CommandError =>
  new CommandError(exitCodes.unreadable, `line ${String(number)}: ${message}.`);

function labelOf(mark: unknown): Label {
  const given = (typeof mark === "object" && mark !== null ? mark : {}) as Readonly<Record<string, unknown>>;
  return {
    entity: String(given["type"] ?? given["entity"] ?? "CREDENTIAL"),
    start: Number(given["start"] ?? NaN),
    end: Number(given["end"] ?? NaN),
  };
}

function isLabelOf(text: string, { start, end }: Label): boolean {
  return Number.isInteger(start) && Number.isInteger(end) && 0 <= start && start < end && end <= text.length;
}

function scoreOf(scores: Map<string, Score>, entity: string): Score {
  let score = scores.get(entity);
  if (score === undefined) {
    score = { labels: 0, found: 0, exact: 0, falseAlarms: 0, characters: 0, leaked: 0 };
    scores.set(entity, score);
  }
  return score;
}

const overlap = (a: Label | FlatFinding, b: Label | FlatFinding): number =>
  Math.max(0, Math.min(a.end, b.end) - Math.max(a.start, b.start));

/** Found: one finding of the entity covers half the label. */
function scoreLabels(one: Case, findings: readonly FlatFinding[], scores: Map<string, Score>): void {
  for (const label of one.labels) {
    const score = scoreOf(scores, label.entity);
    const same = findings.filter((finding) => finding.entity === label.entity);
    const length = label.end - label.start;
    score.labels++;
    score.characters += length;
    if (same.some((finding) => overlap(finding, label) * 2 >= length)) score.found++;
    if (same.some((finding) => finding.start === label.start && finding.end === label.end)) score.exact++;
    score.leaked += uncovered(label, findings);
  }
}

function uncovered(label: Label, findings: readonly FlatFinding[]): number {
  let leaked = 0;
  for (let at = label.start; at < label.end; at++) {
    if (!findings.some((finding) => finding.start <= at && at < finding.end)) leaked++;
  }
  return leaked;
}

/** False alarm: a finding that touches no label of its entity, ignored labels included. */
function scoreAlarms(all: Case, findings: readonly FlatFinding[], scores: Map<string, Score>): void {
  for (const finding of findings) {
    const touches = all.labels.some(
      (label) => label.entity === finding.entity && overlap(label, finding) > 0,
    );
    if (!touches) scoreOf(scores, finding.entity).falseAlarms++;
  }
}

export async function evaluate(
  redactor: Redactor,
  lines: AsyncIterable<InputLine>,
  digitsOnly = false,
): Promise<Evaluation> {
  const scores = new Map<string, Score>();
  const altered: string[] = [];
  let cases = 0;
  let clean = 0;
  for await (const line of lines) {
    const one = parseCase(line);
    cases++;
    const findings = redactor.scanText(one.text, one.format).map(flatten);
    const labels = digitsOnly
      ? one.labels.filter((label) => /\d/.test(one.text.slice(label.start, label.end)))
      : one.labels;
    scoreLabels({ ...one, labels }, findings, scores);
    scoreAlarms(one, findings, scores);
    if (one.labels.length > 0) continue;
    clean++;
    if (redactor.redactText(one.text, one.format).text !== one.text) altered.push(one.id);
  }
  return { cases, clean, altered, scores };
}

export interface Rates {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/** An entity without labels and findings scores 1. */
export function ratesOf({ labels, found, falseAlarms }: Score): Rates {
  const precision = found + falseAlarms === 0 ? 1 : found / (found + falseAlarms);
  const recall = labels === 0 ? 1 : found / labels;
  const f1 = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
  return { precision, recall, f1 };
}

const columns = ["entity", "labels", "P", "R", "F1", "exact", "false", "leaked %"];

function tableOf({ scores }: Evaluation): string {
  const rows = [...scores]
    .sort(([, a], [, b]) => ratesOf(a).f1 - ratesOf(b).f1)
    .map(([entity, score]) => {
      const { precision, recall, f1 } = ratesOf(score);
      const exact = score.labels === 0 ? 1 : score.exact / score.labels;
      const leaked = score.characters === 0 ? 0 : (100 * score.leaked) / score.characters;
      const figures = [precision, recall, f1, exact].map((rate) => rate.toFixed(3));
      return [entity, String(score.labels), ...figures, String(score.falseAlarms), leaked.toFixed(1)];
    });
  const widths = columns.map((name, at) => Math.max(name.length, ...rows.map((row) => row[at]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join("  ");
  return [columns, ...rows].map(line).join("\n");
}

/** Prints the table (worst first) or JSON; always exits 0: it measures, it does not judge. */
export async function evalCases(redactor: Redactor, file: string, options: EvalOptions): Promise<ExitCode> {
  const evaluation = await evaluate(redactor, readLines(file), options.digits);
  const { cases, clean, altered, scores } = evaluation;
  if (options.json) {
    const entities = Object.fromEntries(
      [...scores].map(([entity, score]) => [entity, { ...score, ...ratesOf(score) }]),
    );
    await writeOut(`${JSON.stringify({ cases, clean, altered, entities }, null, 2)}\n`);
    return exitCodes.done;
  }
  const names = altered.length > 0 ? `: ${altered.join(" ")}` : "";
  const summary = `${String(cases)} cases; ${String(clean)} without labels, ${String(altered.length)} of them altered${names}`;
  await writeOut(`${tableOf(evaluation)}\n\n${summary}\n`);
  return exitCodes.done;
}
