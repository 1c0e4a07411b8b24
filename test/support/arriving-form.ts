/* A form in pieces through the reader of forms that arrive and a form stream, without HTTP. */

import { defaultHttpLimits } from "../../src/core/limits.js";
import type { FormStream, RedactOptions, Redactor } from "../../src/core/redaction.js";
import type { Report } from "../../src/core/report.js";
import { createArrivingForm, type FormPiece } from "../../src/document/multipart/arriving.js";
import { parseMediaType } from "../../src/document/media-type.js";
import { createTextPieces } from "../../src/document/text-pieces.js";

export interface ArrivingOptions {
  readonly type: string;
  /** Bytes above which a text is long. */
  readonly uploadTextBytes: number;
  readonly redact?: RedactOptions;
}

export interface ArrivedForm {
  readonly body: Buffer;
  readonly report: Report;
  /** Long texts that were met. */
  readonly texts: number;
}

/** Rejects like the redactor. A form without a long text is redacted as a whole. */
export async function redactArriving(
  redactor: Redactor,
  chunks: readonly Buffer[],
  { type, uploadTextBytes, redact = {} }: ArrivingOptions,
): Promise<ArrivedForm> {
  const { boundary = "" } = parseMediaType(type);
  const form = createArrivingForm(boundary, { ...defaultHttpLimits, uploadTextBytes });
  const pieces = [...chunks.flatMap((chunk) => form.push(chunk)), ...form.end()];
  const [first] = pieces;
  if (first?.is === "between" && first.last) {
    const { payload, report } = await redactor.redact({ body: first.bytes, mediaType: type }, redact);
    return { body: payload.body, report, texts: 0 };
  }
  return redactPieces(redactor, pieces, { type, redact });
}

async function redactPieces(
  redactor: Redactor,
  pieces: readonly FormPiece[],
  { type, redact = {} }: Omit<ArrivingOptions, "uploadTextBytes">,
): Promise<ArrivedForm> {
  const stream = redactor.openForm(type, redact);
  if (stream === undefined) throw new Error("this policy needs the whole");
  try {
    const body = await writtenBy(stream, pieces);
    const texts = pieces.filter(({ is }) => is === "text-end").length;
    return { body, report: stream.report(), texts };
  } finally {
    stream.close();
  }
}

async function writtenBy(stream: FormStream, pieces: readonly FormPiece[]): Promise<Buffer> {
  const out: Buffer[] = [];
  let text = createTextPieces();
  for (const piece of pieces) {
    if (piece.is === "between") {
      out.push(await stream.between(piece.bytes, piece.last));
      continue;
    }
    stream.push(piece.is === "text" ? text.decode(piece.bytes) : text.end());
    if (piece.is === "text-end") {
      stream.end();
      text = createTextPieces();
    }
    for (let done = await stream.next(); done !== undefined; done = await stream.next())
      out.push(Buffer.from(done));
  }
  return Buffer.concat(out);
}

/** Cut in pieces of at most `size` bytes, by lengths that repeat. */
export function cut(body: Buffer, lengths: readonly number[]): readonly Buffer[] {
  const pieces: Buffer[] = [];
  for (let at = 0, next = 0; at < body.length; next++) {
    const length = lengths[next % lengths.length] ?? 1;
    pieces.push(body.subarray(at, at + length));
    at += length;
  }
  return pieces;
}
