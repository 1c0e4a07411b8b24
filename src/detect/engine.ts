/* One pass over a text: native triggers, one prefilter for all literals, verification at the hits, then the views. */

import type { Budget } from "../core/budget.js";
import { findLabels } from "../core/labels.js";
import type { Reading, ScanHint } from "../core/reading.js";
import type { Match } from "../core/types.js";
import { createCollector, type Collector } from "./collector.js";
import { compile, type Compiled, type EngineOptions } from "./engine-parts.js";
import type { Scan } from "./detector.js";
import { isPlainWord } from "./plain-word.js";
import { oddUnitsOf } from "./odd-units.js";
import type { Sighting } from "./prefilter.js";
import { forgetText } from "./text-memory.js";
import { unitsOf } from "./units.js";
import { runExpressions } from "./verify.js";
import { eachView } from "./views/index.js";

/** A match in the scanned text; `via` says which inline spelling it was read through. */
export interface EngineMatch extends Match {
  readonly via?: { readonly reading: Reading; readonly start: number; readonly end: number };
}

/** What finds values in texts. */
export interface Searcher {
  /** False for texts that hold nothing to be found, at one look: most names of members are plain words. */
  mayHold(text: string, key: string | undefined): boolean;
  /** Sorted by start; of two matches of one entity none lies inside a stronger one. The same empty array when clean. */
  scan(text: string, hint: ScanHint, budget: Budget): readonly EngineMatch[];
}

export interface Engine extends Searcher {
  /** Whether JSON numbers with that key are looked at. */
  readsNumbers(key: string): boolean;
}

/** Nothing shorter than this is looked at: the shortest finding is an address such as `a@b.cc` or `::1:2:3`. */
export const shortestText = 3;
const none: readonly EngineMatch[] = Object.freeze([]);

/** Throws DialectError for a pattern outside the dialect, SafeLaneError when one needs re2 and it is missing. */
export function createEngine(options: EngineOptions): Engine {
  const { settings, minConfidence, exactMatch } = options;
  const compiled = compile(options);
  const collector = createCollector(minConfidence);
  const mayBeBrief = exactMatch === undefined;
  return forgetting({
    mayHold(text, key) {
      if (!mayBeBrief || !isPlainWord(text)) return true;
      return text.length >= compiled.shortestWord || (key !== undefined && compiled.forWord(key).length > 0);
    },
    readsNumbers: (key) => compiled.forNumber(key).length > 0,
    scan(text, hint, budget) {
      if (text.length < shortestText) return none;
      collector.clear();
      const isNumber = hint.numeric === true;
      if (isNumber || (mayBeBrief && isPlainWord(text))) {
        (isNumber ? scanNumber : scanWord)(compiled, collector, { text, hint, settings, budget });
        return collector.size === 0 ? none : collector.finish(undefined);
      }
      compiled.spoken = false;
      const { ascii, control, units, spelled, odd } = runAll(compiled, collector, {
        text,
        hint,
        settings,
        budget,
      });
      const hints = { text, units, spelled, odd, folds: !ascii || control, isSpoken: () => compiled.spoken };
      eachView(hints, (reading) => {
        collector.enter(reading);
        runAll(compiled, collector, { text: reading.text, hint, settings, budget });
      });
      return collector.size === 0 ? none : collector.finish(findLabels(text));
    },
  });
}

/** Whatever a scan ends with, the lexers' memories of its text end too. */
function forgetting(engine: Engine): Engine {
  return {
    ...engine,
    scan(text, hint, budget) {
      try {
        return engine.scan(text, hint, budget);
      } finally {
        forgetText();
      }
    },
  };
}

/** What a caller knows of a text; the digits are added by the look at it. */
type Source = Omit<Scan, "digits" | "units" | "odd">;

/** Field by field: spreading one object into another costs more than a look at a short text. */
const scanOf = (
  { text, hint, settings, budget }: Source,
  { digits, units, odd }: Pick<Scan, "digits" | "units" | "odd">,
): Scan => ({ text, hint, settings, budget, digits, units, odd });

function runAll(compiled: Compiled, collector: Collector, source: Source): Sighting {
  source.budget.spend(source.text.length);
  const sighting = compiled.prefilter.scan(source.text);
  const scan = scanOf(source, sighting);
  for (const detector of compiled.detectors) detector.scan?.(scan, collector);
  runExpressions(compiled, sighting, { scan, collector });
  return sighting;
}

/** Looked at by the detectors of their key. */
function scanNumber(compiled: Compiled, collector: Collector, source: Source): void {
  const chosen = compiled.forNumber(source.hint.key ?? "");
  if (chosen.length === 0) return;
  source.budget.spend(source.text.length);
  const scan = scanOf(source, compiled.prefilter.scan(source.text));
  for (const detector of chosen) detector.scan?.(scan, collector);
}

/** Looked at by the detectors that judge a value by its key, and by patterns that a word can match. */
function scanWord(compiled: Compiled, collector: Collector, source: Source): void {
  source.budget.spend(source.text.length);
  if (source.text.length < compiled.shortestWord) {
    askByKey(compiled, collector, scanOf(source, unseen));
    return;
  }
  const sighting = compiled.prefilter.scan(source.text);
  const scan = scanOf(source, sighting);
  askByKey(compiled, collector, scan);
  runExpressions(compiled, sighting, { scan, collector });
}

function askByKey({ forWord }: Compiled, collector: Collector, scan: Scan): void {
  const { key } = scan.hint;
  if (key !== undefined) for (const detector of forWord(key)) detector.scan?.(scan, collector);
}

const unseen: Pick<Scan, "digits" | "units" | "odd"> = {
  odd: oddUnitsOf(""),
  digits: { count: 0, edges: new Int32Array(0) },
  units: unitsOf(""),
};
