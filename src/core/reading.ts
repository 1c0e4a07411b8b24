/* A reading is a decoded view of a text, with an exact map back to it and the way to write into it. */

import type { Span } from "./types.js";

/** What is known about a text besides its characters. */
export interface ScanHint {
  /** Name of the JSON key, form field or attribute that holds the text. */
  readonly key?: string;
  /** True when the text is a JSON number: only detectors that are triggered by the key look at it. */
  readonly numeric?: boolean;
}

export interface Reading {
  /** Stable name for evidence: `json`, `html-text`, `html-attribute`, `percent`, `unicode`, ... */
  readonly name: string;
  readonly text: string;
  /** An opaque reading (base64, hex) masks its whole source when anything is found in it. */
  readonly opaque?: boolean;
  readonly hint?: ScanHint;
  /**
   * Pieces of the parent's text that spell `[start, end)` of this text, in order, none empty.
   * More than one piece where markup runs through the value.
   */
  source(start: number, end: number): readonly Span[];
  /** Spells a replacement in the parent's grammar (quotes, entities, percent signs). */
  encode(replacement: string): string;
}
