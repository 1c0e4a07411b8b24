/* Forms with long texts in them: these are redacted and forwarded while they arrive, all else once a part is whole. */

import { AppError, filesOfRefusal } from "../core/errors.js";
import type { FormStream } from "../core/redaction.js";
import { createArrivingForm, type ArrivingForm, type FormPiece } from "../document/multipart/arriving.js";
import { createTextPieces } from "../document/text-pieces.js";
import { openArrivingBody, type ArrivingBody } from "./arriving-body.js";
import { finished, openingOf, timed, type Arriving, type ArrivingRequest } from "./arriving.js";
import { inTime } from "./deadline.js";
import type { Exchange } from "./exchange.js";
import type { Judge } from "./judge.js";

interface FormRequest extends ArrivingRequest {
  readonly boundary: string;
}

interface ReceivedForm {
  readonly exchange: Exchange;
  readonly rest: ArrivingBody;
  readonly form: ArrivingForm;
  readonly limit: number;
  size: number;
  /** Bytes that had to be held, at most. */
  most: number;
  /** Bytes that came out of the form, and are held for it to be read anew. */
  between: number;
}

/**
 * The whole of a form without a long text, which is read like any other. Rejects like `readBody`, with what the form is
 * refused for by what stands before its first long text, and with AppError `multipart_malformed` and `too_many_parts`.
 */
export async function receiveForm(
  tools: Judge,
  exchange: Exchange,
  request: FormRequest,
): Promise<Buffer | Arriving> {
  const { limits, redactor } = tools;
  const { head, boundary, limit } = request;
  const rest = openArrivingBody(exchange.req, limits.bodyMs);
  const form = createArrivingForm(boundary, limits);
  const received: ReceivedForm = { exchange, rest, form, limit, size: 0, most: 0, between: 0 };
  let stream: FormStream | undefined;
  try {
    const pieces = await nextPieces(received);
    const [first, ...others] = pieces;
    if (first?.is !== "between" || first.last) return bytesOf(pieces);
    stream = redactor.openForm(head.contentType, openingOf(tools, request));
    if (stream === undefined) return await wholeOf(received, pieces);
    const work = { received, stream, totalMs: limits.totalMs };
    // A refusal for what stands before the text comes before anything is sent.
    const begin = await redactBetween(work, first);
    return { rest, stream, pieces: redacted(work, begin, others) };
  } catch (error) {
    exchange.refusedFiles = filesOfRefusal(error);
    stream?.close();
    rest.stop();
    exchange.req.pause();
    throw error;
  }
}

/** At the end of the body there is always one. */
async function nextPieces(received: ReceivedForm): Promise<FormPiece[]> {
  const { exchange, rest, form, limit } = received;
  for (;;) {
    const chunk = await rest.next();
    if (chunk === undefined) {
      exchange.read = true;
      return form.end();
    }
    if ((received.size += chunk.length) > limit) throw new AppError("body_too_large");
    const pieces = form.push(chunk);
    for (const piece of pieces) if (piece.is === "between") received.between += piece.bytes.length;
    const held = received.between + form.held;
    if (held > received.most) exchange.lease.take(held - received.most);
    received.most = Math.max(held, received.most);
    if (pieces.length > 0) return pieces;
  }
}

/** For a policy that needs the whole. */
async function wholeOf(received: ReceivedForm, begin: FormPiece[]): Promise<Buffer> {
  const all: FormPiece[] = [];
  for await (const piece of piecesOf(received, begin)) {
    if (piece.is === "text") received.between += piece.bytes.length;
    all.push(piece);
  }
  return bytesOf(all);
}

const bytesOf = (pieces: readonly FormPiece[]): Buffer =>
  Buffer.concat(pieces.flatMap((piece) => (piece.is === "text-end" ? [] : [piece.bytes])));

interface FormWork {
  readonly received: ReceivedForm;
  readonly stream: FormStream;
  readonly totalMs: number;
}

type Between = Extract<FormPiece, { readonly is: "between" }>;

const redactBetween = async ({ received, stream, totalMs }: FormWork, piece: Between): Promise<Buffer> =>
  timed(received.exchange, async () =>
    inTime(stream.between(piece.bytes, piece.last), totalMs, "detector_timeout"),
  );

/** What stands behind the last text comes only once the body has been read to its end. */
async function* redacted(work: FormWork, begin: Buffer, given: FormPiece[]): AsyncGenerator<Buffer> {
  const { received, stream } = work;
  const { exchange } = received;
  yield begin;
  let text = createTextPieces();
  for await (const piece of piecesOf(received, given)) {
    exchange.bytesIn = received.size;
    if (piece.is === "between") {
      yield await redactBetween(work, piece);
      continue;
    }
    stream.push(piece.is === "text" ? text.decode(piece.bytes) : text.end());
    if (piece.is === "text-end") {
      stream.end();
      text = createTextPieces();
    }
    yield* finished(exchange, stream);
  }
}

/** Those that are given, which are emptied, and all that follow. */
async function* piecesOf(received: ReceivedForm, given: FormPiece[]): AsyncGenerator<FormPiece> {
  for (let pieces = given; ; pieces = await nextPieces(received)) {
    for (let piece = pieces.shift(); piece !== undefined; piece = pieces.shift()) {
      yield piece;
      if (piece.is === "between" && piece.last) return;
    }
  }
}
