/* `deskveil redact`: bytes in, redacted bytes out; the account of it goes to stderr on request. */

import type { DeskRoute, Desk } from "../core/desk.js";
import { AppError } from "../core/errors.js";
import type { Report } from "../core/report.js";
import type { Redactor } from "../core/redaction.js";
import { CommandError, exitCodes, type ExitCode } from "./exit.js";
import { mediaTypeOf, parseJsonLine, readInput, readLines } from "./input.js";

export interface RedactFileOptions {
  readonly type?: string;
  readonly desk: Desk;
  readonly path?: string;
  readonly method: string;
  readonly report: boolean;
  /** Bytes. */
  readonly limit: number;
}

export async function redactFile(
  redactor: Redactor,
  file: string | undefined,
  options: RedactFileOptions,
): Promise<ExitCode> {
  const body = await readInput(file, options.limit);
  const mediaType = options.type ?? mediaTypeOf(file);
  const route = routeOf(options);
  const { payload, report } = await refuseReadably(file, () =>
    redactor.redact({ body, mediaType }, { desk: options.desk, route }),
  );
  if (options.report) process.stderr.write(`${JSON.stringify(report)}\n`);
  if (report.verdict === "reject" && report.mode === "enforce") throw rejected(report);
  process.stdout.write(payload.body);
  return exitCodes.done;
}

/** Without a path the payload belongs to no route: every field keeps the role its name has anywhere in the desk. */
function routeOf({ desk, path, method }: RedactFileOptions): DeskRoute {
  const [pathname = "/"] = (path ?? "/").split("?");
  return desk.route(method.toUpperCase(), pathname);
}

async function refuseReadably<T>(file: string | undefined, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const name = file ?? "standard input";
    throw new CommandError(exitCodes.unreadable, `${name}: ${error.code}: ${error.message} ${error.hint}`);
  }
}

/** Nothing is written: a pipeline must not go on with what the policy forbids. */
function rejected(report: Report): CommandError {
  const items = report.rejected.map(({ entity, field }) => `${entity} at ${field === "" ? "/" : field}`);
  return new CommandError(
    exitCodes.unreadable,
    `pii_rejected: take out ${items.join(", ")}. Nothing was written.`,
  );
}

/** Stdin lines `{"id","text"}` to the same lines redacted. */
export async function redactLines(redactor: Redactor, file: string | undefined): Promise<ExitCode> {
  let number = 0;
  for await (const line of readLines(file)) {
    const { id, text } = parseJsonLine(line, ++number);
    process.stdout.write(`${JSON.stringify({ id, text: redactor.redactText(text).text })}\n`);
  }
  return exitCodes.done;
}
