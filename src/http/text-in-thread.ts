/* A long text, or a form with such texts, that a thread redacts piece by piece, while others need not wait for it. */

import type { FormStream, TextStream } from "../core/redaction.js";
import { asBuffer, handOver, type PieceAnswer, type PieceJob, type PieceOpening } from "./worker-job.js";
import type { Thread } from "./worker-thread.js";

export interface TextThread {
  /** For this payload alone until it is released. */
  readonly thread: Thread;
  readonly open: PieceOpening;
  /** For one piece. */
  readonly withinMs: number;
  release(thread: Thread): void;
}

/** `inline`: the same text as it would be read here, of which nothing was pushed: it has the query. */
export function textInThread(inline: TextStream, tools: TextThread): TextStream {
  return streamOf(inline, linkTo(inline, tools));
}

/** The same for a form. */
export function formInThread(inline: FormStream, tools: TextThread): FormStream {
  const link = linkTo(inline, tools);
  return {
    ...streamOf(inline, link),
    async between(given, last) {
      const { bytes } = await link.ask({ between: handOver(given), last });
      return asBuffer(bytes);
    },
  };
}

interface Link extends Pick<TextStream, "report" | "close"> {
  ask(job: Omit<PieceJob, "open">): Promise<PieceAnswer>;
}

/** The first job opens the stream there. */
function linkTo(inline: TextStream, { thread, open, withinMs, release }: TextThread): Link {
  let isOpen = false;
  let report = inline.report();
  return {
    async ask(job) {
      const first = isOpen ? {} : { open };
      isOpen = true;
      const answer = await thread.runPiece({ ...job, ...first }, withinMs);
      report = answer.report;
      return answer;
    },
    report: () => report,
    close() {
      if (thread.usable) thread.drop();
      release(thread);
    },
  };
}

function streamOf({ query }: TextStream, { ask, report, close }: Link): TextStream {
  let pending = "";
  let ends = false;
  return {
    ...(query === undefined ? {} : { query }),
    push(text) {
      pending += text;
    },
    end() {
      ends = true;
    },
    async next() {
      if (pending === "" && !ends) return undefined;
      const job = { text: pending, last: ends };
      [pending, ends] = ["", false];
      return (await ask(job)).text;
    },
    report,
    close,
  };
}
