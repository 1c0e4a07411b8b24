/* How many bytes of bodies may be in memory at once, over all requests. */

import { AppError } from "../core/errors.js";

export interface InFlight {
  /** Throws AppError `overloaded` when the budget would be passed. */
  take(bytes: number): void;
  give(bytes: number): void;
  readonly bytes: number;
}

export function createInFlight(limit: number): InFlight {
  const account = {
    bytes: 0,
    take(bytes: number): void {
      if (account.bytes + bytes > limit) throw new AppError("overloaded");
      account.bytes += bytes;
    },
    give(bytes: number): void {
      account.bytes -= bytes;
    },
  };
  return account;
}
