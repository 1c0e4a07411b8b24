/* `deskveil import`: rules of other tools as our pattern files, with an account of what could not be taken over. */

import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { EntityType } from "../core/types.js";
import { importGitleaks } from "../config/import/gitleaks.js";
import { ImportError, type Imported } from "../config/import/imported.js";
import { importPresidio } from "../config/import/presidio.js";
import { CommandError, exitCodes, type ExitCode } from "./exit.js";
import { decodeText, nameOfInput, readInput } from "./input.js";
import { writeOut } from "./output.js";

export interface ImportFlags {
  /** Folder that the patterns are written to. */
  readonly to: string;
  readonly prefix: string;
  /** Overwrite files that are there. */
  readonly force: boolean;
  readonly json: boolean;
  /** Of gitleaks rules, which have none. */
  readonly confidence?: number;
  /** Of Presidio entities that we have no counterpart of. */
  readonly entity?: EntityType;
}

export type ImportTool = "gitleaks" | "presidio";

/** Bytes of one file of rules. */
const longestFile = 8 * 1024 * 1024;

/** Ends with 1 when a rule could not be taken over. */
export async function importRules(tool: ImportTool, file: string, flags: ImportFlags): Promise<ExitCode> {
  const name = nameOfInput(file);
  const text = decodeText(await readInput(file, longestFile), name);
  const imported = read(tool, text, { flags, name });
  writePatterns(imported, flags);
  await writeOut(flags.json ? toJson(imported) : toText(imported, flags.to));
  return imported.refused.length > 0 ? exitCodes.found : exitCodes.done;
}

interface Reading {
  readonly flags: ImportFlags;
  readonly name: string;
}

function read(tool: ImportTool, text: string, { flags, name }: Reading): Imported {
  const { prefix, confidence = 0.7, entity } = flags;
  try {
    return tool === "gitleaks"
      ? importGitleaks(text, { prefix, confidence })
      : importPresidio(text, { prefix, ...(entity === undefined ? {} : { entity }) });
  } catch (error) {
    if (!(error instanceof ImportError)) throw error;
    const place = error.line === undefined ? name : `${name}:${String(error.line)}`;
    throw new CommandError(exitCodes.unreadable, `${place}: ${error.message}.`);
  }
}

/** All or nothing: an import that stops in the middle would look like a whole one. */
function writePatterns({ patterns }: Imported, { to, force }: ImportFlags): void {
  const files = patterns.map(({ id, yaml }) => ({ path: join(to, `${id}.yaml`), yaml }));
  const taken = files.find(({ path }) => existsSync(path));
  if (taken !== undefined && !force) {
    throw new CommandError(
      exitCodes.usage,
      `${taken.path} is there already. Name another folder, or say --force.`,
    );
  }
  try {
    mkdirSync(to, { recursive: true });
    for (const { path, yaml } of files) writeFileSync(path, yaml);
  } catch {
    throw new CommandError(exitCodes.usage, `${to}: cannot be written.`);
  }
}

const toJson = ({ patterns, refused, notes }: Imported): string =>
  `${JSON.stringify({ patterns: patterns.map(({ id, notes: own }) => ({ id, notes: own })), refused, notes }, null, 2)}\n`;

function toText({ patterns, refused, notes }: Imported, to: string): string {
  const total = patterns.length + refused.length;
  const changed = patterns.filter((pattern) => pattern.notes.length > 0);
  const lines = [
    `${String(patterns.length)} of ${String(total)} rules written to ${to}`,
    ...section(
      "Not taken over",
      refused.map(({ id, why }) => `${id}: ${why}.`),
    ),
    ...section(
      "Not as they were",
      changed.map((one) => `${one.id}: ${one.notes.join("; ")}.`),
    ),
    ...section(
      "For all of them",
      notes.map((note) => `${note}.`),
    ),
    "",
    `Prove them with \`deskveil check ${to}\`, and name the folder under patterns.folders of your configuration.`,
  ];
  return `${lines.join("\n")}\n`;
}

const section = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : ["", `${title}:`, ...lines.map((line) => `  ${line}`)];
