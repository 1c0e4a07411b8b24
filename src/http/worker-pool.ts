/* A few redacting threads: jobs wait for a free one, and one that ended is replaced. */

import { AppError } from "../core/errors.js";
import type { ThreadJob, ThreadRedaction } from "./worker-job.js";
import { openThread, type Thread, type ThreadSource } from "./worker-thread.js";

export interface PoolOptions extends Omit<ThreadSource, "script"> {
  readonly script?: URL;
  readonly threads: number;
  /** For the wait for a thread, and again for the work in it. */
  readonly withinMs: number;
  /** Called with a code when a thread ended by itself. */
  onFault(code: string): void;
}

export interface Pool {
  /** Rejects when a thread cannot be started: then the process should not be either. */
  ready(): Promise<void>;
  /** Rejects with AppError: that of the redactor, `detector_timeout`, `detector_unavailable`, `overloaded`. */
  run(job: ThreadJob): Promise<ThreadRedaction>;
  /**
   * A free thread for many jobs; undefined where there is none, or none would be left for everybody else. Whoever has
   * it calls `release`.
   */
  reserve(): Thread | undefined;
  release(thread: Thread): void;
  /** Ends all threads; jobs that are still there are refused. */
  close(): Promise<void>;
}

/** Beside this file, or beside the folder of its bundled code. */
const builtScript = new URL("../http/worker-entry.js", import.meta.url);

/** Until the next try, after a thread that ended without any job, ms. */
const delays = { first: 500, last: 30_000 } as const;

interface Waiting {
  take(thread: Thread): void;
  refuse(error: Error): void;
}

interface State {
  readonly options: PoolOptions;
  /** Those that start, too. */
  readonly threads: Set<Thread>;
  readonly idle: Thread[];
  readonly waiting: Set<Waiting>;
  readonly reserved: Set<Thread>;
  delay: number;
  retry: NodeJS.Timeout | undefined;
  closed: boolean;
}

/** The threads start at once. */
export function createPool(options: PoolOptions): Pool {
  const state: State = {
    options,
    threads: new Set(),
    idle: [],
    waiting: new Set(),
    reserved: new Set(),
    delay: delays.first,
    retry: undefined,
    closed: false,
  };
  fill(state);
  const started = Promise.all([...state.threads].map(async ({ ready }) => ready));
  started.catch(() => undefined);
  return {
    ready: async () => void (await started),
    run: async (job) => {
      const thread = idleThread(state) ?? (await freeThread(state));
      try {
        return await thread.run(job, options.withinMs);
      } finally {
        release(state, thread);
      }
    },
    reserve() {
      const thread = state.reserved.size < options.threads - 1 ? idleThread(state) : undefined;
      if (thread !== undefined) state.reserved.add(thread);
      return thread;
    },
    release(thread) {
      if (state.reserved.delete(thread)) release(state, thread);
    },
    close: async () => {
      state.closed = true;
      clearTimeout(state.retry);
      refuseAll(state);
      await Promise.all([...state.threads].map(async (thread) => thread.end()));
    },
  };
}

function fill(state: State): void {
  const { options, threads } = state;
  while (!state.closed && threads.size < options.threads) start(state);
}

function start(state: State): void {
  const { settings, script = builtScript } = state.options;
  const thread = openThread({ settings, script });
  state.threads.add(thread);
  thread.ready.then(
    () => {
      release(state, thread);
    },
    () => undefined,
  );
  void thread.ended.then(() => {
    replace(state, thread);
  });
}

/** At once after a job, which may have been to blame; later and later where none was. */
function replace(state: State, thread: Thread): void {
  state.threads.delete(thread);
  state.reserved.delete(thread);
  const at = state.idle.indexOf(thread);
  if (at !== -1) state.idle.splice(at, 1);
  if (state.closed) return;
  state.options.onFault(thread.used ? "thread_ended" : "thread_not_started");
  if (thread.used) {
    state.delay = delays.first;
    fill(state);
    return;
  }
  if (state.threads.size === 0) refuseAll(state);
  if (state.retry !== undefined) return;
  state.retry = setTimeout(() => {
    state.retry = undefined;
    fill(state);
  }, state.delay).unref();
  state.delay = Math.min(state.delay * 2, delays.last);
}

function release(state: State, thread: Thread): void {
  if (!thread.usable || state.closed) return;
  const [next] = state.waiting;
  if (next === undefined) state.idle.push(thread);
  else next.take(thread);
}

/** One that has failed may stand there until it has ended. */
function idleThread({ idle }: State): Thread | undefined {
  let thread = idle.pop();
  while (thread?.usable === false) thread = idle.pop();
  return thread;
}

async function freeThread(state: State): Promise<Thread> {
  if (state.closed || state.threads.size === 0) throw new AppError("detector_unavailable");
  return new Promise((resolve, reject) => {
    const leave = (): void => {
      clearTimeout(timer);
      state.waiting.delete(waiting);
    };
    const waiting: Waiting = {
      take: (thread) => {
        leave();
        resolve(thread);
      },
      refuse: (error) => {
        leave();
        reject(error);
      },
    };
    const timer = setTimeout(waiting.refuse, state.options.withinMs, new AppError("overloaded"));
    state.waiting.add(waiting);
  });
}

function refuseAll({ waiting }: State): void {
  for (const one of [...waiting]) one.refuse(new AppError("detector_unavailable"));
}
