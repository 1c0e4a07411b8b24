/* What was nearly found in a text, and what stood against it: the engine without vetoes, and shapes with wrong digits. */

import type { Config } from "../config/config.js";
import { createBudget } from "../core/budget.js";
import type { EntityType, Span, TextFormat } from "../core/types.js";
import { checks } from "../detect/checks/index.js";
import type { Check } from "../detect/detector.js";
import type { EngineOptions } from "../detect/engine-parts.js";
import { createEngine } from "../detect/engine.js";
import type { PatternSpec } from "../detect/pattern.js";
import { locate, type Located } from "./locate.js";

export interface NearMiss {
  readonly entity: EntityType;
  readonly kind?: string;
  readonly confidence: number;
  readonly detector: string;
  readonly parts: readonly Span[];
  /** One sentence without its end. */
  readonly why: string;
}

export interface NearSource {
  readonly text: string;
  readonly format: TextFormat;
  readonly found: readonly Located[];
}

/** In the order of the text. */
export function findNearly({ engine, limits }: Config, source: NearSource): readonly NearMiss[] {
  const lenient = createEngine(withoutVetoes(engine));
  const { text, format, found } = source;
  const all = locate(lenient, { text, hint: {}, format }, createBudget(limits.detectUnits));
  const taken = new Set(found.map(placeOf));
  const missed = all.filter((located) => !taken.has(placeOf(located))).map((one) => missOf(one, engine));
  const covered = [...found.flatMap(({ parts }) => parts), ...missed.flatMap(({ parts }) => parts)];
  return [...missed, ...wrongDigits(text, covered)].sort((a, b) => startOf(a) - startOf(b));
}

const startOf = ({ parts }: { readonly parts: readonly Span[] }): number => parts[0]?.start ?? 0;

/** One place is told once, whichever of its spellings it was read in. */
const placeOf = ({ match, parts }: Located): string =>
  `${match.detector} ${String(startOf({ parts }))} ${String(parts.at(-1)?.end)}`;

function withoutVetoes(options: EngineOptions): EngineOptions {
  return {
    settings: { ...options.settings, ignoredIpClasses: [] },
    patterns: options.patterns.map((pattern) => without(pattern, ["check", "requiresContext"])),
    ...(options.exactMatch === undefined ? {} : { exactMatch: options.exactMatch }),
  };
}

const without = <T extends object, K extends keyof T>(given: T, names: readonly K[]): Omit<T, K> =>
  Object.fromEntries(Object.entries(given).filter(([name]) => !names.includes(name as K))) as Omit<T, K>;

function missOf({ match, parts, text }: Located, engine: EngineOptions): NearMiss {
  const { entity, kind, confidence, detector, start, end } = match;
  const spec = engine.patterns.find(({ id }) => id === detector);
  const value =
    match.via === undefined
      ? text.slice(start, end)
      : match.via.reading.text.slice(match.via.start, match.via.end);
  return {
    entity,
    ...(kind === undefined ? {} : { kind }),
    confidence,
    detector,
    parts,
    why: reasonFor({ engine, spec, value, detector, confidence, kind }),
  };
}

interface Missed {
  readonly engine: EngineOptions;
  readonly spec: PatternSpec | undefined;
  readonly value: string;
  readonly detector: string;
  readonly confidence: number;
  readonly kind: string | undefined;
}

function reasonFor(missed: Missed): string {
  const reasons = [switchedOff, refuted, tooWeak, outOfContext, keptClass];
  for (const reason of reasons) {
    const why = reason(missed);
    if (why !== undefined) return why;
  }
  return "it lies inside a stronger finding of its entity type";
}

type Reason = (missed: Missed) => string | undefined;

const switchedOff: Reason = ({ engine, detector }) =>
  engine.disabled?.includes(detector) === true ? "it is switched off by patterns.disable" : undefined;

const refuted: Reason = ({ spec, value }) =>
  spec?.check !== undefined && checkNamed(spec.check)?.judge(value) === "refutes"
    ? `the check ${spec.check} refutes it`
    : undefined;

const tooWeak: Reason = ({ engine, detector, confidence }) => {
  const least = engine.minConfidence?.[detector] ?? 0;
  return confidence < least
    ? `its confidence ${confidence.toFixed(2)} is below ${String(least)}, its min-confidence in the configuration`
    : undefined;
};

/** Words of a long list that are named. */
const mostWords = 8;

const outOfContext: Reason = ({ spec }) =>
  spec?.requiresContext === true
    ? `none of its context words stands within 45 characters: ${(spec.context?.words ?? []).slice(0, mostWords).join(", ")}`
    : undefined;

const keptClass: Reason = ({ engine, kind = "" }) => {
  const kept = engine.settings.ignoredIpClasses.find((name) => kind.endsWith(name));
  return kept === undefined ? undefined : `addresses of the class ${kept} are kept by ip-classes`;
};

const checkNamed = (name: string): Check | undefined => (checks as Readonly<Record<string, Check>>)[name];

interface Shape {
  readonly entity: EntityType;
  readonly detector: string;
  readonly expression: RegExp;
  reason(value: string): string | undefined;
}

const plain = (value: string): string => value.replace(/[^\da-z]/gi, "");

/** What people ask about most: values that look right to the eye; the longer ones first. */
const shapes: readonly Shape[] = [
  {
    entity: "IBAN_CODE",
    detector: "iban",
    expression: /\b[A-Z]{2}\d{2}(?: ?[\dA-Z]){11,30}\b/g,
    reason: (value) =>
      checks.iban.judge(plain(value)) === "refutes"
        ? "its check digits (mod 97) or its length are not those of an IBAN"
        : undefined,
  },
  {
    entity: "CREDIT_CARD",
    detector: "card",
    expression: /(?<![\w.-])\d(?:[ -]?\d){12,18}(?![\w-])/g,
    reason: (value) =>
      checks.luhn.judge(plain(value)) === "refutes"
        ? "its last digit is not the check digit of a card (Luhn)"
        : undefined,
  },
  {
    entity: "IP_ADDRESS",
    detector: "ip",
    expression: /(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w.])/g,
    reason: (value) =>
      value.split(".").some((part) => Number(part) > 255)
        ? "a part of it is above 255"
        : "what stands around it makes it a version or section number, or it names no host (loopback, netmask)",
  },
];

function wrongDigits(text: string, covered: readonly Span[]): readonly NearMiss[] {
  const taken = [...covered];
  return shapes.flatMap(({ entity, detector, expression, reason }) =>
    [...text.matchAll(expression)].flatMap((match): readonly NearMiss[] => {
      const span = { start: match.index, end: match.index + match[0].length };
      const why = reason(match[0]);
      if (why === undefined || taken.some(({ start, end }) => start < span.end && span.start < end))
        return [];
      taken.push(span);
      return [{ entity, confidence: 0, detector, parts: [span], why }];
    }),
  );
}
