/* What desks look up in a delivery before it is read: kinds and ids. Never a value for logs. */

import type { Delivery } from "../../core/webhook.js";

const parsed = new WeakMap<Delivery, { readonly value: unknown }>();

/** The body as JSON, undefined where it is none. Parsed once for a delivery; only for look-ups, never written back. */
export function jsonOf(delivery: Delivery): unknown {
  let entry = parsed.get(delivery);
  if (entry === undefined) parsed.set(delivery, (entry = { value: parse(delivery.body) }));
  return entry.value;
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}

/** Own members only, array positions as text: `memberOf(body, "events", "0", "id")`. */
export function memberOf(value: unknown, ...steps: readonly string[]): unknown {
  let at: unknown = value;
  for (const step of steps) {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, step)) return undefined;
    at = (at as Record<string, unknown>)[step];
  }
  return at;
}

/** Text of a member of a JSON body; undefined where it is none. */
export function textOf(delivery: Delivery, ...steps: readonly string[]): string | undefined {
  const value = memberOf(jsonOf(delivery), ...steps);
  return typeof value === "string" ? value : undefined;
}

const idShape = /^[\w.:-]{1,128}$/;

/** An id that goes into logs and answers: what has another shape than ids have is none. Numbers only as far as they are exact. */
export function idFrom(value: unknown): string | undefined {
  const text = typeof value === "number" && Number.isSafeInteger(value) ? String(value) : value;
  return typeof text === "string" && idShape.test(text) ? text : undefined;
}

export type BodyKind = "none" | "json" | "form" | "xml" | "other";

/** By media type alone; the grammar decides later whether it is one. */
export function bodyKindOf({ body, headers }: Delivery): BodyKind {
  if (body.length === 0) return "none";
  const essence = (headers.get("content-type") ?? "").split(";", 1)[0]?.trim().toLowerCase() ?? "";
  if (/[/+]json$/.test(essence)) return "json";
  if (/[/+]xml$/.test(essence)) return "xml";
  return essence === "application/x-www-form-urlencoded" ? "form" : "other";
}
