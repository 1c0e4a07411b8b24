/* A recognizer made of a model: texts → words → pieces → windows → rows → labels → findings. */

import type { EntityRecognizer, ExternalFinding } from "../core/recognizer.js";
import { judgeWord, joinWords, type LabelClass, type WordLabel } from "./labels.js";
import { windowsOf, type PieceReader, type Window } from "./pieces.js";
import type { Rows, Session } from "./session.js";
import { splitWords } from "./words.js";

export interface Model {
  readonly session: Session;
  readonly reader: PieceReader;
  readonly classes: readonly LabelClass[];
  /** Pieces of one window. */
  readonly window: number;
  /** Fills rows up; the model does not look at it. */
  readonly padding: number;
  readonly minConfidence: number;
}

/** Pieces of one call of the model: few enough that an aborted one ends soon. */
const mostPieces = 2048;

/** The recognizer of a model that is loaded. */
export function createModelRecognizer(model: Model): EntityRecognizer {
  return async (texts, signal) => {
    const sources = texts.map((text, number) => ({ text, number, words: splitWords(text) }));
    const labels = sources.map(({ words }): WordLabel[] => new Array<WordLabel>(words.length));
    const windows = sources.flatMap((source) => windowsOf(source, model.reader, model.window));
    for (const batch of batchesOf(windows)) {
      signal.throwIfAborted();
      await judgeBatch(model, batch, labels);
    }
    return sources.map(({ words, number }): readonly ExternalFinding[] =>
      joinWords(words, labels[number] ?? [], model.minConfidence),
    );
  };
}

/** Windows of like length share a call: rows are filled up to the longest. */
function batchesOf(windows: readonly Window[]): readonly (readonly Window[])[] {
  const batches: Window[][] = [];
  let batch: Window[] = [];
  for (const window of [...windows].sort((a, b) => a.ids.length - b.ids.length)) {
    if (batch.length > 0 && (batch.length + 1) * window.ids.length > mostPieces) {
      batches.push(batch);
      batch = [];
    }
    batch.push(window);
  }
  return batch.length === 0 ? batches : [...batches, batch];
}

async function judgeBatch(
  model: Model,
  batch: readonly Window[],
  labels: readonly WordLabel[][],
): Promise<void> {
  const { session, classes, padding } = model;
  const rows = rowsOf(batch, padding);
  const logits = await session.run(rows);
  if (logits.length !== rows.ids.length * classes.length) throw new Error("the model failed");
  for (const [row, { text, from, heads }] of batch.entries()) {
    for (const [nth, head] of heads.entries()) {
      const at = (row * rows.length + head) * classes.length;
      const word = labels[text];
      if (word !== undefined) word[from + nth] = judgeWord(logits.subarray(at, at + classes.length), classes);
    }
  }
}

function rowsOf(batch: readonly Window[], padding: number): Rows {
  const length = Math.max(...batch.map(({ ids }) => ids.length));
  const ids = new BigInt64Array(batch.length * length).fill(BigInt(padding));
  const mask = new BigInt64Array(batch.length * length);
  for (const [row, window] of batch.entries()) {
    for (const [at, id] of window.ids.entries()) {
      ids[row * length + at] = BigInt(id);
      mask[row * length + at] = 1n;
    }
  }
  return { ids, mask, length };
}
