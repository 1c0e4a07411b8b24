/* What can be done with stored events and with what was put aside: the same from a command and over the admin listener. */

import { AppError } from "../../core/errors.js";
import type { Dispatcher } from "../../relay/deliver/dispatcher.js";
import type { EventFilter, EventRow, QuarantineRow, Store } from "../../relay/store.js";

export interface QueueFilter extends EventFilter {
  readonly id?: string;
}

export interface QueueCommand {
  readonly do:
    | "list"
    | "show"
    | "replay"
    | "drop"
    | "pause"
    | "resume"
    | "list-quarantine"
    | "show-quarantine"
    | "drop-quarantine";
  readonly filter?: QueueFilter;
}

/** Sealed payloads are base64: who asks opens them, with a key of his own. */
export interface QueueAnswer {
  readonly events?: readonly EventRow[];
  readonly quarantined?: readonly QuarantineRow[];
  readonly sealed?: string;
  readonly count?: number;
}

export interface QueueTools {
  readonly store: Store;
  /** Absent where nothing is delivered at the moment. */
  readonly dispatcher?: Pick<Dispatcher, "wake" | "pause" | "resume" | "status">;
}

const most = 1000;

interface Asked extends ReadFilter {
  readonly tools: QueueTools;
}

const commands: Readonly<Record<QueueCommand["do"], (asked: Asked) => Promise<QueueAnswer>>> = {
  list: async ({ tools, filter }) => ({ events: await tools.store.list(filter) }),
  show: async ({ tools, id, filter }) => showEvent(tools.store, id, filter.source),
  replay: async ({ tools, whole }) => ({ count: await replay(tools, whole) }),
  drop: async ({ tools, whole }) => ({ count: await tools.store.drop(whole) }),
  pause: async ({ tools, filter }) => ({ count: Number(tools.dispatcher?.pause(filter.destination ?? "")) }),
  resume: async ({ tools, filter }) => ({
    count: Number(tools.dispatcher?.resume(filter.destination ?? "")),
  }),
  "list-quarantine": async ({ tools, filter }) => ({
    quarantined: await tools.store.listQuarantine(filter.limit ?? most),
  }),
  "show-quarantine": async ({ tools, id }) => showQuarantined(tools.store, id),
  "drop-quarantine": async ({ tools, id }) => ({ count: Number(await tools.store.dropQuarantined(id)) }),
};

/** Throws AppError `not_found` for what is not there, and what the store throws. */
export async function runQueueCommand(tools: QueueTools, command: QueueCommand): Promise<QueueAnswer> {
  const name: unknown = (command as Partial<QueueCommand> | undefined)?.do;
  if (typeof name !== "string" || !Object.hasOwn(commands, name)) throw new AppError("not_found");
  return commands[command.do]({ tools, ...readFilter(command.filter) });
}

async function showEvent(store: Store, id: string, source: string | undefined): Promise<QueueAnswer> {
  const found = await store.get(id, source);
  if (found === undefined) throw new AppError("not_found");
  const { sealed, ...row } = found;
  return { events: [row], sealed: sealed.toString("base64") };
}

async function showQuarantined(store: Store, id: string): Promise<QueueAnswer> {
  const found = await store.getQuarantined(id);
  if (found === undefined) throw new AppError("not_found");
  return { quarantined: [found.row], sealed: found.sealed.toString("base64") };
}

async function replay({ store, dispatcher }: QueueTools, filter: EventFilter): Promise<number> {
  const count = await store.replay(filter, Date.now());
  for (const { name } of dispatcher?.status() ?? []) dispatcher?.wake(name);
  return count;
}

interface ReadFilter {
  readonly id: string;
  readonly filter: EventFilter;
  readonly whole: EventFilter & { readonly id?: string };
}

/** Only members of the right type: what comes over a socket is anything. */
function readFilter(given: unknown): ReadFilter {
  const data = (typeof given === "object" && given !== null ? given : {}) as Readonly<
    Record<string, unknown>
  >;
  const texts = ["id", "state", "destination", "source", "code"] as const;
  const numbers = ["since", "until", "limit"] as const;
  const kept: Record<string, unknown> = {};
  for (const name of texts) if (typeof data[name] === "string") kept[name] = data[name];
  for (const name of numbers) if (Number.isFinite(data[name])) kept[name] = data[name];
  const whole = kept as EventFilter & { readonly id?: string };
  const { id = "", ...filter } = whole;
  return { id, filter, whole };
}
