/* Connections to a PostgreSQL server: durable ones only, made anew when they break, with our tables in place. */

import type { ClientBase, Pool, PoolClient, QueryResult, QueryResultRow } from "pg";
import { AppError } from "../core/errors.js";
import { migration, postgresDialect, schemaVersion, versionTable } from "./schema.js";
import { errorCodeOf, StoreError } from "./store-error.js";

/** Connections of one process. */
const poolSize = 10;
/** Ms for a connection, and for a statement, before the event counts as not stored. */
const connectMs = 3000;
const statementMs = 10_000;

/** Any number will do that nobody else uses in the same database. */
const migrationLock = 7_205_759_403;

const int8 = 20;

/** Broken connections, a server that goes or comes, and deadlocks: worth another try. */
const passing = /^(?:ECONN|EPIPE|ETIMEDOUT|57P0|08|40001|40P01)/;

async function createPool(url: string): Promise<Pool> {
  const { Pool: PoolClass, types } = await import("pg").catch(() => {
    throw new StoreError(
      "STORE_DRIVER_MISSING",
      "the PostgreSQL store needs the package pg: npm install pg.",
    );
  });
  const getTypeParser = (oid: number, format?: "text" | "binary"): unknown =>
    // All our numbers are counts and times below 2^53.
    oid === int8 ? Number : types.getTypeParser(oid, format as "text");
  return new PoolClass({
    connectionString: url,
    max: poolSize,
    connectionTimeoutMillis: connectMs,
    statement_timeout: statementMs,
    query_timeout: statementMs + connectMs,
    keepAlive: true,
    application_name: "deskveil",
    types: { getTypeParser } as typeof types,
    // Whoever waits for the connection gets it afterwards, or not at all.
    onConnect: makeDurable,
  });
}

/** Without user and password. */
function placeOf(url: string): string {
  const { hostname, port, pathname } = new URL(url);
  return `PostgreSQL at ${hostname}:${port === "" ? "5432" : port}${pathname}`;
}

export class PostgresServer {
  readonly #pool: Pool;

  constructor(pool: Pool) {
    this.#pool = pool;
    // An idle connection that breaks is replaced by the next statement.
    pool.on("error", () => undefined);
  }

  /** Rejects with AppError `outbox_unavailable`. `name`: prepared once per connection. */
  async query<R extends QueryResultRow>(
    text: string,
    values: readonly unknown[],
    name?: string,
  ): Promise<QueryResult<R>> {
    const config = { text, values: [...values], ...(name === undefined ? {} : { name: `deskveil_${name}` }) };
    const end = performance.now() + connectMs;
    for (let tries = 0; ; tries += 1) {
      try {
        return await this.#pool.query<R>(config);
      } catch (error) {
        // A server that restarts breaks every idle connection: each may be met before the pool has heard of it.
        const again = passing.test(brokenCode(error)) && tries < poolSize && performance.now() < end;
        if (!again) throw new AppError("outbox_unavailable");
      }
    }
  }

  /** Replicas may start together. Rejects with StoreError or what the driver says. */
  async prepare(place: string): Promise<void> {
    const client = await this.#pool.connect();
    try {
      await checkServer(client, place);
      await client.query("BEGIN");
      await client.query("SELECT pg_advisory_xact_lock($1)", [migrationLock]);
      await migrate(client, place);
      await client.query("COMMIT");
      client.release();
    } catch (error) {
      client.release(true);
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.#pool.end().catch(() => undefined);
  }
}

function brokenCode(error: unknown): string {
  const broken =
    error instanceof Error && /^(?:Connection terminated|Client has encountered)/.test(error.message);
  return broken ? "ECONNRESET" : errorCodeOf(error);
}

/** A server may be set up to answer before it has written. */
async function makeDurable(client: ClientBase): Promise<void> {
  await client.query(
    `SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') IN ('off', 'local')`,
  );
}

async function checkServer(client: PoolClient, place: string): Promise<void> {
  const { rows } = await client.query<{ readonly fsync: string; readonly standby: boolean }>(
    `SELECT current_setting('fsync') AS fsync, pg_is_in_recovery() AS standby`,
  );
  if (rows[0]?.fsync !== "on")
    throw new StoreError("STORE_NOT_DURABLE", `${place} runs with fsync off: a power cut would lose events.`);
  if (rows[0].standby) throw new StoreError("STORE_UNREACHABLE", `${place} is a standby. Name the primary.`);
}

async function migrate(client: PoolClient, place: string): Promise<void> {
  const { rows } = await client.query<{ readonly there: boolean }>(
    `SELECT to_regclass('deskveil_schema') IS NOT NULL AS there`,
  );
  const version = rows[0]?.there === true ? await versionOf(client, place) : 0;
  if (version > schemaVersion)
    throw new StoreError(
      "STORE_SCHEMA_NEWER",
      `${place} has schema version ${String(version)}; this deskveil knows ${String(schemaVersion)}. Install the newer deskveil again.`,
    );
  const start = version === 0 ? [versionTable, "INSERT INTO deskveil_schema (version) VALUES (0)"] : [];
  for (const statement of [...start, ...migration(postgresDialect, version)]) await client.query(statement);
  if (version < schemaVersion) await client.query("UPDATE deskveil_schema SET version = $1", [schemaVersion]);
}

async function versionOf(client: PoolClient, place: string): Promise<number> {
  const { rows } = await client.query<{ readonly version: number }>("SELECT version FROM deskveil_schema");
  const [row] = rows;
  if (row === undefined || rows.length > 1)
    throw new StoreError("STORE_CORRUPT", `${place} has no schema version. Restore it from a backup.`);
  return row.version;
}

/** Rejects with StoreError. */
export async function openPostgresServer(url: string): Promise<PostgresServer> {
  const place = placeOf(url);
  const server = new PostgresServer(await createPool(url));
  try {
    await server.prepare(place);
    return server;
  } catch (error) {
    await server.close();
    if (error instanceof StoreError) throw error;
    const code = errorCodeOf(error);
    throw new StoreError(
      "STORE_UNREACHABLE",
      `${place} cannot be used (${code === "" ? "no answer" : code}).`,
    );
  }
}
