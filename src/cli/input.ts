/* Reads what a command is given: files, standard input, JSON lines. */

import { createReadStream, statSync } from "node:fs";
import { extname } from "node:path";
import { StringDecoder } from "node:string_decoder";
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

/** `undefined` and `-` mean standard input. */
function openInput(file: string | undefined): {
  readonly stream: NodeJS.ReadableStream;
  readonly size?: number;
} {
  if (file === undefined || file === "-") return { stream: process.stdin };
  try {
    const { size } = statSync(file);
    return { stream: createReadStream(file), size };
  } catch {
    throw new CommandError(
      exitCodes.unreadable,
      `${file}: cannot be read. Check the name and your permissions.`,
    );
  }
}

/** The whole input; refuses more than `limit` bytes. */
export async function readInput(file: string | undefined, limit: number): Promise<Buffer> {
  const { stream, size } = openInput(file);
  const progress = createProgress("reading", size);
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > limit) throw new CommandError(exitCodes.unreadable, tooLarge(file, limit));
      chunks.push(chunk);
      progress.at(length);
    }
  } catch (error) {
    if (error instanceof CommandError) throw error;
    throw new CommandError(exitCodes.unreadable, `${file ?? "standard input"}: cannot be read.`);
  } finally {
    progress.done();
  }
  return Buffer.concat(chunks);
}

function tooLarge(file: string | undefined, limit: number): string {
  const name = file ?? "standard input";
  return `${name}: larger than ${String(limit)} bytes. Raise limits.bytes in the configuration, or use --jsonl.`;
}

/** Lines without their line feed, decoded as UTF-8; blank lines are skipped. */
export async function* readLines(file: string | undefined): AsyncGenerator<string> {
  const { stream, size } = openInput(file);
  const progress = createProgress("lines", size);
  const decoder = new StringDecoder("utf8");
  let rest = "";
  let length = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    length += chunk.length;
    progress.at(length);
    const lines = (rest + decoder.write(chunk)).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) if (line.trim() !== "") yield line;
  }
  rest += decoder.end();
  progress.done();
  if (rest.trim() !== "") yield rest;
}

export interface JsonLine {
  readonly id: string | number;
  readonly text: string;
  readonly format?: string;
}

/** Throws CommandError (unreadable) with the line number; never with the line. */
export function parseJsonLine(line: string, number: number): JsonLine {
  const where = `line ${String(number)}`;
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new CommandError(exitCodes.unreadable, `${where}: not JSON. Expected {"id": ..., "text": "..."}.`);
  }
  const { id, text, format } = (value ?? {}) as Partial<JsonLine>;
  if (typeof text !== "string" || (typeof id !== "string" && typeof id !== "number")) {
    throw new CommandError(exitCodes.unreadable, `${where}: expected {"id": ..., "text": "..."}.`);
  }
  return { id, text, ...(typeof format === "string" ? { format } : {}) };
}
