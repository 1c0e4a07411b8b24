/* `deskveil queue` and `deskveil quarantine`: what is stored, what is dead, what was put aside. */

import { readFileSync } from "node:fs";
import { AppError, errorTable, type ErrorCode } from "../../core/errors.js";
import type { Sensitive } from "../../core/sensitive.js";
import type { Config } from "../../config/config.js";
import { createSealing } from "../../relay/at-rest.js";
import { openQuarantined } from "../../relay/quarantine.js";
import type { EventRow, EventState, QuarantineRow } from "../../relay/store.js";
import { CommandError, exitCodes, type ExitCode } from "../exit.js";
import { writeOut } from "../output.js";
import { askQueue } from "./ask-queue.js";
import { requireRelayKey } from "./open-relay.js";
import type { QueueCommand, QueueFilter } from "./queue-commands.js";

export interface QueueFlags {
  readonly state?: EventState;
  readonly destination?: string;
  readonly webhook?: string;
  readonly code?: string;
  readonly since?: string;
  readonly until?: string;
  readonly limit?: number;
  readonly all?: boolean;
  readonly body?: boolean;
  readonly json?: boolean;
}

const usage = (message: string): CommandError => new CommandError(exitCodes.usage, message);

/** `2026-11-20`, `2026-11-20T09:25:31Z`, or how long ago: `90m`, `3h`, `7d`. */
export function momentOf(text: string, option: string, now: number): number {
  const [, amount, unit] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  const units: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
  if (amount !== undefined) return now - Number(amount) * (units[unit ?? ""] ?? 0);
  const moment = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : NaN;
  if (!Number.isNaN(moment)) return moment;
  throw usage(`${option}: expected how long ago, as 90m, 3h or 7d, or a time, as 2026-11-20T09:25:31Z.`);
}

function filterOf(flags: QueueFlags, id?: string): QueueFilter {
  const now = Date.now();
  const filter = {
    ...{ id, state: flags.state, destination: flags.destination, source: flags.webhook, code: flags.code },
    since: flags.since === undefined ? undefined : momentOf(flags.since, "--since", now),
    until: flags.until === undefined ? undefined : momentOf(flags.until, "--until", now),
    limit: flags.limit,
  };
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)) as QueueFilter;
}

export async function listQueue(config: Config, flags: QueueFlags): Promise<ExitCode> {
  const { events = [] } = await askQueue(config, { do: "list", filter: filterOf(flags) });
  await writeOut(flags.json === true ? lines(events.map((one) => JSON.stringify(one))) : eventTable(events));
  return exitCodes.done;
}

/** Metadata; the redacted request behind it on demand, as it will be sent. */
export async function showEvent(config: Config, id: string, flags: QueueFlags): Promise<ExitCode> {
  const { events: [row] = [], sealed = "" } = await askQueue(config, {
    do: "show",
    filter: filterOf(flags, id),
  });
  if (row === undefined) throw notThere(id);
  process.stderr.write(flags.body === true ? `${JSON.stringify(row)}\n` : "");
  if (flags.body !== true) {
    await writeOut(`${JSON.stringify(row, null, 2)}\n`);
    return exitCodes.done;
  }
  await writeOut(openSealed(requireRelayKey(config), row, sealed));
  return exitCodes.done;
}

function openSealed(key: Sensitive<Buffer>, row: EventRow, sealed: string): Buffer {
  try {
    return createSealing(key).open(row, Buffer.from(sealed, "base64")).body;
  } catch (error) {
    throw inWords(error);
  }
}

const notThere = (id: string): CommandError =>
  new CommandError(exitCodes.unreadable, `${id}: there is no such event, or it was delivered.`);

function inWords(error: unknown): unknown {
  if (!(error instanceof AppError)) return error;
  return new CommandError(exitCodes.unreadable, `${error.code}: ${error.message} ${error.hint}`);
}

/** Without an id or a filter nothing is done: everything must be said, by --all. */
export async function changeQueue(
  config: Config,
  command: "replay" | "drop",
  { ids, flags }: { readonly ids: readonly string[]; readonly flags: QueueFlags },
): Promise<ExitCode> {
  const filter = filterOf(flags);
  if (ids.length === 0 && Object.keys(filter).length === 0 && flags.all !== true)
    throw usage(`${command}: name events by id or by a filter, or say --all.`);
  const asked: readonly QueueFilter[] = ids.length === 0 ? [filter] : ids.map((id) => ({ ...filter, id }));
  let count = 0;
  for (const one of asked) count += (await askQueue(config, { do: command, filter: one })).count ?? 0;
  await writeOut(`${String(count)} ${command === "replay" ? "back in the queue" : "dropped"}\n`);
  return count === 0 && ids.length > 0 ? exitCodes.found : exitCodes.done;
}

export async function switchDestination(
  config: Config,
  command: "pause" | "resume",
  destination: string,
): Promise<ExitCode> {
  const { count = 0 } = await askQueue(config, { do: command, filter: { destination } }, true);
  if (count === 0) throw usage(`no destination is called "${destination}".`);
  await writeOut(`${destination}: ${command}d\n`);
  return exitCodes.done;
}

export async function listQuarantine(config: Config, flags: QueueFlags): Promise<ExitCode> {
  const filter = flags.limit === undefined ? {} : { limit: flags.limit };
  const { quarantined = [] } = await askQueue(config, { do: "list-quarantine", filter });
  const rows = quarantined.map((one) => JSON.stringify(one));
  await writeOut(flags.json === true ? lines(rows) : quarantineTable(quarantined));
  return exitCodes.done;
}

/** The original, with values: for the one who holds the private key. */
export async function openQuarantine(
  config: Config,
  id: string,
  flags: { readonly key: string; readonly head: boolean },
): Promise<ExitCode> {
  const privateKey = readPrivateKey(flags.key);
  const { sealed } = await askQueue(config, { do: "show-quarantine", filter: { id } });
  if (sealed === undefined) throw notThere(id);
  const { original, ...about } = await openQuarantined(Buffer.from(sealed, "base64"), privateKey).catch(
    (error: unknown) => {
      throw inWords(error);
    },
  );
  const { method, query, headers } = original;
  if (flags.head) process.stderr.write(`${JSON.stringify({ ...about, method, query, headers })}\n`);
  await writeOut(original.body);
  return exitCodes.done;
}

function readPrivateKey(file: string): Buffer {
  let text = "";
  try {
    text = readFileSync(file, "utf8").replace(/^#.*$/gm, "").trim();
  } catch {
    throw usage("--key: the file cannot be read. It is the private half, as deskveil init wrote it.");
  }
  if (/^[\w-]{43}$/.test(text)) return Buffer.from(text, "base64url");
  throw usage("--key: this file holds no private key as deskveil init writes it.");
}

export async function dropQuarantine(config: Config, ids: readonly string[]): Promise<ExitCode> {
  let count = 0;
  for (const id of ids) count += (await askQueue(config, quarantineDrop(id))).count ?? 0;
  await writeOut(`${String(count)} dropped\n`);
  return count === ids.length ? exitCodes.done : exitCodes.found;
}

const quarantineDrop = (id: string): QueueCommand => ({ do: "drop-quarantine", filter: { id } });

const time = (ms: number): string => new Date(ms).toISOString().slice(0, 19) + "Z";
const lines = (rows: readonly string[]): string => rows.map((row) => `${row}\n`).join("");

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, at) => Math.max(title.length, ...rows.map((row) => row[at]?.length ?? 0)));
  return lines(
    [head, ...rows].map((row) =>
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join("  ")
        .trimEnd(),
    ),
  );
}

function eventTable(events: readonly EventRow[]): string {
  const head = ["ID", "WEBHOOK", "DESTINATION", "STATE", "RECEIVED", "DUE", "ATTEMPTS", "LAST"];
  return table(
    head,
    events.map((one) => {
      const last = one.last === undefined ? "" : `${one.last.code} ${String(one.last.status)}`;
      const due = one.state === "dead" || one.state === "done" ? "" : time(one.dueAt);
      const cells = [one.id, one.source, one.destination, one.state, time(one.receivedAt), due];
      return [...cells, String(one.attempts), last];
    }),
  );
}

function quarantineTable(rows: readonly QuarantineRow[]): string {
  return table(
    ["ID", "WEBHOOK", "CODE", "RECEIVED", "GONE AFTER", "WHY"],
    rows.map((one) => {
      const why = Object.hasOwn(errorTable, one.code) ? errorTable[one.code as ErrorCode].cause : "";
      return [one.id, one.source, one.code, time(one.receivedAt), time(one.expiresAt), why];
    }),
  );
}
