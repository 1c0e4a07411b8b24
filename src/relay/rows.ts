/* Rows as both stores return them, and filters as SQL. */

import type { EventFilter, EventRow, EventState, QuarantineRow } from "./store.js";

export interface EventRecord {
  readonly id: string;
  readonly source: string;
  readonly destination: string;
  readonly state: EventState;
  readonly received_at: number;
  readonly due_at: number;
  readonly attempts: number;
  readonly bytes: number;
  readonly status: number | null;
  readonly code: string | null;
}

export const eventColumns =
  "id, source, destination, state, received_at, due_at, attempts, bytes, status, code";

export interface QuarantineRecord {
  readonly id: string;
  readonly source: string;
  readonly code: string;
  readonly received_at: number;
  readonly expires_at: number;
  readonly bytes: number;
}

export const quarantineColumns = "id, source, code, received_at, expires_at, bytes";

export function eventRow(record: EventRecord): EventRow {
  const { id, source, destination, state, attempts, bytes, status, code } = record;
  const row = { id, source, destination, state, attempts, bytes };
  const last = code === null ? {} : { last: { status: status ?? 0, code } };
  return { ...row, receivedAt: record.received_at, dueAt: record.due_at, ...last };
}

export function quarantineRow(record: QuarantineRecord): QuarantineRow {
  const { id, source, code, bytes } = record;
  return { id, source, code, receivedAt: record.received_at, expiresAt: record.expires_at, bytes };
}

export interface Clause {
  /** With `?` for each value. */
  readonly sql: string;
  readonly values: readonly (string | number)[];
}

/** Events that fit the filter and are in one of the states. */
export function whereClause(
  filter: EventFilter & { readonly id?: string },
  states: readonly EventState[] = [],
): Clause {
  const { state, id, destination, source, code, since, until } = filter;
  const pairs: readonly (readonly [string, string | number | undefined])[] = [
    ["state = ?", state],
    ["id = ?", id],
    ["destination = ?", destination],
    ["source = ?", source],
    ["code = ?", code],
    ["received_at >= ?", since],
    ["received_at < ?", until],
  ];
  const allowed = states.map((name) => `'${name}'`).join(", ");
  const terms = allowed === "" ? [] : [`state IN (${allowed})`];
  const values: (string | number)[] = [];
  for (const [term, value] of pairs) {
    if (value === undefined) continue;
    terms.push(term);
    values.push(value);
  }
  return { sql: terms.length === 0 ? "" : `WHERE ${terms.join(" AND ")}`, values };
}

/** The oldest that fit, as a list of sequence numbers. */
export function selection(
  filter: EventFilter & { readonly id?: string },
  states: readonly EventState[],
): Clause {
  const { sql, values } = whereClause(filter, states);
  const limit = filter.limit === undefined ? "" : " LIMIT ?";
  return {
    sql: `SELECT seq FROM deskveil_event ${sql} ORDER BY seq${limit}`,
    values: filter.limit === undefined ? values : [...values, filter.limit],
  };
}

/** Rows that a listing returns when no limit is named. */
export const listLimit = 1000;
