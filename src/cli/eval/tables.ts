/* Figures as aligned text: by entity, language and format, then the worst misses. */

import type { Evaluation } from "../eval.js";
import { inOrderOfHarm, ratesOf, type Miss, type Score } from "./score.js";

const figures = ["labels", "P", "R", "F1", "exact", "hit", "covered", "false", "leaked %"];

const share = (part: number, whole: number): string => (whole === 0 ? 1 : part / whole).toFixed(3);

/** The figures of one row, as in the head of the table. */
export function rowOf(score: Score): readonly string[] {
  const { precision, recall, f1 } = ratesOf(score);
  const { labels, exact, hit, covered, falseAlarms, characters, leaked } = score;
  return [
    String(labels),
    ...[precision, recall, f1].map((rate) => rate.toFixed(3)),
    share(exact, labels),
    share(hit, labels),
    share(covered, labels),
    String(falseAlarms),
    (characters === 0 ? 0 : (100 * leaked) / characters).toFixed(1),
  ];
}

/** Names in the first column, worst F1 first. */
function rowsOf(scores: ReadonlyMap<string, Score>): readonly (readonly string[])[] {
  return [...scores]
    .sort(([a, one], [b, two]) => ratesOf(one).f1 - ratesOf(two).f1 || (a < b ? -1 : 1))
    .map(([name, score]) => [name, ...rowOf(score)]);
}

const headOf = (name: string): readonly string[] => [name, ...figures];

function align(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join("  ")
      .trimEnd();
  return `${rows.map(line).join("\n")}\n`;
}

const tableOf = (name: string, scores: ReadonlyMap<string, Score>): string =>
  align([headOf(name), ...rowsOf(scores)]);

/** `most`: how many misses are named. */
export function printEvaluation(evaluation: Evaluation, most: number): string {
  const { scores, languages, formats } = evaluation;
  // Sets that do not say language or format have one row named `-`, which tells nothing.
  const slices = [
    ["language", languages],
    ["format", formats],
  ] as const;
  return [
    tableOf("entity", scores),
    ...slices.flatMap(([name, slice]) => (slice.size > 1 ? [tableOf(name, slice)] : [])),
    ...missesOf(evaluation.misses, most),
    summaryOf(evaluation),
  ].join("\n");
}

function missesOf(misses: readonly Miss[], most: number): readonly string[] {
  if (misses.length === 0 || most === 0) return [];
  const worst = [...misses].sort(inOrderOfHarm).slice(0, most);
  const rows = worst.map(({ case: id, entity, start, end, what, characters, detector }) => [
    what,
    entity,
    id,
    `${String(start)}-${String(end)}`,
    String(characters),
    detector ?? "",
  ]);
  const head = ["miss", "entity", "case", "span", "characters", "detector"];
  const more = misses.length - worst.length;
  const rest = more > 0 ? `and ${String(more)} more; --misses N names more of them\n` : "";
  return [`${align([head, ...rows])}${rest}`];
}

function summaryOf({ cases, clean, altered, touched }: Evaluation): string {
  const names = (ids: readonly string[]): string => (ids.length > 0 ? `: ${ids.join(" ")}` : "");
  const lines = [
    `${String(cases)} cases; ${String(clean)} without labels, ${String(altered.length)} of them altered${names(altered)}`,
    `${String(touched.length)} of them with a finding that the set would have labelled${names(touched)}`,
  ];
  return `${lines.join("\n")}\n`;
}
