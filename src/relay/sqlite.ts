/* The embedded store: one SQLite file of one process, in WAL mode, synced at every commit. */

import type Sqlite from "better-sqlite3";
import { randomBytes } from "node:crypto";
import { AppError } from "../core/errors.js";
import type { Stored } from "../core/outbox.js";
import { clampLimits } from "./clock-clamp.js";
import { eventRow, listLimit, quarantineRow, selection, whereClause, eventColumns } from "./rows.js";
import type { EventRecord, QuarantineRecord } from "./rows.js";
import { Measured } from "./sizes.js";
import { SqliteHandle } from "./sqlite-handle.js";
import { sqliteSql } from "./sqlite-sql.js";
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
import { Refusal, WriteQueue } from "./write-queue.js";

type Values = Readonly<Record<string, string | number | Buffer>>;
type StatsRows = StoreStats["events"];

/** Rows that one transaction of a purge takes, as the event loop stands still for it. */
const purgeSlice = 500;

const leaseKey = ({ id, source, destination, token }: Lease): Values => ({ id, source, destination, token });

class SqliteStore implements Store {
  readonly #file: SqliteHandle;
  readonly #queue: WriteQueue;
  readonly #limits: StoreLimits;
  /** The event loop stands still while they are counted. */
  readonly #remembered = new Measured<StatsRows>(1000);
  /** Bytes that wait; undefined after a transaction failed: measured anew. */
  #waiting: number | undefined;

  constructor(path: string, limits: StoreLimits) {
    this.#limits = limits;
    this.#file = new SqliteHandle(path);
    this.#queue = new WriteQueue({
      run: (operations) => {
        this.#file.db.transaction(operations).immediate();
      },
      explain: (error) => {
        this.#waiting = undefined;
        return this.#file.report(error);
      },
    });
  }

  enqueue(batch: readonly NewEvent[]): Promise<readonly Stored[]> {
    return this.#queue.add(() => {
      const answers: Stored[] = [];
      const fresh = new Map<string, NewEvent>();
      for (const event of batch) answers.push(this.#judge(event, fresh));
      this.#admit([...fresh.values()].reduce((sum, { sealed }) => sum + sealed.length, 0));
      for (const event of fresh.values()) this.#insert(event);
      return answers;
    });
  }

  /** Adds what is new to `fresh`. */
  #judge(event: NewEvent, fresh: Map<string, NewEvent>): Stored {
    const { id, source, destination, fingerprint } = event;
    const key = JSON.stringify([id, source, destination]);
    const row = this.#run(sqliteSql.known).get({ id, source, destination }) as
      | { readonly fingerprint: string }
      | undefined;
    const known = row ?? fresh.get(key);
    if (known !== undefined) return known.fingerprint === fingerprint ? "duplicate" : "conflict";
    fresh.set(key, event);
    return "stored";
  }

  #admit(bytes: number): void {
    const waiting = (this.#waiting ??= this.#pluck(sqliteSql.waiting));
    if (bytes > 0 && waiting + bytes > this.#limits.waitingBytes)
      throw new Refusal(new AppError("outbox_full"));
  }

  #insert(event: NewEvent): void {
    const { sealed, ...columns } = event;
    const { lastInsertRowid } = this.#run(sqliteSql.insertEvent).run({ ...columns, bytes: sealed.length });
    this.#run(sqliteSql.insertPayload).run(lastInsertRowid, sealed);
    this.#waiting = (this.#waiting ?? 0) + sealed.length;
  }

  lease({ destination, limit, ttlMs, now }: LeaseRequest): Promise<readonly Lease[]> {
    const until = now + ttlMs;
    return this.#queue.add(() => {
      const ready = this.#run(sqliteSql.ready).pluck().all({ destination, limit, now }) as number[];
      return ready.map((seq) => {
        const token = randomBytes(9).toString("base64url");
        const record = this.#run(sqliteSql.lease).get({ seq, until, token }) as EventRecord;
        return { ...eventRow(record), token, sealed: this.#payload(seq) };
      });
    });
  }

  #payload(seq: number): Buffer {
    // Without its payload the event cannot be delivered, but it is not lost silently: opening nothing fails.
    return (this.#run(sqliteSql.payload).pluck().get(seq) as Buffer | undefined) ?? Buffer.alloc(0);
  }

  renew(lease: Lease, ttlMs: number, now: number): Promise<boolean> {
    return this.#settle(sqliteSql.renew, { ...leaseKey(lease), until: now + ttlMs });
  }

  done(lease: Lease, now: number): Promise<boolean> {
    return this.#queue.add(() => {
      const row = this.#run(sqliteSql.done).get({ ...leaseKey(lease), now }) as
        | { readonly seq: number }
        | undefined;
      if (row === undefined) return false;
      this.#erase(row.seq);
      return true;
    });
  }

  retry(lease: Lease, dueAt: number, info: AttemptInfo): Promise<boolean> {
    return this.#settle(sqliteSql.retry, { ...leaseKey(lease), ...info, dueAt });
  }

  defer(lease: Lease, dueAt: number): Promise<boolean> {
    return this.#settle(sqliteSql.defer, { ...leaseKey(lease), dueAt });
  }

  dead(lease: Lease, info: AttemptInfo): Promise<boolean> {
    return this.#settle(sqliteSql.dead, { ...leaseKey(lease), ...info });
  }

  #settle(sql: string, values: Values): Promise<boolean> {
    return this.#queue.add(() => this.#run(sql).run(values).changes === 1);
  }

  nextDue(destination: string): Promise<number | undefined> {
    return this.#read(
      () => (this.#run(sqliteSql.nextDue).pluck().get({ destination }) as number | null) ?? undefined,
    );
  }

  list(filter: EventFilter): Promise<readonly EventRow[]> {
    const { sql, values } = whereClause(filter);
    const text = `SELECT ${eventColumns} FROM deskveil_event ${sql} ORDER BY seq DESC LIMIT ?`;
    return this.#read(() => {
      const records = this.#run(text).all(...values, filter.limit ?? listLimit) as EventRecord[];
      return records.map(eventRow);
    });
  }

  get(id: string, source?: string): Promise<(EventRow & { readonly sealed: Buffer }) | undefined> {
    const name = source ?? null;
    return this.#read(() => {
      const record = this.#run(sqliteSql.get).get(id, name, name) as
        | (EventRecord & { readonly seq: number })
        | undefined;
      return record === undefined ? undefined : { ...eventRow(record), sealed: this.#payload(record.seq) };
    });
  }

  replay(filter: EventFilter & { readonly id?: string }, now: number): Promise<number> {
    const { sql, values } = selection(filter, ["dead"]);
    return this.#queue.add(() => this.#run(`${sqliteSql.replay} (${sql})`).run(now, now, ...values).changes);
  }

  drop(filter: EventFilter & { readonly id?: string }): Promise<number> {
    const { sql, values } = selection(filter, ["queued", "dead"]);
    return this.#queue.add(() =>
      this.#remove(
        this.#run(sql)
          .pluck()
          .all(...values) as number[],
      ),
    );
  }

  #remove(rows: readonly number[]): number {
    for (const seq of rows) {
      this.#erase(seq);
      this.#run(sqliteSql.dropEvent).run(seq);
    }
    return rows.length;
  }

  #erase(seq: number): void {
    const bytes = this.#run(sqliteSql.erase).pluck().get(seq) as number | undefined;
    if (this.#waiting !== undefined) this.#waiting -= bytes ?? 0;
  }

  async purge({ now, dedupeMs, deadMs }: Retention): Promise<number> {
    await this.#queue.add(() => {
      const { lease, skew, due } = clampLimits(now);
      this.#run(sqliteSql.endLeases).run({ now, lease });
      this.#run(sqliteSql.bringForward).run({ now, skew, due });
    });
    const finished = (state: string, before: number) => () =>
      this.#remove(this.#run(sqliteSql.finished).pluck().all(state, before, purgeSlice) as number[]);
    let purged = 0;
    for (const slice of [
      finished("done", now - dedupeMs),
      finished("dead", now - deadMs),
      () => this.#run(sqliteSql.expired).run(now, purgeSlice).changes,
    ])
      purged += await this.#inSlices(slice);
    // What was erased leaves the log as well.
    await this.#read(() => {
      this.#file.checkpoint();
    });
    return purged;
  }

  async #inSlices(slice: () => number): Promise<number> {
    let sum = 0;
    for (;;) {
      const count = await this.#queue.add(slice);
      sum += count;
      if (count < purgeSlice) return sum;
    }
  }

  async quarantine(row: QuarantineRow, sealed: Buffer): Promise<void> {
    await this.#queue.add(() => {
      if (this.#pluck(sqliteSql.asideBytes) + sealed.length > this.#limits.waitingBytes)
        throw new Refusal(new AppError("outbox_full"));
      this.#run(sqliteSql.putAside).run({ ...row, sealed });
    });
  }

  listQuarantine(limit: number): Promise<readonly QuarantineRow[]> {
    return this.#read(() =>
      (this.#run(sqliteSql.listAside).all(limit) as QuarantineRecord[]).map(quarantineRow),
    );
  }

  getQuarantined(id: string): Promise<{ readonly row: QuarantineRow; readonly sealed: Buffer } | undefined> {
    return this.#read(() => {
      const record = this.#run(sqliteSql.getAside).get(id) as
        | (QuarantineRecord & { readonly sealed: Buffer })
        | undefined;
      return record === undefined ? undefined : { row: quarantineRow(record), sealed: record.sealed };
    });
  }

  dropQuarantined(id: string): Promise<boolean> {
    return this.#queue.add(() => this.#run(sqliteSql.dropAside).run(id).changes > 0);
  }

  stats(): Promise<StoreStats> {
    return this.#read(() => {
      const kept = this.#run(sqliteSql.kept).all() as StatsRows;
      const remembered = this.#remembered.get(() => this.#run(sqliteSql.remembered).all() as StatsRows);
      return {
        events: [...kept, ...remembered],
        waitingBytes: (this.#waiting ??= this.#pluck(sqliteSql.waiting)),
        quarantined: this.#pluck(sqliteSql.asideCount),
      };
    });
  }

  async close(): Promise<void> {
    while (this.#queue.length > 0) this.#queue.flush();
    await this.#read(() => {
      this.#file.checkpoint();
    }).catch(() => undefined);
    this.#file.close();
  }

  #run(sql: string): Sqlite.Statement {
    return this.#file.statement(sql);
  }

  #pluck(sql: string): number {
    return this.#run(sql).pluck().get() as number;
  }

  #read<T>(action: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      try {
        resolve(action());
      } catch (error) {
        reject(this.#file.report(error));
      }
    });
  }
}

/** Throws StoreError. */
export function openSqliteStore(path: string, limits: StoreLimits): Store {
  return new SqliteStore(path, limits);
}
