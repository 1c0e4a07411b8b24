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
  /** The code is still being compiled: requests are answered, but more slowly. */
  readonly warming: boolean;
  /** New work is turned away until the event loop keeps up again. */
  readonly overloaded?: boolean;
  /** Absent without webhooks. */
  readonly relay?: RelayReadiness;
}

export interface Health {
  /** Set once the proxy listens; taken back when it drains. */
  ready: boolean;
  /** Set while the code is being compiled: traffic is better sent to others. */
  warming: boolean;
  /** Asks the store before it is read. Never rejects. */
  refresh(): Promise<void>;
  /** For those who ask from outside: what they were told counts. */
  read(): Readiness;
  /** Whether all who ask every few seconds know by now that no traffic is welcome: the second "no" proves that the first was heard. */
  isHeard(): boolean;
}

/** Who asks less often than this cannot be waited for, ms. */
const oftenMs = 2000;

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
  const asked = createAsked();
  const read = (): Readiness => {
    const ready = health.ready && !health.warming && !overloaded() && stores();
    asked.note(ready);
    return {
      ready,
      mode: policy.mode,
      responses: policy.responses,
      preset: policy.preset,
      policy: policy.version,
      permissions: policy.permissions,
      passthrough,
      keyed,
      warming: health.warming,
      ...(load === undefined ? {} : { overloaded: overloaded() }),
      ...(relay === undefined ? {} : { relay: relay.read() }),
    };
  };
  const health: Health = {
    ready: false,
    warming: false,
    refresh: async () => relay?.refresh(),
    read,
    isHeard: asked.isHeard,
  };
  return health;
}

/** What those who ask were told. */
function createAsked(): Pick<Health, "isHeard"> & { note(ready: boolean): void } {
  let last = -Infinity;
  let before = -Infinity;
  let refused = 0;
  return {
    note(ready) {
      [before, last] = [last, performance.now()];
      refused = ready ? 0 : refused + 1;
    },
    isHeard: () => refused > 1 || performance.now() - before > oftenMs,
  };
}
