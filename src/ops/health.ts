/* What /readyz tells: whether traffic is welcome, and every permission under which something may pass unread. */

import type { Policy } from "../core/policy.js";

export interface Readiness {
  readonly ready: boolean;
  readonly mode: Policy["mode"];
  /** `pass`: answers of the desk are not read. */
  readonly responses: Policy["responses"];
  readonly preset: string;
  readonly policy: string;
  readonly permissions: readonly string[];
  /** True: nothing is ever changed, and the operator said so (`allow-passthrough`). */
  readonly passthrough: boolean;
  /** False: labels are numbered within one payload. */
  readonly keyed: boolean;
}

export interface Health {
  /** Set once the proxy listens; taken back when it drains. */
  ready: boolean;
  read(): Readiness;
}

export interface HealthSource {
  readonly policy: Policy;
  readonly passthrough: boolean;
  readonly keyed: boolean;
}

export function createHealth({ policy, passthrough, keyed }: HealthSource): Health {
  const health: Health = {
    ready: false,
    read: () => ({
      ready: health.ready,
      mode: policy.mode,
      responses: policy.responses,
      preset: policy.preset,
      policy: policy.version,
      permissions: policy.permissions,
      passthrough,
      keyed,
    }),
  };
  return health;
}
