/* A redactor that sends payloads that are much work to threads, so that the others need not wait for them. */

import type { RedactorConfig } from "../config/config.js";
import type { Observer } from "../core/observer.js";
import type { Redaction, Redactor, TextStream } from "../core/redaction.js";
import type { Payload } from "../core/types.js";
import { mayGrow } from "./may-grow.js";
import { formInThread, textInThread, type TextThread } from "./text-in-thread.js";
import {
  asBuffer,
  jobOf,
  openingOf,
  settingsOf,
  type PieceOpening,
  type ThreadRedaction,
} from "./worker-job.js";
import { createPool } from "./worker-pool.js";

export interface ThreadsOptions {
  readonly threads: number;
  readonly observer: Observer;
  /**
   * Bytes of a body above which it goes to a thread, as do all in which files may stand. Default: 256 KiB, some 2 ms of
   * work: below, the way there costs as much.
   */
  readonly above?: number;
  /** The threads' program; default: the one of this package. */
  readonly script?: URL;
}

export interface ThreadedRedactor {
  readonly redactor: Redactor;
  close(): Promise<void>;
}

const defaultAbove = 256 * 1024;

/**
 * Resolves once all threads are ready; rejects when one cannot be started. Results are those of `inline`. A recognizer
 * is a function of the process and cannot be sent along: with one, and with 0 threads, everything stays where it is.
 */
export async function redactInThreads(
  inline: Redactor,
  config: RedactorConfig,
  { threads, observer, above = defaultAbove, script }: ThreadsOptions,
): Promise<ThreadedRedactor> {
  if (threads === 0 || config.recognizer !== undefined) return { redactor: inline, close: nothing };
  const pool = createPool({
    settings: settingsOf(config),
    threads,
    withinMs: config.limits.totalMs,
    onFault: (code) => {
      observer.event("error", code);
    },
    ...(script === undefined ? {} : { script }),
  });
  try {
    await pool.ready();
  } catch (error) {
    await pool.close();
    throw error;
  }
  // In shadow mode the original is what is forwarded.
  const mayTake = config.policy.mode === "enforce";
  const redact: Redactor["redact"] = async (payload, options = {}) => {
    const given = mayTake && options.givesPayload === true;
    const isMuch = payload.body.length > above || mayGrow(payload, options);
    const job = isMuch ? jobOf(payload, options, given) : undefined;
    if (job === undefined) return inline.redact(payload, options);
    return redactionOf(await pool.run(job), payload);
  };
  const withinMs = config.limits.totalMs;
  /** The same stream in a thread, where one is free for it. */
  const moved = <Stream extends TextStream>(
    stream: Stream | undefined,
    open: PieceOpening | undefined,
    move: (stream: Stream, tools: TextThread) => Stream,
  ): Stream | undefined => {
    const thread = stream === undefined || open === undefined ? undefined : pool.reserve();
    if (stream === undefined || open === undefined || thread === undefined) return stream;
    return move(stream, { thread, open, withinMs, release: pool.release });
  };
  const openText: Redactor["openText"] = (options = {}) =>
    moved(inline.openText(options), openingOf(options), textInThread);
  const openForm: Redactor["openForm"] = (mediaType, options = {}) =>
    moved(inline.openForm(mediaType, options), openingOf(options, mediaType), formInThread);
  return { redactor: { ...inline, redact, openText, openForm }, close: async () => pool.close() };
}

const nothing = async (): Promise<void> => Promise.resolve();

function redactionOf({ body, query, headers, report }: ThreadRedaction, payload: Payload): Redaction {
  return {
    payload: body === undefined ? payload : { ...payload, body: asBuffer(body) },
    ...(query === undefined ? {} : { query }),
    ...(headers === undefined ? {} : { headers }),
    report,
    effects: noEffects,
  };
}

const noEffects: Redaction["effects"] = Object.freeze([]);
