/* What this process writes to standard output and standard error while a test runs. */

import { format } from "node:util";

export interface Output {
  readonly stdout: string;
  readonly stderr: string;
  /** Puts the real streams back. */
  stop(): void;
}

const methods = ["log", "info", "debug", "warn", "error", "trace"] as const;

/** The test runner has a console of its own, so streams and console are both listened to; both still write. */
export function captureOutput(): Output {
  const texts = { stdout: "", stderr: "" };
  const restore: (() => void)[] = [];
  for (const name of ["stdout", "stderr"] as const) {
    const stream = process[name];
    const write = stream.write.bind(stream);
    stream.write = ((chunk: string | Uint8Array, ...rest: never[]) => {
      texts[name] += typeof chunk === "string" ? chunk : Buffer.from(chunk).toString("latin1");
      return write(chunk, ...rest);
    }) as typeof stream.write;
    restore.push(() => (stream.write = write));
  }
  for (const method of methods) {
    const before = console[method].bind(console);
    console[method] = (...given: unknown[]) => {
      texts[method === "log" || method === "info" || method === "debug" ? "stdout" : "stderr"] += format(
        ...given,
      );
      before(...given);
    };
    restore.push(() => (console[method] = before));
  }
  return {
    get stdout() {
      return texts.stdout;
    },
    get stderr() {
      return texts.stderr;
    },
    stop() {
      for (const undo of restore.splice(0)) undo();
    },
  };
}
