/* Sentences as people write them, with values of one kind drawn from a seed, and how many of the values are found. */

import type { EntityType } from "../../src/core/types.js";
import { seeded } from "../../src/detect/checks/seeded.js";
import { redactor } from "./redactor.js";

export type Below = (bound: number) => number;

/** One kind of value and the sentences it stands in; `{}` is its place. */
export interface Natural {
  readonly entity: EntityType;
  readonly templates: readonly string[];
  readonly draw: (below: Below) => string;
}

export interface Figures {
  readonly recall: number;
  readonly precision: number;
  /** Texts of missed values and of false alarms, for the failure's message. */
  readonly wrong: readonly string[];
}

export const pickBelow = <T>(below: Below, list: readonly T[]): T => list[below(list.length)]!;

/** `#` is any digit, `@` any capital. */
export const fillDigits = (below: Below, form: string): string =>
  form.replace(/[#@]/g, (sign) => (sign === "#" ? String(below(10)) : String.fromCharCode(65 + below(26))));

export const templatesOf = (text: string): readonly string[] => text.trim().split("\n");

interface Place {
  readonly start: number;
  readonly end: number;
}

const overlap = (a: Place, b: Place): number =>
  Math.max(0, Math.min(a.end, b.end) - Math.max(a.start, b.start));

/** Draws `count` sentences. Found is a value half of which one finding covers; false is a finding beside the value. */
export function measure(natural: Natural, count: number, seed: number): Figures {
  const below = seeded(seed);
  let found = 0;
  let falseAlarms = 0;
  const wrong: string[] = [];
  for (let round = 0; round < count; round++) {
    const template = natural.templates[round % natural.templates.length]!;
    const value = natural.draw(below);
    const text = template.replace("{}", () => value);
    const label = { start: template.indexOf("{}"), end: template.indexOf("{}") + value.length };
    const spans = redactor
      .scanText(text)
      .filter(({ entity }) => entity === natural.entity)
      .map(({ parts }) => ({ start: parts[0]?.start ?? 0, end: parts.at(-1)?.end ?? 0 }));
    const isFound = spans.some((span) => overlap(span, label) * 2 >= value.length);
    const strays = spans.filter((span) => overlap(span, label) === 0).length;
    if (isFound) found++;
    falseAlarms += strays;
    if (!isFound || strays > 0) wrong.push(text);
  }
  const precision = found + falseAlarms === 0 ? 1 : found / (found + falseAlarms);
  return { recall: found / count, precision, wrong };
}

export const f1Of = ({ recall, precision }: Figures): number =>
  recall + precision === 0 ? 0 : (2 * recall * precision) / (recall + precision);
