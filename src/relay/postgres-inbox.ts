/* Events on their way into PostgreSQL: what is asked for at the same time goes in one statement, within the limit. */

import { AppError } from "../core/errors.js";
import type { Stored } from "../core/outbox.js";
import { Lanes } from "./lanes.js";
import type { PostgresServer } from "./postgres-server.js";
import { postgresSql } from "./postgres-sql.js";
import type { EventIdentity } from "./at-rest.js";
import type { NewEvent } from "./store.js";

/** Statements under way: the next batch gathers while they run. */
const lanes = 4;
/** Events of one statement. */
const batchLimit = 256;
/** Between the insert that finds an event known and the look at it, it may be purged: then it is new after all. */
const rounds = 3;
const refused = -1;
/** Times as long as counting took, the sum is used again. */
const reuse = 20;
/** Ms after which other replicas' events are counted anew. */
const recount = 1000;

const keyOf = ({ id, source, destination }: EventIdentity): string =>
  JSON.stringify([id, source, destination]);
const sizeOf = (events: readonly NewEvent[]): number =>
  events.reduce((sum, { sealed }) => sum + sealed.length, 0);
const column = <T extends NewEvent, K extends keyof T>(events: readonly T[], name: K): T[K][] =>
  events.map((event) => event[name]);
const identityColumns = (events: readonly NewEvent[]): readonly unknown[] => [
  column(events, "id"),
  column(events, "source"),
  column(events, "destination"),
];

export class PostgresInbox {
  readonly #server: PostgresServer;
  readonly #limit: number;
  readonly #lanes: Lanes<readonly NewEvent[], readonly Stored[]>;
  /** Bytes that waited when last counted, and those stored from here since. */
  #waiting = Number.POSITIVE_INFINITY;
  #underWay = 0;
  #nextCount = Number.NEGATIVE_INFINITY;

  constructor(server: PostgresServer, waitingBytes: number) {
    this.#server = server;
    this.#limit = waitingBytes;
    const options = { lanes, limit: batchLimit, weigh: (events: readonly NewEvent[]) => events.length };
    this.#lanes = new Lanes<readonly NewEvent[], readonly Stored[]>(options, (batches) =>
      this.#flush(batches),
    );
  }

  add(events: readonly NewEvent[]): Promise<readonly Stored[]> {
    return this.#lanes.add(events);
  }

  /** Bytes that wait no more. */
  release(bytes: number): void {
    this.#waiting -= bytes;
  }

  countAnew(): void {
    this.#nextCount = Number.NEGATIVE_INFINITY;
  }

  #reserve(bytes: number): number {
    this.#waiting += bytes;
    this.#underWay += bytes;
    return bytes;
  }

  drain(): Promise<void> {
    return this.#lanes.drain();
  }

  async #flush(
    batches: readonly (readonly NewEvent[])[],
  ): Promise<readonly (readonly Stored[] | AppError)[]> {
    const reserved = await this.#admit(batches);
    try {
      const answers = await this.#store(batches.filter((_, index) => reserved[index] !== refused).flat());
      let at = 0;
      return batches.map((events, index) =>
        reserved[index] === refused ? new AppError("outbox_full") : answers.slice(at, (at += events.length)),
      );
    } catch (error) {
      this.countAnew();
      throw error;
    } finally {
      for (const bytes of reserved) this.#underWay -= Math.max(0, bytes);
    }
  }

  /** Bytes reserved for each, or `refused`. */
  async #admit(batches: readonly (readonly NewEvent[])[]): Promise<readonly number[]> {
    const bytes = sizeOf(batches.flat());
    const now = performance.now();
    const over = this.#waiting + bytes > this.#limit;
    if (now > (over ? this.#nextCount : this.#nextCount + recount)) await this.#count();
    if (this.#waiting + bytes <= this.#limit) return batches.map((events) => this.#reserve(sizeOf(events)));
    const reserved: number[] = [];
    for (const events of batches) reserved.push(await this.#fit(events));
    return reserved;
  }

  async #count(): Promise<void> {
    const start = performance.now();
    // Statements under way may or may not be in the sum.
    this.#waiting = (await this.waitingBytes()) + this.#underWay;
    const end = performance.now();
    this.#nextCount = end + (end - start) * reuse;
  }

  async waitingBytes(): Promise<number> {
    const { rows } = await this.#server.query<{ readonly sum: number }>(postgresSql.waiting, [], "waiting");
    return rows[0]?.sum ?? Number.POSITIVE_INFINITY;
  }

  /** What is known already takes no space. */
  async #fit(events: readonly NewEvent[]): Promise<number> {
    const known = await this.#known(events);
    const bytes = sizeOf(events.filter((event) => !known.has(keyOf(event))));
    return bytes > 0 && this.#waiting + bytes > this.#limit ? refused : this.#reserve(bytes);
  }

  async #store(events: readonly NewEvent[]): Promise<readonly Stored[]> {
    const first = new Map<string, NewEvent>();
    for (const event of events) if (!first.has(keyOf(event))) first.set(keyOf(event), event);
    const stored = new Set<string>();
    const known = new Map<string, string>();
    for (let round = 0; round < rounds; round += 1) {
      const open = [...first]
        .filter(([key]) => !stored.has(key) && !known.has(key))
        .map(([, event]) => event);
      if (open.length === 0) return events.map((event) => answerTo(event, { first, stored, known }));
      for (const key of await this.#insert(open)) stored.add(key);
      const left = open.filter((event) => !stored.has(keyOf(event)));
      for (const [key, fingerprint] of await this.#known(left)) known.set(key, fingerprint);
    }
    throw new AppError("outbox_unavailable");
  }

  async #insert(events: readonly NewEvent[]): Promise<readonly string[]> {
    const ordered = events
      .map((event) => [keyOf(event), event] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    const sorted = ordered.map(([, event]) => event);
    const rest = (["fingerprint", "receivedAt", "dueAt", "sealed"] as const).map((name) =>
      column(sorted, name),
    );
    const values = [...identityColumns(sorted), ...rest];
    const { rows } = await this.#server.query<EventIdentity & object>(postgresSql.insert, values, "insert");
    return rows.map(keyOf);
  }

  async #known(events: readonly NewEvent[]): Promise<ReadonlyMap<string, string>> {
    if (events.length === 0) return new Map();
    const values = identityColumns(events);
    const { rows } = await this.#server.query<EventIdentity & { readonly fingerprint: string }>(
      postgresSql.known,
      values,
      "known",
    );
    return new Map(rows.map((row) => [keyOf(row), row.fingerprint]));
  }
}

interface Outcome {
  readonly first: ReadonlyMap<string, NewEvent>;
  readonly stored: Set<string>;
  readonly known: ReadonlyMap<string, string>;
}

function answerTo(event: NewEvent, { first, stored, known }: Outcome): Stored {
  const key = keyOf(event);
  // The first of equal ones is the stored one.
  if (stored.delete(key)) return "stored";
  const fingerprint = known.get(key) ?? first.get(key)?.fingerprint;
  return fingerprint === event.fingerprint ? "duplicate" : "conflict";
}
