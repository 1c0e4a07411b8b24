/* `deskveil scan`: where something was found, never what. */

import type { Finding, TextFormat } from "../core/types.js";
import type { Redactor } from "../core/redaction.js";
import { exitCodes, type ExitCode } from "./exit.js";
import { mediaTypeOf, parseJsonLine, readInput, readLines } from "./input.js";
import { createLineIndex } from "./line-index.js";
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

const formats: Readonly<Record<string, TextFormat>> = { html: "html", markdown: "markdown" };

/** Stdin lines `{"id","text","format"?}` to stdout lines `{"id","findings"}`, in the same order. */
export async function scanLines(redactor: Redactor, file: string | undefined): Promise<ExitCode> {
  let found = false;
  let number = 0;
  for await (const line of readLines(file)) {
    const { id, text, format } = parseJsonLine(line, ++number);
    const findings = redactor.scanText(text, formats[format ?? ""] ?? "plain").map(flatten);
    found ||= findings.length > 0;
    process.stdout.write(`${JSON.stringify({ id, findings })}\n`);
  }
  return found ? exitCodes.found : exitCodes.done;
}

/** Scans files (standard input when none is named) and prints where something stands. */
export async function scanFiles(
  redactor: Redactor,
  files: readonly string[],
  options: ScanOptions,
): Promise<ExitCode> {
  const placed: PlacedFinding[] = [];
  for (const file of files.length > 0 ? files : ["-"]) {
    const text = (await readInput(file, options.limit)).toString("utf8");
    const format = mediaTypeOf(file) === "text/html" ? "html" : "plain";
    const placeOf = createLineIndex(text);
    for (const finding of redactor.scanText(text, format)) {
      const flat = flatten(finding);
      placed.push({ file, ...placeOf(flat.start), ...flat });
    }
  }
  process.stdout.write(printers[options.format](placed));
  return placed.length > 0 ? exitCodes.found : exitCodes.done;
}

const printers: Readonly<Record<ScanFormat, (placed: readonly PlacedFinding[]) => string>> = {
  text: (placed) => placed.map(printLine).join(""),
  json: (placed) => `${JSON.stringify(placed, null, 2)}\n`,
  sarif: (placed) => `${JSON.stringify(toSarif(placed), null, 2)}\n`,
};

function printLine({ file, line, column, entity, kind, confidence, detector }: PlacedFinding): string {
  const name = kind === undefined ? entity : `${entity} (${kind})`;
  return `${file}:${String(line)}:${String(column)} ${name} ${confidence.toFixed(2)} ${detector}\n`;
}
