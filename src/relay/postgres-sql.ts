/* What the PostgreSQL store says to its server. */

import { eventColumns, quarantineColumns } from "./rows.js";
import type { Clause } from "./rows.js";

const ready = (backlog: 0 | 1, limit: string): string =>
  `SELECT seq, ready_at, backlog AS lane FROM deskveil_event WHERE destination = $1 AND backlog = ${String(backlog)} AND ready_at <= $2
    ORDER BY ready_at LIMIT ${limit} FOR UPDATE SKIP LOCKED`;

const columnsOf = (table: string): string =>
  eventColumns
    .split(", ")
    .map((name) => `${table}.${name}`)
    .join(", ");

const identities = "SELECT * FROM unnest($1::text[], $2::text[], $3::text[])";

export const postgresSql = {
  /** One event per identity, in the order of the identities: batches of replicas never wait for each other in a circle. */
  insert: `WITH input AS (SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::bigint[], $7::bytea[])
      AS t (id, source, destination, fingerprint, received_at, due_at, sealed)),
    stored AS (INSERT INTO deskveil_event (id, source, destination, fingerprint, state, received_at, due_at, ready_at, bytes)
      SELECT id, source, destination, fingerprint, 'queued', received_at, due_at, due_at, length(sealed) FROM input
      ON CONFLICT (id, source, destination) DO NOTHING RETURNING seq, id, source, destination),
    payloads AS (INSERT INTO deskveil_payload (seq, sealed)
      SELECT stored.seq, input.sealed FROM stored JOIN input USING (id, source, destination))
    SELECT id, source, destination FROM stored`,
  known: `SELECT id, source, destination, fingerprint FROM deskveil_event
    WHERE (id, source, destination) IN (${identities})`,
  lease: `WITH live AS MATERIALIZED (${ready(0, "$3")}),
    backlog AS MATERIALIZED (${ready(1, "($3::bigint - (SELECT count(*) FROM live))")}),
    picked AS (SELECT * FROM live UNION ALL SELECT * FROM backlog)
    UPDATE deskveil_event e SET state = 'leased', lease = $4, ready_at = $5, attempts = attempts + 1,
      backlog = CASE WHEN e.state = 'leased' THEN 1 ELSE backlog END
    FROM picked LEFT JOIN deskveil_payload p ON p.seq = picked.seq WHERE e.seq = picked.seq
    RETURNING ${columnsOf("e")}, p.sealed, picked.lane, picked.ready_at AS turn`,
  nextDue: `SELECT least(
    (SELECT min(ready_at) FROM deskveil_event WHERE destination = $1 AND backlog = 0 AND ready_at IS NOT NULL),
    (SELECT min(ready_at) FROM deskveil_event WHERE destination = $1 AND backlog = 1 AND ready_at IS NOT NULL)) AS due`,
  get: `SELECT ${columnsOf("e")}, p.sealed FROM deskveil_event e LEFT JOIN deskveil_payload p USING (seq)
    WHERE e.id = $1 AND e.state <> 'done' AND ($2::text IS NULL OR e.source = $2) ORDER BY e.seq DESC LIMIT 1`,
  // What a clock that ran ahead wrote, and would keep back for as long.
  endLeases: `UPDATE deskveil_event SET ready_at = $1 WHERE state = 'leased' AND ready_at > $2`,
  bringForward: `UPDATE deskveil_event SET due_at = $1, ready_at = $1 WHERE state = 'queued'
    AND ((backlog = 0 AND received_at > $2 AND ready_at > $1) OR ready_at > $3)`,
  finished: `SELECT seq FROM deskveil_event WHERE state = ? AND finished_at < ? ORDER BY finished_at LIMIT ?`,
  expired: `DELETE FROM deskveil_quarantine WHERE seq IN
    (SELECT seq FROM deskveil_quarantine WHERE expires_at <= $1 LIMIT $2)`,
  kept: `SELECT destination, state, count(*) AS count, min(received_at) AS oldest FROM deskveil_event
    WHERE state <> 'done' GROUP BY destination, state`,
  remembered: `SELECT destination, state, count(*) AS count, min(received_at) AS oldest FROM deskveil_event
    WHERE state = 'done' GROUP BY destination, state`,
  waiting: `SELECT coalesce(sum(bytes), 0)::bigint AS sum FROM deskveil_event WHERE state <> 'done'`,
  putAside: `INSERT INTO deskveil_quarantine (${quarantineColumns}, sealed)
    SELECT $1, $2, $3, $4::bigint, $5::bigint, $6::bigint, $7::bytea
    WHERE (SELECT coalesce(sum(bytes), 0) FROM deskveil_quarantine) + $6::bigint <= $8::bigint`,
  asideCount: `SELECT count(*) AS count FROM deskveil_quarantine`,
  listAside: `SELECT ${quarantineColumns} FROM deskveil_quarantine ORDER BY seq DESC LIMIT $1`,
  getAside: `SELECT ${quarantineColumns}, sealed FROM deskveil_quarantine WHERE id = $1 ORDER BY seq DESC LIMIT 1`,
  dropAside: `DELETE FROM deskveil_quarantine WHERE id = $1`,
} as const;

export type StatementName = keyof typeof postgresSql;

/** `?` becomes `$1`, `$2`, ... */
function numbered(sql: string, from = 1): string {
  let next = from;
  return sql.replace(/\?/g, () => `$${String(next++)}`);
}

/** Back to the queue with attempts from 0; `$1` is the due time. */
export function replayStatement(picked: Clause): string {
  return `UPDATE deskveil_event SET state = 'queued', attempts = 0, backlog = 1, due_at = $1, ready_at = $1,
    finished_at = NULL WHERE seq IN (${numbered(picked.sql, 2)} FOR UPDATE SKIP LOCKED)`;
}

/** Events and payloads for good. */
export function removeStatement(picked: string): string {
  return `WITH picked AS MATERIALIZED (${numbered(picked)} FOR UPDATE SKIP LOCKED),
    erased AS (DELETE FROM deskveil_payload p USING picked WHERE p.seq = picked.seq)
    DELETE FROM deskveil_event e USING picked WHERE e.seq = picked.seq`;
}

export function listStatement(where: string): string {
  return numbered(`SELECT ${eventColumns} FROM deskveil_event ${where} ORDER BY seq DESC LIMIT ?`);
}
