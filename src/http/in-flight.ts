/* How many bytes of bodies may be in memory at once, over all requests. */

import { AppError } from "../core/errors.js";

export interface InFlight {
  /** Throws AppError `overloaded` when the budget would be passed. */
  take(bytes: number): void;
  give(bytes: number): void;
  readonly bytes: number;
}

/** What one request has taken. */
export interface Lease extends InFlight {
  /** Gives everything back; work that comes to its end later can take nothing any more and give nothing twice. */
  close(): void;
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

export function openLease(inFlight: InFlight): Lease {
  let open = true;
  const lease = {
    bytes: 0,
    take(bytes: number): void {
      if (!open) throw new AppError("overloaded");
      inFlight.take(bytes);
      lease.bytes += bytes;
    },
    give(bytes: number): void {
      if (!open) return;
      inFlight.give(bytes);
      lease.bytes -= bytes;
    },
    close(): void {
      if (open) inFlight.give(lease.bytes);
      open = false;
      lease.bytes = 0;
    },
  };
  return lease;
}
