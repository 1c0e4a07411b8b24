/* Bodies that are redacted and forwarded while they arrive: chunked, and broken off before their end by any refusal. */

import { Readable } from "node:stream";
import type { DeskRoute } from "../core/desk.js";
import { filesOfRefusal } from "../core/errors.js";
import type { RedactOptions, TextStream } from "../core/redaction.js";
import type { ArrivingBody } from "./arriving-body.js";
import type { Exchange } from "./exchange.js";
import type { RequestHead } from "./framing.js";
import { routedBy, type Judge } from "./judge.js";
import { writeVerdict } from "./verdict.js";

export interface ArrivingRequest {
  readonly head: RequestHead;
  readonly route: DeskRoute;
  /** Bytes of the whole body. */
  readonly limit: number;
}

/** What its stream is opened with. */
export function openingOf({ desk }: Judge, { head, route }: ArrivingRequest): RedactOptions {
  const query = head.query === undefined ? {} : { query: head.query };
  return { desk, route, routedBy: routedBy(head), ...query };
}

/** A body of which the begin is there. */
export interface Arriving {
  readonly rest: ArrivingBody;
  readonly stream: Pick<TextStream, "query" | "report" | "close">;
  /** All of it, redacted, as it becomes finished. The last piece comes only once the body has been read to its end. */
  readonly pieces: AsyncIterable<Buffer>;
}

/** What came out of it last is told by `failure`: the desk's side of it sees only that the body broke off. */
export interface Outgoing {
  readonly body: Readable;
  failure: unknown;
}

/**
 * The redacted body as it becomes finished. Any refusal breaks it off before its end, so that the desk stores nothing.
 * `told` is given the verdict so far.
 */
export function openOutgoing(
  exchange: Exchange,
  { rest, stream, pieces }: Arriving,
  told: (verdict: string) => void,
): Outgoing {
  const watched = async function* (): AsyncGenerator<Buffer> {
    try {
      for await (const piece of pieces) {
        exchange.report = stream.report();
        told(writeVerdict(exchange.report));
        exchange.bytesOut += piece.length;
        yield piece;
      }
    } catch (error) {
      outgoing.failure = error;
      exchange.refusedFiles = filesOfRefusal(error);
      // Nothing is stored: nothing became of those that came out.
      if (exchange.report !== undefined) exchange.report = { ...exchange.report, files: [] };
      throw error;
    } finally {
      rest.stop();
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

/** What is finished of a text. Other requests have their turn between two windows. */
export async function* finished(
  exchange: Exchange,
  stream: Pick<TextStream, "next">,
): AsyncGenerator<Buffer> {
  for (;;) {
    const text = await timed(exchange, async () => stream.next());
    if (text === undefined) return;
    if (text !== "") yield Buffer.from(text);
    await nextTurn();
  }
}

export async function timed<Result>(exchange: Exchange, work: () => Promise<Result>): Promise<Result> {
  const from = performance.now();
  try {
    return await work();
  } finally {
    exchange.redactMs += performance.now() - from;
  }
}

const nextTurn = async (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });
