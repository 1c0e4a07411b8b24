/* One redacting thread as the proxy sees it: started, asked one job at a time, ended by its deadline. */

import { Worker } from "node:worker_threads";
import { AppError, FileRefusal, type ErrorCode } from "../core/errors.js";
import {
  dropText,
  readyMessage,
  type PieceAnswer,
  type PieceJob,
  type ThreadAnswer,
  type ThreadJob,
  type ThreadRedaction,
  type ThreadSettings,
} from "./worker-job.js";

export interface Thread {
  /** Rejects when the thread ends before it is ready. */
  readonly ready: Promise<void>;
  /** Resolves once it has ended, for whatever reason. */
  readonly ended: Promise<void>;
  /** Whether it ever had a job: one that ends without any could end at every start. */
  readonly used: boolean;
  /** False from the moment it is being ended or has failed: it may still be there, and takes no job any more. */
  readonly usable: boolean;
  /**
   * One job at a time. Rejects with the AppError of the redactor, with `detector_timeout` after `withinMs`, and with
   * `detector_unavailable` when the thread dies; after the last two it is of no more use.
   */
  run(job: ThreadJob, withinMs: number): Promise<ThreadRedaction>;
  /** The same for a piece of a text. */
  runPiece(job: PieceJob, withinMs: number): Promise<PieceAnswer>;
  /** It forgets the text it has. */
  drop(): void;
  end(): Promise<void>;
}

export interface ThreadSource {
  readonly settings: ThreadSettings;
  /** The thread's program. */
  readonly script: URL;
}

/**
 * MiB of a thread's heap. A body of 10 MiB takes a fifth of it; beyond it the thread ends, and not the process. Bodies
 * themselves are outside of it.
 */
const heapMiB = 512;

type Given = Exclude<ThreadAnswer, { readonly code: ErrorCode }>;

interface Asked {
  resolve(answer: Given): void;
  reject(error: Error): void;
}

export function openThread({ settings, script }: ThreadSource): Thread {
  const worker = new Worker(script, {
    workerData: settings,
    // The key came by itself; the thread needs nothing else of the environment.
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: heapMiB },
  });
  let asked: Asked | undefined;
  const settle = (answer: ThreadAnswer): void => {
    const { resolve, reject } = asked ?? {};
    asked = undefined;
    if ("code" in answer) reject?.(errorOf(answer));
    else resolve?.(answer);
  };
  const die = (code: ErrorCode): void => {
    thread.usable = false;
    settle({ code });
    void worker.terminate();
  };
  // Why it died is not looked at: the reason may quote the payload.
  for (const event of ["error", "messageerror", "exit"] as const) {
    worker.on(event, () => {
      die("detector_unavailable");
    });
  }
  const { ready, ended } = lifeOf(worker, settle);
  const ask = async (job: ThreadJob | PieceJob, withinMs: number): Promise<Given> => {
    thread.used = true;
    worker.ref();
    const timer = setTimeout(die, withinMs, "detector_timeout");
    try {
      return await new Promise<Given>((resolve, reject) => {
        asked = { resolve, reject };
        worker.postMessage(job, handedOver(job));
      });
    } finally {
      clearTimeout(timer);
      worker.unref();
    }
  };
  const thread = {
    ready,
    ended,
    used: false,
    usable: true,
    run: async (job: ThreadJob, withinMs: number) => redactionOf(await ask(job, withinMs)),
    runPiece: async (job: PieceJob, withinMs: number) => pieceOf(await ask(job, withinMs)),
    drop: () => {
      worker.postMessage(dropText);
    },
    end: async () => {
      thread.usable = false;
      await worker.terminate();
      await ended;
    },
  };
  return thread;
}

const errorOf = ({ code, files }: Extract<ThreadAnswer, { readonly code: ErrorCode }>): AppError =>
  files === undefined ? new AppError(code) : new FileRefusal(code, files);

function handedOver(job: ThreadJob | PieceJob): ArrayBuffer[] {
  if ("body" in job) return [job.body.buffer as ArrayBuffer];
  return job.between === undefined ? [] : [job.between.buffer as ArrayBuffer];
}

function redactionOf(given: Given): ThreadRedaction {
  if ("redaction" in given) return given.redaction;
  throw new AppError("internal");
}

function pieceOf(given: Given): PieceAnswer {
  if ("piece" in given) return given.piece;
  throw new AppError("internal");
}

function lifeOf(worker: Worker, settle: (answer: ThreadAnswer) => void): Pick<Thread, "ready" | "ended"> {
  const ended = new Promise<void>((resolve) => {
    worker.once("exit", () => {
      resolve();
    });
  });
  const ready = new Promise<void>((resolve, reject) => {
    worker.on("message", (message: typeof readyMessage | ThreadAnswer) => {
      if (message === readyMessage) resolve();
      else settle(message);
    });
    void ended.then(() => {
      reject(new Error("a redacting thread did not start"));
    });
  });
  // A thread without a job keeps no process alive: a start that fails later must end.
  ready.then(
    () => {
      worker.unref();
    },
    () => undefined,
  );
  return { ready, ended };
}
