/* What nobody caught: its name is logged, never its message or stack (libraries quote input), and the process ends. */

import type { Log } from "./log.js";

const names = new Set([
  "Error",
  "TypeError",
  "RangeError",
  "SyntaxError",
  "ReferenceError",
  "AssertionError",
]);

/** Only names known beforehand: a thrown object may call itself anything. */
export function nameOf(thrown: unknown): string {
  return thrown instanceof Error && names.has(thrown.name) ? thrown.name : "unknown";
}

/** State may be broken, so going on would not be failing closed; a supervisor starts the process anew. */
export function installLastResort(log: Log): void {
  const end = (thrown: unknown): void => {
    log.event("error", `uncaught_${nameOf(thrown)}`);
    log.flush();
    process.exit(1);
  };
  process.on("uncaughtException", end);
  process.on("unhandledRejection", end);
}
