/* A model in a thread: rows of pieces in, numbers per piece and class out. */

import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";

export interface Rows {
  /** Row by row, all of `length`. */
  readonly ids: BigInt64Array;
  readonly mask: BigInt64Array;
  readonly length: number;
}

export interface Session {
  /** Rejects when the model cannot be loaded. */
  ready(): Promise<void>;
  /** One number per piece and class, in the order of the rows. Rejects when the model fails. */
  run(rows: Rows): Promise<Float32Array>;
}

export interface SessionFiles {
  /** Of `onnxruntime-web`. */
  readonly runtime: string;
  readonly model: string;
  /** Classes the model must have. */
  readonly classes: number;
}

interface Job {
  resolve(logits: Float32Array): void;
  reject(error: Error): void;
}

type Answer =
  | { readonly ready: boolean }
  | { readonly job: number; readonly logits?: Float32Array; readonly classes?: number };

/** Beside this file, or beside the folder of its bundled code. */
const script = new URL("../ner/session-worker.js", import.meta.url);

/** More threads help little, and the proxy has other work. */
const mostThreads = 4;

const failure = (): Error => new Error("the model failed");

/** The thread starts at once, and does not keep the process alive while nothing is asked. */
export function openSession({ runtime, model, classes }: SessionFiles): Session {
  const threads = Math.min(mostThreads, Math.max(1, availableParallelism() >> 1));
  const worker = new Worker(script, { workerData: { runtime, model, threads } });
  const jobs = new Map<number, Job>();
  let count = 0;
  const loading = new Promise<void>((resolve, reject) => {
    const end = (): void => {
      reject(failure());
      for (const job of jobs.values()) job.reject(failure());
      jobs.clear();
    };
    worker.on("error", end);
    worker.on("exit", end);
    worker.on("message", (answer: Answer) => {
      if ("ready" in answer) (answer.ready ? resolve : reject)(failure() as never);
      else settle(jobs, answer, classes);
      if (jobs.size === 0) worker.unref();
    });
  });
  loading.catch(() => undefined);
  return {
    ready: async () => loading,
    run: async (rows) =>
      new Promise((resolve, reject) => {
        const job = count++;
        jobs.set(job, { resolve, reject });
        worker.ref();
        worker.postMessage({ job, ...rows });
      }),
  };
}

function settle(jobs: Map<number, Job>, answer: Exclude<Answer, { ready: boolean }>, classes: number): void {
  const job = jobs.get(answer.job);
  jobs.delete(answer.job);
  if (answer.logits === undefined || answer.classes !== classes) job?.reject(failure());
  else job?.resolve(answer.logits);
}
