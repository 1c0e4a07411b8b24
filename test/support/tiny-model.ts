/* Writes a model of named entities small enough to read: one table from pieces of words to classes, as ONNX. */

import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(import.meta.url);

const peers = ["onnxruntime-web", "@huggingface/tokenizers"];

/** Which of the optional packages that run a model are not there. */
export function missingPeers(): readonly string[] {
  return peers.filter((name) => {
    try {
      return require.resolve(name) === "";
    } catch {
      return true;
    }
  });
}

export const classes = ["O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC"] as const;
type Class = (typeof classes)[number];

/** Pieces the model knows; everything else is `O`. */
const pieces: Readonly<Record<string, Class>> = {
  zorina: "B-PER",
  velmar: "I-PER",
  quen: "B-PER",
  "##tilla": "O",
  brambleworks: "B-ORG",
  north: "I-ORG",
  oakhaven: "B-LOC",
};
const special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"];
const vocabulary = [...special, ...Object.keys(pieces), "a", "wrote", "to"];

/** Protocol buffers: a number as a varint. */
function varint(value: number): readonly number[] {
  const bytes: number[] = [];
  let left = value;
  for (; left >= 0x80; left = Math.floor(left / 0x80)) bytes.push((left % 0x80) | 0x80);
  return [...bytes, left];
}

const number = (field: number, value: number): Buffer =>
  Buffer.from([...varint(field * 8), ...varint(value)]);

function bytes(field: number, value: string | Buffer | readonly Buffer[]): Buffer {
  const body = typeof value === "string" ? Buffer.from(value) : Buffer.concat([value].flat());
  return Buffer.concat([Buffer.from([...varint(field * 8 + 2), ...varint(body.length)]), body]);
}

const float = 1;
const int64 = 7;

const tensorType = (type: number, dimensions: readonly string[]): Buffer =>
  bytes(1, [
    number(1, type),
    bytes(
      2,
      dimensions.map((name) => bytes(1, bytes(2, name))),
    ),
  ]);

const value = (field: number, name: string, type: Buffer): Buffer =>
  bytes(field, [bytes(1, name), bytes(2, type)]);

/** `logits = table[input_ids]`. */
function onnx(table: Float32Array, width: number): Buffer {
  const node = bytes(1, [bytes(1, "table"), bytes(1, "input_ids"), bytes(2, "logits"), bytes(4, "Gather")]);
  const raw = Buffer.from(table.buffer);
  const initializer = bytes(5, [
    number(1, table.length / width),
    number(1, width),
    number(2, float),
    bytes(8, "table"),
    bytes(9, raw),
  ]);
  const graph = bytes(7, [
    node,
    bytes(2, "tiny"),
    initializer,
    value(11, "input_ids", tensorType(int64, ["batch", "length"])),
    value(11, "attention_mask", tensorType(int64, ["batch", "length"])),
    value(12, "logits", tensorType(float, ["batch", "length", "classes"])),
  ]);
  return Buffer.concat([number(1, 8), bytes(8, [bytes(1, ""), number(2, 13)]), graph]);
}

function tableOf(): Float32Array {
  const table = new Float32Array(vocabulary.length * classes.length);
  for (const [id, piece] of vocabulary.entries()) {
    const at = classes.indexOf(pieces[piece] ?? "O");
    table[id * classes.length + at] = 6;
  }
  return table;
}

const tokenizer = {
  version: "1.0",
  added_tokens: special.map((content, id) => ({ id, content, special: true })),
  normalizer: { type: "BertNormalizer", clean_text: true, handle_chinese_chars: true, lowercase: true },
  pre_tokenizer: { type: "BertPreTokenizer" },
  post_processor: {
    type: "TemplateProcessing",
    single: [
      { SpecialToken: { id: "[CLS]", type_id: 0 } },
      { Sequence: { id: "A", type_id: 0 } },
      { SpecialToken: { id: "[SEP]", type_id: 0 } },
    ],
    pair: [],
    special_tokens: {
      "[CLS]": { id: "[CLS]", ids: [2], tokens: ["[CLS]"] },
      "[SEP]": { id: "[SEP]", ids: [3], tokens: ["[SEP]"] },
    },
  },
  decoder: { type: "WordPiece", prefix: "##", cleanup: true },
  model: {
    type: "WordPiece",
    unk_token: "[UNK]",
    continuing_subword_prefix: "##",
    max_input_chars_per_word: 100,
    vocab: Object.fromEntries(vocabulary.map((piece, id) => [piece, id])),
  },
};

/** Writes the model into a folder of this name, and returns its path. */
export function writeTinyModel(parent: string, config: object = {}): string {
  const folder = join(parent, "model");
  mkdirSync(folder, { recursive: true });
  const id2label = Object.fromEntries(classes.map((name, at) => [String(at), name]));
  const settings = { id2label, max_position_embeddings: 66, pad_token_id: 0, ...config };
  writeFileSync(join(folder, "config.json"), JSON.stringify(settings));
  writeFileSync(join(folder, "tokenizer.json"), JSON.stringify(tokenizer));
  writeFileSync(join(folder, "model.onnx"), onnx(tableOf(), classes.length));
  return folder;
}
