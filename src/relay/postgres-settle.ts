/* What becomes of leases in PostgreSQL: those settled at the same time share a statement, and so a commit. */

import { Lanes } from "./lanes.js";
import type { PostgresServer } from "./postgres-server.js";
import type { Lease } from "./store.js";

/** `at`: ms since 1970, of what the kind needs. */
export interface Settlement {
  readonly lease: Lease;
  readonly at: number;
  readonly status?: number;
  readonly code?: string;
}

const toQueue = "state = 'queued', lease = NULL, due_at = input.at, ready_at = input.at";

const changes = {
  renew: "ready_at = input.at",
  done: "state = 'done', lease = NULL, ready_at = NULL, bytes = 0, finished_at = input.at",
  retry: `${toQueue}, backlog = 1, status = input.status, code = input.code`,
  defer: `${toQueue}, attempts = attempts - 1`,
  // The end of the lease is the time of the last attempt to within its length.
  dead: "state = 'dead', lease = NULL, finished_at = ready_at, ready_at = NULL, status = input.status, code = input.code",
} as const;

export type SettlementKind = keyof typeof changes;

/** A lease that was taken again has another token. */
const statement = (kind: SettlementKind): string => `WITH input AS (
    SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::bigint[], $7::text[])
      AS t (id, source, destination, token, at, status, code)),
  settled AS (UPDATE deskveil_event e SET ${changes[kind]} FROM input
    WHERE e.id = input.id AND e.source = input.source AND e.destination = input.destination
      AND e.state = 'leased' AND e.lease = input.token
    RETURNING e.seq, input.id, input.source, input.destination, input.token)${
      kind === "done"
        ? `, erased AS (DELETE FROM deskveil_payload p USING settled WHERE p.seq = settled.seq)`
        : ""
    }
  SELECT id, source, destination, token FROM settled`;

type Key = Pick<Lease, "id" | "source" | "destination" | "token">;

const keyOf = ({ id, source, destination, token }: Key): string =>
  JSON.stringify([id, source, destination, token]);

async function settle(
  server: PostgresServer,
  kind: SettlementKind,
  settlements: readonly Settlement[],
): Promise<readonly boolean[]> {
  const leases = settlements.map(({ lease }) => lease);
  const values = [
    ...(["id", "source", "destination", "token"] as const).map((name) => leases.map((lease) => lease[name])),
    settlements.map(({ at }) => at),
    settlements.map(({ status }) => status ?? null),
    settlements.map(({ code }) => code ?? null),
  ];
  const { rows } = await server.query<Key & object>(statement(kind), values, kind);
  const settled = new Set(rows.map(keyOf));
  // Settled twice at the same time: the first one did it.
  return leases.map((lease) => settled.delete(keyOf(lease)));
}

/** By kind, so that each statement is prepared once. */
export class Settlements {
  readonly #lanes: ReadonlyMap<SettlementKind, Lanes<Settlement, boolean>>;

  constructor(server: PostgresServer) {
    const options = { lanes: 1, limit: 256, weigh: () => 1 };
    const make = (kind: SettlementKind): Lanes<Settlement, boolean> =>
      new Lanes(options, (settlements) => settle(server, kind, settlements));
    this.#lanes = new Map((Object.keys(changes) as SettlementKind[]).map((kind) => [kind, make(kind)]));
  }

  settle(kind: SettlementKind, settlement: Settlement): Promise<boolean> {
    return this.#lanes.get(kind)?.add(settlement) ?? Promise.resolve(false);
  }

  async drain(): Promise<void> {
    await Promise.all([...this.#lanes.values()].map((lanes) => lanes.drain()));
  }
}
