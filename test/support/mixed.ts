/* Fills sentences with values of several kinds, and counts by kind what is found, missed and found by mistake. */

import type { EntityType } from "../../src/core/types.js";
import { seeded } from "../../src/detect/checks/seeded.js";
import { pickBelow, type Below } from "./natural.js";
import { naturals } from "./natural-values.js";
import { randomOf } from "./phone-sampler.js";
import { redactor } from "./redactor.js";
import { drawPhone, regions, spellPhone } from "./region-phones.js";

/** Least F1 by entity. */
export const floors: Readonly<Partial<Record<EntityType, number>>> = {
  EMAIL_ADDRESS: 0.99,
  PHONE_NUMBER: 0.85,
  IP_ADDRESS: 0.96,
  CREDIT_CARD: 0.97,
  IBAN_CODE: 0.99,
  URL: 0.98,
  NATIONAL_ID: 0.9,
};

interface Label {
  readonly entity: EntityType;
  readonly start: number;
  readonly end: number;
}

interface Filled {
  readonly text: string;
  readonly labels: readonly Label[];
}

const kinds: Readonly<Record<string, string>> = {
  email: "e-mail",
  ip: "IP",
  card: "card",
  iban: "IBAN, oddly grouped",
  url: "URL",
  ssn: "US SSN",
  phone: "phone",
};

/** Numbers of any region, and those people write without asking a plan. */
function drawAnyPhone(below: Below, random: () => number): string {
  const phone = below(2) === 0 ? undefined : drawPhone(pickBelow(below, regions), random);
  return phone === undefined ? naturals["phone"]!.draw(below) : spellPhone(phone, random);
}

/** The next sentence at each call, filled with fresh values. */
export function createMixer(templates: readonly string[], seed: number): () => Filled {
  const below = seeded(seed);
  const random = randomOf(seed);
  let round = 0;
  return () => {
    const template = templates[round++ % templates.length]!;
    const labels: Label[] = [];
    let text = "";
    for (const [, before = "", kind] of template.matchAll(
      /(.*?)(?:\{(phone|email|ip|card|iban|url|ssn)\}|$)/g,
    )) {
      text += before;
      if (kind === undefined) continue;
      const natural = naturals[kinds[kind]!]!;
      const value = kind === "phone" ? drawAnyPhone(below, random) : natural.draw(below);
      labels.push({ entity: natural.entity, start: text.length, end: text.length + value.length });
      text += value;
    }
    return { text, labels };
  };
}

interface Count {
  labels: number;
  found: number;
  falseAlarms: number;
  readonly wrong: string[];
}

const overlap = (a: Label, b: Label): number =>
  Math.max(0, Math.min(a.end, b.end) - Math.max(a.start, b.start));

function findingsIn(text: string): readonly Label[] {
  return redactor.scanText(text).map(({ entity, parts }) => ({
    entity,
    start: parts[0]?.start ?? 0,
    end: parts.at(-1)?.end ?? 0,
  }));
}

/** Figures by entity of so many sentences; found is a value half of which one finding of its entity covers. */
export function measureMixed(next: () => Filled, sentences: number) {
  const counts = new Map<string, Count>();
  const countOf = (entity: string): Count => {
    const count = counts.get(entity) ?? { labels: 0, found: 0, falseAlarms: 0, wrong: [] };
    counts.set(entity, count);
    return count;
  };
  for (let round = 0; round < sentences; round++) {
    const { text, labels } = next();
    const findings = findingsIn(text);
    for (const label of labels) {
      const count = countOf(label.entity);
      count.labels++;
      const isFound = findings.some(
        (one) => one.entity === label.entity && overlap(one, label) * 2 >= label.end - label.start,
      );
      if (isFound) count.found++;
      else count.wrong.push(`missed in: ${text}`);
    }
    for (const one of findings) {
      if (labels.some((label) => label.entity === one.entity && overlap(one, label) > 0)) continue;
      const count = countOf(one.entity);
      count.falseAlarms++;
      count.wrong.push(`${text.slice(one.start, one.end)} in: ${text}`);
    }
  }
  return (entity: string) => {
    const { labels, found, falseAlarms, wrong } = countOf(entity);
    return { labels, wrong, f1: (2 * found) / (labels + found + falseAlarms) };
  };
}
