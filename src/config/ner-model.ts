/* Opens a model of named entities from a folder of the operator's: its settings, its vocabulary, its numbers. */

import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { EntityRecognizer, LoadedRecognizer, RecognizedEntity } from "../core/recognizer.js";
import { readLabels, usualLabels, type LabelClass } from "../ner/labels.js";
import { createPieceReader, shortestWindow, type Tokenizer } from "../ner/pieces.js";
import { createModelRecognizer } from "../ner/recognizer.js";
import { openSession } from "../ner/session.js";
import type { ConfigError } from "./config-error.js";

export interface NerSettings {
  /** Folder with `config.json`, `tokenizer.json` and `model.onnx`. */
  readonly folder: string;
  /** By the model's name of a class, without prefix. Default: the usual names of persons and organisations. */
  readonly labels?: Readonly<Record<string, RecognizedEntity>> | undefined;
  /** Less confident findings are none. */
  readonly minConfidence?: number | undefined;
}

type Fault = (code: string, message: string) => ConfigError;

const require = createRequire(import.meta.url);

/** Optional peers: nobody who uses no model has them. Both are plain JavaScript and WebAssembly, and load nothing. */
const runtimePackage = "onnxruntime-web";
const tokenizerPackage = "@huggingface/tokenizers";

/** Where exports put the model, the exact one before the one with rounded numbers. */
const modelFiles = ["model.onnx", "onnx/model.onnx", "model_quantized.onnx", "onnx/model_quantized.onnx"];

/** What is likelier something else. */
const defaultMinConfidence = 0.5;

/** Throws ConfigError at once for what is not there; the model itself is loaded at the first `ready()`. */
export function openNerModel(settings: NerSettings, fault: Fault): LoadedRecognizer {
  const model = modelFiles.map((name) => join(settings.folder, name)).find(existsSync);
  if (model === undefined) throw fault("NER_MODEL_MISSING", "the folder holds no model.onnx.");
  const runtime = resolvePeer(runtimePackage, fault);
  resolvePeer(tokenizerPackage, fault);
  const shape = readShape(settings, fault);
  const tokenizerFile = join(settings.folder, "tokenizer.json");
  if (!existsSync(tokenizerFile)) throw fault("NER_MODEL_MISSING", "the folder holds no tokenizer.json.");
  let loading: Promise<EntityRecognizer> | undefined;
  const load = async (): Promise<EntityRecognizer> => {
    const session = openSession({ runtime, model, classes: shape.classes.length });
    const reader = readTokenizer(tokenizerFile, fault);
    await session.ready().catch(() => {
      throw fault("NER_MODEL_INVALID", "the model cannot be loaded.");
    });
    const { classes, window, padding } = shape;
    const minConfidence = settings.minConfidence ?? defaultMinConfidence;
    return createModelRecognizer({ session, reader, classes, window, padding, minConfidence });
  };
  const loaded = async (): Promise<EntityRecognizer> => (loading ??= load());
  return {
    recognize: async (texts, signal) => (await loaded())(texts, signal),
    ready: async () => {
      await loaded();
    },
  };
}

function resolvePeer(name: string, fault: Fault): string {
  try {
    return require.resolve(name);
  } catch {
    const message = `a model needs the package ${name}. Install it: npm install ${runtimePackage} ${tokenizerPackage}.`;
    throw fault("NER_PEER_MISSING", message);
  }
}

interface Shape {
  readonly classes: readonly LabelClass[];
  readonly window: number;
  readonly padding: number;
}

/** Reading is quadratic in it, and names need few words around them. */
const longestWindow = 256;
/** Begin, end, and what some models count besides. */
const reservedPositions = 2;

function readShape({ folder, labels = usualLabels }: NerSettings, fault: Fault): Shape {
  const {
    id2label,
    max_position_embeddings: most,
    pad_token_id: padding,
  } = readObject(join(folder, "config.json"), fault);
  const names = namesOf(id2label);
  if (names === undefined) throw fault("NER_MODEL_INVALID", "config.json names no classes in id2label.");
  const classes = readLabels(names, labels);
  if (!classes.some(({ entity }) => entity !== undefined)) {
    const message = `none of the model's classes (${names.slice(0, 20).join(", ")}) is known. Say what they are in ner.labels.`;
    throw fault("NER_MODEL_INVALID", message);
  }
  const window = Math.min(longestWindow, typeof most === "number" ? most - reservedPositions : longestWindow);
  if (window < shortestWindow) throw fault("NER_MODEL_INVALID", "the model reads too few words at once.");
  return { classes, window, padding: Number.isInteger(padding) ? (padding as number) : 0 };
}

/** Names by number; undefined when they are no list of names. */
function namesOf(id2label: unknown): readonly string[] | undefined {
  if (typeof id2label !== "object" || id2label === null) return undefined;
  const table = id2label as Readonly<Record<string, unknown>>;
  const names = Object.keys(table).map((_, at) => table[String(at)]);
  return names.length > 0 && names.every((name) => typeof name === "string") ? names : undefined;
}

function readObject(file: string, fault: Fault): Readonly<Record<string, unknown>> {
  try {
    const data: unknown = JSON.parse(readFileSync(file, "utf8"));
    if (typeof data === "object" && data !== null) return data as Readonly<Record<string, unknown>>;
  } catch {
    // Told below.
  }
  throw fault(
    "NER_MODEL_INVALID",
    `${file.endsWith("config.json") ? "config.json" : "tokenizer.json"} is not there, or no JSON.`,
  );
}

type TokenizerClass = new (vocabulary: object, settings: object) => Tokenizer;

function readTokenizer(file: string, fault: Fault): ReturnType<typeof createPieceReader> {
  const vocabulary = readObject(file, fault);
  try {
    const { Tokenizer } = require(tokenizerPackage) as { readonly Tokenizer: TokenizerClass };
    return createPieceReader(new Tokenizer(vocabulary, {}), isByteLevel(vocabulary["pre_tokenizer"]));
  } catch {
    throw fault("NER_MODEL_INVALID", "tokenizer.json cannot be used.");
  }
}

/** Such vocabularies tell the begin of a word by the blank before it. */
function isByteLevel(step: unknown): boolean {
  if (typeof step !== "object" || step === null) return false;
  const { type, pretokenizers } = step as { readonly type?: unknown; readonly pretokenizers?: unknown };
  return type === "ByteLevel" || (Array.isArray(pretokenizers) && pretokenizers.some(isByteLevel));
}
