/* What of a delivery goes on: which headers, and a query without secrets. */

import type { DeskRoute } from "../../core/desk.js";
import type { Delivery } from "../../core/webhook.js";
import type { OpenWebhook } from "./arrival.js";

export interface PassedHeaders {
  /** The desk's own: flat names and values, read by the policy. */
  readonly ofDesk: readonly string[];
  /** Those the operator named, as they came. */
  readonly named: readonly (readonly [string, string])[];
}

/** Logins and custom headers stay here unless configuration names them; the proof never goes on. */
export function passedHeaders({ settings }: OpenWebhook, { headers }: Delivery): PassedHeaders {
  const { desk, webhooks, scheme, forwardHeaders } = settings;
  const proofs = new Set(webhooks.schemes.flatMap((one) => one.headers));
  const isOfDesk =
    webhooks.passedHeaders === undefined
      ? (name: string): boolean => name.startsWith(`x-${desk.name}-`)
      : (name: string): boolean => webhooks.passedHeaders?.includes(name) === true;
  const ofDesk: string[] = [];
  const named: (readonly [string, string])[] = [];
  for (const [name, value] of headers) {
    if (forwardHeaders.includes(name) && scheme?.headers.includes(name) !== true) named.push([name, value]);
    else if (isOfDesk(name) && !proofs.has(name)) ofDesk.push(name, value);
  }
  return { ofDesk, named };
}

/** Parameters that the desk calls a secret prove the sender, and do not go on. */
export function withoutSecrets(query: string | undefined, route: DeskRoute): string {
  if (query === undefined || query === "") return "";
  const parts = query.split("&");
  const kept = parts.filter((part) => route.queryRole(nameOf(part)) !== "secret");
  return kept.length === parts.length ? query : kept.join("&");
}

function nameOf(part: string): string {
  const [name = ""] = part.split("=", 1);
  try {
    return decodeURIComponent(name.replaceAll("+", " "));
  } catch {
    return name;
  }
}
