/* Long plain texts: written while they are read, in constant memory. */

import type { TextStream } from "../core/redaction.js";
import { createTextPieces } from "../document/text-pieces.js";
import { CommandError, exitCodes, explainRefusal, type ExitCode } from "./exit.js";
import { nameOfInput } from "./input.js";
import { writeOut } from "./output.js";

export interface LongText {
  readonly begin: Buffer;
  readonly rest: AsyncIterable<Buffer>;
  readonly stream: TextStream;
}

export interface LongOptions {
  readonly file: string | undefined;
  readonly report: boolean;
}

/** Throws CommandError; then what is out is the begin of the text, redacted. */
export async function redactLong(text: LongText, { file, report }: LongOptions): Promise<ExitCode> {
  const { begin, rest, stream } = text;
  const pieces = createTextPieces();
  try {
    stream.push(pieces.decode(begin));
    await writeFinished(stream);
    for await (const chunk of rest) {
      stream.push(pieces.decode(chunk));
      await writeFinished(stream);
    }
    stream.push(pieces.end());
    stream.end();
    await writeFinished(stream);
  } catch (error) {
    throw broken(explainRefusal(error, nameOfInput(file)));
  }
  if (report) process.stderr.write(`${JSON.stringify(stream.report())}\n`);
  return exitCodes.done;
}

const broken = (error: unknown): unknown =>
  error instanceof CommandError
    ? new CommandError(exitCodes.unreadable, `${error.message} The output breaks off before that place.`)
    : error;

async function writeFinished(stream: TextStream): Promise<void> {
  for (let text = await stream.next(); text !== undefined; text = await stream.next()) {
    if (text !== "") await writeOut(text);
  }
}
