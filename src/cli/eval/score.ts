/* How labels and findings are counted against each other. */

import type { FlatFinding } from "../scan.js";
import type { Case, Label } from "./cases.js";

/** Counts of one entity type. Characters are UTF-16 units. */
export interface Score {
  labels: number;
  /** Labels half of which one finding of the entity covers. */
  found: number;
  /** Labels whose very span is a finding of the entity. */
  exact: number;
  /** Labels that some finding of the entity touches. */
  hit: number;
  /** Labels without an uncovered character. */
  covered: number;
  /** Findings that touch no label of their entity. */
  falseAlarms: number;
  characters: number;
  /** Characters of labels that no finding of any entity covers. */
  leaked: number;
}

export const noScore = (): Score => ({
  labels: 0,
  found: 0,
  exact: 0,
  hit: 0,
  covered: 0,
  falseAlarms: 0,
  characters: 0,
  leaked: 0,
});

export function addScore(to: Score, more: Score): void {
  for (const name of Object.keys(to) as (keyof Score)[]) to[name] += more[name];
}

/** One thing that went wrong, told by its place. */
export interface Miss {
  readonly case: string;
  readonly entity: string;
  readonly start: number;
  readonly end: number;
  /** `missed`: no half of it found; `leaked`: found, but characters stay uncovered; `false`: nothing is labelled there. */
  readonly what: "missed" | "leaked" | "false";
  /** Uncovered characters; of a false alarm, those that would be masked. */
  readonly characters: number;
  /** Of a false alarm. */
  readonly detector?: string;
}

export interface CaseScore {
  readonly scores: ReadonlyMap<string, Score>;
  readonly misses: readonly Miss[];
}

export const overlap = (a: Label | FlatFinding, b: Label | FlatFinding): number =>
  Math.max(0, Math.min(a.end, b.end) - Math.max(a.start, b.start));

/** `labels`: those that count; the case's own also say what is no false alarm. */
export function scoreCase(one: Case, labels: readonly Label[], findings: readonly FlatFinding[]): CaseScore {
  const scores = new Map<string, Score>();
  const misses: Miss[] = [];
  for (const label of labels) scoreLabel(one, label, { findings, scores, misses });
  for (const finding of findings) {
    if (one.scope !== undefined && finding.entity !== one.scope) continue;
    if (one.labels.some((label) => isMeant(label, finding) && overlap(label, finding) > 0)) continue;
    scoreOf(scores, finding.entity).falseAlarms++;
    const { entity, start, end, detector } = finding;
    misses.push({ case: one.id, entity, start, end, what: "false", characters: end - start, detector });
  }
  return { scores, misses };
}

/** A copied person is labelled as the address or the name that stands there: sets know no copies. */
const isMeant = (label: Label, finding: FlatFinding): boolean =>
  label.entity === finding.entity || finding.entity === "CC_RECIPIENT";

interface Counting {
  readonly findings: readonly FlatFinding[];
  readonly scores: Map<string, Score>;
  readonly misses: Miss[];
}

function scoreLabel(one: Case, label: Label, { findings, scores, misses }: Counting): void {
  const { entity, start, end } = label;
  const score = scoreOf(scores, entity);
  const same = findings.filter((finding) => finding.entity === entity);
  const isFound = same.some((finding) => overlap(finding, label) * 2 >= end - start);
  const leaked = uncovered(label, findings);
  score.labels++;
  score.characters += end - start;
  score.leaked += leaked;
  if (isFound) score.found++;
  if (same.some((finding) => finding.start === start && finding.end === end)) score.exact++;
  if (same.some((finding) => overlap(finding, label) > 0)) score.hit++;
  if (leaked === 0) score.covered++;
  if (isFound && leaked === 0) return;
  misses.push({
    case: one.id,
    entity,
    start,
    end,
    what: isFound ? "leaked" : "missed",
    characters: leaked,
  });
}

function scoreOf(scores: Map<string, Score>, entity: string): Score {
  let score = scores.get(entity);
  if (score === undefined) scores.set(entity, (score = noScore()));
  return score;
}

function uncovered(label: Label, findings: readonly FlatFinding[]): number {
  const near = findings.filter((finding) => overlap(finding, label) > 0);
  let leaked = 0;
  for (let at = label.start; at < label.end; at++) {
    if (!near.some((finding) => finding.start <= at && at < finding.end)) leaked++;
  }
  return leaked;
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

/** The worst first: characters that leak, then what would be masked for nothing. */
export function inOrderOfHarm(a: Miss, b: Miss): number {
  const rank = ({ what }: Miss): number => (what === "false" ? 1 : 0);
  return rank(a) - rank(b) || b.characters - a.characters || (a.case < b.case ? -1 : 1) || a.start - b.start;
}
