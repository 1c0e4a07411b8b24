/* The tables of both stores. What was released is never edited: a change is one more step at the end. */

export interface Dialect {
  /** Type of a column that numbers its rows. */
  readonly serial: string;
  /** Type of counts and of ms since 1970. */
  readonly integer: string;
  readonly bytes: string;
  /** Behind the definition of the table of events, and of those that hold sealed payloads. */
  readonly event: string;
  readonly payload: string;
}

export const sqliteDialect: Dialect = {
  serial: "INTEGER PRIMARY KEY",
  integer: "INTEGER",
  bytes: "BLOB",
  event: "STRICT",
  payload: "STRICT",
};

export const postgresDialect: Dialect = {
  serial: "bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
  integer: "bigint",
  bytes: "bytea",
  // Each event is changed thrice in its life.
  event: "WITH (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000)",
  // What was erased leaves the table's file as soon as the server has time for it.
  payload: "WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500)",
};

/** `ready_at`: when the event may be leased: due, or the end of its lease; null where it never may. */
const events = (d: Dialect): string => `CREATE TABLE deskveil_event (
  seq ${d.serial},
  id TEXT NOT NULL,
  source TEXT NOT NULL,
  destination TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('queued', 'leased', 'done', 'dead')),
  received_at ${d.integer} NOT NULL,
  due_at ${d.integer} NOT NULL,
  ready_at ${d.integer},
  backlog ${d.integer} NOT NULL DEFAULT 0,
  attempts ${d.integer} NOT NULL DEFAULT 0,
  bytes ${d.integer} NOT NULL,
  status ${d.integer},
  code TEXT,
  lease TEXT,
  finished_at ${d.integer}
) ${d.event}`;

const first = (d: Dialect): readonly string[] => [
  events(d),
  `CREATE UNIQUE INDEX deskveil_event_identity ON deskveil_event (id, source, destination)`,
  `CREATE INDEX deskveil_event_ready ON deskveil_event (destination, backlog, ready_at) WHERE ready_at IS NOT NULL`,
  `CREATE INDEX deskveil_event_kept ON deskveil_event (destination, state, received_at, bytes) WHERE state <> 'done'`,
  `CREATE INDEX deskveil_event_finished ON deskveil_event (state, finished_at) WHERE finished_at IS NOT NULL`,
  `CREATE TABLE deskveil_payload (seq ${d.integer} PRIMARY KEY, sealed ${d.bytes} NOT NULL) ${d.payload}`,
  `CREATE TABLE deskveil_quarantine (
  seq ${d.serial},
  id TEXT NOT NULL,
  source TEXT NOT NULL,
  code TEXT NOT NULL,
  received_at ${d.integer} NOT NULL,
  expires_at ${d.integer} NOT NULL,
  bytes ${d.integer} NOT NULL,
  sealed ${d.bytes} NOT NULL
) ${d.payload}`,
  `CREATE INDEX deskveil_quarantine_id ON deskveil_quarantine (id)`,
  `CREATE INDEX deskveil_quarantine_expiry ON deskveil_quarantine (expires_at, bytes)`,
];

export const versionTable = `CREATE TABLE deskveil_schema (version INTEGER NOT NULL)`;

const steps: readonly ((d: Dialect) => readonly string[])[] = [first];

export const schemaVersion = steps.length;

/** Statements that lead from a version (0: nothing there) to the current one. */
export function migration(dialect: Dialect, from: number): readonly string[] {
  return steps.slice(from).flatMap((step) => step(dialect));
}
