/* One attempt over the wire: status and patience of the answer, or a code; nothing else of an answer is kept. */

import { Pool, type Dispatcher } from "undici";
import type { Clock } from "../../core/clock.js";
import type { Destination } from "../../core/destination.js";
import { AppError, type ErrorCode } from "../../core/errors.js";
import { createConnector, type GuardOptions } from "./guard.js";
import type { Outgoing } from "./outgoing.js";

/** Bytes of an answer's body that are read, so that the connection can be used again; of a longer one it is cut. */
const answerBytes = 4096;
const answerHeadBytes = 16 * 1024;

export interface Answer {
  readonly status: number;
  /** Of the header, if it came once. */
  readonly retryAfter?: string;
}

/** `internal`: not the destination's fault, but ours. */
export interface Failure {
  readonly code: ErrorCode;
}

export interface Transport {
  /** Never rejects. Aborting `signal` with an AppError gives its code. */
  send(outgoing: Outgoing, signal: AbortSignal): Promise<Answer | Failure>;
  close(): Promise<void>;
}

const timeouts: ReadonlySet<string> = new Set([
  "ETIMEDOUT",
  "UND_ERR_CONNECT_TIMEOUT",
  "UND_ERR_HEADERS_TIMEOUT",
  "UND_ERR_BODY_TIMEOUT",
]);

const certificateFaults =
  /^(?:CERT_|CRL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_|ERR_SSL_|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|EPROTO)/;

/** What undici and Node refuse to send is our own fault, and so is what has no code at all. */
const ownFaults =
  /^(?:ERR_INVALID|ERR_HTTP_INVALID|UND_ERR_INVALID|UND_ERR_NOT_SUPPORTED|UND_ERR_REQ_CONTENT)/;

/** A library's error is never kept, as it quotes its input. */
export function codeOf(error: unknown): ErrorCode {
  if (error instanceof AppError) return error.code;
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "" || ownFaults.test(code)) return "internal";
  if (timeouts.has(code)) return "destination_timeout";
  return certificateFaults.test(code) ? "destination_untrusted" : "destination_unreachable";
}

/** Throws what undici throws for an origin it cannot use: the start is refused. No proxy of the environment is asked. */
export function createTransport(
  destination: Destination,
  guard: GuardOptions,
  clock: Pick<Clock, "after">,
): Transport {
  const { timeoutMs, concurrency, url } = destination;
  const pool = new Pool(url.origin, {
    connections: concurrency,
    connect: createConnector(destination, guard),
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    maxHeaderSize: answerHeadBytes,
  });
  const request = async (outgoing: Outgoing, signal: AbortSignal): Promise<Answer> => {
    const { method, url: target, headers, body } = outgoing;
    const {
      statusCode,
      headers: answered,
      body: rest,
    } = await pool.request({
      method: method as Dispatcher.HttpMethod,
      path: target.pathname + target.search,
      headers,
      body: body.length === 0 ? null : body,
      signal,
    });
    // The status says it all: a body that breaks off or never ends changes nothing.
    await rest.dump({ limit: answerBytes, signal }).catch(() => undefined);
    const retryAfter = answered["retry-after"];
    return { status: statusCode, ...(typeof retryAfter === "string" ? { retryAfter } : {}) };
  };
  return {
    send: async (outgoing, signal) => {
      const late = new AbortController();
      const cancel = clock.after(timeoutMs, () => {
        late.abort(new AppError("destination_timeout"));
      });
      try {
        return await request(outgoing, AbortSignal.any([signal, late.signal]));
      } catch (error) {
        return { code: codeOf(error) };
      } finally {
        cancel();
      }
    },
    close: async () => {
      await pool.destroy();
    },
  };
}
