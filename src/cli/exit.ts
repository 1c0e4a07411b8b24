/* Exit codes and the one way a command fails. */

import { AppError } from "../core/errors.js";

/**
 * 0 done (`scan`: clean), 1 found something or a check failed, 2 usage or configuration, 3 input unreadable, only
 * partly scanned, or rejected by the policy.
 */
export const exitCodes = { done: 0, found: 1, usage: 2, unreadable: 3 } as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Ends a command with a message for people; the message never holds input text. */
export class CommandError extends Error {
  readonly exitCode: ExitCode;

  constructor(exitCode: ExitCode, message: string) {
    super(message);
    this.name = "CommandError";
    this.exitCode = exitCode;
  }
}

/** A payload that is refused, told with the place it came from; anything else as it is. */
export function explainRefusal(error: unknown, where: string): unknown {
  if (!(error instanceof AppError)) return error;
  const { code, message, hint } = error;
  return new CommandError(exitCodes.unreadable, `${where}: ${code}: ${message} ${hint}`);
}
