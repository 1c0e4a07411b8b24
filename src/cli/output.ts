/* Standard output: waits for slow readers, and knows what a reader that went away means. */

import { once } from "node:events";
import { exitCodes, type ExitCode } from "./exit.js";

let whenClosed: ExitCode = exitCodes.done;

/** What the process ends with when the reader goes away: `scan` must not call a text clean that it has not read. */
export function setClosedExit(code: ExitCode): void {
  whenClosed = code;
}

/** Resolves once more may be written: memory stays constant behind a slow reader. */
export async function writeOut(chunk: string | Buffer): Promise<void> {
  if (!process.stdout.write(chunk)) await once(process.stdout, "drain");
}

/** `| head` is no failure; a full disk is. */
export function watchOutput(): void {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(whenClosed);
    process.stderr.write("deskveil: the output cannot be written.\n");
    process.exit(exitCodes.unreadable);
  });
  // Nobody reads the messages: the exit code still tells.
  process.stderr.on("error", () => undefined);
}
