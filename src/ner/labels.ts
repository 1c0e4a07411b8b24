/* From the label a model gives each word to spans of entities: `B-PER I-PER O`, with or without the prefixes. */

import type { ExternalFinding, RecognizedEntity } from "../core/recognizer.js";
import type { Span } from "../core/types.js";

/** What models call persons and organisations. Places are no postal addresses. */
export const usualLabels: Readonly<Record<string, RecognizedEntity>> = {
  PER: "PERSON",
  PERSON: "PERSON",
  ORG: "ORGANIZATION",
  ORGANIZATION: "ORGANIZATION",
  CORPORATION: "ORGANIZATION",
};

/** One class of a model. */
export interface LabelClass {
  /** Undefined for `O` and for what is no business of ours. */
  readonly entity: RecognizedEntity | undefined;
  /** A new span begins here even behind a word of the same entity. */
  readonly begins: boolean;
}

const prefixed = /^([BIESLMU])[-_](.+)$/;

/** `names`: by class number, as in `id2label`. */
export function readLabels(
  names: readonly string[],
  meaning: Readonly<Record<string, RecognizedEntity>>,
): readonly LabelClass[] {
  return names.map((name) => {
    const [, prefix = "", bare = name] = prefixed.exec(name) ?? [];
    const entity = Object.hasOwn(meaning, bare) ? meaning[bare] : undefined;
    return { entity, begins: /[BSU]/.test(prefix) };
  });
}

/** Probabilities of the entity types of one word, by softmax over all classes. */
export interface WordLabel extends LabelClass {
  readonly confidence: number;
}

/** `logits` of one word: one number per class. */
export function judgeWord(logits: ArrayLike<number>, classes: readonly LabelClass[]): WordLabel {
  let best = 0;
  for (let at = 1; at < classes.length; at++) if ((logits[at] ?? 0) > (logits[best] ?? 0)) best = at;
  const top = logits[best] ?? 0;
  const { entity = undefined, begins = false } = classes[best] ?? {};
  let all = 0;
  let same = 0;
  for (const [at, one] of classes.entries()) {
    const share = Math.exp((logits[at] ?? 0) - top);
    all += share;
    if (one.entity === entity) same += share;
  }
  return { entity, begins, confidence: same / all };
}

/** Neighbouring words of one entity are one finding, as sure as the mean of its words. */
export function joinWords(
  words: readonly Span[],
  labels: readonly WordLabel[],
  minConfidence: number,
): readonly ExternalFinding[] {
  const findings: ExternalFinding[] = [];
  for (let at = 0; at < words.length;) {
    const { entity } = labels[at] ?? {};
    let next = at + 1;
    if (entity !== undefined) {
      while (next < words.length && labels[next]?.entity === entity && labels[next]?.begins !== true) next++;
      const confidence = mean(labels.slice(at, next));
      const [first, last] = [words[at], words[next - 1]];
      if (first !== undefined && last !== undefined && confidence >= minConfidence)
        findings.push({ entity, start: first.start, end: last.end, confidence });
    }
    at = next;
  }
  return findings;
}

const mean = (labels: readonly WordLabel[]): number =>
  Math.min(1, labels.reduce((sum, { confidence }) => sum + confidence, 0) / labels.length);
