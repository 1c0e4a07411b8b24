/* Redacts invented tickets until the code is compiled: in a fresh process the first one takes a hundred times as long. */

import { AppError } from "../core/errors.js";
import type { Redactor } from "../core/redaction.js";
import { desks } from "../desks/index.js";
import { warmUpTickets } from "./warm-up-tickets.js";

export interface WarmUp {
  /** Resolves once it is over, to false when it was stopped. Rejects like `Redactor.redact`. */
  readonly done: Promise<boolean>;
  stop(): void;
}

/** Between two tickets everything else that waits for the event loop has its turn. */
const turn = async (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Works for `ms`. */
export function startWarmUp(redactor: Redactor, ms: number): WarmUp {
  let stopped = false;
  const run = async (): Promise<boolean> => {
    const payloads = warmUpTickets();
    const options = { desk: desks.zendesk, route: desks.zendesk.route("POST", "/api/v2/tickets") };
    let spent = 0;
    for (let at = 0; spent < ms && !stopped; at++) {
      const payload = payloads[at % payloads.length];
      if (payload === undefined) throw new AppError("internal");
      const from = performance.now();
      await redactor.redact(payload, options);
      spent += performance.now() - from;
      await turn();
    }
    return !stopped;
  };
  return {
    done: run(),
    stop: () => {
      stopped = true;
    },
  };
}
