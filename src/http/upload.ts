/* Raw uploads: long texts are redacted and forwarded while they arrive, all else is taken whole. */

import { Readable } from "node:stream";
import type { DeskRoute } from "../core/desk.js";
import { AppError } from "../core/errors.js";
import type { Limits } from "../core/limits.js";
import type { TextStream } from "../core/redaction.js";
import { sniffFile } from "../document/magic.js";
import { isReadWhole } from "../document/text-file.js";
import { createTextPieces, wholeCharactersOf } from "../document/text-pieces.js";
import { openArrivingBody, type ArrivingBody } from "./arriving-body.js";
import type { Exchange } from "./exchange.js";
import type { RequestHead } from "./framing.js";
import { isIdentity } from "./inflate.js";
import { routedBy, type Judge } from "./judge.js";
import { writeVerdict } from "./verdict.js";

/** Bytes of a begin that tell what a file is. */
const tellingBytes = 1024 * 1024;

/** The body, or a text of which this is the begin. */
export type Upload = Buffer | ArrivingText;

export interface ArrivingText {
  /** Emptied while it is read. */
  readonly begin: Buffer[];
  readonly rest: ArrivingBody;
  readonly stream: TextStream;
}

export interface UploadRequest {
  readonly head: RequestHead;
  readonly route: DeskRoute;
  /** Bytes of the whole body. */
  readonly limit: number;
}

/** Shadow mode, policies that may refuse a text, and content codings need the whole; the redactor knows the first two. */
export function mayArrive(
  { uploadTextBytes }: Limits,
  { head, route }: Omit<UploadRequest, "limit">,
): boolean {
  const isLong = head.contentLength === -1 || head.contentLength > uploadTextBytes;
  return route.body === "upload" && isIdentity(head.coding) && isLong;
}

/** Rejects like `readBody`. The bytes it resolves to stay taken from the budget of all bodies. */
export async function receiveUpload(
  tools: Judge,
  exchange: Exchange,
  request: UploadRequest,
): Promise<Upload> {
  const { head, route, limit } = request;
  const rest = openArrivingBody(exchange.req, tools.limits.bodyMs);
  const whole: Collected = { chunks: [], size: 0 };
  try {
    // Whole, a text is read by its grammar, and a refusal comes before anything is sent.
    if (await collect(whole, { rest, exchange, limit }, tools.limits.uploadTextBytes)) return join(whole);
    const begin = beginOf(whole);
    if (!isReadWhole(begin) && sniffFile(wholeCharactersOf(begin)) === "text") {
      const query = head.query === undefined ? {} : { query: head.query };
      const options = { desk: tools.desk, route, routedBy: routedBy(head), ...query };
      const stream = tools.redactor.openText(options);
      if (stream !== undefined) return { begin: whole.chunks, rest, stream };
    }
    await collect(whole, { rest, exchange, limit }, Infinity);
    return join(whole);
  } catch (error) {
    rest.stop();
    exchange.req.pause();
    throw error;
  }
}

interface Collected {
  readonly chunks: Buffer[];
  size: number;
}

interface Source {
  readonly rest: ArrivingBody;
  readonly exchange: Exchange;
  readonly limit: number;
}

/** True at the end of the body, false once there are more than `enough` bytes. */
async function collect(
  whole: Collected,
  { rest, exchange, limit }: Source,
  enough: number,
): Promise<boolean> {
  while (whole.size <= enough) {
    const chunk = await rest.next();
    if (chunk === undefined) return true;
    if (whole.size + chunk.length > limit) throw new AppError("body_too_large");
    exchange.lease.take(chunk.length);
    whole.chunks.push(chunk);
    whole.size += chunk.length;
  }
  return false;
}

function beginOf({ chunks }: Collected): Buffer {
  let count = 0;
  for (let size = 0; size < tellingBytes && count < chunks.length; count++)
    size += chunks[count]?.length ?? 0;
  return Buffer.concat(chunks.slice(0, count));
}

const join = ({ chunks, size }: Collected): Buffer => Buffer.concat(chunks, size);

/** What came out of it last is told by `failure`: the desk's side of it sees only that the body broke off. */
export interface Outgoing {
  readonly body: Readable;
  failure: unknown;
}

/**
 * The redacted text as it becomes finished. Any refusal breaks it off before its end, so that the desk stores nothing.
 * `told` is given the verdict so far.
 */
export function openOutgoing(
  exchange: Exchange,
  { text, limit }: { readonly text: ArrivingText; readonly limit: number },
  told: (verdict: string) => void,
): Outgoing {
  const pieces = redacted(exchange, text, limit);
  const watched = async function* (): AsyncGenerator<Buffer> {
    try {
      for await (const piece of pieces) {
        exchange.report = text.stream.report();
        told(writeVerdict(exchange.report));
        exchange.bytesOut += piece.length;
        yield piece;
      }
    } catch (error) {
      outgoing.failure = error;
      throw error;
    } finally {
      text.rest.stop();
      // The desk has answered before the end, or nobody wants the rest: it is thrown away.
      exchange.req.resume();
    }
  };
  const outgoing: Outgoing = {
    body: Readable.from(watched(), { highWaterMark: 1 }),
    failure: undefined,
  };
  return outgoing;
}

/** The last window comes only once the body has been read to its end. */
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

/** Other requests have their turn between two windows. */
async function* finished(exchange: Exchange, stream: TextStream): AsyncGenerator<Buffer> {
  for (;;) {
    const from = performance.now();
    const text = await stream.next();
    exchange.redactMs += performance.now() - from;
    if (text === undefined) return;
    if (text !== "") yield Buffer.from(text);
    await nextTurn();
  }
}

const nextTurn = async (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });
