/* The store for any number of replicas: a PostgreSQL database that all of them use. */

import { randomBytes } from "node:crypto";
import { AppError } from "../core/errors.js";
import type { Stored } from "../core/outbox.js";
import { clampLimits } from "./clock-clamp.js";
import { PostgresInbox } from "./postgres-inbox.js";
import { openPostgresServer } from "./postgres-server.js";
import type { PostgresServer } from "./postgres-server.js";
import { listStatement, postgresSql, removeStatement, replayStatement } from "./postgres-sql.js";
import type { StatementName } from "./postgres-sql.js";
import { Settlements } from "./postgres-settle.js";
import { eventRow, listLimit, quarantineRow, selection, whereClause } from "./rows.js";
import type { EventRecord, QuarantineRecord } from "./rows.js";
import { Measured } from "./sizes.js";
import type {
  AttemptInfo,
  EventFilter,
  EventRow,
  Lease,
  LeaseRequest,
  NewEvent,
  QuarantineRow,
  Retention,
  Store,
  StoreLimits,
  StoreStats,
} from "./store.js";

type Values = readonly (string | number | Buffer | null)[];
type StatsRows = StoreStats["events"];
type Sealed = EventRecord & { readonly sealed: Buffer | null };

/** Rows that one statement of a purge takes. */
const purgeSlice = 1000;

/** Without its payload an event cannot be delivered, but it is not lost silently: opening nothing fails. */
const payloadOf = ({ sealed }: Sealed): Buffer => sealed ?? Buffer.alloc(0);

class PostgresStore implements Store {
  readonly #server: PostgresServer;
  readonly #inbox: PostgresInbox;
  readonly #settlements: Settlements;
  readonly #limits: StoreLimits;
  readonly #remembered = new Measured<StatsRows>(50);

  constructor(server: PostgresServer, limits: StoreLimits) {
    this.#server = server;
    this.#settlements = new Settlements(server);
    this.#limits = limits;
    this.#inbox = new PostgresInbox(server, limits.waitingBytes);
  }

  enqueue(batch: readonly NewEvent[]): Promise<readonly Stored[]> {
    return this.#inbox.add(batch);
  }

  async lease({ destination, limit, ttlMs, now }: LeaseRequest): Promise<readonly Lease[]> {
    const token = randomBytes(9).toString("base64url");
    type Leased = Sealed & { readonly lane: number; readonly turn: number };
    const rows = await this.#rows<Leased>("lease", [destination, now, limit, token, now + ttlMs]);
    return rows
      .toSorted((a, b) => a.lane - b.lane || a.turn - b.turn)
      .map((record) => ({ ...eventRow(record), token, sealed: payloadOf(record) }));
  }

  renew(lease: Lease, ttlMs: number, now: number): Promise<boolean> {
    return this.#settlements.settle("renew", { lease, at: now + ttlMs });
  }

  async done(lease: Lease, now: number): Promise<boolean> {
    const settled = await this.#settlements.settle("done", { lease, at: now });
    if (settled) this.#inbox.release(lease.bytes);
    return settled;
  }

  retry(lease: Lease, dueAt: number, { status, code }: AttemptInfo): Promise<boolean> {
    return this.#settlements.settle("retry", { lease, at: dueAt, status, code });
  }

  defer(lease: Lease, dueAt: number): Promise<boolean> {
    return this.#settlements.settle("defer", { lease, at: dueAt });
  }

  dead(lease: Lease, { status, code }: AttemptInfo): Promise<boolean> {
    return this.#settlements.settle("dead", { lease, at: 0, status, code });
  }

  async nextDue(destination: string): Promise<number | undefined> {
    const [row] = await this.#rows<{ readonly due: number | null }>("nextDue", [destination]);
    return row?.due ?? undefined;
  }

  async list(filter: EventFilter): Promise<readonly EventRow[]> {
    const { sql, values } = whereClause(filter);
    const all = [...values, filter.limit ?? listLimit];
    const { rows } = await this.#server.query<EventRecord & object>(listStatement(sql), all);
    return rows.map(eventRow);
  }

  async get(id: string, source?: string): Promise<(EventRow & { readonly sealed: Buffer }) | undefined> {
    const [record] = await this.#rows<Sealed>("get", [id, source ?? null]);
    return record === undefined ? undefined : { ...eventRow(record), sealed: payloadOf(record) };
  }

  replay(filter: EventFilter & { readonly id?: string }, now: number): Promise<number> {
    const picked = selection(filter, ["dead"]);
    return this.#change(replayStatement(picked), [now, ...picked.values]);
  }

  drop(filter: EventFilter & { readonly id?: string }): Promise<number> {
    const { sql, values } = selection(filter, ["queued", "dead"]);
    this.#inbox.countAnew();
    return this.#change(removeStatement(sql), values);
  }

  async purge({ now, dedupeMs, deadMs }: Retention): Promise<number> {
    const { lease, skew, due } = clampLimits(now);
    await this.#change(postgresSql.endLeases, [now, lease]);
    await this.#change(postgresSql.bringForward, [now, skew, due]);
    const finished = (state: string, before: number) => () =>
      this.#change(removeStatement(postgresSql.finished), [state, before, purgeSlice]);
    this.#inbox.countAnew();
    let purged = 0;
    for (const slice of [
      finished("done", now - dedupeMs),
      finished("dead", now - deadMs),
      () => this.#change(postgresSql.expired, [now, purgeSlice], "expired"),
    ])
      for (let count = purgeSlice; count === purgeSlice; purged += count) count = await slice();
    return purged;
  }

  async quarantine(row: QuarantineRow, sealed: Buffer): Promise<void> {
    const { id, source, code, receivedAt, expiresAt, bytes } = row;
    const values = [id, source, code, receivedAt, expiresAt, bytes, sealed, this.#limits.waitingBytes];
    if ((await this.#change(postgresSql.putAside, values, "putAside")) === 0)
      throw new AppError("outbox_full");
  }

  async listQuarantine(limit: number): Promise<readonly QuarantineRow[]> {
    return (await this.#rows<QuarantineRecord>("listAside", [limit])).map(quarantineRow);
  }

  async getQuarantined(
    id: string,
  ): Promise<{ readonly row: QuarantineRow; readonly sealed: Buffer } | undefined> {
    type Record = QuarantineRecord & { readonly sealed: Buffer };
    const [record] = await this.#rows<Record>("getAside", [id]);
    return record === undefined ? undefined : { row: quarantineRow(record), sealed: record.sealed };
  }

  async dropQuarantined(id: string): Promise<boolean> {
    return (await this.#change(postgresSql.dropAside, [id], "dropAside")) > 0;
  }

  async stats(): Promise<StoreStats> {
    const [kept, remembered, waitingBytes, aside] = await Promise.all([
      this.#rows<StatsRows[number]>("kept", []),
      this.#remembered.getLater(() => this.#rows<StatsRows[number]>("remembered", [])),
      this.#inbox.waitingBytes(),
      this.#rows<{ readonly count: number }>("asideCount", []),
    ]);
    return { events: [...kept, ...remembered], waitingBytes, quarantined: aside[0]?.count ?? 0 };
  }

  async close(): Promise<void> {
    await Promise.all([this.#inbox.drain(), this.#settlements.drain()]);
    await this.#server.close();
  }

  async #rows<R extends object>(name: StatementName, values: Values): Promise<readonly R[]> {
    return (await this.#server.query<R>(postgresSql[name], values, name)).rows;
  }

  async #change(sql: string, values: Values, name?: StatementName): Promise<number> {
    return (await this.#server.query(sql, values, name)).rowCount ?? 0;
  }
}

/** Rejects with StoreError. */
export async function openPostgresStore(url: string, limits: StoreLimits): Promise<Store> {
  return new PostgresStore(await openPostgresServer(url), limits);
}
