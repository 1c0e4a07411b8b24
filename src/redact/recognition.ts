/* Asks a recognizer for all texts of a payload at once, judges its answer strictly, and hands it on as an engine. */

import type { Budget } from "../core/budget.js";
import type { Annotation } from "../core/desk.js";
import type { Document } from "../core/document.js";
import { AppError } from "../core/errors.js";
import { findLabels } from "../core/labels.js";
import { recognizable, type LoadedRecognizer } from "../core/recognizer.js";
import type { EntityType, Evidence } from "../core/types.js";
import { resolve } from "../detect/collector.js";
import type { Engine, EngineMatch, Searcher } from "../detect/engine.js";
import { isPlainWord } from "../detect/plain-word.js";
import { locate } from "./locate.js";
import { runsToRead, textOfRun } from "./runs.js";

/** Id of the detector that findings of a recognizer carry. */
const detector = "ner";

const evidence: readonly Evidence[] = Object.freeze([{ by: "ner", name: "recognizer" }]);
const none: readonly EngineMatch[] = Object.freeze([]);

/** The texts of one payload that a recognizer is asked about; each text once. */
interface Gathering {
  /** Finds nothing: it notes each text it is asked to scan. */
  readonly engine: Searcher;
  readonly texts: ReadonlySet<string>;
}

function createGathering(): Gathering {
  const texts = new Set<string>();
  return {
    texts,
    engine: {
      mayHold: mayHoldName,
      scan(text, { numeric }, budget) {
        if (numeric === true || !mayHoldName(text)) return none;
        budget.spend(text.length);
        texts.add(text);
        return none;
      },
    },
  };
}

const letter = /\p{L}/u;

/** Ids, numbers and states (`open`, `high_priority`) are most of the texts of a payload. */
const mayHoldName = (text: string): boolean => !isPlainWord(text) && letter.test(text);

interface Asking {
  readonly recognizer: LoadedRecognizer;
  /** Milliseconds. */
  readonly timeoutMs: number;
}

/** What a recognizer found in each text. */
type Recognized = ReadonlyMap<string, readonly EngineMatch[]>;

/**
 * Rejects with AppError `detector_timeout` for a late answer, and `detector_unavailable` for a rejection and for an
 * answer that is not as agreed. Nothing of what the recognizer threw is kept: it may quote the texts.
 */
async function askRecognizer(texts: ReadonlySet<string>, asking: Asking): Promise<Recognized> {
  if (texts.size === 0) return new Map();
  const list = Object.freeze([...texts]);
  let answer: unknown;
  try {
    await asking.recognizer.ready();
    answer = await inTime(list, asking);
  } catch (error) {
    throw error instanceof AppError && error.code === "detector_timeout" ? error : unavailable();
  }
  try {
    return readAnswer(list, answer);
  } catch {
    throw unavailable();
  }
}

const unavailable = (): AppError => new AppError("detector_unavailable");

async function inTime(texts: readonly string[], { recognizer, timeoutMs }: Asking): Promise<unknown> {
  const stop = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new AppError("detector_timeout"));
      stop.abort();
    }, timeoutMs);
  });
  try {
    return await Promise.race([recognizer.recognize(texts, stop.signal), late]);
  } finally {
    clearTimeout(timer);
  }
}

function readAnswer(texts: readonly string[], answer: unknown): Recognized {
  if (!Array.isArray(answer) || answer.length !== texts.length) throw unavailable();
  const found = new Map<string, readonly EngineMatch[]>();
  for (const [at, text] of texts.entries()) {
    const matches = readFindings(text, answer[at]);
    const written = outsideLabels(text, matches.sort(inOrder));
    if (written.length > 0) found.set(text, written);
  }
  return found;
}

function readFindings(text: string, given: unknown): EngineMatch[] {
  // More findings than characters say the same again and again.
  if (!Array.isArray(given) || given.length > text.length) throw unavailable();
  const matches: EngineMatch[] = [];
  for (let at = 0; at < given.length; at++) matches.push(readFinding(text, given[at]));
  return matches;
}

const knownEntities: ReadonlySet<unknown> = new Set(recognizable);

/** Each member is read once: what is judged is what is used. */
function readFinding(text: string, given: unknown): EngineMatch {
  if (typeof given !== "object" || given === null) throw unavailable();
  const { entity, start, end, confidence } = given as Partial<Record<keyof EngineMatch, unknown>>;
  const isRight =
    knownEntities.has(entity) &&
    isPlace(text, start) &&
    isPlace(text, end) &&
    (start as number) < (end as number) &&
    typeof confidence === "number" &&
    confidence >= 0 &&
    confidence <= 1;
  if (!isRight) throw unavailable();
  return {
    entity: entity as EntityType,
    start: start as number,
    end: end as number,
    confidence,
    detector,
    evidence,
  };
}

/** In the text, and not between the halves of a surrogate pair. */
function isPlace(text: string, at: unknown): boolean {
  if (typeof at !== "number" || !Number.isInteger(at) || at < 0 || at > text.length) return false;
  const before = text.charCodeAt(at - 1);
  const behind = text.charCodeAt(at);
  return !(before >= 0xd800 && before <= 0xdbff && behind >= 0xdc00 && behind <= 0xdfff);
}

const inOrder = (a: EngineMatch, b: EngineMatch): number => a.start - b.start || b.end - a.end;

/** What lies wholly inside one of our labels is our own writing. Labels and matches stand in order. */
function outsideLabels(text: string, matches: readonly EngineMatch[]): readonly EngineMatch[] {
  const labels = matches.length === 0 ? undefined : findLabels(text);
  if (labels === undefined) return matches;
  let at = 0;
  return matches.filter(({ start, end }) => {
    while (at < labels.length && (labels[at + 1] ?? 0) <= start) at += 2;
    return !((labels[at] ?? Infinity) <= start && end <= (labels[at + 1] ?? 0));
  });
}

/** The engine with what a recognizer found in the very same texts. */
function withRecognized(engine: Engine, recognized: Recognized): Engine {
  if (recognized.size === 0) return engine;
  return {
    mayHold: (text, key) => recognized.has(text) || engine.mayHold(text, key),
    readsNumbers: (key) => engine.readsNumbers(key),
    scan(text, hint, budget) {
      const own = engine.scan(text, hint, budget);
      const more = recognized.get(text);
      if (more === undefined) return own;
      budget.spend(own.length + more.length);
      return resolve([...own, ...more]);
    },
  };
}

export interface Recognition {
  readonly recognizer: LoadedRecognizer;
  /** Milliseconds. */
  readonly timeoutMs: number;
  readonly budget: Budget;
}

/** A document with what its desk knows of it; empty where there is nothing to read. */
export interface ReadDocument {
  readonly document?: Document;
  readonly annotation?: Annotation;
}

/** The engine, with what the recognizer found in all texts of one payload. Rejects like `askRecognizer`. */
export async function recognizing(
  engine: Engine,
  reads: readonly ReadDocument[],
  { recognizer, timeoutMs, budget }: Recognition,
): Promise<Engine> {
  const gathering = createGathering();
  for (const { document, annotation } of reads) {
    if (document !== undefined && annotation !== undefined)
      gatherTexts(document, annotation, { gathering, budget });
  }
  return withRecognized(engine, await askRecognizer(gathering.texts, { recognizer, timeoutMs }));
}

/** Notes the texts of a document that `collectItems` will scan as strings. */
function gatherTexts(
  document: Document,
  annotation: Annotation,
  { gathering, budget }: { readonly gathering: Gathering; readonly budget: Budget },
): void {
  let recipient = 0;
  for (let node = 0; node < document.size; node++) {
    if (node === annotation.cc[recipient]) {
      recipient++;
      node = document.after(node) - 1;
    } else if (document.kind(node) === "string" && annotation.role(node) !== "secret") {
      const source = { text: document.text(node), hint: {}, format: annotation.format(node) };
      locate(gathering.engine, source, budget);
    }
  }
  for (const run of runsToRead(annotation)) {
    const { text } = textOfRun(document, run);
    locate(gathering.engine, { text, hint: {}, format: "plain" }, budget);
  }
}
