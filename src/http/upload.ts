/* Raw uploads: long texts are redacted and forwarded while they arrive, all else is taken whole. */

import { AppError } from "../core/errors.js";
import { createPieces, type Pieces } from "../core/pieces.js";
import type { TextStream } from "../core/redaction.js";
import { createTextPieces, isPlainText, tellingBytes } from "../document/text-pieces.js";
import { openArrivingBody, type ArrivingBody } from "./arriving-body.js";
import { finished, openingOf, type Arriving, type ArrivingRequest } from "./arriving.js";
import type { Exchange } from "./exchange.js";
import type { Judge } from "./judge.js";

interface ArrivingText {
  readonly begin: Buffer[];
  readonly rest: ArrivingBody;
  readonly stream: TextStream;
}

/** Rejects like `readBody`. The bytes it resolves to stay taken from the budget of all bodies. */
export async function receiveUpload(
  tools: Judge,
  exchange: Exchange,
  request: ArrivingRequest,
): Promise<Buffer | Arriving> {
  const { head, limit } = request;
  const rest = openArrivingBody(exchange.req, tools.limits.bodyMs);
  const whole = createPieces();
  try {
    // Whole, a text is read by its grammar, and a refusal comes before anything is sent.
    const { uploadTextBytes } = tools.limits;
    const enough = head.contentLength > uploadTextBytes ? tellingBytes : uploadTextBytes;
    if (await collect(whole, { rest, exchange, limit }, enough)) return Buffer.concat(whole.take());
    const begin = whole.take();
    if (isPlainText(begin)) {
      const stream = tools.redactor.openText(openingOf(tools, request));
      const text = stream && { begin, rest, stream };
      if (text !== undefined) return { rest, stream: text.stream, pieces: redacted(exchange, text, limit) };
    }
    for (const bytes of begin) whole.push(bytes);
    await collect(whole, { rest, exchange, limit }, Infinity);
    return Buffer.concat(whole.take());
  } catch (error) {
    rest.stop();
    exchange.req.pause();
    throw error;
  }
}

interface Source {
  readonly rest: ArrivingBody;
  readonly exchange: Exchange;
  readonly limit: number;
}

/** True at the end of the body, false once there are more than `enough` bytes. */
async function collect(whole: Pieces, { rest, exchange, limit }: Source, enough: number): Promise<boolean> {
  while (whole.size <= enough) {
    const chunk = await rest.next();
    if (chunk === undefined) return true;
    if (whole.size + chunk.length > limit) throw new AppError("body_too_large");
    exchange.lease.take(chunk.length);
    whole.push(chunk);
  }
  return false;
}

/** The last window comes only once the body has been read to its end. `begin` is emptied while it is read. */
async function* redacted(
  exchange: Exchange,
  { begin, rest, stream }: ArrivingText,
  limit: number,
): AsyncGenerator<Buffer> {
  const pieces = createTextPieces();
  const next = async (): Promise<Buffer | undefined> => begin.shift() ?? rest.next();
  for (let chunk = await next(); chunk !== undefined; chunk = await next()) {
    exchange.bytesIn += chunk.length;
    if (exchange.bytesIn > limit) throw new AppError("body_too_large");
    stream.push(pieces.decode(chunk));
    yield* finished(exchange, stream);
  }
  exchange.read = true;
  stream.push(pieces.end());
  stream.end();
  yield* finished(exchange, stream);
}
