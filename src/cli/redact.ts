/* `deskveil redact`: bytes in, redacted bytes out; the account of it goes to stderr on request. */

import { isUtf8 } from "node:buffer";
import { extname } from "node:path";
import type { DeskRoute, Desk } from "../core/desk.js";
import type { Report } from "../core/report.js";
import type { Redactor } from "../core/redaction.js";
import type { Payload, TextFormat } from "../core/types.js";
import type { Delivery } from "../core/webhook.js";
import { sniffFile } from "../document/magic.js";
import { wholeCharactersOf } from "../document/text-pieces.js";
import { CommandError, exitCodes, explainRefusal, type ExitCode } from "./exit.js";
import {
  beginInput,
  finishInput,
  mediaTypeOf,
  nameOfInput,
  parseJsonLine,
  readLines,
  tooLarge,
  type BegunInput,
} from "./input.js";
import { writeOut } from "./output.js";
import { redactLong, type LongText } from "./redact-long.js";

export interface RedactFileOptions {
  readonly type?: string;
  readonly desk: Desk;
  readonly path?: string;
  readonly method: string;
  readonly report: boolean;
  /** Bytes of a payload. */
  readonly limit: number;
  /** Bytes of a file that is opened by what it is. */
  readonly fileLimit: number;
}

export async function redactFile(
  redactor: Redactor,
  file: string | undefined,
  options: RedactFileOptions,
): Promise<ExitCode> {
  const input = await beginInput(file, Math.max(options.limit, longText));
  const long = openLong(redactor, input, { file, options });
  if (long !== undefined) return redactLong(long, { file, report: options.report });
  const body = await finishInput(input, {
    file,
    limit: Math.max(options.limit, options.fileLimit),
  });
  const mediaType = options.type ?? mediaTypeOf(file);
  const isFile = options.type === undefined && options.path === undefined && isOpened(body, file);
  if (!isFile && body.length > options.limit) throw tooLarge(file, options.limit);
  const route = isFile ? uploadOf(options.desk) : routeOf({ body, mediaType }, options);
  const { payload, report } = await redactor
    .redact({ body, mediaType }, { desk: options.desk, route })
    .catch((error: unknown) => {
      throw explainRefusal(error, nameOfInput(file));
    });
  if (options.report) process.stderr.write(`${JSON.stringify(report)}\n`);
  if (report.verdict === "reject" && report.mode === "enforce") throw rejected(report);
  await writeOut(payload.body);
  return exitCodes.done;
}

/** Bytes above which a plain text is no payload any more, but a log that is written while it is read. */
const longText = 1024 * 1024;

/** Plain texts that are longer than payloads may be. Undefined: it is none, or the policy needs the whole of it. */
function openLong(
  redactor: Redactor,
  { begin, rest }: BegunInput,
  { file, options }: { readonly file: string | undefined; readonly options: RedactFileOptions },
): LongText | undefined {
  const { type, path, desk } = options;
  const isPayload = type !== undefined || path !== undefined || desk.webhooks !== undefined;
  if (rest === undefined || isPayload || mediaTypeOf(file) !== "text/plain") return undefined;
  const whole = wholeCharactersOf(begin);
  if (sniffFile(whole) !== "text" || isOpened(whole, file)) return undefined;
  const stream = redactor.openText({ desk });
  return stream === undefined ? undefined : { begin, rest, stream };
}

/** Texts with a grammar of their own, by the names of their files. */
const grammars = new Set([".csv", ".tsv", ".vcf", ".ics", ".xml", ".svg"]);

/** Whether a file is read by what its bytes are: whatever is no text, mails, and texts with such a name. */
function isOpened(body: Buffer, file: string | undefined): boolean {
  const kind = sniffFile(body);
  if (kind !== "text") return kind !== "unknown";
  return !isUtf8(body) || (file !== undefined && grammars.has(extname(file).toLowerCase()));
}

const uploadOf = (desk: Desk): DeskRoute => ({
  ...desk.route("POST", "/"),
  body: "upload",
});

/**
 * Without a path the payload is that desk's webhook; of a desk that sends none it belongs to no route, and every field
 * keeps the role its name has anywhere in the desk.
 */
function routeOf(payload: Payload, { desk, path, method }: RedactFileOptions): DeskRoute {
  if (path === undefined && desk.webhooks !== undefined) return desk.webhooks.route(deliveryOf(payload));
  const [pathname = "/"] = (path ?? "/").split("?");
  return desk.route(method.toUpperCase(), pathname);
}

const deliveryOf = ({ body, mediaType }: Payload): Delivery => ({
  method: "POST",
  url: new URL("http://localhost/"),
  headers: new Map([["content-type", mediaType]]),
  body,
});

/** Nothing is written: a pipeline must not go on with what the policy forbids. */
function rejected(report: Report): CommandError {
  const items = report.rejected.map(({ entity, field }) => `${entity} at ${field === "" ? "/" : field}`);
  return new CommandError(
    exitCodes.unreadable,
    `pii_rejected: take out ${items.join(", ")}. Nothing was written.`,
  );
}

/** Lines `{"id","text"}` to the same lines redacted, in the same order. What the policy rejects is masked. */
export async function redactLines(redactor: Redactor, file: string | undefined): Promise<ExitCode> {
  for await (const line of readLines(file)) {
    const { id, text, format } = parseJsonLine(line);
    await writeOut(
      `${JSON.stringify({ id, text: await redactLine(redactor, { text, format }, line.number) })}\n`,
    );
  }
  return exitCodes.done;
}

async function redactLine(
  redactor: Redactor,
  { text, format }: { readonly text: string; readonly format: TextFormat },
  number: number,
): Promise<string> {
  try {
    return (await redactor.redactTextAsync(text, format)).text;
  } catch (error) {
    throw explainRefusal(error, `line ${String(number)}`);
  }
}
