/* `deskveil scan`: where something was found, never what. */

import type { Finding, TextFormat } from "../core/types.js";
import type { Redactor } from "../core/redaction.js";
import { sniffFile } from "../document/magic.js";
import { CommandError, exitCodes, explainRefusal, type ExitCode } from "./exit.js";
import {
  decodeText,
  formatNamed,
  mediaTypeOf,
  nameOfInput,
  parseJsonLine,
  readInput,
  readLines,
} from "./input.js";
import { createLineIndex } from "./line-index.js";
import { setClosedExit, writeOut } from "./output.js";
import { toSarif } from "./sarif.js";

export type ScanFormat = "text" | "json" | "sarif";

export interface ScanOptions {
  readonly format: ScanFormat;
  /** Bytes of one file. */
  readonly limit: number;
}

/** One finding with its place in a file; columns and lines count from 1. */
export interface PlacedFinding {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly start: number;
  readonly end: number;
  readonly entity: string;
  readonly kind?: string;
  readonly confidence: number;
  readonly detector: string;
}

export interface FlatFinding {
  readonly entity: string;
  readonly kind?: string;
  readonly start: number;
  readonly end: number;
  readonly confidence: number;
  readonly detector: string;
}

/** The hull of a finding's parts, in UTF-16 units of the text. */
export function flatten(finding: Finding): FlatFinding {
  const { entity, kind, confidence, detector, parts } = finding;
  const start = parts[0]?.start ?? 0;
  const end = parts.at(-1)?.end ?? 0;
  return { entity, ...(kind === undefined ? {} : { kind }), start, end, confidence, detector };
}

/** Throws CommandError that names the place when the text takes too much work. */
async function scanOne(
  redactor: Redactor,
  text: string,
  { format, where }: { format: TextFormat; where: string },
): Promise<readonly FlatFinding[]> {
  try {
    return (await redactor.scanTextAsync(text, format)).map(flatten);
  } catch (error) {
    throw explainRefusal(error, where);
  }
}

/** Lines `{"id","text","format"?}` to lines `{"id","findings"}`, in the same order. */
export async function scanLines(redactor: Redactor, files: readonly string[]): Promise<ExitCode> {
  let exitCode: ExitCode = exitCodes.done;
  setClosedExit(exitCodes.unreadable);
  for (const file of files.length > 0 ? files : [undefined]) {
    for await (const line of readLines(file)) {
      const { id, text, format } = parseJsonLine(line);
      const findings = await scanOne(redactor, text, { format, where: `line ${String(line.number)}` });
      if (findings.length > 0) setClosedExit((exitCode = exitCodes.found));
      await writeOut(`${JSON.stringify({ id, findings })}\n`);
    }
  }
  return exitCode;
}

interface FilesScanned {
  readonly placed: readonly PlacedFinding[];
  /** One message for each input that could not be scanned. */
  readonly failures: readonly string[];
}

/** Scans files (standard input when none is named) and prints where something stands. */
export async function scanFiles(
  redactor: Redactor,
  files: readonly string[],
  options: ScanOptions,
): Promise<ExitCode> {
  const scanned = await scanAll(redactor, files.length > 0 ? files : ["-"], options.limit);
  const { placed, failures } = scanned;
  for (const message of failures) process.stderr.write(`deskveil: ${message}\n`);
  const exitCode =
    failures.length > 0 ? exitCodes.unreadable : placed.length > 0 ? exitCodes.found : exitCodes.done;
  setClosedExit(exitCode);
  await writeOut(printers[options.format](scanned));
  return exitCode;
}

/** One file that cannot be read does not hide what stands in the others. */
async function scanAll(redactor: Redactor, files: readonly string[], limit: number): Promise<FilesScanned> {
  const placed: PlacedFinding[] = [];
  const failures: string[] = [];
  for (const file of files) {
    try {
      const text = textOf(await readInput(file, limit), nameOfInput(file));
      for (const one of await scanFile(redactor, file, text)) placed.push(one);
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      failures.push(error.message);
    }
  }
  return { placed, failures };
}

/** Some files look like text and hold more than it says: of these nothing is called clean. Throws CommandError. */
function textOf(bytes: Buffer, name: string): string {
  const text = decodeText(bytes, name);
  const kind = sniffFile(bytes);
  if (kind === "text" || kind === "mail" || kind === "unknown") return text;
  throw new CommandError(
    exitCodes.unreadable,
    `${name}: no text, but a file of its own kind. Use deskveil redact.`,
  );
}

async function scanFile(redactor: Redactor, file: string, text: string): Promise<readonly PlacedFinding[]> {
  const type = mediaTypeOf(file);
  const format = formatNamed(type.slice("text/".length));
  const placeOf = createLineIndex(text);
  const pieces = type === "application/x-ndjson" ? linesOf(text) : [{ text, from: 0 }];
  const placed: PlacedFinding[] = [];
  for (const { text: piece, from } of pieces) {
    for (const flat of await scanOne(redactor, piece, { format, where: nameOfInput(file) })) {
      const [start, end] = [flat.start + from, flat.end + from];
      placed.push({ file, ...placeOf(start), ...flat, start, end });
    }
  }
  return placed;
}

/** Each line of NDJSON is a JSON text of its own, and is read as such. */
function linesOf(text: string): readonly { readonly text: string; readonly from: number }[] {
  let from = 0;
  return text.split("\n").map((line) => {
    const one = { text: line, from };
    from += line.length + 1;
    return one;
  });
}

const printers: Readonly<Record<ScanFormat, (scanned: FilesScanned) => string>> = {
  text: ({ placed }) => placed.map(printLine).join(""),
  json: ({ placed }) => `${JSON.stringify(placed, null, 2)}\n`,
  sarif: ({ placed, failures }) => `${JSON.stringify(toSarif(placed, failures), null, 2)}\n`,
};

function printLine({ file, line, column, entity, kind, confidence, detector }: PlacedFinding): string {
  const name = kind === undefined ? entity : `${entity} (${kind})`;
  return `${file}:${String(line)}:${String(column)} ${name} ${confidence.toFixed(2)} ${detector}\n`;
}
