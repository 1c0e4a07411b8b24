/* Whether this process keeps up: an event loop that is late for two seconds turns new work away until it is not. */

import type { Load } from "../core/receiving.js";

export interface LoadWatch extends Load {
  stop(): void;
}

export interface LoadWatchOptions {
  /** Ms, monotonic. */
  now(): number;
  /** Calls every `ms` until the returned function is called. */
  every(ms: number, call: () => void): () => void;
}

const sampleMs = 100;
/** Late for so long on end. */
const patienceMs = 2000;

const system: LoadWatchOptions = {
  now: () => performance.now(),
  every: (ms, call) => {
    const timer = setInterval(call, ms);
    timer.unref();
    return () => {
      clearInterval(timer);
    };
  },
};

/** `lateMs`: a timer that comes later than this is late. */
export function watchLoad(lateMs: number, { now, every }: LoadWatchOptions = system): LoadWatch {
  let before = now();
  let lateSince: number | undefined;
  const watch = { overloaded: false, stop: (): void => undefined };
  watch.stop = every(sampleMs, () => {
    const at = now();
    if (at - before - sampleMs > lateMs) lateSince ??= before;
    else lateSince = undefined;
    watch.overloaded = lateSince !== undefined && at - lateSince >= patienceMs;
    before = at;
  });
  return watch;
}
