/* The contract of a recognizer of named entities: a function of the operator's that finds what patterns cannot. */

import { entityTypes, type EntityType, type Span } from "./types.js";

/** What a recognizer may find. Structured recipients are the desk's business. */
export type RecognizedEntity = Exclude<EntityType, "CC_RECIPIENT">;

export const recognizable: readonly RecognizedEntity[] = entityTypes.filter(
  (entity) => entity !== "CC_RECIPIENT",
);

/** `[start, end)` in UTF-16 units of the text it was found in, on borders of code points, not empty. */
export interface ExternalFinding extends Span {
  readonly entity: RecognizedEntity;
  /** 0 to 1. */
  readonly confidence: number;
}

/**
 * Called at most once per payload, with each different text of it that may hold a name, markup taken off. Resolves to
 * one list per text, in the same order. Once `signal` is aborted nobody waits for the answer. A rejection, a late
 * answer and one that does not keep to this contract refuse the payload.
 */
export type EntityRecognizer = (
  texts: readonly string[],
  signal: AbortSignal,
) => Promise<readonly (readonly ExternalFinding[])[]>;

/** A recognizer that comes from the configuration: its model is loaded before the first payload. */
export interface LoadedRecognizer {
  readonly recognize: EntityRecognizer;
  /** Loads at the first call. Rejects with ConfigError when the model cannot be used. */
  ready(): Promise<void>;
}
