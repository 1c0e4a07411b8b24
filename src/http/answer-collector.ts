/* Takes one answer of the desk whole, within its limits, so that it can be read before the client sees any of it. */

import type { IncomingHttpHeaders, ServerResponse } from "node:http";
import type { Dispatcher } from "undici";
import { AppError, type ErrorCode } from "../core/errors.js";
import { createRelay, type AnswerHandler, type RelayOptions } from "./answer-relay.js";
import { codeOf, flatten, watchOver, type Settle, type Watch } from "./answer-watch.js";
import { answerHeaders } from "./headers.js";
import type { InFlight } from "./in-flight.js";

export interface Answer {
  readonly status: number;
  /** End-to-end headers, flat. */
  readonly headers: readonly string[];
  /** As it came, content coding included. */
  readonly body: Buffer;
}

export interface CollectOptions extends RelayOptions {
  readonly inFlight: InFlight;
  /** Bytes of the body at most. */
  limitOf(headers: readonly string[]): number;
  /** Where set, an answer over a limit is streamed as it comes instead of refused (shadow mode). */
  readonly onTooLarge: ((code: ErrorCode) => void) | undefined;
}

type Controller = Dispatcher.DispatchController;
type Head = Parameters<AnswerHandler["onResponseStart"]>;

/**
 * Settles with the answer, or with undefined when it was too large and went to the client unread. Rejects with AppError
 * `upstream_*`, `body_too_large` and `overloaded`; the bytes stay taken from the budget when it succeeds.
 */
export function createCollector(
  res: ServerResponse,
  options: CollectOptions,
  settle: Settle<Answer | undefined>,
): AnswerHandler {
  return new Collector(res, options, settle);
}

class Collector implements AnswerHandler {
  readonly #watch: Watch;
  readonly #chunks: Buffer[] = [];
  #size = 0;
  #limit = 0;
  #head: Head | undefined;
  #headers: readonly string[] = [];
  #late: NodeJS.Timeout | undefined;
  /** Takes over where the answer is streamed after all. */
  #relay: AnswerHandler | undefined;
  readonly #res: ServerResponse;
  readonly #options: CollectOptions;
  readonly #settle: Settle<Answer | undefined>;

  constructor(res: ServerResponse, options: CollectOptions, settle: Settle<Answer | undefined>) {
    this.#res = res;
    this.#options = options;
    this.#settle = settle;
    this.#watch = watchOver(res, options.limits, settle);
  }

  onRequestStart(controller: Controller): void {
    this.#watch.start(controller);
  }

  onResponseStart(...head: Head): void {
    const [controller, status] = head;
    if (status < 200) return;
    this.#head = head;
    this.#watch.answered();
    this.#headers = answerHeaders(flatten(controller.rawHeaders));
    this.#limit = this.#options.limitOf(this.#headers);
    this.#late = setTimeout(() => {
      this.#watch.giveUp("upstream_timeout");
    }, this.#options.limits.totalMs);
  }

  onResponseData(controller: Controller, chunk: Buffer): void {
    if (this.#relay === undefined) {
      const code = this.#take(chunk);
      if (code === undefined) return;
      const { onTooLarge } = this.#options;
      if (onTooLarge === undefined) {
        this.#watch.giveUp(code);
        return;
      }
      onTooLarge(code);
      this.#stream(controller);
    }
    this.#relay?.onResponseData(controller, chunk);
  }

  onResponseEnd(controller: Controller, trailers: IncomingHttpHeaders): void {
    if (this.#relay !== undefined) {
      this.#relay.onResponseEnd(controller, trailers);
      return;
    }
    this.#stop();
    const body = Buffer.concat(this.#chunks, this.#size);
    this.#settle.resolve({ status: this.#head?.[1] ?? 0, headers: this.#headers, body });
  }

  onResponseError(controller: Controller, error: Error): void {
    if (this.#relay !== undefined) {
      this.#relay.onResponseError(controller, error);
      return;
    }
    this.#stop();
    this.#options.inFlight.give(this.#size);
    this.#settle.reject(new AppError(codeOf(error)));
  }

  /** The code of what stands against it. */
  #take(chunk: Buffer): ErrorCode | undefined {
    if (this.#size + chunk.length > this.#limit) return "body_too_large";
    try {
      this.#options.inFlight.take(chunk.length);
    } catch {
      return "overloaded";
    }
    this.#size += chunk.length;
    this.#chunks.push(chunk);
    return undefined;
  }

  /** From here on as if it had never been collected. */
  #stream(controller: Controller): void {
    const { inFlight } = this.#options;
    this.#stop();
    inFlight.give(this.#size);
    const relay = createRelay(this.#res, this.#options, {
      resolve: () => {
        this.#settle.resolve(undefined);
      },
      reject: this.#settle.reject,
    });
    this.#relay = relay;
    relay.onRequestStart(controller, undefined);
    if (this.#head !== undefined) relay.onResponseStart(...this.#head);
    for (const chunk of this.#chunks) relay.onResponseData(controller, chunk);
  }

  #stop(): void {
    clearTimeout(this.#late);
    this.#watch.stop();
  }
}
