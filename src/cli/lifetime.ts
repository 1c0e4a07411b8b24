/* Ports from the environment, failures to listen in plain words, and an end that drains. */

import { installLastResort } from "../ops/last-resort.js";
import type { Log } from "../ops/log.js";
import { CommandError, exitCodes } from "./exit.js";

/** Throws CommandError for a value that is no port. */
export function portFrom(name: string, fallback: number): number {
  const text = process.env[name];
  return text === undefined || text === "" ? fallback : parsePort(text, name);
}

export function parsePort(text: string, source: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port >= 0 && port <= 65_535) return port;
  throw new CommandError(exitCodes.usage, `${source}: expected a port from 0 to 65535.`);
}

const reasons: Readonly<Record<string, string>> = {
  EADDRINUSE: "another program listens there. Choose another port, or 0 for any.",
  EACCES: "this user may not listen there. Choose a port from 1024 up.",
  EADDRNOTAVAIL: "this machine has no such address.",
  ENOTFOUND: "this host name is not known.",
};

/** Words the failure to listen; anything else is passed on. */
export function explainListen(error: unknown): Error {
  const code = (error as NodeJS.ErrnoException).code ?? "";
  const { port, address } = error as { port?: number; address?: string };
  const reason = reasons[code];
  if (reason === undefined) return error instanceof Error ? error : new Error("unknown");
  const place = port === undefined ? "the given address" : `${address ?? ""}:${String(port)}`;
  return new CommandError(exitCodes.usage, `cannot listen on ${place}: ${reason}`);
}

/** The first signal drains, the second ends at once. Resolves when all is closed. */
export async function runUntilSignal(
  log: Log,
  close: (signal: NodeJS.Signals) => Promise<void>,
): Promise<void> {
  installLastResort(log);
  const signal = await new Promise<NodeJS.Signals>((resolve) => {
    for (const one of ["SIGINT", "SIGTERM"] as const) {
      process.once(one, () => {
        process.once(one, () => process.exit(1));
        resolve(one);
      });
    }
  });
  await close(signal);
}
