/* What goes to a redacting thread and comes back from it: only what can be cloned, and bytes that change hands. */

import type { RedactorConfig } from "../config/config.js";
import { AppError, type ErrorCode } from "../core/errors.js";
import type { FileCount } from "../core/files.js";
import type { RedactOptions, Redaction, RoutedBy } from "../core/redaction.js";
import type { Report } from "../core/report.js";
import { Sensitive } from "../core/sensitive.js";
import type { Payload } from "../core/types.js";
import { desks, type DeskName } from "../desks/index.js";

/** A configuration on its way to a thread: the key as bare bytes, no functions. */
export interface ThreadSettings extends Omit<RedactorConfig, "tagger" | "recognizer"> {
  readonly tagger: Omit<RedactorConfig["tagger"], "key"> & { readonly key?: Uint8Array };
}

export interface ThreadJob extends Pick<RedactOptions, "query" | "headers" | "direction" | "destination"> {
  readonly body: Uint8Array;
  readonly mediaType: string;
  readonly desk: DeskName;
  readonly routedBy: RoutedBy;
  /** The sender has no bytes any more: they are sent back also when nothing changed. */
  readonly given: boolean;
}

/** What a long text, or a form with such texts, is opened with. */
export interface PieceOpening extends Pick<ThreadJob, "desk" | "routedBy" | "query" | "destination"> {
  /** Of a form. */
  readonly mediaType?: string;
}

/** A piece of a long text, or what stands between two of them. The thread that has the begin has all of it. */
export interface PieceJob {
  /** With the first piece. */
  readonly open?: PieceOpening;
  readonly text?: string;
  readonly between?: Uint8Array;
  readonly last: boolean;
}

/** The thread forgets what it has the begin of. Not answered. */
export const dropText = "drop";

export interface PieceAnswer {
  /** What is finished of the text, */
  readonly text: string;
  /** or of what stands between two. */
  readonly bytes: Uint8Array;
  readonly report: Report;
}

export interface ThreadRedaction extends Pick<Redaction, "query" | "headers" | "report"> {
  /** Absent: nothing changed, and the sender still has its bytes. */
  readonly body?: Uint8Array;
}

export type ThreadAnswer =
  | { readonly redaction: ThreadRedaction }
  | { readonly piece: PieceAnswer }
  | { readonly code: ErrorCode; readonly files?: readonly FileCount[] };

/** Sent once, when everything is compiled. */
export const readyMessage = "ready";

/** A view of a Buffer would bring along all that shares its memory, other secrets included: the key is copied. */
export function settingsOf({ policy, lists, engine, limits, tagger }: RedactorConfig): ThreadSettings {
  const { key, ...rest } = tagger;
  return {
    policy,
    lists,
    engine,
    limits,
    tagger: key === undefined ? rest : { ...rest, key: new Uint8Array(key.expose()) },
  };
}

export function configOf({ tagger, ...settings }: ThreadSettings): RedactorConfig {
  const { key, ...rest } = tagger;
  return {
    ...settings,
    tagger: key === undefined ? rest : { ...rest, key: new Sensitive(Buffer.from(key)) },
  };
}

/** Undefined when the payload must stay where it is: its route cannot be found again elsewhere. */
function deskOf({
  desk = desks.generic,
  routedBy,
}: RedactOptions): Pick<ThreadJob, "desk" | "routedBy"> | undefined {
  const name = desk.name as DeskName;
  if (routedBy === undefined || !Object.hasOwn(desks, name) || desks[name] !== desk) return undefined;
  return { desk: name, routedBy };
}

/** See `deskOf`. */
export function openingOf(options: RedactOptions, mediaType?: string): PieceOpening | undefined {
  const { query, destination } = options;
  const where = deskOf(options);
  if (where === undefined) return undefined;
  return {
    ...where,
    ...(query === undefined ? {} : { query }),
    ...(destination === undefined ? {} : { destination }),
    ...(mediaType === undefined ? {} : { mediaType }),
  };
}

/** See `deskOf`. */
export function jobOf(payload: Payload, options: RedactOptions, given: boolean): ThreadJob | undefined {
  const { query, headers, direction, destination } = options;
  const where = deskOf(options);
  if (where === undefined) return undefined;
  return {
    ...where,
    body: given && ownsMemory(payload.body) ? payload.body : new Uint8Array(payload.body),
    mediaType: payload.mediaType,
    given,
    ...(query === undefined ? {} : { query }),
    ...(headers === undefined ? {} : { headers }),
    ...(direction === undefined ? {} : { direction }),
    ...(destination === undefined ? {} : { destination }),
  };
}

/** Small buffers share memory with strangers, which must not go along. */
const ownsMemory = ({ byteLength, buffer }: Uint8Array): boolean => byteLength === buffer.byteLength;

/** Bytes as something that can be handed over whole. */
export const handOver = (bytes: Uint8Array): Uint8Array =>
  ownsMemory(bytes) ? bytes : new Uint8Array(bytes);

/** The same memory as a Buffer. */
export const asBuffer = ({ buffer, byteOffset, byteLength }: Uint8Array): Buffer =>
  Buffer.from(buffer, byteOffset, byteLength);

/** Throws AppError `internal` for a webhook of a desk that has none. */
export function routeFor({ desk: name, routedBy }: Pick<ThreadJob, "desk" | "routedBy">, body: Buffer) {
  const desk = desks[name];
  if ("path" in routedBy) return { desk, route: desk.route(routedBy.method, routedBy.path) };
  const { method, url, headers } = routedBy;
  const webhooks = "webhooks" in desk ? desk.webhooks : undefined;
  if (webhooks === undefined) throw new AppError("internal");
  return { desk, route: webhooks.route({ method, url: new URL(url), headers, body }) };
}
