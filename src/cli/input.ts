/* Reads what a command is given: files, standard input, JSON lines. */

import { isUtf8 } from "node:buffer";
import { createReadStream, statSync } from "node:fs";
import { extname } from "node:path";
import type { TextFormat } from "../core/types.js";
import { CommandError, exitCodes } from "./exit.js";
import { createProgress } from "./progress.js";

const mediaTypes: Readonly<Record<string, string>> = {
  ".json": "application/json",
  ".ndjson": "application/x-ndjson",
  ".jsonl": "application/x-ndjson",
  ".html": "text/html",
  ".htm": "text/html",
  ".md": "text/markdown",
  ".csv": "text/csv",
  ".form": "application/x-www-form-urlencoded",
};

/** By file name; plain text when it says nothing. */
export function mediaTypeOf(file: string | undefined): string {
  return (file === undefined ? undefined : mediaTypes[extname(file).toLowerCase()]) ?? "text/plain";
}

interface Input {
  readonly stream: NodeJS.ReadableStream;
  readonly size?: number;
}

const unreadable = (message: string): CommandError => new CommandError(exitCodes.unreadable, message);

/** What messages call an input. */
export const nameOfInput = (file: string | undefined): string =>
  file === undefined || file === "-" ? "standard input" : file;

/** `undefined` and `-` mean standard input. */
function openInput(file: string | undefined): Input {
  if (file === undefined || file === "-") return { stream: process.stdin };
  let size: number;
  try {
    const status = statSync(file);
    if (status.isDirectory()) throw unreadable(`${file}: is a folder. Name the files in it.`);
    size = status.size;
  } catch (error) {
    if (error instanceof CommandError) throw error;
    throw cannotRead(file);
  }
  return { stream: createReadStream(file), size };
}

const cannotRead = (file: string | undefined): CommandError =>
  unreadable(`${nameOfInput(file)}: cannot be read. Check the name and your permissions.`);

/** Bytes in order, with progress. Throws CommandError. */
async function* readChunks(file: string | undefined, label: string): AsyncGenerator<Buffer> {
  const { stream, size } = openInput(file);
  const progress = createProgress(label, size);
  let length = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      length += chunk.length;
      progress.at(length);
      yield chunk;
    }
  } catch (error) {
    throw error instanceof CommandError ? error : cannotRead(file);
  } finally {
    progress.done();
  }
}

export const tooLarge = (file: string | undefined, limit: number): CommandError =>
  unreadable(
    `${nameOfInput(file)}: larger than ${String(limit)} bytes. Raise limits.bytes in the configuration, or use --jsonl.`,
  );

/** An input as far as it was read. */
export interface BegunInput {
  readonly begin: Buffer;
  /** Absent: that was all. */
  readonly rest?: AsyncGenerator<Buffer>;
}

/** All of an input of up to `enough` bytes; of a longer one somewhat more than that. Throws CommandError. */
export async function beginInput(file: string | undefined, enough: number): Promise<BegunInput> {
  const input = readChunks(file, "reading");
  const chunks: Buffer[] = [];
  let length = 0;
  while (length <= enough) {
    const { done, value } = await input.next();
    if (done === true) return { begin: Buffer.concat(chunks) };
    length += value.length;
    chunks.push(value);
  }
  return { begin: Buffer.concat(chunks), rest: input };
}

export interface InputBound {
  readonly file: string | undefined;
  /** Bytes. */
  readonly limit: number;
}

/** The whole of an input; refuses more than `limit` bytes. Throws CommandError. */
export async function finishInput({ begin, rest }: BegunInput, { file, limit }: InputBound): Promise<Buffer> {
  const chunks = [begin];
  let { length } = begin;
  if (length > limit) throw tooLarge(file, limit);
  for await (const chunk of rest ?? []) {
    length += chunk.length;
    if (length > limit) throw tooLarge(file, limit);
    chunks.push(chunk);
  }
  return chunks.length === 1 ? begin : Buffer.concat(chunks);
}

/** The whole input; refuses more than `limit` bytes. Throws CommandError. */
export async function readInput(file: string | undefined, limit: number): Promise<Buffer> {
  return finishInput(await beginInput(file, limit), { file, limit });
}

/** Throws CommandError for bytes that are no text: what cannot be read must not pass as clean. */
export function decodeText(bytes: Buffer, name: string): string {
  if (!isUtf8(bytes)) throw unreadable(`${name}: not UTF-8 text.`);
  if (bytes.includes(0)) throw unreadable(`${name}: a binary file, or text in UTF-16. Expected UTF-8 text.`);
  return bytes.toString("utf8");
}

export interface InputLine {
  /** From 1, blank lines included, as editors count. */
  readonly number: number;
  readonly text: string;
}

/** Bytes of one line: what a process holds at most, whatever the length of the input. */
const longestLine = 64 * 1024 * 1024;
const lineFeed = 0x0a;

/** Lines without their line feed; blank lines are skipped. Throws CommandError. */
export async function* readLines(file: string | undefined): AsyncGenerator<InputLine> {
  let pieces: Buffer[] = [];
  let held = 0;
  let number = 0;
  const take = (last: Buffer): InputLine => {
    const bytes = pieces.length === 0 ? last : Buffer.concat([...pieces, last]);
    pieces = [];
    held = 0;
    number++;
    if (!isUtf8(bytes)) throw unreadable(`line ${String(number)}: not UTF-8 text.`);
    return { number, text: bytes.toString("utf8") };
  };
  for await (const chunk of readChunks(file, "lines")) {
    let from = 0;
    for (let at = chunk.indexOf(lineFeed); at !== -1; at = chunk.indexOf(lineFeed, from)) {
      const line = take(chunk.subarray(from, at));
      from = at + 1;
      if (line.text.trim() !== "") yield line;
    }
    if (from < chunk.length) pieces.push(chunk.subarray(from));
    held += chunk.length - from;
    if (held > longestLine)
      throw unreadable(`line ${String(number + 1)}: longer than ${String(longestLine)} bytes.`);
  }
  const rest = take(Buffer.alloc(0));
  if (rest.text.trim() !== "") yield rest;
}

export interface JsonLine {
  readonly id: string | number;
  readonly text: string;
  readonly format: TextFormat;
}

const expected = 'Expected {"id": ..., "text": "..."}.';
const formats: Readonly<Record<string, TextFormat>> = {
  html: "html",
  markdown: "markdown",
};

/** Names of formats other than ours (`email`, `chat`) are plain text. */
export const formatNamed = (name: unknown): TextFormat =>
  typeof name === "string" && Object.hasOwn(formats, name) ? (formats[name] ?? "plain") : "plain";

/** An object of one line. Throws CommandError (unreadable) with the line number; never with the line. */
export function parseJsonObject({ number, text }: InputLine): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(number === 1 ? text.replace(/^\ufeff/, "") : text);
  } catch {
    throw unreadable(`line ${String(number)}: not JSON. ${expected}`);
  }
  if (typeof value !== "object" || value === null)
    throw unreadable(`line ${String(number)}: not an object. ${expected}`);
  return value as Readonly<Record<string, unknown>>;
}

/** The same, of the shape that `scan --jsonl` and `redact --jsonl` read. */
export function parseJsonLine(line: InputLine): JsonLine {
  const where = `line ${String(line.number)}`;
  const { id, text, format } = parseJsonObject(line);
  if (typeof text !== "string" || (typeof id !== "string" && typeof id !== "number")) {
    throw unreadable(`${where}: id and text are needed. ${expected}`);
  }
  if (Number.isInteger(id) && !Number.isSafeInteger(id)) {
    throw unreadable(`${where}: the id is too large for a number. Put it in quotes.`);
  }
  return { id, text, format: formatNamed(format) };
}
