/* What /readyz tells: whether traffic is welcome, and every permission under which something may pass unread. */

import type { Policy } from "../core/policy.js";
import type { Load } from "../core/receiving.js";
import type { RelayReadiness, RelayWatch } from "./relay-watch.js";

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
  /** New work is turned away until the event loop keeps up again. */
  readonly overloaded?: boolean;
  /** Absent without webhooks. */
  readonly relay?: RelayReadiness;
}

export interface Health {
  /** Set once the proxy listens; taken back when it drains. */
  ready: boolean;
  /** Asks the store before it is read. Never rejects. */
  refresh(): Promise<void>;
  read(): Readiness;
}

export interface HealthSource {
  readonly policy: Policy;
  readonly passthrough: boolean;
  readonly keyed: boolean;
  readonly load?: Load;
  readonly relay?: RelayWatch | undefined;
}

export function createHealth({ policy, passthrough, keyed, load, relay }: HealthSource): Health {
  const overloaded = (): boolean => load?.overloaded === true;
  const stores = (): boolean => relay === undefined || relay.figures !== undefined;
  const health: Health = {
    ready: false,
    refresh: async () => relay?.refresh(),
    read: () => ({
      ready: health.ready && !overloaded() && stores(),
      mode: policy.mode,
      responses: policy.responses,
      preset: policy.preset,
      policy: policy.version,
      permissions: policy.permissions,
      passthrough,
      keyed,
      ...(load === undefined ? {} : { overloaded: overloaded() }),
      ...(relay === undefined ? {} : { relay: relay.read() }),
    }),
  };
  return health;
}
