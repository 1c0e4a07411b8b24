/* What /readyz tells: whether traffic is welcome, and every permission under which something may pass unread. */

import type { Policy } from "../core/policy.js";

export interface Readiness {
  readonly ready: boolean;
  readonly mode: Policy["mode"];
  readonly preset: string;
  readonly policy: string;
  readonly permissions: readonly string[];
  /** False: labels are numbered within one payload. */
  readonly keyed: boolean;
}

export interface Health {
  /** Set once the proxy listens; taken back when it drains. */
  ready: boolean;
  read(): Readiness;
}

export function createHealth(policy: Policy, keyed: boolean): Health {
  const health: Health = {
    ready: false,
    read: () => ({
      ready: health.ready,
      mode: policy.mode,
      preset: policy.preset,
      policy: policy.version,
      permissions: policy.permissions,
      keyed,
    }),
  };
  return health;
}
