/* A long text that a thread redacts, piece by piece, while others need not wait for it. */

import type { TextStream } from "../core/redaction.js";
import type { TextJob } from "./worker-job.js";
import type { Thread } from "./worker-thread.js";

export interface TextThread {
  /** For this text alone until it is released. */
  readonly thread: Thread;
  readonly open: NonNullable<TextJob["open"]>;
  /** For one piece. */
  readonly withinMs: number;
  release(thread: Thread): void;
}

/** `inline`: the same text as it would be read here, of which nothing was pushed: it has the query. */
export function textInThread(
  inline: TextStream,
  { thread, open, withinMs, release }: TextThread,
): TextStream {
  let pending = "";
  let last = false;
  let state: "new" | "open" | "done" = "new";
  let report = inline.report();
  return {
    ...(inline.query === undefined ? {} : { query: inline.query }),
    push(text) {
      pending += text;
    },
    end() {
      last = true;
    },
    async next() {
      if (state === "done" || (pending === "" && !last)) return undefined;
      const job = { text: pending, last, ...(state === "new" ? { open } : {}) };
      pending = "";
      state = last ? "done" : "open";
      const piece = await thread.runPiece(job, withinMs);
      report = piece.report;
      return piece.text;
    },
    report: () => report,
    close() {
      if (thread.usable) thread.drop();
      release(thread);
    },
  };
}
