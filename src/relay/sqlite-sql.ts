/* What the SQLite store says to its file. */

import { eventColumns, quarantineColumns } from "./rows.js";

const identity = "id = @id AND source = @source AND destination = @destination";
/** A lease that was taken again has another token. */
const held = `${identity} AND state = 'leased' AND lease = @token`;
const toQueue = "state = 'queued', lease = NULL, due_at = @dueAt, ready_at = @dueAt";

const ready = (backlog: 0 | 1, limit: string): string =>
  `SELECT * FROM (SELECT seq FROM deskveil_event WHERE destination = @destination AND backlog = ${String(backlog)}
     AND ready_at <= @now ORDER BY ready_at LIMIT ${limit})`;

export const sqliteSql = {
  known: `SELECT fingerprint FROM deskveil_event WHERE ${identity}`,
  insertEvent: `INSERT INTO deskveil_event
    (id, source, destination, fingerprint, state, received_at, due_at, ready_at, bytes)
    VALUES (@id, @source, @destination, @fingerprint, 'queued', @receivedAt, @dueAt, @dueAt, @bytes)`,
  insertPayload: `INSERT INTO deskveil_payload (seq, sealed) VALUES (?, ?)`,
  ready: `${ready(0, "@limit")} UNION ALL ${ready(1, "@limit")} LIMIT @limit`,
  lease: `UPDATE deskveil_event SET state = 'leased', lease = @token, ready_at = @until, attempts = attempts + 1,
    backlog = (backlog = 1 OR state = 'leased') WHERE seq = @seq RETURNING ${eventColumns}`,
  payload: `SELECT sealed FROM deskveil_payload WHERE seq = ?`,
  renew: `UPDATE deskveil_event SET ready_at = @until WHERE ${held}`,
  done: `UPDATE deskveil_event SET state = 'done', lease = NULL, ready_at = NULL, bytes = 0, finished_at = @now
    WHERE ${held} RETURNING seq`,
  erase: `DELETE FROM deskveil_payload WHERE seq = ? RETURNING length(sealed)`,
  retry: `UPDATE deskveil_event SET ${toQueue}, backlog = 1, status = @status, code = @code WHERE ${held}`,
  defer: `UPDATE deskveil_event SET ${toQueue}, attempts = attempts - 1 WHERE ${held}`,
  // The end of the lease is the time of the last attempt to within its length.
  dead: `UPDATE deskveil_event SET state = 'dead', lease = NULL, finished_at = ready_at, ready_at = NULL,
    status = @status, code = @code WHERE ${held}`,
  nextDue: `SELECT min(ready_at) FROM (
    SELECT min(ready_at) AS ready_at FROM deskveil_event WHERE destination = @destination AND backlog = 0 AND ready_at IS NOT NULL
    UNION ALL
    SELECT min(ready_at) FROM deskveil_event WHERE destination = @destination AND backlog = 1 AND ready_at IS NOT NULL)`,
  get: `SELECT seq, ${eventColumns} FROM deskveil_event WHERE id = ? AND state <> 'done'
    AND (? IS NULL OR source = ?) ORDER BY seq DESC LIMIT 1`,
  replay: `UPDATE deskveil_event SET state = 'queued', attempts = 0, backlog = 1, due_at = ?, ready_at = ?,
    finished_at = NULL WHERE seq IN`,
  dropEvent: `DELETE FROM deskveil_event WHERE seq = ?`,
  finished: `SELECT seq FROM deskveil_event WHERE state = ? AND finished_at < ? ORDER BY finished_at LIMIT ?`,
  // What a clock that ran ahead wrote, and would keep back for as long.
  endLeases: `UPDATE deskveil_event INDEXED BY deskveil_event_ready SET ready_at = @now
    WHERE ready_at IS NOT NULL AND state = 'leased' AND ready_at > @lease`,
  bringForward: `UPDATE deskveil_event INDEXED BY deskveil_event_ready SET due_at = @now, ready_at = @now
    WHERE ready_at IS NOT NULL AND state = 'queued'
    AND ((backlog = 0 AND received_at > @skew AND ready_at > @now) OR ready_at > @due)`,
  expired: `DELETE FROM deskveil_quarantine WHERE seq IN
    (SELECT seq FROM deskveil_quarantine WHERE expires_at <= ? LIMIT ?)`,
  kept: `SELECT destination, state, count(*) AS count, min(received_at) AS oldest FROM deskveil_event
    WHERE state <> 'done' GROUP BY destination, state`,
  remembered: `SELECT destination, state, count(*) AS count, min(received_at) AS oldest FROM deskveil_event
    WHERE state = 'done' GROUP BY destination`,
  waiting: `SELECT coalesce(sum(bytes), 0) FROM deskveil_event WHERE state <> 'done'`,
  putAside: `INSERT INTO deskveil_quarantine (${quarantineColumns}, sealed)
    VALUES (@id, @source, @code, @receivedAt, @expiresAt, @bytes, @sealed)`,
  asideBytes: `SELECT coalesce(sum(bytes), 0) FROM deskveil_quarantine`,
  asideCount: `SELECT count(*) FROM deskveil_quarantine`,
  listAside: `SELECT ${quarantineColumns} FROM deskveil_quarantine ORDER BY seq DESC LIMIT ?`,
  getAside: `SELECT ${quarantineColumns}, sealed FROM deskveil_quarantine WHERE id = ? ORDER BY seq DESC LIMIT 1`,
  dropAside: `DELETE FROM deskveil_quarantine WHERE id = ?`,
} as const;
